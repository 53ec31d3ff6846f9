from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError

from .common import LoyaltyVipCase


class TestDiscounts(LoyaltyVipCase):
    """L-03, L-04, L-06, L-07: one discount, for who shows the card, beside no other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card = cls.give_card(birth_date_entry=date(1990, 8, 1))
        cls.promotion, cls.coupon = cls.env["loyalty.program"].create(
            [
                {
                    "name": "Spring",
                    "program_type": "promotion",
                    "trigger": "auto",
                    "rule_ids": [Command.clear(), Command.create({})],
                    "reward_ids": [
                        Command.clear(),
                        Command.create(
                            {
                                "reward_type": "discount",
                                "discount": 50,
                                "discount_mode": "per_order",
                                "discount_applicability": "order",
                            }
                        ),
                    ],
                },
                {
                    "name": "Code",
                    "program_type": "promo_code",
                    "rule_ids": [
                        Command.clear(),
                        Command.create({"mode": "with_code", "code": "SPRING"}),
                    ],
                    "reward_ids": [
                        Command.clear(),
                        Command.create({"discount": 20, "reward_type": "discount"}),
                    ],
                },
            ]
        )

    def claim(self, order, program):
        """Claim a promotion's reward the way the stock screen does."""
        order._update_programs_and_rewards()
        coupon = order.coupon_point_ids.coupon_id.filtered(
            lambda it: it.program_id == program
        )
        return order._apply_program_reward(program.reward_ids, coupon)

    def test_the_card_gives_ten_per_cent_when_it_is_shown(self):
        """L-03, L-07, L-14: asked for, shown, given."""
        order = self.order(1000)
        self.assertEqual(order.vip_tone, "ask")
        self.assertIn("please ask for the VIP card", order.vip_banner)
        self.assertEqual(order.amount_total, 1000)
        self.show(order, self.card)
        self.assertEqual(order.amount_total, 900)
        self.assertEqual(
            order.vip_banner,
            "Ms 王 · VIP to 2028-05 · 0 points · 10 % · this order earns 9",
        )

    def test_the_discount_follows_the_order(self):
        """L-03: nothing to calculate at the till."""
        order = self.show(self.order(1000), self.card)
        order.order_line = [
            Command.create({"product_id": self.goods.id, "price_unit": 500})
        ]
        self.assertEqual(order.amount_total, 1350)

    def test_the_invoice_calls_the_discount_as_the_order_does(self):
        """L-14: in the words that the customer has seen."""
        order = self.show(self.order(1000), self.card)
        order.order_line.filtered("reward_id").sudo().name = "会员九折"
        order.action_confirm()
        move = order.sudo()._create_invoices()
        discount = move.invoice_line_ids.filtered(lambda it: it.price_unit < 0)
        self.assertEqual(discount.name, "会员九折")

    def test_thirty_points_give_fifteen_per_cent(self):
        """L-04: points earned, not those the order at hand would earn."""
        self.spend(2900)
        self.assertEqual(self.show(self.order(1000), self.card).amount_total, 900)
        self.spend(100)
        order = self.show(self.order(1000), self.card)
        self.assertEqual(order.amount_total, 850)
        self.redeem(self.card)
        self.assertEqual(self.show(self.order(1000), self.card).amount_total, 850)
        self.company.vip_tier_by = "balance"
        self.assertEqual(self.show(self.order(1000), self.card).amount_total, 900)

    def test_the_birthday_takes_the_identity_card(self):
        """L-06: at the store's day; who checked it is on record."""
        self.spend(3000)
        with freeze_time("2026-07-31 16:30:00"):
            order = self.show(self.order(1000), self.card)
            self.assertEqual(order.amount_total, 850)
            self.assertIn("birthday today", order.vip_banner)
            self.show(order, self.card, identity_checked=True)
            self.assertEqual(order.amount_total, 600)
            self.assertEqual(order.vip_use_id.identity_by_id, self.cashier)
            order.action_confirm()
        self.assertEqual(order.amount_total, 600)
        self.assertEqual(order.vip_use_id.role, "birthday")
        self.assertEqual(order.vip_use_id.rule_ids.code, "L-06")

    def test_a_birthday_changed_a_week_before_gives_nothing(self):
        """L-06: bad input that pays, it would seem."""
        form = self.card.vip_registration_id.with_user(self.manager)
        form.birth_date_entry = date(1990, 5, 27)
        with freeze_time("2026-05-27 04:00:00"):
            order = self.show(self.order(1000), self.card, identity_checked=True)
            self.assertEqual(order.amount_total, 900)

    def test_no_other_promotion_beside_the_card(self):
        """L-03: first the card, then the promotion."""
        order = self.show(self.order(1000), self.card)
        self.assertIn("L-03", self.claim(order, self.promotion)["error"])
        self.assertIn("L-03", order._try_apply_code("SPRING")["error"])
        self.assertFalse(order._get_claimable_rewards())
        self.assertEqual(order.amount_total, 900)

    def test_no_card_beside_another_promotion(self):
        """L-03: first the promotion, then the card."""
        order = self.order(1000)
        self.assertEqual(self.claim(order, self.promotion), {})
        self.assertEqual(order.amount_total, 950)
        self.show(order, self.card)
        self.assertEqual(order.amount_total, 950)
        self.assertEqual(order.vip_tone, "none")
        self.assertIn("beside another promotion", order.vip_banner)
        order.action_confirm()
        self.assertEqual(order.amount_total, 950)
        self.assertFalse(order.vip_use_id.role)

    def test_the_customer_may_prefer_the_other_one(self):
        """L-03: the VIP discount comes off, and the code is taken."""
        order = self.show(self.order(1000), self.card)
        order.action_vip_take_off()
        self.assertEqual(order.amount_total, 1000)
        rewards = order._try_apply_code("SPRING")
        self.assertNotIn("error", rewards)

    def test_special_prices_are_not_discounted(self):
        """L-03: by hand, by the goods, by the list."""
        order = self.order(1000, 500)
        order.order_line[1].discount = 10
        self.show(order, self.card)
        self.assertEqual(order.amount_total, 900 + 450)
        special = self.make_product("Melon", 300, vip_special=True)
        order.order_line = [Command.create({"product_id": special.id})]
        self.assertEqual(order.amount_total, 900 + 450 + 300)
        alone = self.order(1000)
        alone.order_line.discount = 10
        self.show(alone, self.card)
        self.assertIn("special prices", alone.vip_banner)
        self.assertEqual(alone.amount_total, 900)

    def test_a_price_lowered_by_hand_is_a_special_price(self):
        """L-03: on the screen, where the price of the list is known."""
        order = self.order(1000)
        order.order_line = [Command.create({"product_id": self.goods.id})]
        line = order.order_line[-1:]
        self.assertEqual(line.price_unit, 100)
        line.write({"price_unit": 80, "technical_price_unit": 100})
        self.show(order, self.card)
        self.assertEqual(order.amount_total, 900 + 80)

    def test_special_price_lists(self):
        """L-03: all that is sold by such a list."""
        prices = self.env["product.pricelist"].create(
            {
                "name": "Sale",
                "vip_special": True,
                "item_ids": [
                    Command.create({"compute_price": "fixed", "fixed_price": 70})
                ],
            }
        )
        order = self.order(pricelist_id=prices.id, order_line=[])
        order.order_line = [Command.create({"product_id": self.goods.id})]
        self.show(order, self.card)
        self.assertEqual(order.amount_total, 70)

    def test_negative_lines_take_the_discount_away(self):
        """L-03: a discount by hand, however it is entered."""
        order = self.order(1000, -100)
        self.show(order, self.card)
        self.assertEqual(order.amount_total, 900)
        self.assertIn("beside another promotion", order.vip_banner)

    def test_a_card_is_its_holders(self):
        """L-07: and whose it is not, reads so; the store hears of it (L-20)."""
        order = self.order(1000, partner=self.li)
        with self.assertRaisesRegex(UserError, "not this customer's"):
            self.show(order, self.card)

    def test_changing_the_customer_takes_the_discount_off(self):
        """L-07: what one member's card gave is not another customer's."""
        order = self.show(self.order(1000), self.card)
        order.partner_id = self.li
        self.assertEqual(order.amount_total, 1000)
        self.assertFalse(order.vip_use_id)

    def test_lost_and_replaced_cards_give_nothing(self):
        """L-11: the old number stops at once, also where it was shown already."""
        order = self.show(self.order(1000), self.card)
        old = self.card.code
        self.card.with_user(self.manager).action_vip_lost()
        order._update_programs_and_rewards()
        self.assertEqual(order.amount_total, 1000)
        with self.assertRaisesRegex(UserError, "L-11"):
            self.show(order, self.card)
        self.card.with_user(self.manager).vip_reissue("Lost on the bus")
        self.assertNotEqual(self.card.code, old)
        order._update_programs_and_rewards()
        self.assertEqual(order.amount_total, 1000)
        self.show(order, self.card)
        self.assertEqual(order.amount_total, 900)
        with self.assertRaisesRegex(UserError, "L-11"):
            wizard = self.env["loyalty.vip.show"].create(
                {"order_id": order.id, "number": old}
            )
            wizard.action_apply()

    def test_an_expired_card_gives_nothing(self):
        """L-10: the day after its last, be it that the night's work is yet to come."""
        with freeze_time("2028-05-19 04:00:00"):
            self.assertEqual(self.show(self.order(1000), self.card).amount_total, 900)
        with freeze_time("2028-05-20 04:00:00"):
            order = self.show(self.order(1000), self.card)
            self.assertEqual(order.amount_total, 1000)
            self.assertIn("expired", order.vip_banner)

    def test_another_stores_card(self):
        """L-03: in this store, unless the company says all."""
        order = self.order(1000, store=self.gh, user=self.other_cashier)
        self.show(order, self.card)
        self.assertEqual(order.amount_total, 1000)
        self.company.vip_scope = "company"
        order._update_programs_and_rewards()
        self.assertEqual(order.amount_total, 900)

    def test_who_is_no_member_gets_nothing(self):
        """L-03: no card, no discount and no banner."""
        order = self.order(1000, partner=self.li)
        order._update_programs_and_rewards()
        self.assertFalse(order.vip_banner)
        self.assertEqual(order.amount_total, 1000)
        order.action_confirm()
        self.assertEqual(order.amount_total, 1000)
