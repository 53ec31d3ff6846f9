from odoo import api, models
from odoo.exceptions import AccessError, UserError

PRIZE = frozenset(
    {
        *("coupon_id", "reward_id", "points_cost", "product_uom_qty", "product_id"),
        *("price_unit", "discount", "order_id"),
    }
)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._vip_check_card(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and PRIZE & vals.keys():
            self._vip_check_card([vals])
            if self.sudo().filtered("coupon_id.vip_state"):
                raise AccessError(
                    self.env._("L-09: a prize that was redeemed can't be changed.")
                )
        return super().write(vals)

    def unlink(self):
        self._vip_check_prizes_stand()
        return super().unlink()

    def _prepare_invoice_line(self, **optional_values):
        """L-14: a discount is called on the invoice as it is on the order."""
        values = super()._prepare_invoice_line(**optional_values)
        if self.reward_id.program_id.vip_role:
            values["name"] = self.name
        return values

    def _vip_check_prizes_stand(self):
        """L-09: before Odoo's own deletion, which would give points back."""
        if self.sudo().filtered(
            lambda it: it.coupon_id.vip_state and it.state == "sale"
        ):
            raise UserError(
                self.env._("L-09: a prize that was redeemed can't be taken off.")
            )

    def _vip_check_card(self, vals_list):
        """L-05: the points of a VIP card are redeemed by its own step alone."""
        ids = [vals["coupon_id"] for vals in vals_list if vals.get("coupon_id")]
        cards = self.env["loyalty.card"].sudo().browse(ids)
        if cards.filtered("vip_state"):
            raise AccessError(
                self.env._("L-05: prizes are redeemed by “Redeem Points”.")
            )

    def _vip_is_other_reward(self):
        """L-03: a promotion, coupon or card that is not VIP loyalty's."""
        program = self.reward_id.program_id
        return not program.vip_role and not program.is_payment_program

    def _vip_is_special(self):
        """L-03: sold at a special price: by the goods, the list or the hand."""
        self.ensure_one()
        return bool(
            self.discount
            or self.product_id.vip_special
            or self.pricelist_item_id.pricelist_id.vip_special
            or (
                self.technical_price_unit
                and self.currency_id.compare_amounts(
                    self.price_unit, self.technical_price_unit
                )
                < 0
            )
        )
