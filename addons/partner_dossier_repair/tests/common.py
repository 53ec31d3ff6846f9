from freezegun import freeze_time

from odoo import Command
from odoo.tests import Form

from odoo.addons.partner_dossier.tests.common import TenureCase

NUMBER = "RSQ16-240815"


class ProductCase(TenureCase):
    """A water heater with a serial number, received by the company of the sites."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        context = {"allowed_company_ids": cls.company.ids, "lang": "en_US"}
        cls.env = cls.env(context=context)
        cls.elsewhere_company = cls.env["res.company"].create({"name": "Hillside"})
        cls.product = cls.make_product("Water heater")
        cls.lot = cls.receive(NUMBER)

    @classmethod
    def make_product(cls, name, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": True,
                "tracking": "serial",
                **values,
            }
        )

    @classmethod
    def at(cls, company):
        """The environment of who works in a company."""
        return cls.env(context={**cls.env.context, "allowed_company_ids": company.ids})

    @classmethod
    def warehouse(cls, company=None):
        domain = [("company_id", "=", (company or cls.company).id)]
        return cls.env["stock.warehouse"].search(domain, limit=1)

    @classmethod
    def receive(cls, number, product=None, company=None):
        """A product comes into the stock of a company."""
        there = cls.at(company or cls.company)
        product = product or cls.product
        lot = there["stock.lot"].create({"name": number, "product_id": product.id})
        quants = there["stock.quant"].with_context(inventory_mode=True)
        quants.create(
            {
                "product_id": product.id,
                "lot_id": lot.id,
                "location_id": cls.warehouse(company).lot_stock_id.id,
                "inventory_quantity": 1,
            }
        ).action_apply_inventory()
        return lot.with_env(cls.env)

    @classmethod
    def carry(cls, partner, moment, lot=None, company=None, back=False):
        """A product goes to a customer, or comes back from them."""
        lot, warehouse = lot or cls.lot, cls.warehouse(company)
        kind = warehouse.in_type_id if back else warehouse.out_type_id
        ends = [warehouse.lot_stock_id, cls.env.ref("stock.stock_location_customers")]
        places = dict(
            zip(
                ("location_id", "location_dest_id"),
                [it.id for it in (reversed(ends) if back else ends)],
                strict=True,
            )
        )
        picking = cls.at(company or cls.company)["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "partner_id": partner.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": lot.product_id.id,
                            "product_uom_qty": 1,
                            "lot_ids": lot.ids,
                            "picked": True,
                            **places,
                        }
                    )
                ],
                **places,
            }
        )
        with freeze_time(moment):
            picking.button_validate()
        assert picking.state in {"done"}, picking.state

    @classmethod
    def repair(cls, notes, moment, lot=None, company=None):
        lot = lot or cls.lot
        return cls.at(company or cls.company)["repair.order"].create(
            {
                "product_id": lot.product_id.id,
                "lot_id": lot.id,
                "schedule_date": moment,
                "internal_notes": f"<p>{notes}</p>",
            }
        )

    def look(self, query, user=None):
        form = Form(self.env["partner.look.up"].with_user(user or self.officer))
        form.query = query
        return form.save()
