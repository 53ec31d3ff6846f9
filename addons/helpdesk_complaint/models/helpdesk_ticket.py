from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import html2plaintext, is_html_empty, plaintext2html

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
TITLE_LENGTH = 60
# Portal users read their own tickets: what we think of them is not for them.
INTERNAL = "base.group_user"


class HelpdeskTicket(models.Model):
    _name = "helpdesk.ticket"
    _inherit = [
        "complaint.coding.mixin",
        "complaint.severity.mixin",
        "complaint.clock.mixin",
        "complaint.handling.mixin",
        "complaint.portal.mixin",
        "helpdesk.ticket",
    ]
    _guarded_fields = frozenset({"first_contact_user_id"})
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
    intake = fields.Selection(
        [
            ("phone", "Phone"),
            ("in_person", "In Person"),
            ("email", "E-Mail"),
            ("portal", "Website"),
            ("letter", "Letter"),
            ("fax", "Fax"),
        ],
        help="C-01: how it reached us.",
    )
    received_at = fields.Datetime(
        string="Received", default=fields.Datetime.now, copy=False, tracking=True
    )
    what_happened = fields.Text(
        compute="_compute_what_happened", inverse="_inverse_what_happened"
    )
    demand = fields.Text(string="What They Ask For")
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
    first_contact_user_id = fields.Many2one(
        "res.users",
        string="Taken By",
        compute="_compute_first_contact_user_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        copy=False,
        help="C-21: who first took it stays answerable until it is answered, whoever"
        " handles it.",
        groups=INTERNAL,
    )
    complaint_mail_id = fields.Many2one(
        "complaint.mail",
        string="Kept E-Mail",
        readonly=True,
        copy=False,
        groups=INTERNAL,
    )
    # Officers look for both all day.
    number = fields.Char(index="trigram")
    partner_id = fields.Many2one(index=True)
    partner_open_ticket_ids = fields.Many2many(
        "helpdesk.ticket",
        string="Open Matters",
        compute="_compute_partner_open_tickets",
        groups=INTERNAL,
    )

    # The register is read in this order, page by page.
    _register_idx = models.Index(
        "(received_at DESC, id DESC)"
        " WHERE request_kind = 'complaint' AND active IS TRUE"
    )
    _late_idx = models.Index("(received_at DESC, id DESC) WHERE is_late IS TRUE")

    # -- compute --

    @api.depends("team_id")
    def _compute_site_id(self):
        for ticket in self:
            ticket.site_id = ticket.team_id.site_id or ticket.site_id

    @api.depends("description")
    def _compute_what_happened(self):
        for ticket in self:
            ticket.what_happened = html2plaintext(ticket.description or "").strip()

    def _inverse_what_happened(self):
        for ticket in self:
            ticket.description = plaintext2html(ticket.what_happened or "")

    def _compute_first_contact_user_id(self):
        """C-21: once."""
        user = self.env.user if self._is_person(self.env.user) else False
        for ticket in self:
            ticket.first_contact_user_id = user

    @api.depends("partner_id")
    def _compute_partner_open_tickets(self):
        open_tickets = self.search(
            [("partner_id", "in", self.partner_id.ids), ("closed", "=", False)]
        ).grouped("partner_id")
        for ticket in self:
            others = open_tickets.get(ticket.partner_id, self.browse())
            ticket.partner_open_ticket_ids = others - ticket._origin

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

    @api.model
    def default_get(self, fields):
        """A complaint is about the site its officer works at, unless told otherwise."""
        values = super().default_get(fields)
        if (
            values.get("request_kind") == "complaint"
            and "site_id" in fields
            and not values.get("site_id")
        ):
            values["site_id"] = self._default_site().id
        return values

    @api.model
    def _default_site(self):
        held = self.env.user.site_member_ids.site_id & self.env.user.site_ids
        held = held.filtered(lambda site: site.company_id == self.env.company)
        return held.sorted("sequence")[:1]

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._complete_values(vals) for vals in vals_list]
        notes = [vals.pop("severity_note", None) for vals in vals_list]
        self._complete_stages(vals_list)
        self._complete_numbers(vals_list)
        tickets = super().create(vals_list)
        complaints = tickets.filtered(lambda it: it.request_kind == "complaint")
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
        moving = MOVED_BY & vals.keys()
        closed_before = moving and self._closed_complaints()
        before = self._severities() if CODED_FROM & vals.keys() else {}
        moved = self.browse()
        if vals.get("site_id") and "team_id" not in vals:
            moved = self.filtered(lambda ticket: ticket.site_id.id != vals["site_id"])
        result = super().write(vals)
        moved._follow_to_desk()
        if "complainant_ids" in vals:
            for ticket in self:
                ticket.sudo().message_unsubscribe(ticket._unfollowing().ids)
        if CODED_FROM & vals.keys():
            self._grade(before, dict.fromkeys(self.ids, note))
        elif TIMED_FROM & vals.keys():
            self._plan_milestones()
        if vals.get("duplicate_id"):
            self._follow_kept()
        if moving:
            self._follow_stage(closed_before, vals)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_coded(self):
        for ticket in self:
            if ticket.complaint_code:
                raise UserError(
                    self.env._(
                        "%(code)s has its code and stays in the register: cancel it"
                        " instead of deleting it.",
                        code=ticket.complaint_code,
                    )
                )

    def _check_kind(self, vals):
        """C-03: a coded complaint stands in the register as a complaint."""
        if vals.get("request_kind", "complaint") == "complaint":
            return
        coded = self.filtered(lambda it: it.request_kind == "complaint")
        codes = [code for code in coded.mapped("complaint_code") if code]
        if codes:
            raise UserError(
                self.env._(
                    "%(codes)s stands in the register as a complaint and stays one."
                    " Record what the customer wants besides as a ticket of its own.",
                    codes=", ".join(codes),
                )
            )

    def _check_unhandled(self, vals):
        """C-02, C-29: an open complaint isn't put aside, nor left without a handler."""
        if vals.get("active", True) and vals.get("user_id", True):
            return
        for ticket in self._open_complaints():
            if not vals.get("active", True) and not ticket.duplicate_id:
                raise UserError(
                    self.env._(
                        "%(name)s is open: close it instead of archiving it, or mark it"
                        " as the duplicate of another one.",
                        name=ticket._complaint_name(),
                    )
                )
            is_handled = ticket.user_id and not ticket.stage_id.unattended
            if not vals.get("user_id", True) and is_handled:
                raise UserError(
                    self.env._(
                        "C-29: %(name)s is being handled: name another handler instead"
                        " of none.",
                        name=ticket._complaint_name(),
                    )
                )

    def _follow_stage(self, closed_before, vals):
        """C-02, C-29: what a new stage calls for, whatever moved it."""
        closed = self._closed_complaints()
        if "stage_id" in vals:
            self._open_complaints().filtered(
                lambda it: not it.stage_id.unattended
            )._check_handler()
        (closed - closed_before)._check_closing()
        (closed - closed_before)._closed()
        (closed_before - closed)._reopened()

    def _follow_kept(self):
        """C-04: who complained of the same joins the complaint that is kept."""
        for ticket in self._open_complaints():
            kept = ticket.duplicate_id
            if kept.request_kind != "complaint":
                raise UserError(
                    self.env._(
                        "%(name)s is a complaint: only another complaint can stand for"
                        " it.",
                        name=ticket._complaint_name(),
                    )
                )
            people = (ticket.complainant_ids | ticket.partner_id) - kept.partner_id
            if people - kept.complainant_ids:
                kept.complainant_ids |= people
            ticket._open_milestones()._cancel(
                self.env._("duplicate of %(kept)s", kept=kept._complaint_name())
            )

    def _grade(self, before, notes):
        """What follows from the severity: decision, code and limits, in this order."""
        raised = self._decide_severities(before, notes)
        self._take_responsibility()
        self._assign_complaint_codes()
        self._plan_milestones()
        raised._tell_raised()

    def _take_responsibility(self):
        """C-21: of what came in writing, who first gives it its problem."""
        if self._is_person(self.env.user):
            nobodys = self.sudo().filtered(
                lambda it: it.severity and not it.first_contact_user_id
            )
            nobodys.first_contact_user_id = self.env.user

    @api.model
    def _is_person(self, user):
        """The mail gateway and customers take no complaint."""
        return user._is_internal() and user.id != SUPERUSER_ID

    def _ask_people(self, asked):
        """Activities, all in one go: [(ticket, user, what to do)]."""
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
                    "summary": summary,
                    "date_deadline": ticket.site_id.local_date()
                    if ticket.site_id
                    else fields.Date.today(),
                }
                for ticket, user, summary in asked
            ]
        )

    def _follow_to_desk(self):
        """A complaint moved to another site goes to that site's complaint desk."""
        moved = self.sudo().filtered(lambda ticket: ticket.request_kind == "complaint")
        for site, tickets in moved.grouped("site_id").items():
            desk = site._complaint_desk()
            if desk:
                tickets.team_id = desk

    @api.model
    def _complete_values(self, vals):
        """What an officer need not type: the title, the team, the site's company."""
        kind = vals.get("request_kind") or self.env.context.get("default_request_kind")
        if kind != "complaint":
            return vals
        vals = dict(vals)
        text = (vals.pop("what_happened", None) or "").strip()
        if text and is_html_empty(vals.get("description")):
            vals["description"] = plaintext2html(text)
        text = text or html2plaintext(vals.get("description") or "").strip()
        if not text and not vals.get("name"):
            raise ValidationError(
                self.env._("Write down what happened before you save the complaint.")
            )
        if not vals.get("name") and not self.env.context.get("default_name"):
            vals["name"] = " ".join(text.split())[:TITLE_LENGTH].rstrip()
        site = self.env["service.site"].sudo().browse(vals.get("site_id"))
        if site and site.company_id not in self.env.companies and not self.env.su:
            raise self._other_company(site, self.env.company)
        if site:
            vals.setdefault("company_id", site.company_id.id)
            if not vals.get("team_id"):
                vals["team_id"] = site._complaint_desk().id
        return vals

    @api.model
    def _complete_stages(self, vals_list):
        """The first stage of each team, looked up once and not per ticket."""
        stages = {}
        for vals in vals_list:
            team_id = vals.get("team_id")
            if team_id and "stage_id" not in vals:
                if team_id not in stages:
                    team = self.env["helpdesk.ticket.team"].browse(team_id)
                    stages[team_id] = team._get_applicable_stages()[:1].id
                vals["stage_id"] = stages[team_id]

    @api.model
    def _complete_numbers(self, vals_list):
        """The sequence of each company, looked up once and not per ticket."""
        code = "helpdesk.ticket.sequence"
        sequences = {}
        for vals in vals_list:
            if vals.get("number", "/") != "/":
                continue
            company_id = vals.get("company_id") or self.env.company.id
            if company_id not in sequences:
                sequences[company_id] = self.env["ir.sequence"].search(
                    [("code", "=", code), ("company_id", "in", [company_id, False])],
                    order="company_id",
                    limit=1,
                )
            if sequences[company_id]:
                vals["number"] = sequences[company_id].next_by_id()

    # -- actions --

    @api.model
    def action_take_next(self):
        """An empty intake form for the next caller."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "helpdesk_complaint.helpdesk_ticket_action_intake"
        )

    def action_open_complaint(self):
        """From the short form of the intake to the whole complaint."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("helpdesk_mgmt.ticket_view_form").id, "form")],
        }

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
