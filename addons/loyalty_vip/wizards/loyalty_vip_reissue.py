from odoo import fields, models


class LoyaltyVipReissue(models.TransientModel):
    """L-11: a lost or damaged card is replaced at the store."""

    _name = "loyalty.vip.reissue"
    _description = "Replace a VIP Card"

    card_id = fields.Many2one("loyalty.card", required=True, readonly=True)
    reason = fields.Char(string="What Became of the Old Card", required=True)

    def action_reissue(self):
        self.card_id.vip_reissue(self.reason)
        return {"type": "ir.actions.act_window_close"}
