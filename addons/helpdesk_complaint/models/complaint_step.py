from odoo import fields, models


class ComplaintStep(models.Model):
    """What was done about a complaint, step by step, by whom (C-09, 投诉处理记录表)."""

    _name = "complaint.step"
    _description = "Step of a Complaint"
    _order = "done_at, id"

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
            ("forwarded", "Forwarded"),
            ("acknowledged", "Acknowledged"),
            ("found_valid", "Found Valid"),
            ("explained", "Invalid, Explained"),
            ("cause", "Cause"),
            ("solution", "Solution"),
            ("solution_told", "Solution Told"),
            ("carried_out", "Carried Out"),
            ("replied", "Replied"),
            ("signed", "Signed"),
            ("closed", "Closed"),
            ("reopened", "Reopened"),
            ("note", "Note"),
        ],
        string="Step",
        required=True,
    )
    done_at = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    done_by_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    text = fields.Text()
