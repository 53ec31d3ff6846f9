from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount, format_date

from ..policies import qualification


class LoyaltyVipQualificationMixin(models.AbstractModel):
    """Who may become a member, from what was really paid (L-01)."""

    _name = "loyalty.vip.qualification.mixin"
    _description = "Qualification of a VIP"

    override_reason = fields.Text(
        string="Why Nevertheless",
        help="The store's manager can give a card nevertheless, and says why.",
    )
    qualification = fields.Char(
        string="Do They Qualify?", compute="_compute_qualification"
    )
    qualifies = fields.Boolean(compute="_compute_qualification")
    purchases = fields.Text(
        string="Purchases That Count", compute="_compute_qualification"
    )
    counted_move_ids = fields.Many2many(
        "account.move", string="Counted Purchases", readonly=True, copy=False
    )

    @api.depends("partner_id", "site_id", "state")
    @api.depends_context("lang")
    def _compute_qualification(self):
        for form in self:
            form.qualification = form.purchases = False
            form.qualifies = False
            if not (form.partner_id and form.site_id):
                continue
            if form.state != "draft":
                form.qualification = form.reason
                form.purchases = form._purchases_text(form.sudo().counted_move_ids)
                continue
            found = form._qualification_decide(
                form._qualification_facts(), form._qualification_settings()
            )
            form.qualifies = found.qualifies
            form.qualification = form._qualification_sentence(found)
            form.purchases = form._purchases_text(form._counted(found))

    def _check_override(self, found):
        reason = (self.override_reason or "").strip()
        if not reason:
            raise UserError(self._qualification_sentence(found))
        if self.site_id not in self.env.user.managed_site_ids:
            raise AccessError(
                self.env._(
                    "Only the store's manager gives a card to who doesn't qualify."
                )
            )
        return reason

    # -- rules --

    def _qualification_facts(self):
        """L-01: what was really paid in the stores, as far back as it may count."""
        self.ensure_one()
        today = self.site_id.local_date()
        settings = self._qualification_settings()
        moves = self._purchase_moves(qualification.period_start(today, settings), today)
        return qualification.Facts(
            today=today,
            store=str(self.site_id._origin.id),
            purchases=tuple(
                qualification.Purchase(
                    key=str(move.id),
                    day=move.invoice_date,
                    paid=amount,
                    store=str(move.store_id.id),
                )
                for move, amount in moves.items()
            ),
        )

    def _purchase_moves(self, first, last):
        """Invoices by what was paid, returns taken off what they return."""
        moves = (
            self.env["account.move"]
            .sudo()
            .search(
                [
                    ("partner_id", "=", self.partner_id._origin.id),
                    ("company_id", "=", self.site_id.company_id.id),
                    ("move_type", "in", ("out_invoice", "out_receipt", "out_refund")),
                    ("state", "=", "posted"),
                    ("invoice_date", ">=", first),
                    ("invoice_date", "<=", last),
                ],
                order="invoice_date, id",
            )
        )
        amounts = moves.vip_paid_amounts()
        refunds = moves.filtered(lambda it: it.move_type == "out_refund")
        for refund in refunds:
            amount = amounts.pop(refund)
            bought = refund.reversed_entry_id
            if bought in amounts:
                amounts[bought] += amount
            else:
                amounts[refund] = amount
        return amounts

    def _qualification_settings(self):
        return self.site_id.sudo().company_id._vip_qualification_settings()

    def _qualification_rules(self):
        """L-01: the ways to qualify in the order they are tried."""
        return qualification.RULES

    def _qualification_decide(self, facts, settings):
        return qualification.decide(facts, settings, self._qualification_rules())

    def _counted(self, found):
        return self.env["account.move"].sudo().browse(map(int, found.counted))

    def _purchases_text(self, moves):
        return "\n".join(
            f"{format_date(self.env, move.invoice_date)}  {move.name}  "
            + format_amount(self.env, float(amount), move.company_currency_id)
            for move, amount in moves.vip_paid_amounts().items()
        )

    def _qualification_sentence(self, found):
        key, params = found.reason
        currency = self.site_id.sudo().company_id.currency_id
        amounts = {
            name: format_amount(self.env, float(value), currency)
            for name, value in params.items()
        }
        match key:
            case "single":
                return self.env._(
                    "L-01: %(paid)s paid at once; %(least)s are enough.", **amounts
                )
            case "total":
                return self.env._(
                    "L-01: %(paid)s paid within the period; %(total)s are enough.",
                    **amounts,
                )
            case "not_enough":
                return self.env._(
                    "L-01: %(paid)s paid within the period: it takes %(single)s at once"
                    " or %(total)s in all.",
                    **amounts,
                )
