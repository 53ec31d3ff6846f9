from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common import SALES, LoyaltyVipCase

MANAGER = "sales_team.group_sale_manager"
# What a store's people may do with a record of their store.
VERBS = {
    "loyalty.vip.registration": {"read", "write", "create", "unlink"},
    "loyalty.vip.introduction": {"read", "write", "create"},
    "loyalty.vip.anomaly": {"read", "write", "create"},
    "loyalty.vip.event": {"read", "write", "create", "unlink"},
    "loyalty.vip.month": {"read", "write"},
    "loyalty.vip.use": {"read"},
    "loyalty.vip.number": {"read"},
}
WIZARDS = (
    *("loyalty.vip.message", "loyalty.vip.prize"),
    *("loyalty.vip.reissue", "loyalty.vip.show"),
)


class TestSecurity(LoyaltyVipCase):
    """Who may do what: a case per role and forbidden verb (L-07, L-13)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card = cls.give_card()
        cls.spend(3000)
        cls.sale_manager = cls.member(
            "Sale Manager", cls.jw, "officer", f"{SALES},{MANAGER}"
        )
        cls.employee = cls.person("Plain Employee", "base.group_user")
        cls.portal = cls.person("A Portal User", "base.group_portal")
        cls.stranger = cls.member("Stranger", cls.river, "site_manager")
        brought = cls.env["res.partner"].create({"name": "Brought Along"})
        introduction = cls.env["loyalty.vip.introduction"].create(
            {"card_id": cls.card.id, "partner_id": brought.id}
        )
        anomaly = cls.env["loyalty.vip.anomaly"].create(
            {"site_id": cls.jw.id, "description": "Odd"}
        )
        event = cls.env["loyalty.vip.event"].create(
            {
                "name": "Spring Tea",
                "site_id": cls.jw.id,
                "day": "2026-05-30",
                "place": "Garden",
                "plan": "Tea",
            }
        )
        use = cls.show(cls.order(1000), cls.card).vip_use_id
        cls.card.with_user(cls.manager).vip_reissue("Broken")
        month = cls.env["loyalty.vip.month"]._roll_up(cls.jw, date(2026, 4, 1))
        cls.records = {
            "loyalty.vip.registration": cls.card.vip_registration_id,
            "loyalty.vip.introduction": introduction,
            "loyalty.vip.anomaly": anomaly,
            "loyalty.vip.event": event,
            "loyalty.vip.month": month,
            "loyalty.vip.use": use.with_env(cls.env),
            "loyalty.vip.number": cls.card.vip_number_ids,
        }

    def test_points_are_written_by_nobody(self):
        """L-18: not with all rights."""
        for user in (self.cashier, self.sale_manager, self.env.user):
            with self.assertRaises(AccessError):
                self.card.with_user(user).points = 999
        with self.assertRaises(AccessError):
            self.card.sudo().points = 999
        self.assert_ledger(self.card, 30)

    def test_the_balance_wizard_of_odoo_does_not_reach_them(self):
        """L-18: neither their row nor their balance."""
        wizard = (
            self.env["loyalty.card.update.balance"]
            .with_user(self.sale_manager)
            .create(
                {"card_id": self.card.id, "new_balance": 999, "description": "Gift"}
            )
        )
        with self.assertRaises(AccessError):
            wizard.action_update_card_point()

    def test_a_card_is_not_handed_on(self):
        """L-07, L-11: neither its holder, number, validity nor state."""
        for user in (self.cashier, self.sale_manager):
            card = self.card.with_user(user)
            for name, value in {
                "partner_id": self.li.id,
                "code": "MINE",
                "expiration_date": "2099-01-01",
                "vip_state": "active",
                "vip_earned": 99,
                "vip_site_id": self.gh.id,
                "vip_terms": {},
                "active": False,
            }.items():
                with (
                    self.subTest(user=user.name, field=name),
                    self.assertRaises(AccessError),
                ):
                    card.write({name: value})

    def test_cards_are_given_on_forms_alone(self):
        """L-02: not by Odoo's wizard for coupons."""
        values = {
            "program_id": self.programs["points"].id,
            "partner_id": self.li.id,
            "code": "X1",
        }
        with self.assertRaises(UserError):
            self.env["loyalty.card"].with_user(self.sale_manager).create(values)
        with self.assertRaises(UserError):
            self.env["loyalty.card"].create(values)
        with self.assertRaises(UserError):
            self.card.unlink()

    def test_the_ledger_is_not_written_by_hand(self):
        """L-18: neither made, changed nor deleted."""
        row = self.card.history_ids
        history = self.env["loyalty.history"].with_user(self.cashier)
        with self.assertRaises(AccessError):
            history.create(
                {"card_id": self.card.id, "issued": 5, "description": "Gift"}
            )
        with self.assertRaises(AccessError):
            row.with_user(self.cashier).issued = 99
        with self.assertRaises(AccessError):
            row.sudo().issued = 99
        with self.assertRaises(UserError):
            row.unlink()

    def test_what_is_left_to_count_is_nobodys(self):
        """L-18: neither put there nor taken away, but by payments."""
        for user in (self.cashier, self.manager, self.sale_manager, self.portal):
            for verb in ("read", "write", "create", "unlink"):
                with self.subTest(user=user.name, verb=verb):
                    unsettled = self.env["loyalty.vip.unsettled"].with_user(user)
                    self.assertFalse(unsettled.has_access(verb))

    def test_what_was_shown_is_not_entered_by_hand(self):
        """L-07: on an order, nor which card an invoice counts for."""
        order = self.order(1000)
        use = self.show(self.order(1000), self.card).vip_use_id
        with self.assertRaises(AccessError):
            order.vip_use_id = use
        with self.assertRaises(AccessError):
            order.vip_prize_quantity = 5
        with self.assertRaises(AccessError):
            use.with_user(self.cashier).identity_at = "2026-05-20 04:00:00"
        billing = self.person("Accountant", "account.group_account_invoice")
        move = self.invoice(100, self.li, post=False)
        with self.assertRaises(AccessError):
            move.with_user(billing).vip_card_id = self.card

    def test_records_of_other_stores_are_not_seen(self):
        """L-13: forms, cards, anomalies of one's own store."""
        form = self.card.vip_registration_id
        for user in (self.other_cashier, self.stranger, self.employee, self.portal):
            for record in (form, self.card):
                theirs = record.with_user(user).with_context(
                    allowed_company_ids=user.company_ids.ids
                )
                with self.subTest(user=user.name, record=record._name):
                    with self.assertRaises(AccessError):
                        theirs.read(["display_name"])
                    self.assertFalse(theirs.has_access("read"))
        self.assertTrue(form.with_user(self.cashier).has_access("read"))

    def test_the_store_does_with_its_records_what_it_may(self):
        """L-02 to L-20: and no more, be it the cashier, the manager or sales."""
        for user in (self.cashier, self.manager, self.sale_manager):
            for name, allowed in VERBS.items():
                record = self.records[name].with_user(user)
                for verb in ("read", "write", "create", "unlink"):
                    with self.subTest(user=user.name, model=name, verb=verb):
                        self.assertEqual(record.has_access(verb), verb in allowed)

    def test_registers_are_neither_written_nor_deleted_by_hand(self):
        """L-07, L-11, L-12, L-20: the attempt, not only the right."""
        for name in ("loyalty.vip.use", "loyalty.vip.number", "loyalty.vip.month"):
            record = self.records[name].with_user(self.sale_manager)
            with self.subTest(model=name):
                with self.assertRaises(AccessError):
                    record.create({})
                with self.assertRaises(AccessError):
                    record.unlink()
                if name != "loyalty.vip.month":
                    with self.assertRaises(AccessError):
                        record.write({"site_id": self.gh.id})
        anomaly = self.records["loyalty.vip.anomaly"].with_user(self.cashier)
        for values in ({"state": "dealt"}, {"kind": "staff"}, {"site_id": self.gh.id}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                anomaly.write(values)
        with self.assertRaisesRegex(AccessError, "manager"):
            anomaly.action_deal()

    def test_others_do_nothing_with_them(self):
        """L-13: another store, another company, no sales, a customer."""
        for user in (self.other_cashier, self.stranger, self.employee, self.portal):
            for name in VERBS:
                record = (
                    self.records[name]
                    .with_user(user)
                    .with_context(allowed_company_ids=user.company_ids.ids)
                )
                for verb in ("read", "write", "unlink"):
                    with self.subTest(user=user.name, model=name, verb=verb):
                        self.assertFalse(record.has_access(verb))
        for user in (self.employee, self.portal):
            for name in (*VERBS, *WIZARDS):
                with self.subTest(user=user.name, model=name):
                    self.assertFalse(
                        self.env[name].with_user(user).has_access("create")
                    )

    def test_nobody_enters_for_another_store(self):
        """L-13, L-20: neither a form, an introduction nor an anomaly."""
        anomaly = {"site_id": self.jw.id, "description": "Odd"}
        introduction = {"card_id": self.card.id, "partner_id": self.li.id}
        event = {
            **{"name": "Tea", "site_id": self.jw.id, "day": "2026-05-30"},
            **{"place": "Garden", "plan": "Tea"},
        }
        for name, values in {
            "loyalty.vip.anomaly": anomaly,
            "loyalty.vip.event": event,
            "loyalty.vip.introduction": introduction,
            "loyalty.vip.registration": {
                "partner_id": self.li.id,
                "site_id": self.jw.id,
                "salutation": "ms",
            },
        }.items():
            with self.subTest(model=name), self.assertRaises(AccessError):
                self.env[name].with_user(self.other_cashier).create(values)

    def test_wizards_reach_no_card_of_another_store(self):
        """L-05, L-11, L-13, L-16: their steps, for who has no right to the card."""
        with self.assertRaises(AccessError):
            self.redeem(self.card, user=self.other_cashier)
        mine = self.env["loyalty.vip.reissue"].with_user(self.other_cashier)
        with self.assertRaises(AccessError):
            mine.create({"card_id": self.card.id, "reason": "?"}).action_reissue()
        message = self.env["loyalty.vip.message"].with_user(self.other_cashier)
        with self.assertRaises(AccessError):
            message.create(
                {"card_ids": [Command.set(self.card.ids)], "text": "Hello"}
            ).action_send()
        show = self.env["loyalty.vip.show"].with_user(self.employee)
        with self.assertRaises(AccessError):
            show.create({"order_id": self.order().id, "number": self.card.code})

    def test_steps_are_refused_to_whom_they_do_not_belong(self):
        """L-11: another store's cashier."""
        card = self.card.with_user(self.other_cashier)
        for step in ("action_vip_lost", "action_vip_close"):
            with self.assertRaises(AccessError):
                getattr(card, step)()

    def test_a_forms_state_is_not_entered(self):
        """L-02: given on it, or not."""
        form = self.form(self.li, user=self.cashier)
        with self.assertRaises(AccessError):
            form.state = "issued"
        with self.assertRaises(AccessError):
            form.partner_id = self.wang
