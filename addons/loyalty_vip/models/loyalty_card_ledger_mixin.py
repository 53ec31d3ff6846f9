from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ..policies import points

ZERO = Decimal(0)


class LoyaltyCardLedgerMixin(models.AbstractModel):
    """The points of a VIP card: from what was paid, through one door (L-04, L-18).

    What is posted is the difference between the points that the payments are worth now
    and those that were given, so that it can be asked for as often as one likes.
    """

    _name = "loyalty.card.ledger.mixin"
    _description = "Ledger of a VIP Card"

    vip_site_id = fields.Many2one(
        "service.site",
        string="Store",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    vip_company_id = fields.Many2one(
        related="vip_site_id.company_id",
        string="Company of the Store",
        store=True,
        precompute=True,
        copy=False,
    )
    vip_currency_id = fields.Many2one(
        related="vip_company_id.currency_id", string="Currency of the Store"
    )
    vip_valid_from = fields.Date(string="Valid From", readonly=True, copy=False)
    vip_earned = fields.Integer(
        string="Points Earned",
        readonly=True,
        copy=False,
        help="L-04: earned with this card by what was paid, returns taken off; prizes"
        " are not.",
    )
    vip_paid_base = fields.Monetary(
        string="Paid",
        currency_field="vip_currency_id",
        readonly=True,
        copy=False,
        help="L-04: what was really paid with this card, tax included.",
    )
    vip_terms = fields.Json(
        string="Terms of the Points",
        readonly=True,
        copy=False,
        help="L-10: the terms of the day on which the card was given hold as long as"
        " the card.",
    )

    @api.private
    def vip_lock(self):
        """Keep others from the points of these cards until the transaction ends.

        Always in the same order; who comes second tries the whole request again.
        Invoices and orders may name the card meanwhile.
        """
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM loyalty_card WHERE id = ANY(%s) ORDER BY id"
                " FOR NO KEY UPDATE NOWAIT",
                self.ids,
            ),
            log_exceptions=False,
        )
        self.invalidate_recordset(
            ["points", "vip_earned", "vip_paid_base", "vip_state"]
        )

    @api.private
    def vip_lock_counted(self):
        """L-05, L-18: :meth:`vip_lock`, with all counted that was paid or returned."""
        self.vip_lock()
        self.env["loyalty.vip.unsettled"].settle(self)

    @api.private
    def vip_settle(self, origin=None):
        """Give or take back the points that what was paid is worth (L-04, L-18).

        Access is the caller's to check.

        :param origin: the documents that this is about, for the ledger
        """
        cards = self.sudo().exists()
        if not cards:
            return
        cards.vip_lock()
        paid = dict(
            self.env["account.move"]
            .sudo()
            ._read_group(
                [("vip_card_id", "in", cards.ids), ("state", "=", "posted")],
                ["vip_card_id"],
                ["vip_paid:array_agg"],
            )
        )
        for card in cards:
            amounts = card._vip_amounts(paid.get(card, ()))
            settings = card._vip_points_settings()
            facts = points.Facts(paid=amounts)
            card._vip_settle_one(card._vip_earned(facts, settings), amounts, origin)

    def _vip_amounts(self, amounts):
        return tuple(self.vip_company_id.vip_amount(amount) for amount in amounts)

    def _vip_earned(self, facts, settings):
        """L-04: to be extended; see :func:`points.earned`."""
        return points.earned(facts, settings)

    def _vip_settle_one(self, earned, amounts, origin):
        base = float(sum(amounts, ZERO))
        difference = earned - self.vip_earned
        if difference or self.vip_currency_id.compare_amounts(base, self.vip_paid_base):
            self._vip_write({"vip_paid_base": base, "vip_earned": earned})
        if difference:
            kind = "earn" if difference > 0 else "take_back"
            self.vip_post(difference, kind, origin)

    def _vip_points_settings(self):
        """L-04, L-05: the terms of the day on which the card was given."""
        self.ensure_one()
        settings = self.vip_company_id._vip_points_settings()
        terms = self.vip_terms or {}
        return points.Settings(
            amount=Decimal(terms.get("amount", settings.amount)),
            remainders=terms.get("remainders", settings.remainders),
            months=terms.get("months", settings.months),
        )

    @api.private
    def vip_post(self, change, kind, origin=None):
        """Change the points of one card, with a row in its ledger: the only way to.

        Access and the lock are the caller's.

        :param int change: points given, or taken (below zero)
        :param str kind: see ``loyalty.history.vip_kind``
        """
        self.ensure_one()
        card = self.sudo()
        self.env["loyalty.history"].sudo().create(
            {
                "card_id": card.id,
                "vip_kind": kind,
                "vip_day": card.vip_site_id.local_date(),
                "issued": max(change, 0),
                "used": max(-change, 0),
                "description": self._vip_post_description(kind, origin),
                "order_model": origin._name if origin else False,
                "order_id": origin[-1:].id if origin else False,
            }
        )
        card._vip_write({"points": card.points + change})

    def _vip_post_description(self, kind, origin):
        name = ", ".join(origin.mapped("display_name")) if origin else ""
        # In the store's language, whoever or whatever night writes it.
        language = self.sudo().vip_company_id.partner_id.lang or self.env.lang
        env = self.with_context(lang=language).env
        sentences = {
            "earn": env._("Earned: %(document)s", document=name),
            "take_back": env._("Taken back: %(document)s", document=name),
            "redeem": env._("Prize: %(document)s", document=name),
            "lapse": env._("Lapsed: too old"),
        }
        return sentences[kind]

    def _vip_lapse(self, day):
        """L-05: take the points that are too old on a day."""
        cards = self.filtered(lambda it: it._vip_points_settings().months)
        if not cards:
            return
        cards.vip_lock()
        rows = (
            self.env["loyalty.history"]
            .sudo()
            .search([("card_id", "in", cards.ids)])
            .grouped("card_id")
        )
        for card in cards:
            ledger = tuple(
                points.Entry(
                    day=row.vip_day,
                    points=int(row.issued - row.used),
                )
                for row in rows.get(card, ())
            )
            old = points.lapsed(ledger, day, card._vip_points_settings())
            if old:
                card.vip_post(-old, "lapse")

    @api.private
    def vip_counts(self, move):
        """L-01, L-04: is an invoice a purchase with this card?"""
        day = move.invoice_date or move.date
        return self.vip_counts_on(move.company_id, move.store_id, day)

    @api.private
    def vip_counts_on(self, company, store, day):
        """L-01, L-04, L-10: does a purchase at a store on a day count for this card?"""
        self.ensure_one()
        return (
            company == self.vip_company_id
            and self.vip_valid_from <= day <= self.expiration_date
            and (company.vip_scope == "company" or store == self.vip_site_id)
        )
