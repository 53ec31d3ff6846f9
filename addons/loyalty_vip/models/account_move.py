from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..policies import paid

SETTLED = frozenset({"paid", "in_payment", "reversed"})
SALES = ("out_invoice", "out_refund", "out_receipt")
GUARDED = frozenset({"vip_card_id", "vip_paid"})
# Known in this process only, so that no request can ask for it.
LATER = object()
ONE = Decimal(1)


class AccountMove(models.Model):
    _inherit = "account.move"

    store_id = fields.Many2one(
        "service.site",
        domain="[('kind', '=', 'store'), ('company_id', '=', company_id)]",
        index="btree_not_null",
        copy=True,
        help="Where the purchase was made.",
    )
    vip_card_id = fields.Many2one(
        "loyalty.card",
        string="VIP Card",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="L-04, L-14: the member whose purchase this is.",
    )
    vip_paid = fields.Monetary(
        string="Paid by the Member",
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
        help="L-04: what was really paid, or taken back by a credit note.",
    )

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        self._vip_check_guarded(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._vip_check_guarded([vals])
        return super().write(vals)

    def _vip_check_guarded(self, vals_list):
        if not self.env.su and any(GUARDED & vals.keys() for vals in vals_list):
            raise AccessError(
                self.env._("Which VIP card a purchase counts for can't be entered.")
            )

    # -- posting --

    def _post(self, soft=True):
        posted = super()._post(soft)
        posted._vip_link()
        posted.vip_update()
        return posted

    def button_draft(self):
        result = super().button_draft()
        self.vip_update()
        return result

    def button_cancel(self):
        result = super().button_cancel()
        self.vip_update()
        return result

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """A reversal settles what it reverses: one row in the ledger, not two."""
        later = self.with_context(vip_later=LATER)
        moves = super(AccountMove, later)._reverse_moves(default_values_list, cancel)
        moves = moves.with_env(self.env)
        (self | moves).vip_update()
        return moves

    # -- business --

    def _vip_link(self):
        """L-04: a purchase is its buyer's who holds a card on that day."""
        moves = self.sudo().filtered(
            lambda it: it.move_type in SALES and not it.vip_card_id
        )
        for move in moves.filtered("reversed_entry_id"):
            move.vip_card_id = move.reversed_entry_id.vip_card_id
        moves -= moves.filtered("reversed_entry_id")
        if not moves:
            return
        cards = (
            self.env["loyalty.card"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", moves.partner_id.ids),
                    ("vip_state", "in", ("active", "lost")),
                ]
            )
            .grouped("partner_id")
        )
        for move in moves:
            card = cards.get(move.partner_id, self.env["loyalty.card"])
            card = card.filtered(lambda it, move=move: it.vip_counts(move))
            if card:
                move.vip_card_id = card

    @api.private
    def vip_update(self):
        """L-04, L-18: what was paid for these now, and the points for it."""
        if self.env.context.get("vip_later") is LATER:
            return
        moves = self.sudo().filtered("vip_card_id")
        changed = self.browse()
        for move, amount in moves.vip_paid_amounts().items():
            value = float(amount)
            if move.company_currency_id.compare_amounts(move.vip_paid, value):
                move.vip_paid = value
                changed += move
        for card, of_card in changed.sudo().grouped("vip_card_id").items():
            of_card._vip_settle(card)

    def _vip_settle(self, card):
        """L-18: a payment waits for no other one: who comes second is counted later."""
        try:
            with self.env.cr.savepoint():
                card.vip_settle(self[-1:])
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env["loyalty.vip.unsettled"].leave(self)

    @api.private
    def vip_paid_amounts(self):
        """L-01, L-04: what was really paid for each of these documents.

        :return: by document, in the company's currency, as a Decimal
        """
        moves = self.sudo()
        gift_products = self._vip_gift_products() if moves else ()
        return {
            move: self._vip_paid_decide(
                move._vip_paid_facts(gift_products),
                move.company_id._vip_paid_settings(),
            )
            for move in moves
        }

    def _vip_paid_facts(self, gift_products):
        self.ensure_one()
        refund = self.move_type == "out_refund"
        posted = self.state == "posted"
        total = abs(self.amount_total_signed) if posted else 0.0
        goods = sum(
            line.price_total
            for line in self.invoice_line_ids
            if line.product_id.id in gift_products
        )
        return paid.Facts(
            refund=refund,
            settled=posted and self._vip_is_settled(),
            total=Decimal(str(total)),
            settlements=tuple(self._vip_settlements()) if posted else (),
            no_goods=min(Decimal(str(goods / self.amount_total)), ONE)
            if goods and self.amount_total
            else Decimal(0),
        )

    def _vip_paid_decide(self, facts, settings):
        """L-04, L-18: to be extended; see :func:`paid.paid`."""
        return paid.paid(facts, settings)

    def _vip_settlements(self):
        """What settles this document, at the rate of what settles it."""
        lines = self.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        for partial in lines.matched_debit_ids | lines.matched_credit_ids:
            incoming = partial.debit_move_id in lines
            other = partial.credit_move_id if incoming else partial.debit_move_id
            amount = partial.amount
            if other.amount_currency and other.currency_id != self.company_currency_id:
                currency_amount = (
                    partial.credit_amount_currency
                    if incoming
                    else partial.debit_amount_currency
                )
                amount = currency_amount * abs(other.balance / other.amount_currency)
            is_credit = other.move_id.move_type in SALES
            yield paid.Settlement(
                kind="credit" if is_credit else "money",
                amount=Decimal(str(amount)),
                cash=ONE if is_credit else other.move_id._vip_cash_share(),
            )

    def _vip_is_settled(self):
        """L-04: part-paid is not paid, nor is what no entry settles yet."""
        return self.payment_state in SETTLED and self.currency_id.is_zero(
            self.amount_residual
        )

    def _vip_cash_share(self):
        """Of what this payment settles, the part that is money and no write-off."""
        settled = abs(
            sum(
                line.balance
                for line in self.line_ids
                if line.account_id.account_type == "asset_receivable"
            )
        )
        if not settled:
            return Decimal(0)
        if self.origin_payment_id:
            money = abs(self.origin_payment_id.amount_company_currency_signed)
        else:
            money = abs(
                sum(
                    line.balance
                    for line in self.line_ids
                    if line.account_id.account_type == "asset_cash"
                    or line.account_id == self.journal_id.default_account_id
                )
            )
        return min(Decimal(str(money)) / Decimal(str(settled)), ONE)

    @api.model
    def _vip_gift_products(self):
        """L-04: gift cards and the like buy no goods."""
        programs = (
            self.env["loyalty.program"]
            .sudo()
            .with_context(active_test=False)
            .search([("program_type", "in", ("gift_card", "ewallet"))])
        )
        return frozenset(programs.rule_ids.product_ids.ids)
