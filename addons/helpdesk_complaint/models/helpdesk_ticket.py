from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_datetime, html2plaintext, is_html_empty, plaintext2html

from ..policies import code, reply, severity
from .helpdesk_ticket_category import SEVERITIES

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
    }
)
# Written by the code's own door alone.
CODE_FIELDS = frozenset({"complaint_code", "complaint_series", "complaint_serial"})
TITLE_LENGTH = 60
# Portal users read their own tickets: what we think of them is not for them.
INTERNAL = "base.group_user"


class HelpdeskTicket(models.Model):
    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "complaint.portal.mixin"]
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
    complaint_code = fields.Char(
        string="Code", readonly=True, copy=False, index="trigram", tracking=True
    )
    complaint_series = fields.Char(readonly=True, copy=False, groups=INTERNAL)
    complaint_serial = fields.Integer(readonly=True, copy=False, groups=INTERNAL)
    complaint_code_ids = fields.One2many(
        "complaint.code", "ticket_id", string="Codes", readonly=True, groups=INTERNAL
    )
    reply_expected_at = fields.Datetime(
        string="Reply Expected",
        compute="_compute_reply_expected_at",
        store=True,
        readonly=False,
        tracking=True,
        help="C-07: the reply time told to the complainant.",
    )
    reply_time_told = fields.Boolean(
        string="Told",
        help="C-07: the complainant was told when to expect the reply.",
        groups=INTERNAL,
    )
    reply_sentence = fields.Char(compute="_compute_reply_sentence", groups=INTERNAL)
    complaint_mail_id = fields.Many2one(
        "complaint.mail",
        string="Kept E-Mail",
        readonly=True,
        copy=False,
        groups=INTERNAL,
    )
    partner_open_ticket_ids = fields.Many2many(
        "helpdesk.ticket",
        string="Open Matters",
        compute="_compute_partner_open_tickets",
        groups=INTERNAL,
    )

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

    @api.depends(
        "request_kind",
        "category_id",
        "touches_life",
        "complainant_ids",
        "partner_id",
    )
    def _compute_severity(self):
        for ticket in self:
            if ticket.request_kind != "complaint":
                ticket.severity = False
                continue
            proposal = ticket._severity_proposal()
            ticket.severity = proposal.severity if proposal else ticket.severity

    @api.depends(
        "severity", "category_id", "touches_life", "complainant_ids", "partner_id"
    )
    @api.depends_context("lang")
    def _compute_severity_reason(self):
        for ticket in self:
            ticket.severity_reason = ticket._severity_sentence()

    @api.depends("severity", "received_at")
    def _compute_reply_expected_at(self):
        for ticket in self:
            if not ticket.severity or not ticket.received_at:
                ticket.reply_expected_at = False
                continue
            ticket.reply_expected_at = reply.expected(
                reply.Facts(received_at=ticket.received_at, severity=ticket.severity),
                ticket._charter_company()._complaint_reply_settings(),
            )

    @api.depends("reply_expected_at", "site_id.tz")
    @api.depends_context("lang")
    def _compute_reply_sentence(self):
        for ticket in self:
            if not ticket.reply_expected_at:
                ticket.reply_sentence = False
                continue
            moment = format_datetime(
                self.env,
                ticket.reply_expected_at,
                tz=ticket.site_id.tz or self.env.user.tz,
                dt_format=self.env._("EEEE d MMMM, HH:mm"),
            )
            ticket.reply_sentence = self.env._(
                "Say: “You will have our answer by %(moment)s.”", moment=moment
            )

    @api.depends("partner_id")
    def _compute_partner_open_tickets(self):
        open_tickets = self.search(
            [("partner_id", "in", self.partner_id.ids), ("closed", "=", False)]
        ).grouped("partner_id")
        for ticket in self:
            others = open_tickets.get(ticket.partner_id, self.browse())
            ticket.partner_open_ticket_ids = others - ticket._origin

    @api.depends("complaint_code")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for ticket in self:
            if not ticket.id:
                ticket.display_name = False  # the web client then says "New"
            elif ticket.complaint_code:
                ticket.display_name = f"{ticket.complaint_code} {ticket.name}"
        return result

    @api.model
    def _search_display_name(self, operator, value):
        """A complaint is found by every code it ever had (C-03)."""
        domain = super()._search_display_name(operator, value)
        if operator in Domain.NEGATIVE_OPERATORS or not self.env.user._is_internal():
            return domain
        return Domain(domain) | Domain("complaint_code_ids.code", operator, value)

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
        self._guard_code_fields(*vals_list)
        vals_list = [self._complete_values(vals) for vals in vals_list]
        self._complete_stages(vals_list)
        tickets = super().create(vals_list)
        tickets._assign_complaint_codes()
        if not self.env.context.get("complaint_mail_id"):
            for ticket in tickets.filtered("complaint_mail_id"):
                ticket.complaint_mail_id._made_by_hand(ticket)
        return tickets

    def write(self, vals):
        self._guard_code_fields(vals)
        moved = self.browse()
        if vals.get("site_id") and "team_id" not in vals:
            moved = self.filtered(lambda ticket: ticket.site_id.id != vals["site_id"])
        result = super().write(vals)
        moved._follow_to_desk()
        if "complainant_ids" in vals:
            for ticket in self:
                ticket.sudo().message_unsubscribe(ticket._unfollowing().ids)
        if CODED_FROM & vals.keys():
            self._assign_complaint_codes()
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

    def _guard_code_fields(self, *vals_list):
        """Nobody types a code, be it as a value or as a default of the context."""
        guarded = CODE_FIELDS | {f"default_{name}" for name in CODE_FIELDS}
        given = [*vals_list, self.env.context]
        if not self.env.su and any(guarded & vals.keys() for vals in given):
            raise AccessError(
                self.env._("A complaint's code is given by the register, not typed.")
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

    def _severity_facts(self):
        """C-04: the facts a severity is proposed from."""
        self.ensure_one()
        people = self.complainant_ids | self.partner_id
        return severity.Facts(
            checklist_item=self.category_id.checklist_item or None,
            usual_severity=self.category_id.default_severity or None,
            touches_life=self.touches_life,
            complainants=len(people) or 1,
        )

    def _severity_rules(self):
        """C-04: the rules in the order they are asked."""
        return severity.RULES

    def _severity_proposal(self):
        settings = self._charter_company()._complaint_severity_settings()
        return severity.decide(self._severity_facts(), settings, self._severity_rules())

    def _severity_sentence(self):
        """Why this severity, in the reader's language."""
        if self.request_kind != "complaint" or not self.severity:
            return False
        proposal = self._severity_proposal()
        if not proposal:
            return self.env._("Choose a problem, or say how grave it is.")
        key, params = proposal.reason
        match key:
            case "joint":
                reason = self.env._("%(count)s people complain together", **params)
            case "touches_life":
                reason = self.env._("it touches life, property or safety")
            case "catalogue":
                reason = self.env._("usual for this problem")
            case "checklist":
                reason = self.env._("the problem's place in the checklist")
            case _:
                reason = key
        if proposal.severity != self.severity:
            return self.env._(
                "%(rule)s proposes %(letter)s: %(reason)s",
                rule=proposal.rule,
                letter=proposal.severity.upper(),
                reason=reason,
            )
        return self.env._("%(rule)s: %(reason)s", rule=proposal.rule, reason=reason)

    def _complaint_code_facts(self):
        """C-03: the facts a code is made of."""
        self.ensure_one()
        return code.Facts(
            site_key=str(self.site_id.id),
            site_code=self.site_id.code,
            severity=self.severity,
            problem_code=self.category_id.code,
            day=self.site_id.local_date(self.received_at),
        )

    def _assign_complaint_codes(self):
        """C-03: a complaint has its code once site, severity and problem are known."""
        ready = self.sudo().filtered(
            lambda it: (
                it.request_kind == "complaint"
                and it.site_id
                and it.severity
                and it.received_at
                and it.category_id.code
            )
        )
        self.env["complaint.code"]._give(ready)

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
