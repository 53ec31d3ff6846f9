from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policies import incident

TODO = "mail.mail_activity_data_todo"
LEADS = ("floor_supervisor", "sales_manager", "project_manager")
MANAGERS = ("sales_manager", "project_manager")
FORBIDDEN = frozenset({"not_manager", "party", "not_lead", "own_report"})


class FloorIncidentHandlingMixin(models.AbstractModel):
    """An incident on its way: verified, the person heard, decided (F-28)."""

    _name = "floor.incident.handling.mixin"
    _description = "Incident That Is Looked Into"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset(
        {
            *("state", "verified_by_id", "verified_at", "statement", "stated_at"),
            "unheard_reason",
        }
    )
    _reasoned_actions = ("unfounded", "say", "go_unheard")

    state = fields.Selection(
        [
            ("reported", "To Verify"),
            ("verified", "Verified"),
            ("decided", "Decided"),
            ("unfounded", "Unfounded"),
        ],
        string="Status",
        required=True,
        readonly=True,
        copy=False,
        default="reported",
        index=True,
    )
    verified_by_id = fields.Many2one(
        "res.users",
        string="Looked Into By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    verified_at = fields.Datetime(string="Looked Into On", readonly=True, copy=False)
    statement = fields.Text(
        readonly=True, copy=False, help="What the person has to say."
    )
    stated_at = fields.Datetime(string="Stated On", readonly=True, copy=False)
    unheard_reason = fields.Char(
        string="Not Heard, as",
        readonly=True,
        copy=False,
        help="Why there is no statement: they would not, or have left.",
    )
    is_mine = fields.Boolean(compute="_compute_whose_step")
    can_verify = fields.Boolean(compute="_compute_whose_step")
    can_decide = fields.Boolean(compute="_compute_whose_step")
    is_heard = fields.Boolean(compute="_compute_whose_step")

    @api.depends_context("uid")
    @api.depends("state", "user_id", "involved_ids", "statement", "unheard_reason")
    def _compute_whose_step(self):
        for it in self:
            facts = it._incident_facts() if it.site_id else incident.Facts(kind="")
            it.is_heard = facts.heard
            it.is_mine = it.user_id == self.env.user and it.state == "verified"
            it.can_verify = it.state == "reported" and not incident.obstacle(
                facts, incident.Settings(), incident.VERIFYING
            )
            it.can_decide = it.state == "verified" and (
                facts.is_manager and not facts.is_party
            )

    # -- rules --

    def _incident_facts(self):
        """F-28: what happened, and who acts now."""
        self.ensure_one()
        own, site = self.sudo(), self.site_id._origin
        party = (own.user_id | own.involved_ids)._origin
        return incident.Facts(
            kind=self.kind,
            verified=own.state in ("verified", "decided"),
            serious=self.is_serious,
            heard=bool(own.stated_at or own.unheard_reason),
            is_lead=site.holds_floor_role(*LEADS),
            is_manager=site.holds_floor_role(*MANAGERS),
            is_party=self.env.user in party,
            is_reporter=self.env.user == own.reported_by_id,
        )

    def _refuse_if(self, checks):
        found = incident.obstacle(
            self._incident_facts(), self._incident_settings(), checks
        )
        if found:
            key = found.reason[0]
            error = AccessError if key in FORBIDDEN else UserError
            raise error(self._obstacle_sentence(key))

    def _obstacle_sentence(self, key):
        site = self.site_id.name
        sentences = {
            "not_manager": self.env._(
                "F-28: the sales manager or project manager of %(site)s decides.",
                site=site,
            ),
            "party": self.env._("F-28: nobody decides on what they had a part in."),
            "not_verified": self.env._(
                "F-28: somebody looks into it first, then it is decided."
            ),
            "not_heard": self.env._(
                "F-28: nobody is punished unheard: %(person)s has their say first.",
                person=self.sudo().user_id.name,
            ),
            "not_lead": self.env._(
                "F-28: who leads at %(site)s looks into what was reported.", site=site
            ),
            "own_report": self.env._(
                "F-28: somebody else than who reported it looks into it."
            ),
        }
        return sentences.get(key, key)

    # -- who may write what --

    def _check_may_write(self, vals):
        """F-28: until it is decided, who looks into it says what it was and how
        serious, and the manager what it costs.

        :raise AccessError: it is not theirs
        :raise UserError: it has been decided
        """
        if self.env.su:
            return
        for it in self:
            it._check_state("reported", "verified")
            facts = it._incident_facts()
            is_allowed = facts.is_lead and not facts.is_party
            if self._of_the_manager & vals.keys():
                is_allowed = facts.is_manager and facts.verified and not facts.is_party
            if not is_allowed:
                raise AccessError(
                    self.env._(
                        "F-28: what it was is for who looks into it to say, and the"
                        " penalty for the manager, once it is verified."
                    )
                )

    def _check_state(self, *states):
        self.ensure_one()
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "F-28: this can't be done: %(incident)s is “%(state)s” now.",
                    incident=self.display_name,
                    state=labels[self.state],
                )
            )

    # -- actions --

    def action_verify(self):
        """F-28: somebody else looked into it, and it is true."""
        self.check_access("read")
        for it in self:
            it._look_into("verified")
            it._ask_to_state()

    def action_unfounded(self):
        """Ask why first."""
        self.ensure_one()
        return self.env["floor.reason"].ask(self, "unfounded", self.env._("Unfounded"))

    @api.private
    def unfounded(self, reason):
        """F-28: somebody else looked into it, and it is not true."""
        self._look_into("unfounded")
        own = self.sudo()
        own.activity_unlink([TODO])
        own.message_post(
            body=self.env._("F-28: unfounded: %(reason)s", reason=reason.strip())
        )

    def action_say(self):
        """Ask what they have to say."""
        self.ensure_one()
        return self.env["floor.reason"].ask(self, "say", self.env._("My Statement"))

    @api.private
    def say(self, text):
        """F-28: who is said to have done it has their say."""
        self._check_state("verified")
        if self.user_id != self.env.user:
            raise AccessError(
                self.env._(
                    "F-28: only %(person)s states this.", person=self.user_id.name
                )
            )
        self.sudo().write(
            {"statement": text.strip(), "stated_at": fields.Datetime.now()}
        )
        self._ask_to_decide()

    def action_go_unheard(self):
        """Ask why first."""
        self.ensure_one()
        return self.env["floor.reason"].ask(
            self, "go_unheard", self.env._("There Is No Statement")
        )

    @api.private
    def go_unheard(self, reason):
        """F-28: they could have had their say, and would not."""
        self._check_state("verified")
        self._refuse_if(incident.DECIDER)
        self.sudo().unheard_reason = reason.strip()
        self._ask_to_decide()

    def action_decide(self):
        """F-28: the manager decides on the penalty; the decision is sealed."""
        self.check_access("read")
        for it in self:
            if it.state in ("decided", "unfounded"):
                it._check_state("verified")
            it._refuse_if(incident.CHECKS)
            it._decide()

    # -- business --

    def _look_into(self, state):
        self._check_state("reported")
        self._refuse_if(incident.VERIFYING)
        self.sudo().write(
            {
                "state": state,
                "verified_by_id": self.env.user.id,
                "verified_at": fields.Datetime.now(),
            }
        )

    def _decide(self):
        """Keep the penalty beside what the source has for it."""
        own = self.sudo()
        facts, settings = self._incident_facts(), self._incident_settings()
        proposed = self._incident_decide(facts, settings)
        why = (own.why_otherwise or "").strip()
        if own.is_otherwise and not why:
            raise UserError(
                self.env._(
                    "F-28: say why you decide otherwise than the source: %(proposal)s",
                    proposal=own.proposal_sentence,
                )
            )
        own.write(
            {
                **own.decision_values(
                    proposed,
                    facts=facts,
                    settings=settings,
                    reason=own.proposal_sentence,
                    override=why if own.is_otherwise else None,
                ),
                "state": "decided",
            }
        )
        own.activity_unlink([TODO])
        own.message_post(
            body=self.env._(
                "Decided: %(penalty)s",
                penalty=own.penalty_sentence or self.env._("no penalty"),
            ),
            partner_ids=own.user_id.partner_id.ids,
        )

    # -- who must act --

    def _ask_to_verify(self):
        own = self.sudo()
        people = own._leads(LEADS) - own.reported_by_id
        own._ask(people, lambda it: it.env._("An incident was reported: look into it"))

    def _ask_to_state(self):
        self.sudo()._ask(
            self.sudo().user_id,
            lambda it: it.env._("An incident: have your say before it is decided"),
        )

    def _ask_to_decide(self):
        own = self.sudo()
        own._ask(
            own._leads(MANAGERS),
            lambda it: it.env._("An incident: decide on the penalty"),
        )

    def _leads(self, roles):
        """Who could act, the first by role; nobody who had a part in it."""
        people = self.env["res.users"].union(
            *(self.site_id.nearest_members(role) for role in roles)
        )
        return people - self.user_id - self.involved_ids

    def _ask(self, people, say):
        self.activity_unlink([TODO])
        self.ask(people[:1], say)
