from odoo import fields, models


class FloorDisputeStep(models.Model):
    """What was said, found, sent back and approved in a dispute, for ever (F-23)."""

    _name = "floor.dispute.step"
    _description = "Step of a Dispute"
    _inherit = ["register.seal.mixin"]
    _order = "id"
    _log_access = False
    _seal_fields = ("dispute_id", "kind", "text", "done_by_id", "done_at")
    _seal_scope = "site_id"

    dispute_id = fields.Many2one(
        "floor.dispute", required=True, readonly=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(related="dispute_id.site_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="dispute_id.company_id", store=True, precompute=True
    )
    kind = fields.Selection(
        [
            ("opened", "Opened"),
            ("said", "Said"),
            ("opinion", "Opinion"),
            ("sent_back", "Sent Back"),
            ("approved", "Approved"),
        ],
        string="Step",
        required=True,
        readonly=True,
    )
    text = fields.Text(required=True, readonly=True)
    done_by_id = fields.Many2one(
        "res.users", string="By", required=True, readonly=True, ondelete="restrict"
    )
    done_at = fields.Datetime(
        string="On", required=True, readonly=True, default=fields.Datetime.now
    )
