from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError

from .common import LoyaltyVipCase


class TestPrizes(LoyaltyVipCase):
    """L-05, L-07, L-08, L-09: prizes for one member's own points, once and for all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card = cls.give_card()
        cls.spend(6000)

    def prize_order(self, quantity=1, card=None):
        """An order with a prize that is not confirmed, as none is left behind."""
        card = card or self.card
        order = (
            self.env["sale.order"]
            .sudo()
            .create(
                {
                    "partner_id": card.partner_id.id,
                    "store_id": self.jw.id,
                    "vip_prize_reward_id": self.prize.id,
                    "vip_prize_quantity": quantity,
                }
            )
        )
        order._apply_program_reward(self.prize, card.sudo())
        return order

    def test_prizes_are_taken_by_quantity(self):
        """L-05: two of the three that the points allow."""
        order = self.redeem(self.card, 2)
        self.assert_ledger(self.card, 20)
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.amount_total, 0)
        self.assertEqual(order.order_line.product_uom_qty, 2)
        self.assertEqual(order.create_uid, self.cashier)
        self.assertEqual(self.card.history_ids[:1].order_id, order.id)

    def test_the_wizard_says_what_it_will_do(self):
        """L-05, L-09: in numbers, before it is done."""
        wizard = (
            self.env["loyalty.vip.prize"]
            .with_user(self.cashier)
            .create(
                {"card_id": self.card.id, "reward_id": self.prize.id, "quantity": 2}
            )
        )
        self.assertTrue(wizard.is_possible)
        self.assertIn("Takes 40 of 60 points and leaves 20", wizard.message)
        wizard.quantity = 4
        self.assertFalse(wizard.is_possible)
        self.assertIn("80 points are needed, 60 are on the card", wizard.message)

    def test_not_without_enough_points(self):
        """L-05: nothing is written."""
        with self.assertRaisesRegex(UserError, "80 points are needed"):
            self.redeem(self.card, 4)
        with self.assertRaisesRegex(UserError, "at least one"):
            self.redeem(self.card, 0)
        self.assert_ledger(self.card, 60)

    def test_only_what_the_store_offers(self):
        """L-05: the store's own list."""
        self.prize.vip_store_ids = self.gh
        with self.assertRaisesRegex(UserError, "not on the store's list"):
            self.redeem(self.card)

    def test_only_while_the_card_is_in_force(self):
        """L-10, L-11: neither expired nor lost."""
        with freeze_time("2028-06-01"), self.assertRaisesRegex(UserError, "L-10"):
            self.redeem(self.card)
        self.card.with_user(self.manager).action_vip_lost()
        with self.assertRaisesRegex(UserError, "L-10"):
            self.redeem(self.card)

    def test_a_redemption_stands(self):
        """L-09: not cancelled, not changed, not taken off, by nobody."""
        order = self.redeem(self.card)
        for user in (self.cashier, self.manager, self.env.user):
            mine = order.with_user(user)
            with self.assertRaisesRegex(UserError, "L-09"):
                mine._action_cancel()
            with self.assertRaisesRegex(UserError, "L-09"):
                mine.order_line.unlink()
        with self.assertRaises(AccessError):
            order.with_user(self.cashier).order_line.product_uom_qty = 5
        with self.assertRaisesRegex(UserError, "L-07"):
            order.with_user(self.cashier).partner_id = self.li
        self.assert_ledger(self.card, 40)

    def test_points_are_there_once_for_all_orders_together(self):
        """L-18: four orders confirmed in one go, points for three."""
        orders = self.env["sale.order"].union(
            *(self.prize_order() for _number in range(4))
        )
        with self.assertRaisesRegex(ValidationError, "80 points are needed"):
            orders.action_confirm()
        orders[:3].action_confirm()
        self.assert_ledger(self.card, 0)
        with self.assertRaises(ValidationError):
            orders[3].action_confirm()

    def test_one_members_points_do_not_pay_anothers_prize(self):
        """L-07: claimed, and then another customer."""
        order = self.prize_order()
        with self.assertRaisesRegex(UserError, "L-07"):
            order.partner_id = self.li
        order.env.cr.execute(
            "UPDATE sale_order SET partner_id = %s WHERE id = %s",
            [self.li.id, order.id],
        )
        order.invalidate_recordset()
        with self.assertRaisesRegex(ValidationError, "L-07"):
            order.action_confirm()

    def test_prizes_have_one_door(self):
        """L-05: not the reward screen of Odoo, not a line written over RPC."""
        order = self.order(1000)
        order._update_programs_and_rewards()
        self.assertFalse(order._get_claimable_rewards())
        status = order._apply_program_reward(self.prize, self.card)
        self.assertIn("Redeem Points", status["error"])
        with self.assertRaises(AccessError):
            order.order_line = [
                Command.create(
                    {
                        "product_id": self.mug.id,
                        "reward_id": self.prize.id,
                        "coupon_id": self.card.id,
                        "points_cost": 0,
                    }
                )
            ]

    def test_points_of_several_cards_are_not_added(self):
        """L-08: two contacts with a card each are not merged into one."""
        self.give_card(self.li)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        with self.assertRaisesRegex(UserError, "L-08"):
            wizard._merge((self.wang | self.li).ids, self.wang)
        self.assert_ledger(self.card, 60)

    def test_a_merged_contact_keeps_its_one_card(self):
        """L-08: a duplicate of the same person."""
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.wang | self.li).ids, self.li)
        self.assertEqual(self.card.partner_id, self.li)
        self.assert_ledger(self.card, 60)

    def test_points_lapse_where_the_company_says_so(self):
        """L-05: for the cards given under that rule."""
        self.company.vip_point_months = 12
        card = self.give_card(self.li)
        self.spend(1000, partner=self.li)
        with freeze_time("2027-05-20 04:00:00"):
            self.env["loyalty.card"]._cron_vip_night()
            self.assert_ledger(card, 10)
        with freeze_time("2027-05-22 04:00:00"):
            self.env["loyalty.card"]._cron_vip_night()
            self.env["loyalty.card"]._cron_vip_night()
            self.assert_ledger(card, 0)
            self.assert_ledger(self.card, 60)
