from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext
from odoo.tools.sql import escape_psql

from ..policies.purchase import Move, last_purchase

MOST_PRODUCTS = 5


class PartnerLookUp(models.TransientModel):
    """A product by its serial number: who bought it, since when, its repairs (D-17).

    Who looks up a number needs no right in Inventory or Repairs. Read with all rights
    and handed out as text are, of the companies one works in: the product, to whom it
    was delivered and when, and of its repairs number, day, state and notes; no
    quantity, no price, no record that leads further.
    """

    _inherit = "partner.look.up"

    buyer_ids = fields.Many2many(
        "res.partner", string="Buyers", compute="_compute_products"
    )
    products = fields.Html(compute="_compute_products", sanitize=False)

    @api.depends("query")
    @api.depends_context("allowed_company_ids", "lang", "tz")
    def _compute_products(self):
        for it in self:
            query = (it.query or "").strip()
            found = it._find_products(query) if query else []
            shown = found[:MOST_PRODUCTS]
            it.buyer_ids = [row["buyer"].id for row in shown if row["buyer"]]
            it.products = bool(found) and self.env["ir.qweb"]._render(
                "partner_dossier_repair.partner_look_up_products",
                {"products": shown, "is_more": len(found) > MOST_PRODUCTS},
            )

    def _compute_found(self):
        """D-17: a number that a product has is known."""
        res = super()._compute_found()
        for it in self:
            it.is_unknown = it.is_unknown and not it.products
        return res

    def _find_units(self, query):
        """D-17: by a serial number, the units of who bought the product, as well."""
        return (
            super()._find_units(query)
            or self.env["property.unit.party"].search(self._of_buyers()).unit_id
        )

    def _dossier_domain(self, query):
        """D-17: by a serial number, the dossiers of who bought the product, as well."""
        return super()._dossier_domain(query) | self._of_buyers()

    def _of_buyers(self):
        buyers = self.buyer_ids.commercial_partner_id.ids
        return Domain("partner_id.commercial_partner_id", "in", buyers)

    def _find_products(self, query):
        """D-17: what is told of the products with a serial number, the whole of it.

        A number that belongs to no company is known where something was done with it.
        """
        lots = self.env["stock.lot"].sudo()
        lots = lots.search(
            [
                ("name", "=ilike", escape_psql(query)),
                ("product_id.tracking", "=", "serial"),
                ("company_id", "in", [*self.env.companies.ids, False]),
            ]
        )
        here = Domain("lot_id", "in", lots.ids)
        here &= Domain("company_id", "in", self.env.companies.ids)
        lines = self.env["stock.move.line"].sudo()
        lines = lines.search(here & Domain("state", "=", "done")).grouped("lot_id")
        repairs = self.env["repair.order"].sudo()
        repairs = repairs.search(here, order="schedule_date desc, id desc")
        repairs = repairs.grouped("lot_id")
        return [
            {
                "name": lot.product_id.display_name,
                "number": lot.name,
                **self._tell_purchase(lines.get(lot, ())),
                "repairs": [self._tell_repair(it) for it in repairs.get(lot, ())],
            }
            for lot in lots
            if lot.company_id or lot in lines or lot in repairs
        ]

    def _tell_purchase(self, lines):
        """D-17: of the moves of a product, who bought it and since when."""
        moves = []
        for line in lines:
            ends = [line.location_id.usage, line.location_dest_id.usage]
            if ends.count("customer") == 1:
                partner = line.picking_partner_id or line.move_partner_id
                moves.append(
                    Move(
                        at=line.date,
                        partner=partner.commercial_partner_id.id or None,
                        is_return=ends[0] == "customer",
                    )
                )
        purchase = last_purchase(moves)
        partners = self.env["res.partner"].sudo()
        return {
            "buyer": partners.browse(purchase and purchase.buyer),
            "since": purchase and self._local_day(purchase.since),
            "returned": purchase and self._local_day(purchase.returned),
        }

    def _tell_repair(self, repair):
        state = repair._fields["state"].convert_to_export(repair.state, repair)
        return {
            "number": repair.name,
            "date": self._local_day(repair.schedule_date),
            "state": state,
            "notes": html2plaintext(repair.internal_notes or ""),
        }

    def _local_day(self, moment):
        return moment and fields.Datetime.context_timestamp(self, moment).date()
