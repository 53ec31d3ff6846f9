from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from ..policies import extension

FORBIDDEN = ("not_manager", "own")


class ComplaintExtension(models.Model):
    """More time for a complaint, asked for by who handles it (C-12).

    The site's manager decides; nobody else, and not on what they asked for themselves.
    """

    _name = "complaint.extension"
    _description = "More Time for a Complaint"
    _inherit = [
        "charter.decision.mixin",
        "complaint.turn.mixin",
        "mail.thread",
        "service.asking.mixin",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _guarded_fields = frozenset({"state", "asked_by_id", "asked_at"})
    _guarded_after_create = frozenset({"milestone_id", "new_due_at", "grounds"})

    milestone_id = fields.Many2one(
        "complaint.milestone",
        string="Limit",
        required=True,
        index=True,
        ondelete="cascade",
    )
    ticket_id = fields.Many2one(
        related="milestone_id.ticket_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="milestone_id.company_id", store=True, precompute=True
    )
    site_id = fields.Many2one(
        related="milestone_id.site_id", store=True, precompute=True
    )
    severity = fields.Selection(related="milestone_id.severity")
    due_at = fields.Datetime(
        string="Limit When Asked",
        compute="_compute_due_at",
        store=True,
        precompute=True,
    )
    new_due_at = fields.Datetime(string="New Limit", required=True)
    grounds = fields.Text(string="Why", required=True)
    asked_by_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    asked_at = fields.Datetime(
        string="Asked On", readonly=True, default=fields.Datetime.now
    )
    state = fields.Selection(
        [("asked", "Asked For"), ("approved", "Approved"), ("refused", "Refused")],
        required=True,
        readonly=True,
        copy=False,
        default="asked",
        index=True,
    )
    can_decide = fields.Boolean(compute="_compute_can_decide")
    rule_sentence = fields.Char(
        string="What the Rule Says", compute="_compute_sentences"
    )
    refusal_sentence = fields.Char(string="If Refused", compute="_compute_sentences")

    _asked_unique = models.UniqueIndex(
        "(milestone_id) WHERE state = 'asked'",
        "More time for this has been asked for already: it waits to be decided.",
    )

    @api.depends("milestone_id")
    def _compute_due_at(self):
        for request in self:
            request.due_at = request.milestone_id.due_at

    @api.depends("ticket_id", "new_due_at")
    def _compute_display_name(self):
        for request in self:
            request.display_name = request.ticket_id.display_name

    @api.depends_context("uid")
    @api.depends("state", "asked_by_id", "site_id")
    def _compute_can_decide(self):
        for request in self:
            request.can_decide = request.state == "asked" and not request._obstacle(
                extension.REFUSING
            )

    @api.depends_context("lang")
    @api.depends("due_at", "severity", "site_id.tz")
    def _compute_sentences(self):
        for request in self:
            if not request.due_at:
                request.rule_sentence = request.refusal_sentence = False
                continue
            moment = format_datetime(
                self.env,
                request.due_at,
                tz=request.site_id.tz or "UTC",
                dt_format="short",
            )
            request.rule_sentence = self.env._(
                "C-12: a complaint of severity %(severity)s is solved by %(moment)s;"
                " going over it needs the approval of the site manager.",
                severity=(request.severity or "").upper(),
                moment=moment,
            )
            request.refusal_sentence = self.env._(
                "The limit stays %(moment)s; once it has passed the complaint is late,"
                " and you are told.",
                moment=moment,
            )

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        requests.ticket_id.check_access("write")
        for request in requests:
            request._refuse_if(extension.ASKING)
            request._ask_manager()
        return requests

    # -- rules --

    def _extension_facts(self):
        """C-12: the limit, what is asked for, and who decides."""
        self.ensure_one()
        limit = self.sudo().milestone_id
        managers = self.sudo().site_id.members("site_manager")
        return extension.Facts(
            kind=limit.kind,
            is_open=limit.is_open(),
            due_at=limit.due_at,
            new_due_at=self.new_due_at,
            now=fields.Datetime.now(),
            is_manager=self.env.user in managers,
            is_asker=self.env.user == self.asked_by_id,
        )

    def _extension_settings(self):
        self.ensure_one()
        return self.company_id.sudo()._complaint_extension_settings()

    def _obstacle(self, rules):
        facts, settings = self._extension_facts(), self._extension_settings()
        return extension.obstacle(facts, settings, rules)

    def _refuse_if(self, rules):
        finding = self._obstacle(rules)
        if finding:
            key = finding.reason[0]
            error = AccessError if key in FORBIDDEN else UserError
            raise error(self._obstacle_sentence(key))

    def _obstacle_sentence(self, key):
        match key:
            case "not_open":
                return self.env._(
                    "C-12: only the limit for solving can be put off, while it is open."
                )
            case "past":
                return self.env._("Choose a new limit that is still to come.")
            case "not_later":
                return self.env._("Choose a new limit later than the one there is.")
            case "passed":
                return self.env._(
                    "C-12: the limit has passed; more time is approved before that."
                )
            case "not_manager":
                return self.env._(
                    "C-12: the manager of %(site)s decides on more time.",
                    site=self.site_id.display_name,
                )
            case "own":
                return self.env._(
                    "C-12: somebody else decides on what you asked for yourself."
                )
        return key

    # -- actions --

    def action_approve(self):
        """C-12: the limit moves, the decision is on record."""
        for request in self._deciding(extension.APPROVING):
            reason = self.env._("Approved: %(why)s", why=request.grounds)
            request._decide("approved", extension.approved, reason)
            request.milestone_id.move_due(request.new_due_at, reason)
            request.ticket_id.write(
                {"reply_expected_at": request.new_due_at, "reply_time_told": False}
            )

    def action_refuse(self):
        """Ask why first."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse More Time"),
            "res_model": "complaint.extension.refusal",
            "view_mode": "form",
            "target": "new",
            "context": {"default_extension_id": self.id},
        }

    # -- business --

    def _refuse(self, reason):
        """C-12: the limit stays."""
        for request in self._deciding(extension.REFUSING):
            request._decide("refused", extension.refused, reason)

    def _deciding(self, rules):
        """The requests, one at a time: who decides second reads what was decided."""
        self.check_access("read")
        self.sudo()._take_turns()
        for request in self:
            if request.state != "asked":
                raise UserError(
                    self.env._(
                        "More time for %(name)s has been decided on already.",
                        name=request.display_name,
                    )
                )
            request._refuse_if(rules)
        return self.sudo()

    def _decide(self, state, rule, reason):
        facts, settings = self._extension_facts(), self._extension_settings()
        result = rule(facts, settings)
        record = {"facts": facts, "settings": settings, "reason": reason}
        self.state = state
        self.record_decision(result, **record)
        self.env["complaint.decision"].create(
            {
                "ticket_id": self.ticket_id.id,
                "kind": "extension",
                "outcome": self._state_label(),
                **self.env["complaint.decision"].decision_values(result, **record),
            }
        )
        self.activity_unlink(["mail.mail_activity_data_todo"])
        asked = (self.ticket_id, self.asked_by_id, self._say_decided)
        self.ticket_id._ask_people([asked])

    def _state_label(self):
        labels = self._fields["state"]._description_selection(self.env)
        return dict(labels)[self.state]

    def _say_decided(self, ticket):
        """In the language in which the ticket is."""
        label = self.with_env(ticket.env)._state_label()
        return ticket.env._("More time: %(decision)s", decision=label)

    def _ask_manager(self):
        others = self.sudo().site_id.members("site_manager") - self.asked_by_id
        self.sudo().ask(
            others[:1], lambda it: it.env._("More time is asked for: decide")
        )
