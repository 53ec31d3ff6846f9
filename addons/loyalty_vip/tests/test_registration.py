from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from .common import LoyaltyVipCase


class TestRegistration(LoyaltyVipCase):
    """L-01, L-02, L-10, L-11, L-15: how one becomes a member, and stays one."""

    def test_who_paid_a_thousand_gets_a_card(self):
        """L-01, L-02: with the rule, the facts and the purchases that count."""
        move = self.spend(1200)
        form = self.form(user=self.cashier, override_reason=False)
        self.assertTrue(form.qualifies)
        self.assertIn("1,200.00", form.qualification)
        self.assertIn(move.name, form.purchases)
        form.action_issue()
        self.assertEqual(form.state, "issued")
        self.assertEqual(form.rule_ids.code, "L-01")
        self.assertFalse(form.is_override)
        self.assertEqual(form.sudo().counted_move_ids, move)
        card = form.sudo().card_id
        self.assertEqual(card.code, "JW000001")
        self.assertEqual(card.vip_valid_from, date(2026, 5, 20))
        self.assertEqual(card.expiration_date, date(2028, 5, 19))
        self.assertEqual(card.points, 0)
        self.assertEqual(card.vip_surname, "王")

    def test_what_was_returned_does_not_qualify(self):
        """L-01, L-18: nor what was not paid, or at another store."""
        self.credit(self.spend(1200), 300)
        self.invoice(5000)
        self.spend(5000, store=self.gh)
        form = self.form(user=self.cashier, override_reason=False)
        self.assertFalse(form.qualifies)
        with self.assertRaisesRegex(UserError, "900.00"):
            form.action_issue()
        self.assertEqual(form.state, "draft")

    def test_the_manager_may_say_otherwise(self):
        """L-01: with a reason that stays; a cashier may not."""
        form = self.form(user=self.cashier, override_reason="Our neighbour")
        with self.assertRaisesRegex(AccessError, "manager"):
            form.action_issue()
        form.with_user(self.manager).action_issue()
        self.assertTrue(form.is_override)
        self.assertEqual(form.reason, "Our neighbour")
        self.assertIn("L-01", form.proposed_reason)

    def test_the_form_is_complete_and_signed(self):
        """L-02: before the card."""
        for missing in ("birth_date_entry", "signature_entry"):
            form = self.form(**{missing: False})
            with self.assertRaisesRegex(UserError, "L-02"):
                form.action_issue()
        with self.assertRaisesRegex(UserError, "can't be a birthday"):
            self.form(birth_date_entry=date(2027, 1, 1))

    def test_one_card_for_one_person(self):
        """L-10: a second card is refused while the first one is good."""
        self.give_card()
        with self.assertRaisesRegex(UserError, "one card at a time"):
            self.form().action_issue()

    def test_a_company_is_no_member(self):
        """L-07: a card is a person's."""
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        with self.assertRaisesRegex(UserError, "L-07"):
            self.form(firm).action_issue()

    def test_after_two_years_one_applies_again(self):
        """L-10: under the rules of that day; the points stay behind."""
        old = self.give_card()
        self.spend(3000)
        with freeze_time("2028-05-20 04:00:00"):
            form = self.form()
            self.assertEqual(form.kind, "renewal")
            self.assertFalse(form.qualifies)
            form.action_issue()
        new = form.sudo().card_id
        self.assertEqual(old.vip_state, "expired")
        self.assertEqual((old.points, new.points), (30, 0))
        self.assertEqual(new.expiration_date, date(2030, 5, 19))
        self.assertNotEqual(new.code, old.code)

    def test_cards_expire_in_the_night(self):
        """L-10: the day after their last, at their store."""
        card = self.give_card()
        with freeze_time("2028-05-19 15:00:00"):
            self.env["loyalty.card"]._cron_vip_night()
            self.assertEqual(card.vip_state, "active")
        with freeze_time("2028-05-19 16:30:00"):
            self.env["loyalty.card"]._cron_vip_night()
            self.assertEqual(card.vip_state, "expired")

    def test_a_lost_card_is_replaced(self):
        """L-11: the same membership and points, another number, at once."""
        card = self.give_card()
        self.spend(1000)
        mine = card.with_user(self.cashier)
        mine.action_vip_lost()
        with self.assertRaisesRegex(UserError, "isn't open"):
            mine.action_vip_lost()
        wizard = mine.env["loyalty.vip.reissue"].create(
            {"card_id": card.id, "reason": "Left on the bus"}
        )
        wizard.action_reissue()
        self.assertEqual(card.code, "JW000002")
        self.assertEqual(card.vip_state, "active")
        self.assertEqual(card.vip_number_ids.number, "JW000001")
        self.assert_ledger(card, 10)

    def test_introductions_are_recorded(self):
        """L-15: by whom, once."""
        card = self.give_card()
        self.give_card(self.li, introduced_by_id=card.id)
        self.assertEqual(card.vip_introduction_ids.partner_id, self.li)

    def test_numbers_have_no_gaps(self):
        """L-02: each store its own series."""
        people = self.env["res.partner"].create([{"name": f"P{n}"} for n in range(3)])
        codes = [self.give_card(person).code for person in people]
        self.assertEqual(codes, ["JW000001", "JW000002", "JW000003"])

    def test_a_membership_ends_by_its_manager(self):
        """L-10: early, for good."""
        card = self.give_card()
        with self.assertRaises(AccessError):
            card.with_user(self.cashier).action_vip_close()
        card.with_user(self.manager).action_vip_close()
        self.assertEqual(card.vip_state, "closed")
