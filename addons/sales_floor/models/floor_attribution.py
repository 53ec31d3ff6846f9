from odoo import api, fields, models

from ..policies import attribution, history

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
    owner_kind = fields.Selection(OWNERS, string="Whose Customer", readonly=True)
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
    version = fields.Integer(
        readonly=True,
        copy=False,
        help="Grows each time it is decided: of two at once, the second begins anew.",
    )

    _open_unique = models.UniqueIndex("(partner_id, site_id) WHERE deal_at IS NULL")

    @api.depends("deal_at", "owner_kind")
    def _compute_state(self):
        for attribution_ in self:
            decided = "open" if attribution_.owner_kind else "waiting"
            attribution_.state = "deal" if attribution_.deal_at else decided

    # -- rules --

    def _attribution_rules(self):
        """F-05 … F-23: the rules in the order in which they are asked."""
        return attribution.RULES

    def _attribution_settings(self):
        self.ensure_one()
        return self.company_id.sudo()._floor_attribution_settings()

    def _attribution_decide(self, facts, settings):
        return attribution.decide(facts, settings, self._attribution_rules())

    # -- business --

    @api.model
    @api.private
    def attribute(self, site, partners):
        """Ask anew whose customers they are at a floor, where a fact has changed.

        Safe for two at once: of two that touch the same customer the second is asked
        anew by Odoo, and sees what the first has done.
        """

    @api.private
    def decide_again(self):
        """Ask anew about these, where a fact of their own has changed: a ruling."""

    def _absorb(self, others):
        """Take over the history of others that are the same matter: to be extended by
        what points at an attribution. The others are then deleted.
        """
        self.ensure_one()
        others.decision_ids.attribution_id = self
        others.dispute_ids.attribution_id = self
