from odoo import api, fields, models
from odoo.tools import format_amount

from ..policies import discount, points


class SaleOrderVipMixin(models.AbstractModel):
    """What a member gets on an order, and how the till says it (L-03 to L-07, L-14)."""

    _name = "sale.order.vip.mixin"
    _description = "VIP Member on an Order"

    store_id = fields.Many2one(
        "service.site",
        domain="[('kind', '=', 'store'), ('company_id', '=', company_id)]",
        default=lambda self: self._default_store_id(),
        index="btree_not_null",
        copy=True,
        help="Where the purchase is made.",
    )
    vip_use_id = fields.Many2one(
        "loyalty.vip.use", string="VIP Card Shown", readonly=True, copy=False
    )
    vip_banner = fields.Char(string="Member", compute="_compute_vip_banner")
    vip_tone = fields.Selection(
        [("ask", "Ask for the card"), ("given", "Discount"), ("none", "No discount")],
        compute="_compute_vip_banner",
    )
    vip_has_points = fields.Boolean(compute="_compute_vip_banner")
    vip_prize_reward_id = fields.Many2one(
        "loyalty.reward", string="Prize", readonly=True, copy=False
    )
    vip_prize_quantity = fields.Integer(
        string="Prizes", readonly=True, copy=False, help="L-05: how many were redeemed."
    )

    @api.model
    def _default_store_id(self):
        stores = self.env.user.site_ids.filtered(
            lambda it: it.kind == "store" and it.company_id == self.env.company
        )
        return stores[:1]

    @api.depends(
        *("partner_id", "company_id", "store_id", "state", "vip_use_id"),
        *("vip_use_id.identity_at", "amount_total", "order_line.price_total"),
        *("order_line.discount", "order_line.reward_id", "date_order"),
    )
    @api.depends_context("lang")
    def _compute_vip_banner(self):
        for order in self:
            card = order._vip_card()
            order.vip_banner = order.vip_tone = False
            order.vip_has_points = bool(card) and card.points > 0
            if card:
                order.vip_tone, order.vip_banner = order._vip_banner(card)
            elif former := order._vip_former_card():
                order.vip_tone = "none"
                order.vip_banner = order._vip_former_banner(former)

    # -- the member --

    def _vip_card(self):
        """The card shown, or else the customer's; with all rights."""
        self.ensure_one()
        if self.vip_use_id:
            return self.sudo().vip_use_id.card_id
        partner = self.partner_id._origin
        return self.env["loyalty.card"].vip_card_of(partner, self.company_id)

    def _vip_former_card(self):
        """L-10: on an open order, the customer's card that has run out."""
        partner = self.partner_id._origin
        if not partner or self.state in ("sale", "cancel"):
            return self.env["loyalty.card"]
        return (
            self.env["loyalty.card"]
            .sudo()
            .search(
                [
                    ("partner_id", "=", partner.id),
                    ("vip_state", "=", "expired"),
                    ("vip_company_id", "=", self.company_id.id),
                ],
                order="expiration_date desc, id desc",
                limit=1,
            )
        )

    def _vip_today(self):
        """L-06: the day at the store."""
        return (self.store_id or self._vip_card().vip_site_id).sudo().local_date()

    # -- which discount --

    def _vip_facts(self):
        """L-03 to L-11: the card, the day and what is on the order."""
        self.ensure_one()
        use = self.sudo().vip_use_id
        card = self._vip_card()
        born, born_since = card.vip_born()
        return discount.Facts(
            today=self._vip_today(),
            state=card.vip_state,
            last_day=card.expiration_date,
            shown=bool(use) and use.number == card.code,
            own=card.partner_id == self.partner_id._origin,
            at_home=self.store_id._origin == card.vip_site_id,
            other=bool(self._vip_other_lines()),
            regular=bool(self._vip_regular_lines()),
            earned=card.vip_earned,
            balance=int(card.points),
            born=born,
            born_since=born_since,
            identity=bool(use.identity_at),
        )

    def _vip_settings(self):
        return self.sudo().company_id._vip_discount_settings()

    def _vip_rules(self):
        """L-03 to L-11: the rules in the order they are asked."""
        return discount.RULES

    def _vip_decide(self, facts, settings):
        return discount.decide(facts, settings, self._vip_rules())

    def _vip_other_lines(self):
        """L-03: what a VIP discount is not given beside, on the whole order."""
        return self.order_line.filtered(
            lambda line: (
                not line.display_type
                and not line.is_downpayment
                and (
                    line._vip_is_other_reward()
                    if line.reward_id
                    else line.price_total < 0
                )
            )
        )

    def _vip_regular_lines(self):
        """L-03: goods that have no special price."""
        return self.order_line.filtered(
            lambda line: (
                not line.display_type
                and not line.reward_id
                and not line.is_downpayment
                and line.price_total > 0
                and not line._vip_is_special()
            )
        )

    # -- the line that the cashier reads --

    def _vip_banner(self, card):
        facts, settings = self._vip_facts(), self._vip_settings()
        finding = self._vip_decide(facts, settings)
        parts = [
            card.with_env(self.env).sudo().vip_called,
            self.env._("VIP to %(month)s", month=card.vip_until()),
            self.env._("%(points)s points", points=int(card.points)),
        ]
        if self.state in ("sale", "cancel"):
            return "none", " · ".join(parts)
        tone = "given" if finding.role else "none"
        if finding.reason[0] == "not_shown":
            tone = "ask"
        parts.append(self._vip_sentence(finding, settings))
        if discount.is_birthday(facts, settings) and not facts.identity:
            parts.append(self.env._("birthday today: check the original identity card"))
        if finding.role or tone == "ask":
            parts.append(
                self.env._(
                    "this order earns %(points)s", points=self._vip_preview(card)
                )
            )
        return tone, " · ".join(parts)

    def _vip_former_banner(self, card):
        return " · ".join(
            [
                card.with_env(self.env).sudo().vip_called,
                self.env._("VIP to %(month)s", month=card.vip_until()),
                self.env._("the card has expired"),
                self.env._("a new one can be applied for"),
            ]
        )

    def _vip_preview(self, card):
        """L-04: the points this order will earn once it is paid."""
        company = self.company_id
        amount = self.currency_id._convert(
            self.amount_total, company.currency_id, company, self.date_order
        )
        paid = [
            *card.vip_move_ids.filtered(lambda it: it.state == "posted").mapped(
                "vip_paid"
            )
        ]
        facts = points.Facts(
            paid=(*map(company.vip_amount, paid), company.vip_amount(amount))
        )
        earned = points.earned(facts, card._vip_points_settings())
        return max(earned - card.vip_earned, 0)

    def _vip_reward(self, role):
        """The discount with a part in VIP loyalty: on the order, or to be given."""
        given = self.sudo().order_line.reward_id.filtered(
            lambda it: it.program_id.vip_role == role
        )
        if given:
            return given[:1]
        programs = self.env["loyalty.program"]
        return programs.vip_program(role, self.company_id).reward_ids[:1]

    def _vip_sentence(self, finding, settings):
        """What a discount, or the want of one, is called at the till."""
        key, params = finding.reason
        if finding.role:
            percent = f"{self._vip_reward(finding.role).discount:g} %"
            if key == "birthday":
                return self.env._("birthday: %(percent)s", percent=percent)
            return percent
        sentences = {
            "not_shown": self.env._("please ask for the VIP card"),
            "not_own": self.env._("the card shown is somebody else's"),
            "lost": self.env._("the card was reported lost"),
            "expired": self.env._("the card has expired"),
            "closed": self.env._("the membership has ended"),
            "other_store": self.env._("the card is another store's"),
            "other_promotion": self.env._(
                "no VIP discount beside another promotion, coupon or card"
            ),
            "special_price": self.env._("no VIP discount on special prices"),
        }
        return sentences[key] % params

    def _vip_amount_text(self):
        return format_amount(self.env, self.amount_total, self.currency_id)
