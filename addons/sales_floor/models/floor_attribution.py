from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL, format_list

from odoo.addons.charter_base.policies.decision import to_json

from ..policies import history

OWNERS = [
    (history.REP, "A Rep's"),
    (history.JOINT, "Several Reps'"),
    (history.POOL, "The Pool's"),
]
STATES = [
    ("waiting", "Nothing Counts Yet"),
    ("open", "Attributed"),
    ("deal", "Deal"),
]


class FloorAttribution(models.Model):
    """Whose customer somebody is at a sales floor, and who has what share of a deal.

    One for each customer of a floor while nothing is decided, and one for each of their
    deals (F-17, F-22). The facts are the registers, the answer is the policies'; nobody
    writes it. It is asked anew by :meth:`attribute` whenever a fact has changed.
    """

    _name = "floor.attribution"
    _description = "Attribution"
    _inherit = [
        "floor.attribution.case.mixin",
        "floor.attribution.facts.mixin",
        "floor.attribution.sentence.mixin",
        "floor.attribution.deal.mixin",
        "mail.thread",
    ]
    _order = "id desc"
    _check_company_auto = True
    _rec_names_search = ["partner_id.name", "partner_id.phone"]

    site_id = fields.Many2one(
        "service.site",
        string="Sales Floor",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    phone = fields.Char(related="partner_id.phone")
    state = fields.Selection(
        STATES,
        string="Status",
        compute="_compute_state",
        store=True,
        precompute=True,
        index=True,
    )
    owner_kind = fields.Selection(OWNERS, string="Kind of Owner", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Sales Representative",
        readonly=True,
        index=True,
        ondelete="restrict",
        help="The first of those whose customer it is.",
    )
    owner_ids = fields.Many2many(
        "res.users",
        "floor_attribution_owner_rel",
        string="Sales Representatives",
        readonly=True,
        copy=False,
    )
    concerned_ids = fields.Many2many(
        "res.users",
        "floor_attribution_concerned_rel",
        readonly=True,
        copy=False,
        help="Who has a share or has received the customer.",
    )
    share_ids = fields.One2many(
        "floor.attribution.share", "attribution_id", string="Shares", readonly=True
    )
    decision_id = fields.Many2one(
        "floor.attribution.decision", readonly=True, copy=False, ondelete="restrict"
    )
    decision_ids = fields.One2many(
        "floor.attribution.decision",
        "attribution_id",
        string="History",
        readonly=True,
    )
    review_on = fields.Date(
        readonly=True,
        copy=False,
        help="F-17: a registration that was considered has expired by then.",
    )
    version = fields.Integer(
        readonly=True,
        copy=False,
        help="Grows each time it is decided: of two at once, the second begins anew.",
    )

    _review_idx = models.Index("(review_on) WHERE review_on IS NOT NULL")
    _open_unique = models.UniqueIndex("(partner_id, site_id) WHERE deal_at IS NULL")

    @api.depends("deal_at", "owner_kind")
    def _compute_state(self):
        for attribution in self:
            decided = "open" if attribution.owner_kind else "waiting"
            attribution.state = "deal" if attribution.deal_at else decided

    @api.depends("partner_id", "site_id")
    def _compute_display_name(self):
        for attribution in self:
            names = (attribution.partner_id.name, attribution.site_id.code)
            attribution.display_name = " · ".join(filter(None, names))

    # -- business --

    @api.model
    @api.private
    def attribute(self, site, partners):
        """Ask anew whose customers they are at a floor, where a fact has changed.

        Safe for two at once: of two that touch the same customer the second is begun
        anew by Odoo, and sees what the first has done.

        :return: the attributions of the customers and of their relatives
        """
        attributions = self.sudo()
        kin = self.env["floor.kin"]._of(partners)
        people = partners | kin.partner_id | kin.relative_id
        if not people:
            return attributions
        evidence = attributions._evidence(site, people)
        known = attributions.search(
            [("site_id", "=", site.id), ("partner_id", "in", people.ids)]
        )
        still_open = known.filtered(lambda it: not it.deal_at)
        missing = (people - still_open.partner_id).filtered(
            lambda it: attributions._is_matter(it, site, evidence)
        )
        if missing:
            known |= attributions._open_matters(site, missing)
        known._decide(evidence)
        return known

    @api.model
    @api.private
    def attribute_all(self, partners):
        """The same at every floor where they are known."""
        partners = partners.sudo()
        known = [("partner_id", "in", partners.ids)]
        sites = self.sudo().search(known).site_id
        sites |= self.env["floor.visit"].sudo().search(known).site_id
        for site in sites:
            self.attribute(site, partners)

    @api.private
    def decide_again(self):
        """Ask anew about these, where a fact of their own has changed: a ruling."""
        for site, found in self.sudo().grouped("site_id").items():
            found._decide(self.sudo()._evidence(site, found.partner_id))

    @api.model
    def _is_matter(self, partner, site, evidence):
        """Whether there is something to decide, besides what was dealt with."""
        deals = evidence.deals.get(partner.id)
        visits = evidence.visits.get(partner.id, ())
        if deals:
            settings = site.sudo().company_id._floor_attribution_settings()
            return self._begins_anew(visits, deals[-1], settings)
        found = (evidence.companies, evidence.referrals)
        return bool(visits) or any(partner.id in it for it in found)

    @api.model
    def _open_matters(self, site, partners):
        """Make the attributions of customers who have none that is open."""
        with site.deciding_floor() as fresh:
            known = fresh[self._name].search_count(
                [
                    ("site_id", "=", site.id),
                    ("partner_id", "in", partners.ids),
                    ("deal_at", "=", False),
                ]
            )
        if known:
            # Odoo begins the request anew, and sees it.
            raise ConcurrencyError(self.env._("This customer has just been entered."))
        return self.create(
            [{"site_id": site.id, "partner_id": partner.id} for partner in partners]
        )

    def _hold(self):
        """Let nobody else decide on these until the transaction ends.

        A row that was merely locked would let the second go on with what it saw before;
        one that was changed has it begun anew.
        """
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                WITH held AS (
                    SELECT id FROM floor_attribution WHERE id = ANY(%s)
                    ORDER BY id FOR NO KEY UPDATE
                )
                UPDATE floor_attribution AS mine SET version = mine.version + 1
                  FROM held WHERE mine.id = held.id
                """,
                self.ids,
            )
        )
        self.invalidate_recordset(["version"], flush=False)

    def _decide(self, evidence):
        """Decide on what is known, and keep what has changed."""
        self._hold()
        rulings = self._floor_rulings(self)
        found = {}
        for attribution in self:
            if attribution.deal_at:
                attribution._date_deal(evidence)
            facts = attribution._attribution_facts(evidence, rulings)
            settings = attribution._attribution_settings()
            result = attribution._attribution_decide(facts, settings)
            attribution._watch(facts, result)
            if (attribution.decision_id.proposal or {}) != to_json(result):
                found[attribution] = (result, facts, settings)
        changed = self.browse().union(*found)
        changed._keep_decisions(found)
        changed._keep_shares(found)
        changed._lead_follows()

    def _watch(self, facts, result):
        """Who is concerned, and when a registration expires that was considered."""
        shares = getattr(result, "shares", ())
        visits = [*facts.visits, *(it for kin in facts.kin for it in kin.visits)]
        people = {
            *(share.person for share in shares),
            *getattr(result, "reps", ()),
            *(visit.rep for visit in visits),
            *(visit.holder for visit in visits),
        } - {None}
        if people != set(self.concerned_ids.ids):
            self.concerned_ids = [Command.set(sorted(people))]
        ends = [it.valid_until for it in visits if it.valid_until]
        ahead = min((it for it in ends if it >= facts.day), default=None)
        review_on = ahead and not facts.deal and ahead + timedelta(days=1)
        if (self.review_on or None) != (review_on or None):
            self.review_on = review_on or False

    def _keep_decisions(self, found):
        decisions = self.env["floor.attribution.decision"].create(
            [
                {
                    **self.env["floor.attribution.decision"].decision_values(
                        result,
                        facts=facts,
                        settings=settings,
                        reason=attribution._reason(to_json(result)),
                    ),
                    "attribution_id": attribution.id,
                    "site_id": attribution.site_id.id,
                    "outcome": attribution._outcome(result),
                }
                for attribution, (result, facts, settings) in found.items()
            ]
        )
        for attribution, decision in zip(found, decisions, strict=True):
            result, _facts, _settings = found[attribution]
            reps = getattr(result, "reps", ())
            attribution.write(
                {
                    "decision_id": decision.id,
                    "owner_kind": getattr(result, "owner", False),
                    "user_id": reps[0] if reps else False,
                    "owner_ids": [Command.set(reps)],
                }
            )

    def _keep_shares(self, found):
        self.share_ids.unlink()
        rules = self.env["charter.rule"]
        self.env["floor.attribution.share"].create(
            [
                {
                    "attribution_id": attribution.id,
                    "sequence": sequence,
                    "party": share.party,
                    "user_id": share.person,
                    "percent": float(share.percent),
                    "rule_id": rules.by_codes((share.rule,)).id,
                }
                for attribution, (result, _facts, _settings) in found.items()
                for sequence, share in enumerate(getattr(result, "shares", ()))
            ]
        )

    def _outcome(self, result):
        """“Fang Qi 70 %, Pool 30 %”."""
        shares = getattr(result, "shares", ())
        if not shares:
            return self.env._("Nothing counts yet")
        pool = self.env._("Pool")
        return format_list(
            self.env,
            [
                f"{self._names([share.person]) if share.person else pool}"
                f" {share.percent.normalize():f} %"
                for share in shares
            ],
        )

    def _absorb(self, others):
        """Take over the history of others that are the same matter: to be extended by
        what points at an attribution. The others are then gone.
        """
        self.ensure_one()
        others.decision_ids.attribution_id = self
        others.dispute_ids.attribution_id = self
        others.unlink()

    @api.model
    def _cron_review(self):
        """F-17: a registration has expired: whose customer it is may be another's."""
        done, remaining = self._review()
        self.env["ir.cron"]._commit_progress(done, remaining=remaining)

    @api.model
    def _review(self, limit=200):
        """Decide anew on those of whom a registration has expired since.

        :return: how many were, and how many are left
        """
        now = fields.Datetime.now()
        # No site is further ahead than fourteen hours.
        due = self.search(
            [("review_on", "<=", now + timedelta(hours=14))], order="review_on, id"
        ).filtered(lambda it: it.review_on <= it.site_id.local_date(now))
        due[:limit].decide_again()
        return len(due[:limit]), len(due[limit:])
