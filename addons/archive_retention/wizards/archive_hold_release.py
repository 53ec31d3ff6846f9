from odoo import fields, models


class ArchiveHoldRelease(models.TransientModel):
    """Why a hold is released."""

    _name = "archive.hold.release"
    _description = "Release of a Hold"

    hold_id = fields.Many2one(
        "archive.hold",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    reason = fields.Char(required=True)

    def action_apply(self):
        self.hold_id.action_release(self.reason)
        return {"type": "ir.actions.act_window_close"}
