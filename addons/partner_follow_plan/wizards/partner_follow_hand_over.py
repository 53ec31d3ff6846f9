from odoo import fields, models


class PartnerFollowHandOver(models.TransientModel):
    """Gives customers of a plan to another rep (D-13)."""

    _name = "partner.follow.hand.over"
    _description = "Hand Over Customers"

    plan_ids = fields.Many2many(
        "partner.follow.plan", string="Customers", required=True
    )
    user_id = fields.Many2one(
        "res.users", string="To", required=True, domain="[('share', '=', False)]"
    )
    reason = fields.Char(required=True)

    def action_apply(self):
        """Hand them over, all or none."""
        self.ensure_one()
        self.plan_ids._hand_over(self.user_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
