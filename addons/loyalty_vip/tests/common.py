from datetime import date

from freezegun import freeze_time

from odoo import SUPERUSER_ID, Command
from odoo.tests import new_test_user, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

SALES = "sales_team.group_sale_salesman"
SIGNATURE = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    b"AABJRU5ErkJggg=="
)
TODAY = date(2026, 5, 20)


@tagged("post_install", "-at_install")
class LoyaltyVipCase(AccountTestInvoicingCommon):
    """A company with two stores, JW and GH, and another company with one; 20 May 2026.

    At noon in Shanghai, where the stores are.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-05-20 04:00:00"))
        cls.company = cls.company_data["company"]
        cls.other_company = cls.env["res.company"].create({"name": "River Stores"})
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(
            user=SUPERUSER_ID,
            context={"allowed_company_ids": cls.company.ids, "lang": "en_US"},
        )
        cls.jw, cls.gh, cls.river = cls.env["service.site"].create(
            [
                cls.store_values("JW", "River Bay"),
                cls.store_values("GH", "Garden House"),
                {**cls.store_values("HZ", "Far"), "company_id": cls.other_company.id},
            ]
        )
        cls.cashier = cls.member("Cashier", cls.jw, "officer")
        cls.manager = cls.member("Store Manager", cls.jw, "site_manager")
        cls.other_cashier = cls.member("Other Cashier", cls.gh, "officer")
        cls.goods = cls.make_product("Rice", 100)
        cls.wang, cls.li = cls.env["res.partner"].create(
            [{"name": "王芳", "phone": "+8613800138000"}, {"name": "Li Na"}]
        )
        cls.programs = {
            role: cls.env.ref(f"loyalty_vip.loyalty_program_{role}")
            for role in ("points", "card", "tier", "birthday")
        }
        cls.mug = cls.make_product("Mug", 20)
        cls.prize = cls.env["loyalty.reward"].create(
            {
                "program_id": cls.programs["points"].id,
                "reward_type": "product",
                "reward_product_id": cls.mug.id,
                "required_points": 20,
                "description": "A mug",
            }
        )

    def setUp(self):
        super().setUp()
        self.enterContext(self.enter_registry_test_mode())

    @staticmethod
    def store_values(code, name):
        return {"code": code, "name": name, "kind": "store", "tz": "Asia/Shanghai"}

    @classmethod
    def make_product(cls, name, price, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "list_price": price,
                "type": "consu",
                "invoice_policy": "order",
                "taxes_id": [Command.clear()],
                **values,
            }
        )

    @classmethod
    def person(cls, name, groups=SALES, company=None):
        login = name.lower().replace(" ", "-")
        company = company or cls.company
        return new_test_user(
            cls.env,
            f"vip-{login}",
            groups,
            name=name,
            email=f"{login}@store.test",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
            tz="Asia/Shanghai",
        )

    @classmethod
    def member(cls, name, site, role, groups=SALES):
        user = cls.person(name, groups, site.company_id)
        cls.env["service.site.member"].create(
            {
                "site_id": site.id,
                "user_id": user.id,
                "role": role,
                "date_from": date(2020, 1, 1),
            }
        )
        return user

    # -- members --

    @classmethod
    def form(cls, partner=None, user=None, **values):
        """A registration form, filled in and signed."""
        forms = cls.env["loyalty.vip.registration"].with_user(user or cls.manager)
        return forms.create(
            {
                "partner_id": (partner or cls.wang).id,
                "site_id": cls.jw.id,
                "salutation": "ms",
                "birth_date_entry": date(1990, 5, 20),
                "signature_entry": SIGNATURE,
                "override_reason": "Opening day",
                **values,
            }
        )

    @classmethod
    def give_card(cls, partner=None, **values):
        form = cls.form(partner, **values)
        form.action_issue()
        return form.sudo().card_id.with_env(cls.env)

    # -- money --

    @classmethod
    def invoice(cls, amount, partner=None, store=None, post=True, **values):
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or cls.wang).id,
                "store_id": (store or cls.jw).id,
                "invoice_date": TODAY,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": cls.goods.id,
                            "quantity": 1,
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def pay(cls, move, amount=None, **values):
        if amount is not None:
            values["amount"] = amount
        return (
            cls.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"payment_date": TODAY, **values})
            ._create_payments()
        )

    @classmethod
    def credit(cls, move, amount=None):
        """A posted credit note for what was invoiced, or for a part of it."""
        note = move._reverse_moves([{"invoice_date": TODAY, "date": TODAY}])
        if amount is not None:
            note.invoice_line_ids.price_unit = amount
        note.action_post()
        return note

    @classmethod
    def spend(cls, amount, partner=None, **values):
        move = cls.invoice(amount, partner, **values)
        cls.pay(move)
        return move

    def assert_ledger(self, card, points):
        """The balance, the sum of the ledger and what is expected are the same."""
        rows = card.sudo().history_ids
        self.assertEqual(card.points, points)
        self.assertEqual(sum(rows.mapped("issued")) - sum(rows.mapped("used")), points)

    # -- orders --

    @classmethod
    def order(cls, *prices, partner=None, user=None, store=None, **values):
        return (
            cls.env["sale.order"]
            .with_user(user or cls.cashier)
            .create(
                {
                    "partner_id": (partner or cls.wang).id,
                    "store_id": (store or cls.jw).id,
                    "order_line": [
                        Command.create(
                            {"product_id": cls.goods.id, "price_unit": price}
                        )
                        for price in prices or (100,)
                    ],
                    **values,
                }
            )
        )

    @classmethod
    def show(cls, order, card, **values):
        wizard = order.env["loyalty.vip.show"].create(
            {"order_id": order.id, "number": card.code, **values}
        )
        wizard.action_apply()
        return order

    @classmethod
    def redeem(cls, card, quantity=1, user=None, **values):
        wizard = (
            cls.env["loyalty.vip.prize"]
            .with_user(user or cls.cashier)
            .create(
                {
                    "card_id": card.id,
                    "reward_id": cls.prize.id,
                    "quantity": quantity,
                    "store_id": cls.jw.id,
                    **values,
                }
            )
        )
        action = wizard.action_redeem()
        return cls.env["sale.order"].browse(action["res_id"])
