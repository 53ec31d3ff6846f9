from odoo import fields, models


class ComplaintDecision(models.Model):
    """Every decision about a complaint: by which rule, on which facts, by whom."""

    _name = "complaint.decision"
    _description = "Decision on a Complaint"
    _inherit = ["charter.decision.mixin"]
    _order = "id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Complaint",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="ticket_id.company_id", store=True, precompute=True
    )
    site_id = fields.Many2one(related="ticket_id.site_id", store=True, precompute=True)
    kind = fields.Selection(
        [
            ("severity", "Severity"),
            ("validity", "Validity"),
            ("extension", "More Time"),
        ],
        string="Decided",
        required=True,
    )
    before = fields.Char()
    outcome = fields.Char(required=True)
