from datetime import date

from freezegun import freeze_time

from odoo.tests import HttpCase

from .common import LoyaltyVipCase


class TestTours(HttpCase, LoyaltyVipCase):
    """A member's life, as the cashier sees it in the browser; time passes in between.

    From the first purchase to the renewal it is told by tests/test_journey_member.py.
    """

    def tour(self, name, path):
        self.start_tour(
            f"/odoo/{path}", f"loyalty_vip_{name}", login=self.cashier.login
        )
        self.env.invalidate_all()

    def test_a_customer_signs_and_becomes_a_member(self):
        """L-01, L-02: the first purchase is enough; the card is given on the screen."""
        self.spend(1200)
        self.tour("registration", "vip-registrations")
        card = self.env["loyalty.card"].vip_card_of(self.wang, self.company)
        self.assertEqual(card.code, "JW000001")
        self.assertEqual(card.vip_born()[0], date(1990, 8, 1))
        self.assertTrue(card.vip_registration_id.has_signature)

    def test_a_member_buys_and_takes_prizes(self):
        """L-04, L-05, L-07, L-14: card shown, tier given, points redeemed."""
        card = self.give_card(birth_date_entry="1990-08-01")
        self.spend(4100)
        order = self.order(1000)
        self.tour("purchase", f"sales/{order.id}")
        self.assertEqual(order.amount_total, 850)
        self.assertEqual(order.vip_use_id.shown_by_id, self.cashier)
        self.assert_ledger(card, 1)
        prize = self.env["sale.order"].search([("vip_prize_reward_id", "!=", False)])
        self.assertEqual(prize.state, "sale")
        self.assertEqual(prize.order_line.product_uom_qty, 2)

    def test_a_member_buys_on_the_birthday(self):
        """L-06: with the identity card checked, by whom is on record."""
        self.give_card(birth_date_entry="1990-05-20")
        order = self.order(1000)
        self.tour("birthday", f"sales/{order.id}")
        self.assertEqual(order.amount_total, 600)
        self.assertEqual(order.vip_use_id.identity_by_id, self.cashier)

    def test_a_return_takes_points_back(self):
        """L-18: after they were spent: the card says so and gives no prize."""
        card = self.give_card()
        move = self.spend(2000)
        self.redeem(card)
        self.credit(move)
        self.tour("returned", f"vip-members/{card.id}")
        self.assert_ledger(card, -20)

    def test_an_expired_card_is_shown_and_renewed(self):
        """L-10: it gives nothing; a new card, with none of the old points."""
        card = self.give_card(birth_date_entry="1990-08-01")
        self.spend(2000)
        with freeze_time("2028-05-20 04:00:00"):
            self.env["loyalty.card"]._cron_vip_night()
            order = self.order(1000)
            self.tour("expired", f"sales/{order.id}")
            self.spend(1500, invoice_date="2028-05-20")
            self.tour("renewal", "vip-registrations")
        new = self.env["loyalty.card"].vip_card_of(self.wang, self.company)
        self.assertEqual((new.code, new.points), ("JW000002", 0))
        self.assertEqual(new.vip_registration_id.kind, "renewal")
        self.assertEqual(card.vip_state, "expired")
