from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policies import handling, milestones

INTERNAL = "base.group_user"
SUPERIORS = ("supervisor", "specialist_supervisor", "site_manager")
# The steps in their order; of an invalid complaint only the last three are taken.
PATH = ("cause", "solution", "solution_told", "carried_out", "replied", "signed")
INVALID_PATH = ("replied", "signed")


class ComplaintHandlingMixin(models.AbstractModel):
    """The handling of a complaint, from assessing to closing.

    C-02, C-09, C-10, C-11, C-21, C-22 and C-29.
    """

    _name = "complaint.handling.mixin"
    _description = "Complaint That Is Handled"
    _inherit = ["charter.guard.mixin", "complaint.turn.mixin"]
    _guarded_fields = frozenset(
        {
            "validity",
            "valid_at",
            "replied_at",
            "replied_by_id",
            "signed_at",
            "signed_by_id",
        }
    )

    validity = fields.Selection(
        [("pending", "Not Assessed"), ("valid", "Valid"), ("invalid", "Invalid")],
        readonly=True,
        copy=False,
        default="pending",
        tracking=True,
        groups=INTERNAL,
    )
    valid_at = fields.Datetime(
        string="Found Valid On", readonly=True, copy=False, groups=INTERNAL
    )
    validity_note = fields.Text(
        string="Explanation Given",
        copy=False,
        help="C-10: how an invalid complaint was explained.",
        groups=INTERNAL,
    )
    immediate_reason = fields.Selection(
        [
            ("joint", "Delay makes it worse, such as a joint complaint"),
            ("asked", "Asked for, and feasible"),
            ("clear", "Small, the facts clear"),
            ("effect", "Action takes effect at once"),
            ("crisis", "The company faces a crisis"),
        ],
        string="Act at Once",
        copy=False,
        tracking=True,
        help="C-11: why it is acted on immediately.",
        groups=INTERNAL,
    )
    cause = fields.Text(copy=False, groups=INTERNAL)
    solution = fields.Text(copy=False, groups=INTERNAL)
    reply = fields.Text(copy=False)
    replied_at = fields.Datetime(string="Replied", readonly=True, copy=False)
    replied_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, groups=INTERNAL
    )
    signed_at = fields.Datetime(
        string="Signed", readonly=True, copy=False, groups=INTERNAL
    )
    signed_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        help="C-22: the handler, or a supervisor or manager of the site.",
        groups=INTERNAL,
    )
    next_step = fields.Selection(
        [
            ("acknowledge", "Acknowledge"),
            ("forward", "Forward"),
            ("assess", "Assess"),
            ("cause", "Find the Cause"),
            ("solution", "Find the Solution"),
            ("solution_told", "Tell the Solution"),
            ("carried_out", "Carry It Out"),
            ("replied", "Reply"),
            ("signed", "Sign"),
            ("close", "Close"),
        ],
        compute="_compute_next_step",
        groups=INTERNAL,
    )
    can_ask_more_time = fields.Boolean(
        compute="_compute_can_ask_more_time", groups=INTERNAL
    )

    @api.depends(
        "step_ids.kind", "milestone_ids.state", "validity", "stage_id", "signed_at"
    )
    def _compute_next_step(self):
        for ticket in self:
            ticket.next_step = ticket._find_next_step()

    def _find_next_step(self):
        if self.request_kind != "complaint" or self.closed:
            return False
        for kind in ("acknowledge", "forward"):
            if self._open_milestones(kind):
                return kind
        if self.validity == "pending":
            return "assess"
        kinds = self.step_ids.mapped("kind")
        if "reopened" in kinds:
            kinds = kinds[len(kinds) - kinds[::-1].index("reopened") :]
        taken = {*kinds} if self.signed_at else {*kinds} - {"signed"}
        path = PATH if self.validity == "valid" else INVALID_PATH
        return next((kind for kind in path if kind not in taken), "close")

    @api.depends("milestone_ids.state", "milestone_ids.extension_ids.state")
    def _compute_can_ask_more_time(self):
        """C-12: while the limit for solving is open and nobody asks already."""
        now = fields.Datetime.now()
        for ticket in self:
            solve = ticket._open_milestones("solve")
            after = ticket._charter_company().complaint_extension_after
            in_time = solve and (after or now <= solve[0].due_at)
            asked = "asked" in solve.extension_ids.mapped("state")
            ticket.can_ask_more_time = in_time and not asked

    # -- rules --

    def _handling_facts(self):
        """C-02, C-10, C-22: what is on record, and who asks."""
        self.ensure_one()
        user = self.env.user
        return handling.Facts(
            has_reply=bool(self.replied_at),
            outcome=self.closing_outcome or None,
            is_signed=bool(self.signed_at),
            duplicate=bool(self.duplicate_id),
            explanation=self.validity_note or "",
            is_handler=user == self.user_id,
            is_superior=user in self.site_id.sudo().nearest_members(*SUPERIORS),
        )

    def _handling_settings(self):
        self.ensure_one()
        return self._charter_company()._complaint_handling_settings()

    def _handling_rules(self):
        return handling.RULES

    def _handling_decide(self, facts, settings):
        return handling.missing(facts, settings, self._handling_rules())

    # -- actions --

    def action_acknowledge(self):
        """C-08: tell the complainant that it came, is tracked and will be answered."""
        for ticket in self._begin_step():
            body = self.env._(
                "We have received your complaint. We track it and will answer you."
            )
            ticket._take_step("acknowledged", body)
            ticket._write_to_complainant(body)
            ticket._open_milestones("acknowledge").mark_done()

    def action_forward(self):
        """C-12, C-21, C-29: to who must deal with it, and handles it from then on.

        Who took it stays answerable; a handler whom somebody named stays the handler.
        """
        for ticket in self._begin_step():
            forward = ticket._open_milestones("forward")
            role = forward.role or "specialist_supervisor"
            people = ticket.site_id.sudo().nearest_members(role) or ticket.user_id
            if not people:
                raise UserError(
                    self.env._(
                        "Nobody is %(role)s of %(site)s: name the handler first.",
                        role=self._role_label(role),
                        site=ticket.site_id.display_name,
                    )
                )
            if ticket.user_id in (self.env["res.users"], ticket.first_contact_user_id):
                ticket.user_id = people[0]
            ticket._start_handling()
            ticket._take_step("forwarded", people[0].name)
            self._ask_people(
                [
                    (
                        ticket,
                        people[0],
                        lambda it: it.env._("A complaint was forwarded to you"),
                    )
                ]
            )
            forward.mark_done()

    def action_found_valid(self):
        """C-10: it counts as a valid complaint."""
        for ticket in self._begin_handling():
            ticket._judge("valid", handling.found_valid)
            ticket._take_step("found_valid")
        self._plan_milestones()

    def action_found_invalid(self):
        """C-10: with the explanation; it is dealt with then, and answered."""
        for ticket in self._begin_handling():
            ticket._judge("invalid", handling.found_invalid)
            ticket._take_step("explained", ticket.validity_note)
            ticket._solved()
        self._plan_milestones()

    def action_record_cause(self):
        self._record_text("cause", "cause")

    def action_record_solution(self):
        self._record_text("solution", "solution")

    def action_tell_solution(self):
        """C-09, C-12: a major complaint has its definite answer then."""
        tickets = self._record_text("solution_told", "solution")
        tickets._open_milestones("answer").mark_done()

    def action_carry_out(self):
        for ticket in self._begin_handling():
            ticket._take_step("carried_out")
            ticket._solved()

    def action_reply(self):
        """C-02, C-12: the outcome is told; what came in writing is answered so."""
        for ticket in self._record_text("replied", "reply"):
            ticket.write(
                {"replied_at": fields.Datetime.now(), "replied_by_id": self.env.user.id}
            )
            if ticket.intake in milestones.WRITTEN:
                ticket._write_to_complainant(ticket.reply)
            ticket._open_milestones("answer", "reply").mark_done()

    def action_sign(self):
        """C-22: by who is in charge of the solution."""
        for ticket in self._begin_handling():
            if not ticket.replied_at:
                raise UserError(
                    self.env._(
                        "%(name)s has no reply yet: sign the result after it is told.",
                        name=ticket._complaint_name(),
                    )
                )
            facts, settings = ticket._handling_facts(), ticket._handling_settings()
            if not handling.may_sign(facts, settings):
                raise AccessError(
                    self.env._(
                        "C-22: the result of %(name)s is signed by its handler, or by a"
                        " supervisor or the manager of the site.",
                        name=ticket._complaint_name(),
                    )
                )
            ticket.write(
                {"signed_at": fields.Datetime.now(), "signed_by_id": self.env.user.id}
            )
            ticket._take_step("signed")

    def action_close(self):
        """C-02: to the team's first closed stage."""
        for ticket in self._begin_handling():
            stages = ticket.team_id._get_applicable_stages()
            ticket.with_env(self.env).stage_id = stages.filtered("closed")[:1]

    # -- steps --

    def _begin_step(self):
        """Who may write the complaints takes a step; what it sets is guarded."""
        self.check_access("write")
        tickets = self.sudo()
        tickets._take_turns()
        for ticket in tickets:
            if ticket.request_kind != "complaint":
                raise UserError(
                    self.env._("“%(name)s” is no complaint.", name=ticket.display_name)
                )
            if ticket.closed:
                raise UserError(
                    self.env._(
                        "%(name)s is closed: reopen it first.",
                        name=ticket._complaint_name(),
                    )
                )
        return tickets

    def _begin_handling(self):
        """C-29: from here on it has one named handler."""
        tickets = self._begin_step()
        tickets._check_handler()
        for ticket in tickets:
            ticket._start_handling()
        return tickets

    def _check_handler(self):
        for ticket in self:
            if not ticket.user_id:
                raise UserError(
                    self.env._(
                        "C-29: name who handles %(name)s first.",
                        name=ticket._complaint_name(),
                    )
                )

    def _start_handling(self):
        if self.stage_id.unattended:
            stages = self.team_id._get_applicable_stages()
            attended = stages.filtered(lambda it: not it.unattended and not it.closed)
            self.stage_id = attended[:1] or self.stage_id

    def _record_text(self, kind, field):
        tickets = self._begin_handling()
        for ticket in tickets:
            if not (ticket[field] or "").strip():
                raise UserError(
                    self.env._(
                        "%(name)s: write it into “%(field)s” on the page “Handling”"
                        " first.",
                        field=self.fields_get([field], ["string"])[field]["string"],
                        name=ticket._complaint_name(),
                    )
                )
            ticket._take_step(kind, ticket[field])
        return tickets

    def _take_step(self, kind, text=False):
        for ticket in self.sudo():
            last = ticket.step_ids[-1:]
            if last.kind == kind != "note":
                raise UserError(
                    self.env._(
                        "%(user)s took this step of %(name)s just now: go on from"
                        " there.",
                        user=last.done_by_id.name,
                        name=ticket._complaint_name(),
                    )
                )
        self.env["complaint.step"].sudo().create(
            [{"ticket_id": it.id, "kind": kind, "text": text} for it in self]
        )

    def _judge(self, validity, rule):
        """C-10: the decision, with its rule, on record."""
        facts, settings = self._handling_facts(), self._handling_settings()
        finding = rule(facts, settings)
        if not finding:
            raise UserError(
                self.env._(
                    "C-10: write how %(name)s was explained to the complainant into"
                    " “Explanation Given” on the page “Handling” first.",
                    name=self._complaint_name(),
                )
            )
        labels = dict(self._fields["validity"]._description_selection(self.env))
        self.env["complaint.decision"].sudo().create(
            {
                "ticket_id": self.id,
                "kind": "validity",
                "before": labels[self.validity],
                "outcome": labels[validity],
                **self.env["complaint.decision"].decision_values(
                    finding,
                    facts=facts,
                    settings=settings,
                    reason=(self.validity_note or "").strip() or labels[validity],
                ),
            }
        )
        is_valid = validity == "valid"
        self.write(
            {
                "validity": validity,
                "valid_at": is_valid and (self.valid_at or fields.Datetime.now()),
            }
        )

    def _solved(self):
        """C-12: done; the outcome is told today, or at the latest in two days."""
        self._open_milestones("answer").filtered(
            lambda it: self.validity == "invalid"
        ).mark_done()
        self._open_milestones("solve", "month").mark_done()
        if self._open_milestones("reply") or self.replied_at:
            return
        due = milestones.reply(
            fields.Datetime.now(), self._milestone_facts(), self._milestone_settings()
        )
        values = self.env["complaint.milestone"]._prepare(self, due)
        self.env["complaint.milestone"].sudo().create(values)
        self._ask_people(
            [(self, self.user_id, lambda it: it.env._("Tell the outcome today"))]
        )

    def _write_to_complainant(self, body):
        """As a message; who has no address gets it another way.

        Who wrote from an address that is no contact's is answered there.
        """
        partner = self.partner_id.filtered("email")
        self.with_user(self.env.user).message_post(
            body=body,
            subtype_xmlid="mail.mt_comment",
            partner_ids=partner.ids,
            outgoing_email_to=not partner and self.partner_email,
        )

    @api.model
    def _role_label(self, role):
        roles = self.env["service.site.member"]._fields["role"]
        return dict(roles._description_selection(self.env))[role]
