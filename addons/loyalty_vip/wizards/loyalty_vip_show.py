from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policies import discount


class LoyaltyVipShow(models.TransientModel):
    """L-07, L-14: the card is shown, scanned or read, at payment."""

    _name = "loyalty.vip.show"
    _description = "VIP Card Shown"

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    partner_id = fields.Many2one(related="order_id.partner_id")
    number = fields.Char(string="Card Number")
    is_birthday = fields.Boolean(compute="_compute_is_birthday")
    identity_checked = fields.Boolean(
        string="Original identity card checked",
        help="L-06: the birthday discount takes the original identity card.",
    )
    signature = fields.Binary(
        string="Member's Signature", help="L-17: the member signs the receipt."
    )

    @api.depends("order_id")
    def _compute_is_birthday(self):
        for wizard in self:
            order = wizard.order_id
            wizard.is_birthday = bool(order._vip_card()) and discount.is_birthday(
                order._vip_facts(), order._vip_settings()
            )

    def action_apply(self):
        """Give what the card gives, or say why it gives nothing."""
        self.ensure_one()
        order = self.order_id
        order.check_access("write")
        if order.state not in ("draft", "sent"):
            raise UserError(self.env._("This order is confirmed already."))
        number = (self.number or "").strip()
        card = self._find(number)
        now = fields.Datetime.now()
        order.sudo().vip_use_id = (
            self.env["loyalty.vip.use"]
            .sudo()
            .create(
                {
                    "order_id": order.id,
                    "card_id": card.id,
                    "number": card.code,
                    "shown_by_id": self.env.uid,
                    "shown_at": now,
                    "identity_by_id": self.identity_checked and self.env.uid,
                    "identity_at": self.identity_checked and now,
                    "signature": self.signature,
                    "signed_at": self.signature and now,
                }
            )
        )
        order._update_programs_and_rewards()
        return {"type": "ir.actions.act_window_close"}

    def _find(self, number):
        """The customer's card with this number.

        :raise UserError: if it is none, somebody else's, or no longer good; the latter
            two are registered as anomalies (L-20)
        """
        if not number:
            raise UserError(self.env._("Scan the card, or type its number."))
        cards = self.env["loyalty.card"].sudo()
        card = cards.search([("code", "=", number), ("vip_state", "!=", False)])
        former = self.env["loyalty.vip.number"].sudo().search([("number", "=", number)])
        if former or card.vip_state == "lost":
            self._refuse(
                "lost_card",
                former.card_id or card,
                self.env._(
                    "L-11: card %(number)s was reported lost or replaced: keep it and"
                    " tell the store's manager.",
                    number=number,
                ),
            )
        if not card:
            raise UserError(
                self.env._("There is no VIP card with the number %(n)s.", n=number)
            )
        if card.partner_id != self.order_id.partner_id:
            self._refuse(
                "not_own",
                card,
                self.env._(
                    "L-07: card %(number)s is not this customer's: it can't be lent or"
                    " handed on.",
                    number=number,
                ),
            )
        return card

    def _refuse(self, kind, card, sentence):
        self.env["loyalty.vip.anomaly"].note_apart(
            {
                "kind": kind,
                "card_id": card.id,
                "site_id": (self.order_id.store_id or card.vip_site_id).id,
                "description": self.env._(
                    "%(sentence)s Order %(order)s.",
                    sentence=sentence,
                    order=self.order_id.name,
                ),
            }
        )
        raise UserError(sentence)
