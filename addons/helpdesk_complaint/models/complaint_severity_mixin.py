from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies import severity
from .helpdesk_ticket_category import SEVERITIES

INTERNAL = "base.group_user"
# What C-05 calls a change: it starts the clocks of a major complaint anew.
RAISED_BY = ("joint", "unsolved")


class ComplaintSeverityMixin(models.AbstractModel):
    """How grave a complaint is: proposed by rules, decided by a person (C-04, C-05)."""

    _name = "complaint.severity.mixin"
    _description = "Complaint With a Severity"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset({"unsolved_month", "raised_at"})

    complainant_ids = fields.Many2many(
        "res.partner",
        string="Joint Complainants",
        help="C-04: others who complain together with the contact.",
        groups=INTERNAL,
    )
    touches_life = fields.Boolean(
        string="Touches Life or Property",
        help="C-04: it touches normal life, property or the safety of life.",
        groups=INTERNAL,
    )
    unsolved_month = fields.Boolean(
        string="Not Solved in Time",
        readonly=True,
        copy=False,
        help="C-05: it was valid and not reasonably solved within the month.",
        groups=INTERNAL,
    )
    raised_at = fields.Datetime(
        string="Became Major",
        readonly=True,
        copy=False,
        help="C-05: when it became an A complaint after it had been accepted.",
        groups=INTERNAL,
    )
    severity = fields.Selection(
        SEVERITIES,
        compute="_compute_severity",
        store=True,
        readonly=False,
        index=True,
        tracking=True,
        groups=INTERNAL,
    )
    severity_reason = fields.Char(
        string="Why",
        compute="_compute_severity_reason",
        help="C-04: the rule that proposes the severity, and its reason.",
        groups=INTERNAL,
    )
    severity_differs = fields.Boolean(
        compute="_compute_severity_reason", groups=INTERNAL
    )
    severity_note = fields.Char(
        string="Reason of Another Severity",
        store=False,
        help="Why the complaint is graded otherwise than the rule proposes. It goes to"
        " the list of decisions.",
        groups=INTERNAL,
    )

    @api.depends(
        "request_kind",
        "category_id",
        "touches_life",
        "complainant_ids",
        "partner_id",
        "unsolved_month",
    )
    def _compute_severity(self):
        for ticket in self:
            if ticket.request_kind != "complaint":
                ticket.severity = False
                continue
            proposal = ticket._severity_proposal()
            ticket.severity = proposal.severity if proposal else ticket.severity

    @api.depends(
        "severity",
        "category_id",
        "touches_life",
        "complainant_ids",
        "partner_id",
        "unsolved_month",
    )
    @api.depends_context("lang")
    def _compute_severity_reason(self):
        for ticket in self:
            ticket.severity_reason = ticket.severity_differs = False
            if ticket.request_kind != "complaint" or not ticket.severity:
                continue
            proposal = ticket._severity_proposal()
            differs = proposal and proposal.severity != ticket.severity
            ticket.severity_differs = bool(differs)
            ticket.severity_reason = ticket._severity_sentence(
                proposal, differs=differs
            )

    def _severity_facts(self):
        """C-04: the facts a severity is proposed from."""
        self.ensure_one()
        people = self.complainant_ids | self.partner_id
        return severity.Facts(
            checklist_item=self.category_id.checklist_item or None,
            usual_severity=self.category_id.default_severity or None,
            touches_life=self.touches_life,
            complainants=len(people) or 1,
            unsolved=self.unsolved_month,
        )

    def _severity_settings(self):
        self.ensure_one()
        return self._charter_company()._complaint_severity_settings()

    def _severity_rules(self):
        """C-04: the rules in the order they are asked."""
        return severity.RULES

    def _severity_decide(self, facts, settings):
        return severity.decide(facts, settings, self._severity_rules())

    def _severity_proposal(self):
        return self._severity_decide(self._severity_facts(), self._severity_settings())

    def _severity_sentence(self, proposal, *, differs=False):
        """Why this severity, in the reader's language."""
        if not proposal:
            return self.env._("Choose a problem, or say how grave it is.")
        key, params = proposal.reason
        match key:
            case "joint":
                reason = self.env._("%(count)s people complain together", **params)
            case "unsolved":
                reason = self.env._("valid, and not solved in time")
            case "touches_life":
                reason = self.env._("it touches life, property or safety")
            case "catalogue":
                reason = self.env._("usual for this problem")
            case "checklist":
                reason = self.env._("the problem's place in the checklist")
            case _:
                reason = key
        if differs:
            return self.env._(
                "%(rule)s proposes %(letter)s: %(reason)s",
                rule=proposal.rule,
                letter=proposal.severity.upper(),
                reason=reason,
            )
        return self.env._("%(rule)s: %(reason)s", rule=proposal.rule, reason=reason)

    def _severities(self):
        return {ticket.id: ticket.severity for ticket in self.sudo()}

    def _decide_severities(self, before, notes):
        """C-04, C-05: keep who graded the complaints, by which rule and why.

        :param dict before: by id of a ticket, the severity it had
        :param dict notes: by id, why a person decides otherwise than the rule
        :return: those that became major by C-05
        """
        decided, raised = [], self.sudo().browse()
        for ticket in self.sudo():
            old = before.get(ticket.id)
            if not ticket.severity or ticket.severity == old:
                continue
            facts, settings = ticket._severity_facts(), ticket._severity_settings()
            proposal = ticket._severity_decide(facts, settings)
            override = ticket._severity_override(proposal, notes.get(ticket.id))
            decided.append(
                {
                    "ticket_id": ticket.id,
                    "kind": "severity",
                    "before": old and old.upper(),
                    "outcome": ticket.severity.upper(),
                    **self.env["complaint.decision"].decision_values(
                        proposal,
                        facts=facts,
                        settings=settings,
                        reason=ticket._severity_sentence(proposal),
                        override=override,
                    ),
                }
            )
            is_raised = proposal and proposal.reason[0] in RAISED_BY
            if ticket.severity == severity.MAJOR and old and is_raised and not override:
                raised |= ticket
        self.env["complaint.decision"].sudo().create(decided)
        raised = raised.filtered("accepted_at")
        if raised:
            raised.write({"raised_at": fields.Datetime.now(), "reply_time_told": False})
        return raised

    def _severity_override(self, proposal, note):
        """The reason of a person's own grading; None where the rule's holds."""
        if not proposal:
            return note or self.env._(
                "No rule proposes a severity: a person graded it."
            )
        if proposal.severity == self.severity:
            return None
        if not (note or "").strip():
            raise ValidationError(
                self.env._(
                    "The rule proposes %(letter)s (%(reason)s). Say why you grade the"
                    " complaint otherwise.",
                    letter=proposal.severity.upper(),
                    reason=self._severity_sentence(proposal),
                )
            )
        return note

    def _raise_unsolved(self):
        """C-05: what was valid and not solved within the month becomes major."""
        unsolved = self.sudo().filtered(
            lambda it: (
                it.validity == "valid"
                and not it.closed
                and it.severity != severity.MAJOR
            )
        )
        unsolved.write({"unsolved_month": True})

    def _tell_raised(self):
        """C-05: the change, its reason and the new limits go on record and upward."""
        asked, bodies = [], {}
        for ticket in self:
            dues = [
                milestone._due_sentence()
                for milestone in ticket._open_milestones().sorted("due_at")
            ]
            bodies[ticket.id] = self.env._(
                "C-05: became major (%(reason)s). New limits: %(limits)s.",
                reason=ticket.severity_reason,
                limits="; ".join(dues),
            )
            asked += [
                (
                    ticket,
                    user,
                    lambda it: it.env._("A complaint became major: see to it"),
                )
                for user in ticket.site_id.sudo().nearest_members("site_manager")[:1]
            ]
        self._message_log_batch(bodies=bodies)
        self._ask_people(asked)
