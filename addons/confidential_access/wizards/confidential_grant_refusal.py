from odoo import fields, models


class ConfidentialGrantRefusal(models.TransientModel):
    """Why a request is refused, or an approval taken back."""

    _name = "confidential.grant.refusal"
    _description = "Refusal of an Approval"

    grant_id = fields.Many2one(
        "confidential.grant",
        string="Request",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    reason = fields.Char(required=True)

    def action_apply(self):
        self.ensure_one()
        if self.grant_id.state == "granted":
            self.grant_id.action_revoke(self.reason)
        else:
            self.grant_id.action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
