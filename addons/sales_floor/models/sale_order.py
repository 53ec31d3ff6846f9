from odoo import api, fields, models


class SaleOrder(models.Model):
    """A confirmed order is a deal: what comes later has no part in it (F-22)."""

    _inherit = "sale.order"

    floor_site_id = fields.Many2one(
        "service.site",
        string="Sales Floor",
        compute="_compute_floor_site_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        check_company=True,
        domain="[('kind', '=', 'sales_floor')]",
    )
    floor_attribution_id = fields.Many2one(
        "floor.attribution", compute="_compute_floor_attribution_id"
    )

    @api.depends("partner_id", "opportunity_id")
    def _compute_floor_site_id(self):
        """That of the opportunity, or the only one at which the customer is known."""
        nothing = self.env["floor.attribution"]
        known = self.partner_id._floor_attributions().grouped("partner_id")
        for order in self:
            named = order.opportunity_id.sudo().floor_site_id
            sites = named or known.get(order.partner_id, nothing).site_id
            if len(sites) == 1:
                order.floor_site_id = sites

    @api.depends("opportunity_id", "state")
    def _compute_floor_attribution_id(self):
        for order in self:
            order.floor_attribution_id = order._floor_deal().sudo(False)

    # -- CRUD --

    def write(self, vals):
        is_told = vals.keys() & {"state", "partner_id"}
        before = {it: (it.state, it.partner_id) for it in self if is_told}
        result = super().write(vals)
        if "state" in vals:
            for order in self:
                order._floor_state_changed(before[order][0])
        if "partner_id" in vals:
            for order in self:
                if order.partner_id != before[order][1]:
                    order._floor_deal().note_change("name")
        return result

    # -- business --

    def _floor_deal(self):
        """The attribution of the deal that this order is, or is part of."""
        return (
            self.env["floor.attribution"].sudo()._of_deal(self.opportunity_id, self)
            if self.state == "sale"
            else self.env["floor.attribution"].sudo()
        )

    def _floor_state_changed(self, before):
        attributions = self.env["floor.attribution"]
        if self.state == "sale" and before != "sale":
            floor = attributions.floor_of(self.partner_id, self.floor_site_id)
            attributions.mark_deal(
                self.partner_id, floor, lead=self.opportunity_id, order=self
            )
        elif self.state != "sale" and before == "sale":
            self._floor_cancelled()

    def _floor_cancelled(self):
        """The deal is cancelled, unless another order of it stands."""
        deal = self.env["floor.attribution"].sudo().search([("order_id", "=", self.id)])
        others = deal.lead_id.order_ids.filtered(lambda it: it.state == "sale")
        if others:
            deal.order_id = others[:1]
        else:
            deal.cancel_deal()
