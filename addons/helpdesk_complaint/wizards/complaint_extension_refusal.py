from odoo import fields, models
from odoo.exceptions import UserError


class ComplaintExtensionRefusal(models.TransientModel):
    """Why more time is refused (C-12)."""

    _name = "complaint.extension.refusal"
    _description = "Refusal of More Time"

    extension_id = fields.Many2one("complaint.extension", required=True, readonly=True)
    reason = fields.Text(required=True)

    def action_refuse(self):
        self.ensure_one()
        if not self.reason.strip():
            raise UserError(self.env._("Say why you refuse it."))
        self.extension_id._refuse(self.reason.strip())
        return {"type": "ir.actions.act_window_close"}
