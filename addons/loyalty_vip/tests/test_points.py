from unittest.mock import patch

from psycopg2.errors import LockNotAvailable

from odoo import Command
from odoo.exceptions import UserError

from .common import LoyaltyVipCase


class TestPoints(LoyaltyVipCase):
    """L-04, L-18: points from what was really paid, whatever happens to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card = cls.give_card()

    def test_an_invoice_earns_when_it_is_paid(self):
        """L-04: not when it is posted; a point per full hundred."""
        move = self.invoice(1199.99)
        self.assert_ledger(self.card, 0)
        self.pay(move)
        self.assert_ledger(self.card, 11)
        self.assertEqual(self.card.vip_paid_base, 1199.99)

    def test_remainders_add_up(self):
        """L-04: 1199.99 and then a cent."""
        self.spend(1199.99)
        self.spend(0.01)
        self.assert_ledger(self.card, 12)

    def test_part_paid_earns_nothing_yet(self):
        """L-04: settled, or not at all."""
        move = self.invoice(1000)
        self.pay(move, 600)
        self.assert_ledger(self.card, 0)
        self.pay(move)
        self.assert_ledger(self.card, 10)
        self.assertEqual(len(self.card.history_ids), 1)

    def test_a_write_off_is_no_payment(self):
        """L-04: 950 paid and 50 written off is 950."""
        move = self.invoice(1000)
        self.pay(
            move,
            950,
            payment_difference_handling="reconcile",
            writeoff_account_id=self.company_data["default_account_expense"].id,
        )
        self.assertIn(move.payment_state, ("paid", "in_payment"))
        self.assertEqual(move.vip_paid, 950)
        self.assert_ledger(self.card, 9)

    def test_an_undone_payment_takes_its_points_back(self):
        """L-18: unreconciled, and reconciled again."""
        move = self.invoice(1000)
        payment = self.pay(move)
        lines = (move | payment.move_id).line_ids.filtered(
            lambda it: it.account_type == "asset_receivable"
        )
        lines.remove_move_reconcile()
        self.assert_ledger(self.card, 0)
        lines.reconcile()
        self.assert_ledger(self.card, 10)
        self.assertEqual(
            self.card.history_ids.sorted("id").mapped("vip_kind"),
            ["earn", "take_back", "earn"],
        )

    def test_a_refund_takes_back_what_it_earned(self):
        """L-18: a part returned, then the rest."""
        move = self.spend(1000)
        self.credit(move, 250)
        self.assert_ledger(self.card, 7)
        self.credit(move, 750)
        self.assert_ledger(self.card, 0)

    def test_a_credit_note_set_back_to_draft_returns_the_points(self):
        """L-18: what was not returned after all."""
        note = self.credit(self.spend(1000), 300)
        self.assert_ledger(self.card, 7)
        note.button_draft()
        self.assert_ledger(self.card, 10)
        note.button_cancel()
        self.assert_ledger(self.card, 10)

    def test_a_credit_note_before_the_payment_leaves_less_to_pay(self):
        """L-18: 300 credited, 700 paid."""
        move = self.invoice(1000)
        note = self.credit(move, 300)
        (move | note).line_ids.filtered(
            lambda it: it.account_type == "asset_receivable"
        ).reconcile()
        self.pay(move)
        self.assertEqual((move.vip_paid, note.vip_paid), (700, 0))
        self.assert_ledger(self.card, 7)

    def test_an_exchange_nets(self):
        """L-18: the credit of what came back pays a part of what is taken instead."""
        first = self.spend(1000)
        note = self.credit(first)
        self.assert_ledger(self.card, 0)
        second = self.invoice(1300)
        (second | note).line_ids.filtered(
            lambda it: it.account_type == "asset_receivable"
        ).reconcile()
        self.pay(second)
        self.assert_ledger(self.card, 13)

    def test_a_reversal_of_an_unpaid_invoice_makes_no_noise(self):
        """L-18: nothing was earned, nothing is taken back."""
        self.spend(1000)
        unpaid = self.invoice(500)
        unpaid._reverse_moves([{"invoice_date": unpaid.date}], cancel=True)
        self.assert_ledger(self.card, 10)
        self.assertEqual(len(self.card.history_ids), 1)

    def test_a_refund_after_points_were_spent_leaves_a_debt(self):
        """L-18: the balance may be below zero; nothing is redeemed until it is not."""
        move = self.spend(2500)
        self.redeem(self.card)
        self.assert_ledger(self.card, 5)
        self.credit(move)
        self.assert_ledger(self.card, -20)
        self.spend(3900)
        self.assert_ledger(self.card, 19)

    def test_another_currency_counts_at_the_rate_of_its_payment(self):
        """L-04: in the company's currency, as it was worth when it was paid."""
        foreign = self.env["res.currency"].create(
            {"name": "XVP", "symbol": "X", "rounding": 0.01}
        )
        rates = [("2026-05-01", 0.5), ("2026-05-22", 0.4)]
        self.env["res.currency.rate"].create(
            [
                {
                    "currency_id": foreign.id,
                    "name": day,
                    "rate": rate,
                    "company_id": self.company.id,
                }
                for day, rate in rates
            ]
        )
        # 100 are worth 200 when they are invoiced, and 250 when they are paid.
        move = self.invoice(100, currency_id=foreign.id)
        self.pay(move, currency_id=foreign.id, payment_date="2026-05-25")
        self.assertEqual(move.vip_paid, 250)
        self.assert_ledger(self.card, 2)

    def test_points_count_tax_included(self):
        """L-04: what was paid is paid with its tax."""
        tax = self.company_data["default_tax_sale"]
        move = self.invoice(1000, post=False)
        move.invoice_line_ids.tax_ids = tax
        move.action_post()
        self.pay(move)
        self.assertEqual(move.vip_paid, move.amount_total)
        self.assert_ledger(self.card, move.amount_total // 100)
        self.assertGreater(move.amount_total, 1000)

    def test_a_gift_card_buys_no_goods(self):
        """L-04: sold, it earns nothing."""
        voucher = self.make_product("Voucher", 500)
        self.env["loyalty.program"].create(
            {
                "name": "Gift cards",
                "program_type": "gift_card",
                "rule_ids": [
                    Command.clear(),
                    Command.create({"product_ids": [Command.set(voucher.ids)]}),
                ],
            }
        )
        move = self.invoice(500, post=False)
        move.invoice_line_ids = [
            Command.create(
                {
                    "product_id": voucher.id,
                    "price_unit": 500,
                    "tax_ids": [Command.clear()],
                }
            )
        ]
        move.action_post()
        self.pay(move)
        self.assertEqual(move.amount_total, 1000)
        self.assert_ledger(self.card, 5)

    def test_purchases_elsewhere_or_by_others_do_not_count(self):
        """L-04, L-07: another store's, another person's, before the card."""
        self.spend(1000, store=self.gh)
        self.spend(1000, partner=self.li)
        self.spend(1000, invoice_date="2026-05-19")
        self.assert_ledger(self.card, 0)
        self.company.vip_scope = "company"
        self.spend(1000, store=self.gh)
        self.assert_ledger(self.card, 10)

    def test_terms_stay_as_they_were_when_the_card_was_given(self):
        """L-10: a company that halves its points does not take any back."""
        self.spend(1000)
        self.company.vip_point_amount = 200
        self.spend(1000)
        self.assert_ledger(self.card, 20)

    def test_a_down_payment_earns_its_part(self):
        """L-04: what is paid ahead earns then, the rest later, nothing twice."""
        order = self.order(1000, user=self.env.user)
        order.action_confirm()
        wizard = (
            self.env["sale.advance.payment.inv"]
            .with_context(active_model="sale.order", active_ids=order.ids)
            .create({"advance_payment_method": "percentage", "amount": 30})
        )
        wizard.create_invoices()
        down = order.invoice_ids
        down.action_post()
        self.pay(down)
        self.assert_ledger(self.card, 3)
        final = order._create_invoices(final=True)
        final.invoice_date = down.invoice_date
        final.action_post()
        self.pay(final)
        self.assert_ledger(self.card, 10)

    def test_asking_again_changes_nothing(self):
        """L-04: the ledger is the difference, asked for as often as one likes."""
        move = self.spend(1000)
        move.vip_update()
        self.card.vip_settle()
        self.assertEqual(len(self.card.history_ids), 1)

    def held(self):
        """As while another transaction holds the card; test_race does it for real."""
        return patch.object(type(self.card), "vip_lock", side_effect=LockNotAvailable)

    def count_later(self):
        self.env.ref("loyalty_vip.ir_cron_settle").method_direct_trigger()
        self.env.invalidate_all()

    def assert_left(self, documents):
        unsettled = self.env["loyalty.vip.unsettled"]
        rows = unsettled.search([("card_id", "=", self.card.id)])
        self.assertEqual(len(rows), documents)

    def test_a_payment_of_a_card_that_is_held_is_counted_later(self):
        """L-18: by the scheduled action, once; again later where it is held still."""
        with self.held():
            moves = self.spend(2100) | self.spend(150)
            self.count_later()
        self.assert_left(2)
        self.assert_ledger(self.card, 0)
        self.count_later()
        self.count_later()
        self.assert_left(0)
        self.assert_ledger(self.card, 22)
        description = self.card.history_ids.description
        self.assertEqual(description, f"Earned: {', '.join(moves.mapped('name'))}")

    def test_a_prize_is_redeemed_on_what_is_counted_by_then(self):
        """L-05, L-18: what was paid is there, what was returned is gone."""
        with self.held():
            move = self.spend(2000)
        self.redeem(self.card)
        self.assert_left(0)
        self.assert_ledger(self.card, 0)
        self.spend(2000)
        with self.held():
            self.credit(move)
        with self.assertRaisesRegex(UserError, "L-05"):
            self.redeem(self.card)

    def test_a_draft_that_is_deleted_before_it_is_counted_gives_nothing(self):
        """L-18: its points go with it."""
        move = self.spend(1000)
        with self.held():
            move.button_draft()
        move.unlink()
        self.count_later()
        self.assert_left(0)
        self.assert_ledger(self.card, 0)
