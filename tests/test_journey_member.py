"""A member's two years: from the first purchase to the renewal of the card."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.loyalty_vip.tests.common import LoyaltyVipCase


@tagged("post_install", "-at_install")
class TestJourneyMember(LoyaltyVipCase):
    def bought(self, day, price, card=None, **shown):
        """A purchase, paid at the till on a day; the card shown if there is one."""
        with freeze_time(f"{day} 04:00:00"):
            order = self.order(price)
            if card:
                self.show(order, card, **shown)
            order.action_confirm()
            move = order.sudo()._create_invoices()
            move.invoice_date = day
            move.action_post()
            self.pay(move, payment_date=day)
        return order, move.with_env(self.env)

    def test_a_member_from_the_first_purchase_to_the_renewal(self):
        """L-01 to L-06, L-09 to L-11, L-16, L-18: one story, through the doors."""
        order, _move = self.bought("2026-05-20", 1200)
        self.assertEqual(order.amount_total, 1200)
        form = self.form(
            user=self.cashier,
            override_reason=False,
            birth_date_entry=date(1990, 8, 1),
        )
        self.assertTrue(form.qualifies)
        form.action_issue()
        card = form.sudo().card_id.with_env(self.env)
        self.assertEqual(card.points, 0)

        order, first = self.bought("2026-06-01", 3400, card)
        self.assertEqual(order.amount_total, 3060)
        self.assertEqual(first.vip_card_id, card)
        self.assert_ledger(card, 30)
        order, _move = self.bought("2026-06-10", 1000, card)
        self.assertEqual(order.amount_total, 850)
        self.assert_ledger(card, 39)

        with freeze_time("2026-06-15 04:00:00"):
            prize = self.redeem(card)
            with self.assertRaisesRegex(UserError, "L-09"):
                prize._action_cancel()
        self.assert_ledger(card, 19)

        with freeze_time("2026-07-29 02:00:00"):
            before = self.env["sms.sms"].search_count([])
            self.env["loyalty.card"]._cron_vip_night()
            self.assertEqual(self.env["sms.sms"].search_count([]), before + 1)
        order, _move = self.bought("2026-08-01", 1000, card, identity_checked=True)
        self.assertEqual(order.amount_total, 600)
        self.assert_ledger(card, 25)

        with freeze_time("2026-08-05 04:00:00"):
            self.credit(first)
        self.assert_ledger(card, -6)
        with self.assertRaisesRegex(UserError, "L-05"):
            self.redeem(card)

        with freeze_time("2026-09-01 04:00:00"):
            card.with_user(self.manager).vip_reissue("Lost on the bus")
        self.assertEqual(card.points, -6)

        with freeze_time("2028-05-20 04:00:00"):
            self.env["loyalty.card"]._cron_vip_night()
            self.assertEqual(card.vip_state, "expired")
        self.bought("2028-05-20", 1500)
        with freeze_time("2028-05-20 04:00:00"):
            renewal = self.form(user=self.cashier, override_reason=False)
            self.assertEqual(renewal.kind, "renewal")
            renewal.action_issue()
        new = renewal.sudo().card_id
        self.assertEqual(new.points, 0)
        self.assertEqual(new.expiration_date, date(2030, 5, 19))
