from odoo import api, models


class SaleOrderLine(models.Model):
    """Another unit after the deal changes nobody's share (F-22)."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._floor_unit_changed()
        return lines

    def write(self, vals):
        if "product_id" not in vals:
            return super().write(vals)
        products = {line: line.product_id for line in self}
        result = super().write(vals)
        changed = self.filtered(lambda it: it.product_id != products[it])
        changed._floor_unit_changed()
        return result

    # -- business --

    def _floor_unit_changed(self):
        units = self.filtered(
            lambda it: it.product_id and not (it.display_type or it.is_downpayment)
        )
        for order in units.order_id.filtered(lambda it: it.state == "sale"):
            order._floor_deal().note_change("unit")
