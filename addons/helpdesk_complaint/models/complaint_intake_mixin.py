from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import html2plaintext, is_html_empty, plaintext2html

TITLE_LENGTH = 60
# Of the person's machine and the server.
CLOCKS_DIFFER = timedelta(minutes=5)
INTERNAL = "base.group_user"


class ComplaintIntakeMixin(models.AbstractModel):
    """What is written down while the complainant is there (C-01, C-07, C-21)."""

    _name = "complaint.intake.mixin"
    _description = "Complaint That Is Taken"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset({"first_contact_user_id"})

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
    scan_ids = fields.Many2many(
        "ir.attachment",
        string="Scans",
        copy=False,
        help="C-01: the letter or the fax as it came.",
        groups=INTERNAL,
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
    partner_open_ticket_ids = fields.Many2many(
        "helpdesk.ticket",
        string="Open Matters",
        compute="_compute_partner_open_tickets",
        groups=INTERNAL,
    )

    # -- compute --

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

    @api.constrains("received_at")
    def _check_received_at(self):
        """C-08, C-12: a later receipt would let the clocks start later."""
        latest = fields.Datetime.now() + CLOCKS_DIFFER
        for ticket in self:
            if ticket.received_at and ticket.received_at > latest:
                raise ValidationError(
                    self.env._("Nothing was received at a moment that is to come.")
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

    def _keep_scans(self):
        """C-01: a scan goes with its complaint; whoever reads that one reads it."""
        for ticket in self.sudo():
            own = [ticket._name, ticket.id]
            for scan in ticket.scan_ids:
                if [scan.res_model, scan.res_id] == own:
                    continue
                if scan.res_id or scan.create_uid != self.env.user:
                    raise ValidationError(
                        self.env._("Attach the scan itself, not a file from elsewhere.")
                    )
                scan.write(dict(zip(("res_model", "res_id"), own, strict=True)))

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

    # -- who took it --

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
