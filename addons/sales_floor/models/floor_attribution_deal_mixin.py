from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policies import history

# What may change after a deal.
CHANGES = {"name": "name_changed", "unit": "unit_changed"}


class FloorAttributionDealMixin(models.AbstractModel):
    """The deal that an attribution is of, and what changes after it (F-22).

    Confirmed orders and won opportunities mark deals; an order of an opportunity is the
    same deal as that opportunity.
    """

    _name = "floor.attribution.deal.mixin"
    _description = "Attribution of a Deal"

    deal_at = fields.Datetime(
        string="Committed On",
        readonly=True,
        copy=False,
        help="When the customer committed, whatever is signed or paid later.",
    )
    marked_at = fields.Datetime(
        readonly=True, copy=False, help="When the opportunity or order said so."
    )
    lead_id = fields.Many2one(
        "crm.lead",
        string="Opportunity",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    order_id = fields.Many2one(
        "sale.order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    name_changed = fields.Boolean(
        readonly=True, copy=False, help="F-22: the deal goes by another name now."
    )
    unit_changed = fields.Boolean(
        readonly=True, copy=False, help="F-22: it is another unit now."
    )
    stood = fields.Json(
        readonly=True, copy=False, help="What was attributed before that changed."
    )

    _lead_unique = models.UniqueIndex("(lead_id) WHERE lead_id IS NOT NULL")
    _order_unique = models.UniqueIndex("(order_id) WHERE order_id IS NOT NULL")

    # -- facts --

    def _as_deal(self):
        if not self.deal_at:
            return None
        return history.Deal(at=self.deal_at, on=self.site_id.local_date(self.deal_at))

    def _changed_after(self):
        return tuple(what for what, name in CHANGES.items() if self[name])

    def _date_deal(self, evidence):
        """The customer committed on a visit before that is in the register, or then."""
        since = self._earlier_deal(evidence)
        moments = [
            it
            for it in evidence.commitments.get(self.partner_id.id, ())
            if it <= self.marked_at and (not since or it > since)
        ]
        deal_at = min(moments, default=self.marked_at)
        if self.deal_at != deal_at:
            self.deal_at = deal_at

    # -- business --

    @api.model
    @api.private
    def mark_deal(self, partner, site, *, lead=None, order=None):
        """F-22: a customer has committed; what comes later has no part in it.

        :return: the attribution of the deal; none of who was never at a sales floor
        """
        attributions = self.sudo()
        known = attributions._of_deal(lead, order)
        if not known:
            known = attributions._matter_of(partner, site)
            if not known:
                return known
            now = fields.Datetime.now()
            known.write({"marked_at": now, "deal_at": now})
        known.write(
            {
                "lead_id": (known.lead_id or lead or known.lead_id).id,
                "order_id": (known.order_id or order or known.order_id).id,
            }
        )
        known.decide_again()
        known._message_log(
            body=self.env._(
                "A deal: %(what)s.", what=(order or lead).sudo().display_name
            )
        )
        return known

    @api.model
    def _of_deal(self, lead, order):
        found = lead and self.search([("lead_id", "=", lead.id)])
        return found or (order and self.search([("order_id", "=", order.id)])) or self

    def _matter_of(self, partner, site):
        """What is open about a customer, or another deal of theirs."""
        same = [("partner_id", "=", partner.id), ("site_id", "=", site.id)]
        found = self.search(same)
        still_open = found.filtered(lambda it: not it.deal_at)
        if still_open or not found:
            return still_open
        return self._open_matters(site, partner)

    @api.private
    def cancel_deal(self):
        """A deal is cancelled: whose customer it is, is open again."""
        for deal in self.sudo():
            twin = self.sudo().search(
                [
                    ("partner_id", "=", deal.partner_id.id),
                    ("site_id", "=", deal.site_id.id),
                    ("deal_at", "=", False),
                ]
            )
            if twin:
                deal._absorb(twin)
            deal._message_log(
                body=self.env._(
                    "The deal is cancelled: %(what)s.",
                    what=(deal.order_id or deal.lead_id).display_name,
                )
            )
            deal.write(
                {
                    **dict.fromkeys(("deal_at", "marked_at", "stood"), False),
                    **dict.fromkeys(("lead_id", "order_id"), False),
                    **dict.fromkeys(CHANGES.values(), False),
                }
            )
            deal.decide_again()

    @api.private
    def note_change(self, what):
        """F-22: after the deal its name or unit is changed: that changes nothing.

        :param what: ``name`` or ``unit``
        """
        for deal in self.sudo().filtered("deal_at"):
            deal.write(
                {
                    CHANGES[what]: True,
                    "stood": deal.stood or deal._kept_result() or False,
                }
            )
            deal.decide_again()

    def _kept_result(self):
        """What is attributed now; nothing while nothing counts."""
        kept = self.decision_id.proposal or {}
        return kept if "shares" in kept else None

    @api.model
    @api.private
    def floor_of(self, partner, named):
        """The floor of a customer's deal.

        :param named: the floor that is named with the deal, if any
        :raise UserError: if it isn't clear which
        """
        found = self.sudo().search([("partner_id", "=", partner.id)]).site_id
        if named or len(found) < 2:
            return named or found
        raise UserError(
            self.env._(
                "%(customer)s is registered at several sales floors: name the one that"
                " this deal is of.",
                customer=partner.name,
            )
        )

    def _lead_follows(self):
        """Opportunities go to whose customer it is; who has a part keeps theirs."""
        for attribution in self.filtered("user_id"):
            leads = attribution._leads()
            leads.invalidate_recordset(["floor_attribution_id"])
            floor = {"floor_site_id": attribution.site_id.id}
            owners = attribution.owner_ids
            kept = leads.filtered(lambda it, owners=owners: it.user_id in owners)
            kept.filtered(lambda it: not it.floor_site_id).write(floor)
            (leads - kept).write({**floor, "user_id": attribution.user_id.id})

    def _leads(self):
        """What the sales people work on: the deal's opportunity, or those open."""
        self.ensure_one()
        if self.deal_at:
            return self.lead_id
        return self.env["crm.lead"].search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("floor_site_id", "in", (False, self.site_id.id)),
                ("won_status", "=", "pending"),
                ("company_id", "in", (False, self.company_id.id)),
            ]
        )
