from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_datetime

from ..policies.milestones import TOLD_WHEN_LATE, reply, unsolved_again

KINDS = [
    ("acknowledge", "Acknowledge"),
    ("forward", "Forward"),
    ("answer", "Answer"),
    ("solve", "Solve"),
    ("reply", "Tell the Outcome"),
    ("month", "Solve Before It Becomes Major"),
]
OPEN = ("pending", "late")


class ComplaintMilestone(models.Model):
    """What must be done about a complaint by a moment (C-05, C-08, C-12)."""

    _name = "complaint.milestone"
    _description = "Complaint Milestone"
    _inherit = ["complaint.day.mixin", "charter.deadline.mixin"]
    _order = "due_at, id"
    _guarded_after_create = frozenset({"ticket_id", "kind", "role", "is_soft"})
    # Whoever must see to many late ones, after the server was down, gets one e-mail.
    _sweep_batch = 2000

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Complaint",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="ticket_id.company_id", store=True, precompute=True
    )
    site_id = fields.Many2one(
        related="ticket_id.site_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(related="ticket_id.user_id", string="Handler")
    partner_id = fields.Many2one(related="ticket_id.partner_id", string="Customer")
    severity = fields.Selection(related="ticket_id.severity")
    kind = fields.Selection(KINDS, string="What", required=True)
    role = fields.Selection(
        selection=lambda self: (
            self.env["service.site.member"]
            ._fields["role"]
            ._description_selection(self.env)
        ),
        help="Whom it is for; empty: the handler.",
    )
    is_soft = fields.Boolean(
        string="Should",
        help="C-12: a limit that should not be passed, rather than must not.",
    )
    planned_due_at = fields.Datetime(
        readonly=True, copy=False, help="What the rules said when they last moved it."
    )
    extension_ids = fields.One2many(
        "complaint.extension", "milestone_id", string="More Time"
    )
    time_left = fields.Char(compute="_compute_time_left")

    _open_unique = models.UniqueIndex(
        "(ticket_id, kind) WHERE state IN ('pending', 'late')",
        "This step of the complaint has an open deadline already.",
    )

    @api.depends("kind", "ticket_id.complaint_code", "ticket_id.number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for milestone in self:
            ticket = milestone.ticket_id
            name = ticket.complaint_code or ticket.number or ""
            milestone.display_name = f"{name} · {kinds.get(milestone.kind, '')}"

    @api.depends("due_at", "state")
    @api.depends_context("lang")
    def _compute_time_left(self):
        for milestone in self:
            due_at = milestone.is_open() and milestone.due_at
            milestone.time_left = milestone.ticket_id._spell_time_left(due_at)

    @api.model
    def get_deadline_states(self):
        names = super().get_deadline_states()
        return [*names, ("cancelled", self.env._("No Longer Due"))]

    @api.model_create_multi
    def create(self, vals_list):
        # of a kind, one is open: what was cancelled just now must be so in the table
        self.flush_model(["state"])
        return super().create(vals_list)

    # -- actions --

    def action_open_complaint(self):
        """The complaint, or what is asked about it where one decides on that."""
        self.ensure_one()
        if self.section == "decide":
            return {
                "type": "ir.actions.act_window",
                "res_model": "complaint.extension",
                "res_id": self.extension_ids.filtered(lambda it: it.can_decide)[:1].id,
                "views": [(False, "form")],
            }
        return self.ticket_id.action_open_complaint()

    # -- business --

    @api.private
    def is_open(self):
        return self.state in OPEN

    @api.model
    def _plan(self, wanted):
        """Let the open milestones be those wanted.

        :param dict wanted: by complaint, with sudo, what the rules say is due when
        """
        milestones = self.sudo()
        tickets = self.env["helpdesk.ticket"].union(*wanted)
        have = milestones.search([("ticket_id", "in", tickets.ids)])
        have = have.grouped("ticket_id")
        new = []
        for ticket, dues in wanted.items():
            mine = have.get(ticket, milestones)
            mine._drop_unwanted({due.kind for due in dues})
            for due in dues:
                of_kind = mine.filtered(lambda it, due=due: it.kind == due.kind)
                current = of_kind.filtered(lambda it: it.is_open())
                if current:
                    current._follow(due)
                elif not of_kind.filtered(lambda it, due=due: it._settles(due)):
                    new.append(self._prepare(ticket, due))
        return milestones.create(new)

    @api.model
    def _prepare(self, ticket, due):
        return {
            "ticket_id": ticket.id,
            "kind": due.kind,
            "due_at": due.due_at,
            "role": due.role,
            "is_soft": due.is_soft,
        }

    @api.model
    def _restart(self, tickets):
        """C-05, C-12: what is reopened is solved and told anew."""
        now, new = fields.Datetime.now(), []
        for ticket in tickets:
            facts, settings = ticket._milestone_facts(), ticket._milestone_settings()
            dues = [reply(now, facts, settings), unsolved_again(facts, settings)]
            new += [self._prepare(ticket, due) for due in dues if due]
        self.sudo().create(new)

    def _settles(self, due):
        """Done for the one it is for: a forwarding to another role is another one."""
        return self.state == "done" and (self.role or None) == due.role

    def _drop_unwanted(self, kinds):
        planned = self.filtered(
            lambda it: it.is_open() and it.kind in ("acknowledge", "answer", "month")
        )
        unwanted = planned.filtered(lambda it: it.kind not in kinds)
        unwanted._cancel(self.env._("no longer due by the rules"))

    def _follow(self, due):
        """Another severity, or another time asked for, moves the limit.

        A limit that the site manager put off stays until the severity changes.
        """
        values = {}
        if (self.role or None) != due.role:
            values["role"] = due.role
        if self.is_soft != due.is_soft:
            values["is_soft"] = due.is_soft
        planned = self.planned_due_at or self.original_due_at
        if planned != due.due_at:
            values.update(
                due_at=due.due_at,
                planned_due_at=due.due_at,
                moved_reason=self.env._("the severity or the time asked for changed"),
            )
            if due.due_at > fields.Datetime.now():
                values["state"] = "pending"
        if values:
            self.write(values)

    def _cancel(self, reason):
        """No longer due: says why, and keeps its trace."""
        open_ones = self.sudo().filtered(lambda it: it.is_open())
        if open_ones:
            open_ones.write({"state": "cancelled", "moved_reason": reason})

    def _on_late(self):
        """C-05, C-12: an unsolved month makes it major; the rest is told upward."""
        result = super()._on_late()
        months = self.filtered(lambda it: it.kind == "month")
        months.ticket_id._raise_unsolved()
        (self - months)._tell_late()
        return result

    def _tell_late(self):
        """An activity for who must see to it; one e-mail per person with all of it.

        C-21: who took it first reads it too.
        """
        asked, told, people = [], defaultdict(self.browse), {}
        for milestone in self:
            ticket, role = milestone.ticket_id, TOLD_WHEN_LATE[milestone.kind]
            key = (milestone.site_id, role)
            if key not in people:
                people[key] = milestone.site_id.sudo().nearest_members(role)
            users = people[key] or ticket.user_id
            for user in users | ticket.first_contact_user_id.filtered("active"):
                told[user] |= milestone
            asked += [(ticket, user, milestone._say_late) for user in users[:1]]
        self.env["helpdesk.ticket"]._ask_people(asked)
        self.env["mail.mail"].create(
            [
                late._in_language_of(user)._prepare_late_mail(user)
                for user, late in told.items()
                if user.email
            ]
        )

    def _in_language_of(self, user):
        return self.with_context(lang=user.lang or self.env.lang)

    def _say_late(self, ticket):
        """In the language in which the ticket is."""
        late = self.with_env(ticket.env)
        return late.env._("Late: %(what)s", what=late._due_sentence())

    def _prepare_late_mail(self, user):
        lines = Markup("").join(
            Markup("<li>%s · %s</li>")
            % (milestone.ticket_id.display_name, milestone._due_sentence())
            for milestone in self
        )
        return {
            "subject": self.env._(
                "%(count)s complaint deadlines passed", count=len(self)
            ),
            "body_html": Markup("<p>%s</p><ul>%s</ul>")
            % (self.env._("These deadlines of complaints have passed:"), lines),
            "email_to": user.email_formatted,
            "email_from": self[:1].company_id.email_formatted
            or self.env.user.email_formatted,
            "auto_delete": True,
        }

    def _due_sentence(self):
        """“Solve: 5 March, 09:00”, in the site's time."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        moment = format_datetime(
            self.env, self.due_at, tz=self.site_id.tz or "UTC", dt_format="short"
        )
        return f"{kinds[self.kind]}: {moment}"
