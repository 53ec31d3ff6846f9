from odoo.tests import HttpCase

from .common import LoyaltyVipCase


class TestTours(HttpCase, LoyaltyVipCase):
    """A member's purchase, as the cashier does it in the browser."""

    def test_a_member_buys_and_takes_prizes(self):
        """L-04, L-05, L-07, L-14: card shown, tier given, points redeemed."""
        card = self.give_card(birth_date_entry="1990-08-01")
        self.spend(4100)
        order = self.order(1000)
        self.start_tour(
            f"/odoo/sales/{order.id}",
            "loyalty_vip_purchase",
            login=self.cashier.login,
        )
        self.assertEqual(order.amount_total, 850)
        self.assertEqual(order.vip_use_id.shown_by_id, self.cashier)
        self.assert_ledger(card, 1)
        prize = self.env["sale.order"].search([("vip_prize_reward_id", "!=", False)])
        self.assertEqual(prize.state, "sale")
        self.assertEqual(prize.order_line.product_uom_qty, 2)
