from odoo import api, models
from odoo.exceptions import ValidationError


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {**vals, "pos_ok": False} if vals.get("vip_role") else vals
                for vals in vals_list
            ]
        )

    @api.constrains("pos_ok", "vip_role")
    def _check_vip_not_at_pos(self):
        if self.filtered(lambda it: it.vip_role and it.pos_ok):
            raise ValidationError(
                self.env._(
                    "VIP programs stay out of the point of sale: it works out points"
                    " and discounts in the browser, where the rules of VIP loyalty"
                    " can't be kept."
                )
            )
