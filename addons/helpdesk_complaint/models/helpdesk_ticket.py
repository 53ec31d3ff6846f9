from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, html2plaintext, plaintext2html

# What a code is made of, and what leads to it through a compute.
CODED_FROM = frozenset(
    {
        "request_kind",
        "site_id",
        "team_id",
        "user_id",
        "category_id",
        "severity",
        "touches_life",
        "complainant_ids",
        "partner_id",
        "received_at",
        "unsolved_month",
    }
)
# What the clocks run by, besides.
TIMED_FROM = CODED_FROM | {"intake", "requested_limit", "raised_at", "duplicate_id"}
# What can change the stage, or whether it closes a complaint.
MOVED_BY = frozenset(
    {"stage_id", "team_id", "user_id", "site_id", "request_kind", "company_id"}
)
# Portal users read their own tickets: what we think of them is not for them.
INTERNAL = "base.group_user"


class HelpdeskTicket(models.Model):
    _name = "helpdesk.ticket"
    _inherit = [
        "complaint.intake.mixin",
        "complaint.coding.mixin",
        "complaint.severity.mixin",
        "complaint.clock.mixin",
        "complaint.handling.mixin",
        "complaint.closing.mixin",
        "complaint.portal.mixin",
        "service.asking.mixin",
        "helpdesk.ticket",
    ]
    _rec_names_search = ["complaint_code", "number", "name"]

    request_kind = fields.Selection(
        [
            ("complaint", "Complaint"),
            ("request", "Request"),
            ("question", "Question"),
            ("suggestion", "Suggestion"),
        ],
        string="Kind",
        required=True,
        default="request",
        index=True,
        tracking=True,
    )
    site_id = fields.Many2one(
        "service.site",
        compute="_compute_site_id",
        store=True,
        readonly=False,
        index=True,
        tracking=True,
        ondelete="restrict",
    )
    closed = fields.Boolean(
        related=None,
        compute="_compute_closed",
        compute_sudo=True,
        search="_search_closed",
    )
    complaint_code_ids = fields.One2many(
        "complaint.code",
        "ticket_id",
        string="Codes",
        readonly=True,
        # who may see the complaint finds it by them
        bypass_search_access=True,
        groups=INTERNAL,
    )
    milestone_ids = fields.One2many(
        "complaint.milestone",
        "ticket_id",
        string="Deadlines",
        readonly=True,
        groups=INTERNAL,
    )
    decision_ids = fields.One2many(
        "complaint.decision",
        "ticket_id",
        string="Decisions",
        readonly=True,
        groups=INTERNAL,
    )
    step_ids = fields.One2many(
        "complaint.step", "ticket_id", string="Steps", readonly=True, groups=INTERNAL
    )

    # Officers look for both all day. Not index=, which would outlive this addon.
    _number_idx = models.Index(
        lambda registry: (
            "USING gin (number gin_trgm_ops)" if registry.has_trigram else "(number)"
        )
    )
    _whole_number_idx = models.Index("(number)")
    _partner_idx = models.Index("(partner_id)")
    # The register is read in this order, page by page.
    _register_idx = models.Index(
        "(received_at DESC, id DESC)"
        " WHERE request_kind = 'complaint' AND active IS TRUE"
    )
    _late_idx = models.Index("(received_at DESC, id DESC) WHERE is_late IS TRUE")
    # The kanban counts the open ones per stage and shows the first of each in its
    # order; what record rules ask is included, so that no row need be read for it.
    _kanban_idx = models.Index(
        "(stage_id, priority DESC, sequence, number DESC, id DESC)"
        " INCLUDE (company_id, site_id, partner_id, user_id)"
        " WHERE request_kind = 'complaint' AND active IS TRUE"
    )

    # -- compute --

    @api.depends("stage_id.closed")
    def _compute_closed(self):
        for ticket in self:
            ticket.closed = ticket.stage_id.closed

    @api.model
    def _search_closed(self, operator, value):
        """By the few stages themselves: PostgreSQL reads all tickets for a subquery."""
        if operator not in ("in", "not in"):
            return NotImplemented
        is_wanted = {
            flag: (flag in value) == (operator == "in") for flag in (True, False)
        }
        stages = self.env["helpdesk.ticket.stage"]._get_closed_by_id()
        wanted = [stage for stage, is_closed in stages.items() if is_wanted[is_closed]]
        # Asked for besides, an index alone can't answer: only where there are such.
        if is_wanted[False] and self._has_tickets_without_stage():
            wanted.append(False)
        return Domain("stage_id", "in", wanted)

    def _has_tickets_without_stage(self):
        # Not by a search, which would cost more than what it saves.
        stage = SQL.identifier("stage_id", to_flush=self._fields["stage_id"])
        table = SQL.identifier(self._table)
        return bool(
            self.env.execute_query(
                SQL("SELECT 1 FROM %s WHERE %s IS NULL LIMIT 1", table, stage)
            )
        )

    @api.depends("team_id")
    def _compute_site_id(self):
        for ticket in self:
            ticket.site_id = ticket.team_id.site_id or ticket.site_id

    # -- constraints --

    @api.constrains("company_id", "site_id", "category_id", "team_id")
    def _check_one_company(self):
        for ticket in self.sudo():
            for other in (ticket.site_id, ticket.category_id, ticket.team_id):
                if other.company_id and other.company_id != ticket.company_id:
                    raise self._other_company(other, ticket.company_id)

    @api.model
    def _other_company(self, thing, company):
        return ValidationError(
            self.env._(
                "“%(thing)s” belongs to %(theirs)s; this ticket is %(ours)s's. Choose"
                " one of the same company.",
                thing=thing.display_name,
                theirs=thing.company_id.name,
                ours=company.name,
            )
        )

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._complete_values(vals) for vals in vals_list]
        notes = [vals.pop("severity_note", None) for vals in vals_list]
        self._complete_stages(vals_list)
        self._complete_numbers(vals_list)
        tickets = super().create(vals_list)
        complaints = tickets.filtered(lambda it: it.request_kind == "complaint")
        tickets.filtered("scan_ids")._keep_scans()
        complaints._follow_kept()
        complaints._closed_complaints()._check_closing()
        complaints._grade({}, dict(zip(tickets.ids, notes, strict=True)))
        if not self.env.context.get("complaint_mail_id"):
            for ticket in tickets.filtered("complaint_mail_id"):
                ticket.complaint_mail_id._made_by_hand(ticket)
        return tickets

    def write(self, vals):
        vals = dict(vals)
        note = vals.pop("severity_note", None)
        self._check_kind(vals)
        self._check_unhandled(vals)
        self._check_ended(vals)
        moving = MOVED_BY & vals.keys()
        closed_before = moving and self._closed_complaints()
        before = self._severities() if CODED_FROM & vals.keys() else {}
        moved = self.browse()
        if vals.get("site_id") and "team_id" not in vals:
            moved = self.filtered(lambda ticket: ticket.site_id.id != vals["site_id"])
        result = super().write(vals)
        moved._follow_to_desk()
        if "scan_ids" in vals:
            self._keep_scans()
        if "complainant_ids" in vals:
            for ticket in self:
                ticket.sudo().message_unsubscribe(ticket._unfollowing().ids)
        if CODED_FROM & vals.keys():
            self._grade(before, dict.fromkeys(self.ids, note))
        elif TIMED_FROM & vals.keys():
            self._plan_milestones()
        if "duplicate_id" in vals:
            self._follow_kept()
            self._closed_complaints()._check_closing()
        if moving:
            self._follow_stage(closed_before, vals)
        self._follow_words(vals)
        return result

    def _grade(self, before, notes):
        """What follows from the severity: decision, code and limits, in this order."""
        raised = self._decide_severities(before, notes)
        self._take_responsibility()
        self._assign_complaint_codes()
        self._plan_milestones()
        raised._tell_raised()

    def _ask_people(self, asked):
        """Activities, all in one go: [(ticket, user, what is said of the ticket)].

        Said in the language of who is asked: see ``service.asking.mixin``.
        """
        todo = self.env.ref("mail.mail_activity_data_todo")
        model_id = self.env["ir.model"]._get_id(self._name)
        # They say what is to be done; a message for each of them would say it twice.
        activities = self.env["mail.activity"].sudo()
        activities.with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": todo.id,
                    "res_model_id": model_id,
                    "res_id": ticket.id,
                    "res_name": ticket.display_name,
                    "user_id": user.id,
                    "summary": say(ticket.in_language_of(user)),
                    "date_deadline": ticket.site_id.local_date()
                    if ticket.site_id
                    else fields.Date.today(),
                }
                for ticket, user, say in asked
            ]
        )

    def _follow_to_desk(self):
        """A complaint moved to another site goes to that site's complaint desk."""
        moved = self.sudo().filtered(lambda ticket: ticket.request_kind == "complaint")
        for site, tickets in moved.grouped("site_id").items():
            desk = site._complaint_desk()
            if desk:
                tickets.team_id = desk

    # -- rules --

    def _charter_company(self):
        """Whose settings hold for this ticket."""
        self.ensure_one()
        return (self.site_id.company_id or self.company_id or self.env.company).sudo()

    # -- mail --

    def _unfollowing(self):
        """Joint complainants: followers would read each other's words on the portal."""
        people = self.sudo()
        return (people.complainant_ids - people.partner_id).filtered("partner_share")

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        unfollowing = self._unfollowing().ids
        return super()._message_subscribe(
            [
                partner_id
                for partner_id in partner_ids or []
                if partner_id not in unfollowing
            ],
            subtype_ids,
            customer_ids,
        )

    @api.model
    def message_new(self, msg, custom_values=None):
        """An e-mail to a site's complaint desk is a complaint about the site (C-01)."""
        values = dict(custom_values or {})
        team = self.env["helpdesk.ticket.team"].browse(values.get("team_id"))
        if team.site_id:
            values = {"request_kind": "complaint", "intake": "email", **values}
            values.setdefault("site_id", team.site_id.id)
            # The gateway's own user is nobody's handler.
            values.setdefault("user_id", False)
        if not html2plaintext(msg.get("body") or "").strip():
            nothing = self.env._("(The message has no text.)")
            values.setdefault("description", plaintext2html(nothing))
        kept_id = self.env.context.get("complaint_mail_id")
        if kept_id:
            kept = self.env["complaint.mail"].sudo().browse(kept_id)
            # received when it came, not when trying again succeeded
            values.update(complaint_mail_id=kept.id, received_at=kept.received_at)
        return super().message_new(msg, custom_values=values)
