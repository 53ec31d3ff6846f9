from odoo import fields, models


class ArchiveLineKeep(models.TransientModel):
    """Until when a review keeps a document, and why."""

    _name = "archive.line.keep"
    _description = "Keep Longer"

    line_id = fields.Many2one(
        "archive.disposal.line",
        string="Document",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    until = fields.Date(required=True)
    reason = fields.Char(required=True)

    def action_apply(self):
        self.line_id.action_keep(self.until, self.reason)
        return {"type": "ir.actions.act_window_close"}
