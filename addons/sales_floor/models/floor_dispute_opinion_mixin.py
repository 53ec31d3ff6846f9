from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from ..policies import dispute, history

TODO = "mail.mail_activity_data_todo"
STATES = [
    ("open", "Opinion to Give"),
    ("opinion", "To Approve"),
    ("approved", "Approved"),
]
FORBIDDEN = frozenset({"not_manager", "not_director", "party", "own_opinion"})


class FloorDisputeOpinionMixin(models.AbstractModel):
    """The project manager's opinion and the sales director's approval (F-23)."""

    _name = "floor.dispute.opinion.mixin"
    _description = "Dispute on Which Somebody Decides"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset(
        {"state", "author_id", "given_at", "sent_back_reason", "evidence_hashes"}
    )
    _reasoned_actions = ("say", "send_back")

    state = fields.Selection(
        STATES,
        string="Status",
        required=True,
        readonly=True,
        copy=False,
        default="open",
        index=True,
    )
    opinion = fields.Text(
        help="F-23: in writing, by the fault of each and what each contributed."
    )
    author_id = fields.Many2one(
        "res.users",
        string="Opinion Of",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    given_at = fields.Datetime(string="Opinion Given On", readonly=True, copy=False)
    sent_back_reason = fields.Char(string="Sent Back, as", readonly=True, copy=False)
    is_mine = fields.Boolean(compute="_compute_mine")
    is_editable = fields.Boolean(compute="_compute_mine")
    can_give = fields.Boolean(compute="_compute_mine")
    can_approve = fields.Boolean(compute="_compute_mine")
    total = fields.Float(
        string="Sum of the Shares", compute="_compute_total", digits=(16, 2)
    )

    @api.depends_context("uid")
    @api.depends("state", "party_ids.user_id", "share_ids.user_id", "site_id")
    def _compute_mine(self):
        user = self.env.user
        for it in self:
            facts = it._dispute_facts()
            is_open = it.state == "open"
            it.is_mine = user.id in facts.parties and it.state != "approved"
            it.can_give = is_open and facts.is_manager and user.id not in facts.parties
            it.is_editable = it.can_give or (is_open and it.opened_by_id == user)
            it.can_approve = it.state == "opinion" and not dispute.obstacle(
                facts, it._dispute_settings(), dispute.APPROVAL
            )

    @api.depends("share_ids.percent")
    def _compute_total(self):
        for it in self:
            it.total = sum(it.share_ids.mapped("percent"))

    # -- rules --

    def _dispute_facts(self):
        """F-23: a dispute as it is on record, and who acts now."""
        self.ensure_one()
        own, site = self.sudo(), self.site_id._origin
        parties = [it for it in own.party_ids if it.user_id]
        return dispute.Facts(
            parties=frozenset(it.user_id._origin.id for it in parties),
            user=self.env.user.id,
            opinion=own.opinion or "",
            faults={it.user_id._origin.id: it.fault or "" for it in parties},
            contributions={
                it.user_id._origin.id: it.contribution or "" for it in parties
            },
            reps=tuple(own.share_ids.filtered("is_owner").user_id.ids),
            shares=self._dispute_shares(),
            author=own.author_id.id or None,
            is_manager=bool(site) and site.holds_floor_role("project_manager"),
            is_director=bool(site) and site.holds_floor_role("sales_director"),
            is_decided=own.state == "approved",
        )

    def _dispute_shares(self):
        """F-23: the shares as the policies read them."""
        return tuple(
            history.Share(
                party=it.party,
                person=it.user_id._origin.id or None,
                percent=Decimal(str(it.percent)),
                rule="F-23",
            )
            for it in self.sudo().share_ids
        )

    def _dispute_settings(self):
        self.ensure_one()
        return self.company_id.sudo()._floor_dispute_settings()

    def _dispute_rules(self, rules):
        """F-23: what can stand against an opinion or its approval, in this order."""
        return rules

    def _dispute_decide(self, facts, settings):
        return dispute.ruling(facts)

    def _ruling(self):
        """F-23: what holds once it is approved."""
        self.ensure_one()
        return self._dispute_decide(self._dispute_facts(), self._dispute_settings())

    def _refuse_if(self, rules):
        found = dispute.obstacle(
            self._dispute_facts(), self._dispute_settings(), self._dispute_rules(rules)
        )
        if found:
            key, params = found.reason
            error = AccessError if key in FORBIDDEN else UserError
            raise error(self._obstacle_sentence(key, params))

    def _obstacle_sentence(self, key, params):
        site = self.site_id.name
        person = params.get("party") or params.get("person") or params.get("rep")
        name = self.env["res.users"].sudo().browse(person or ()).name or ""
        sentences = {
            "decided": self.env._("F-23: this has been decided, and stays so."),
            "not_manager": self.env._(
                "F-23: the project manager of %(site)s gives the opinion.", site=site
            ),
            "not_director": self.env._(
                "F-23: the sales director of %(site)s approves the opinion or sends it"
                " back.",
                site=site,
            ),
            "party": self.env._(
                "F-23: nobody decides on what they dispute or have a share in."
            ),
            "own_opinion": self.env._("F-23: nobody approves their own opinion."),
            "opinion": self.env._("F-23: write down the opinion."),
            "fault": self.env._("F-23: say what fault %(person)s has.", person=name),
            "contribution": self.env._(
                "F-23: say what %(person)s contributed.", person=name
            ),
            "total": self.env._(
                "F-23: the shares add up to %(total)s %%: make it 100 %%.",
                total=f"{params.get('total', 0):.2f}",
            ),
            "nothing": self.env._(
                "F-23: leave out who has no share: each is more than 0 %."
            ),
            "nobody": self.env._(
                "F-23: name who has each share; the pool's is nobody's."
            ),
            "twice": self.env._(
                "F-23: %(person)s has two shares: make one of them.",
                person=name or self.env._("the pool"),
            ),
            "no_share": self.env._(
                "F-23: %(person)s, whose customer it is to be, has no share as a rep.",
                person=name,
            ),
            "no_opinion": self.env._("F-23: there is no opinion to approve yet."),
        }
        return sentences.get(key, key)

    # -- actions --

    def action_give_opinion(self):
        """F-23: the project manager's written opinion, for the director to approve."""
        self.check_access("read")
        for it in self:
            it._check_opinion_open()
            it._refuse_if(dispute.OPINION)
            it.sudo().write(
                {
                    "state": "opinion",
                    "author_id": self.env.user.id,
                    "given_at": fields.Datetime.now(),
                    "sent_back_reason": False,
                }
            )
            it._keep_step("opinion", it._opinion_text())
            it._ask_for_approval()

    def action_approve(self):
        """F-23: from here on it is sealed, and the ruling of the attribution."""
        self.check_access("read")
        for it in self:
            it._refuse_if(dispute.APPROVAL)
            attribution = it.sudo().attribution_id or it._find_attribution()
            if not attribution:
                raise UserError(
                    self.env._(
                        "F-23: it is not known yet whose customer it is: enter the"
                        " visit in the register first."
                    )
                )
            it._approve(attribution)
        self.sudo().attribution_id.decide_again()

    def action_send_back(self):
        """Ask why first."""
        self.ensure_one()
        return self.env["floor.reason"].ask(
            self, "send_back", self.env._("Send the Opinion Back")
        )

    @api.private
    def send_back(self, reason):
        """F-23: the opinion goes back to the project manager, with the reason."""
        self.ensure_one()
        self._refuse_if(dispute.APPROVAL)
        self.sudo().write(
            {"state": "open", "author_id": False, "sent_back_reason": reason.strip()}
        )
        self._keep_step("sent_back", reason)
        self._ask_for_opinion()

    # -- business --

    def _check_opinion_open(self):
        if self.state == "opinion":
            raise UserError(
                self.env._(
                    "F-23: the opinion has been given: the sales director approves it"
                    " or sends it back."
                )
            )

    def _check_editing(self, *, opener, manager):
        """F-23: who may enter something by hand, and until when.

        :param opener: it is something that who opened the dispute may enter
        :param manager: it is something that the project manager may enter
        :raise AccessError: neither may the current user
        :raise UserError: nobody may any more
        """
        self.ensure_one()
        facts = self._dispute_facts()
        if facts.is_decided:
            raise UserError(self._obstacle_sentence("decided", {}))
        self._check_opinion_open()
        is_manager = facts.is_manager and facts.user not in facts.parties
        if not (
            (manager and is_manager) or (opener and self.opened_by_id == self.env.user)
        ):
            raise AccessError(
                self.env._(
                    "F-23: who opened the dispute names the parties; what else is"
                    " written here the project manager writes, who has no part in it."
                )
            )

    def _approve(self, attribution):
        """Seal the dispute, its parties and its shares, in one go."""
        own = self.sudo()
        facts, settings = self._dispute_facts(), self._dispute_settings()
        values = own.decision_values(
            self._dispute_decide(facts, settings),
            facts=facts,
            settings=settings,
            reason=self.env._(
                "F-23: the project manager's opinion, approved by the sales director:"
                " %(shares)s",
                shares=self._shares_text(),
            ),
        )
        own.write(
            {
                **values,
                "state": "approved",
                "attribution_id": attribution.id,
                "evidence_hashes": own._hash_evidence(),
            }
        )
        for lines in (own.party_ids, own.share_ids):
            lines.write({"decided_at": values["decided_at"]})
        self._keep_step("approved", values["reason"])
        own.activity_unlink([TODO])
        own.message_post(
            body=values["reason"], partner_ids=own.party_ids.user_id.partner_id.ids
        )

    def _hash_evidence(self):
        """The files attached by now, each with its checksum."""
        files = self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "=", self.id)], order="id"
        )
        return "\n".join(f"{it.name} {it.checksum}" for it in files)

    def _shares_text(self):
        own = self.sudo()
        pool = self.env._("the pool")
        return format_list(
            self.env,
            [f"{it.user_id.name or pool} {it.percent:g} %" for it in own.share_ids],
        )

    def _opinion_text(self):
        """The whole opinion in words, as it is given now."""
        own = self.sudo()
        lines = [own.opinion.strip()]
        lines += [
            self.env._(
                "%(person)s: fault: %(fault)s; contribution: %(contribution)s",
                person=it.user_id.name,
                fault=it.fault,
                contribution=it.contribution,
            )
            for it in own.party_ids
        ]
        return "\n".join([*lines, self._shares_text()])

    # -- who must act --

    def _ask_for_opinion(self):
        people = self.site_id.nearest_members("project_manager")
        self._ask(
            people,
            lambda it: it.env._(
                "A dispute: give your opinion by fault and contribution"
            ),
        )

    def _ask_for_approval(self):
        people = self.site_id.nearest_members("sales_director")
        self._ask(
            people,
            lambda it: it.env._("A dispute: approve the opinion or send it back"),
        )

    def _ask(self, people, say):
        """Whose step it is now; nobody who is a party to it."""
        own = self.sudo()
        own._done_asking(own.activity_ids.user_id - own.party_ids.user_id)
        own.ask((people - own.party_ids.user_id)[:1], say)

    def _ask_parties(self):
        own = self.sudo()
        own.ask(
            own.party_ids.user_id - self.env.user,
            lambda it: it.env._("A dispute: say how you see it"),
        )

    def _done_saying(self):
        self.sudo()._done_asking(self.env.user)

    def _done_asking(self, people):
        for person in people:
            self.activity_unlink([TODO], user_id=person.id)
