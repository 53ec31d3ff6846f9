import logging
from contextlib import suppress

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError, ValidationError
from odoo.tools import format_date

from ..policies import reporting

_logger = logging.getLogger(__name__)

# Who makes reports and sends them.
REPORTERS = ("sales_manager", "project_manager", "sales_director", "sales_assistant")
# To whom they go: the sales department keeps the central base.
READERS = ("sales_assistant", "sales_director", "project_manager")


class FloorReport(models.Model):
    """来人来电统计: what a day, a week or a month came to (F-26, F-35).

    Made from the registers; the manager writes what it means. Once sent it stays as it
    is, with its files: sending again is a new entry.
    """

    _name = "floor.report"
    _description = "Sales Floor Report"
    _inherit = [
        "floor.report.figures.mixin",
        "floor.report.file.mixin",
        "mail.thread",
        "service.asking.mixin",
        "mail.activity.mixin",
        "register.seal.mixin",
    ]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _seal_when = "sent_at"
    _seal_scope = "site_id"
    _seal_fields = (
        *("kind", "date_from", "date_to", "figures", "analysis", "review"),
        "sent_by_id",
    )
    _guarded_fields = frozenset({"sent_at", "sent_by_id", "recipient_ids"})
    _guarded_after_create = frozenset({"site_id", "kind", "date_from"})

    kind = fields.Selection(
        [
            (reporting.DAY, "Daily"),
            (reporting.WEEK, "Weekly"),
            (reporting.MONTH, "Monthly"),
        ],
        string="Report",
        required=True,
        default=reporting.DAY,
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=fields.Date.context_today,
        help="Any day of the week or month.",
    )
    date_to = fields.Date(
        string="Until", compute="_compute_date_to", store=True, precompute=True
    )
    analysis = fields.Text(
        help="What the figures mean: what went well, what did not, what is done next."
    )
    review = fields.Text(
        string="Follow-Up Reviewed",
        help="F-35: what the review of the customers' follow-up and after-sales found.",
    )
    recipient_ids = fields.Many2many(
        "res.users", string="Sent To", readonly=True, copy=False
    )
    sent_at = fields.Datetime(string="Sent On", readonly=True, copy=False)
    sent_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )

    _period_unique = models.UniqueIndex(
        "(site_id, kind, date_from) WHERE correction_of_id IS NULL",
        "There is this report already: open it, or send it again.",
    )
    _correction_unique = models.UniqueIndex(
        "(correction_of_id) WHERE correction_of_id IS NOT NULL",
        "This report is being sent again already: open the latest one.",
    )

    @api.depends("kind", "date_from")
    def _compute_date_to(self):
        for report in self:
            day = report.date_from
            report.date_to = day and reporting.period(report.kind, day).last

    @api.depends("site_id", "kind", "date_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for report in self:
            report.display_name = " ".join(
                filter(None, (report.site_id.code, report.period_label()))
            )

    @api.constrains("site_id", "date_from")
    def _check_begun(self):
        for report in self:
            if report.date_from > report.site_id.local_date():
                raise ValidationError(
                    self.env._("F-26: the period of this report has not begun yet.")
                )

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        """The period is the one that the day given is in."""
        prepared = []
        for vals in vals_list:
            vals = self._add_missing_default_values(vals)
            day = fields.Date.to_date(vals.get("date_from"))
            if day:
                vals["date_from"] = reporting.period(vals["kind"], day).first
            prepared.append(vals)
        reports = super().create(prepared)
        reports._count()
        return reports

    # -- actions --

    def action_count(self):
        """Count anew; what was sent stays as it was."""
        self.check_access("write")
        self._count()

    def action_send(self):
        """F-26: send it to the sales assistants; from then on it stays as it is."""
        self.ensure_one()
        self.check_access("write")
        self.site_id.require_floor_role(*REPORTERS)
        if self.sent_at:
            raise UserError(
                self.env._("F-26: this report was sent. Send it again as a new entry.")
            )
        facts = reporting.Facts(now=self.site_id.local_time())
        covered = reporting.period(self.kind, self.date_from)
        if not reporting.is_over(self.kind, covered, facts):
            raise UserError(
                self.env._(
                    "F-26: %(report)s is not over yet: it lasts until %(day)s.",
                    report=self.display_name,
                    day=format_date(self.env, self.date_to),
                )
            )
        if not self._recipients():
            raise UserError(
                self.env._(
                    "F-26: nobody receives reports of %(site)s: enter a sales assistant"
                    " under Memberships.",
                    site=self.site_id.name,
                )
            )
        self._send()

    def action_send_again(self):
        """F-26: a new entry, with the registers as they are now."""
        self.ensure_one()
        self.check_access("read")
        self.site_id.require_floor_role(*REPORTERS)
        again = self.corrected_by_ids[:1] or self.sudo().correct({}).sudo(False)
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": again.id,
            "views": [(False, "form")],
        }

    # -- business --

    def _recipients(self):
        """F-26: the site's sales assistants; else who could pass it on to them."""
        for role in READERS:
            people = self.site_id.nearest_members(role)
            if people:
                return people
        return self.env["res.users"]

    def _send(self):
        """Freeze figures and files, tell the recipients by mail and as an activity."""
        self.ensure_one()
        report = self.sudo()
        people = report._recipients()
        report = report.with_context(
            lang=people[:1].lang or self.env.lang,
            # The mail with the files says it: no second one about the activity.
            mail_activity_quick_update=True,
        )
        report._count()
        report._keep_files()
        report.write(
            {
                "sent_at": fields.Datetime.now(),
                "sent_by_id": self.env.uid,
                "recipient_ids": [(6, 0, people.ids)],
            }
        )
        report.activity_unlink(["sales_floor.mail_activity_report"])
        report.ask(
            people,
            lambda it: it._subject(),
            report.site_id.local_date(),
            kind="sales_floor.mail_activity_file",
        )
        report._mail(people)

    def _subject(self):
        return self.env._(
            "%(site)s: calls, visits and deals, %(period)s",
            site=self.site_id.name,
            period=self.period_label(),
        )

    def _mail(self, people):
        """One mail to each, with the files; the queue sends it after the commit."""
        self.env["mail.mail"].create(
            [
                {
                    "subject": self._subject(),
                    "body_html": self._mail_body(),
                    "email_from": self.company_id.email_formatted
                    or self.env.user.email_formatted,
                    "recipient_ids": [(6, 0, person.partner_id.ids)],
                    "attachment_ids": [(6, 0, (self.xlsx_id | self.pdf_id).ids)],
                    "auto_delete": True,
                }
                for person in people
            ]
        )

    def _mail_body(self):
        return self.env["ir.qweb"]._render(
            "sales_floor.floor_report_mail", {"subject": self._subject()}
        )

    @api.private
    def period_label(self):
        """The period as people write it: a day, a week, a month."""
        self.ensure_one()
        if not self.date_from:
            return ""
        first = format_date(self.env, self.date_from)
        match self.kind:
            case reporting.WEEK:
                return self.env._(
                    "%(first)s to %(last)s",
                    first=first,
                    last=format_date(self.env, self.date_to),
                )
            case reporting.MONTH:
                return format_date(self.env, self.date_from, date_format="MMMM yyyy")
        return first

    # -- the cron --

    @api.model
    def _cron_report(self):
        """F-26: make or send what is due at each sales floor; each in a transaction.

        Runs as often as it likes, late or twice: what has its report is not due.
        """
        self._at_each_floor()

    @api.model
    def _run_floor(self, site):
        for kind in reporting.KINDS:
            self._run_kind(site, kind)

    @api.model
    def _run_kind(self, site, kind):
        mode = site.company_id._floor_report_mode(kind)
        if mode == reporting.MANUAL:
            return
        for covered in self._due(site, kind, mode):
            try:
                with self.env.cr.savepoint():
                    self._make(site, kind, covered, mode)
            except UniqueViolation:
                _logger.info("%s: somebody else makes this report", site.code)
            except (UserError, ValidationError) as error:
                _logger.warning("%s: no report: %s", site.code, error)

    @api.model
    def _due(self, site, kind, mode):
        """F-26: the periods whose report has not been made, or sent, as is the mode."""
        domain = [("site_id", "=", site.id), ("kind", "=", kind)]
        if mode == reporting.SEND:
            domain.append(("sent_at", "!=", False))
        done = self.search(domain).mapped("date_from")
        settings = site.company_id._floor_reporting_settings()
        return reporting.due(kind, self._reporting_facts(site, done), settings)

    @api.model
    def _make(self, site, kind, covered, mode):
        report = self._of_period(site, kind, covered.first)
        if mode == reporting.SEND and report._recipients():
            report._send()
        elif mode == reporting.PREPARE:
            report._ask_manager()

    @api.model
    def _of_period(self, site, kind, day):
        """The report of a period, made where there is none."""
        values = {"site_id": site.id, "kind": kind, "date_from": day}
        found = self.search([(name, "=", value) for name, value in values.items()])
        return found.filtered(lambda it: not it.correction_of_id) or self.create(values)

    def _ask_manager(self):
        """F-26: the sales manager writes what the figures mean and sends them."""
        self.ask(
            self.site_id.nearest_members("sales_manager")[:1],
            day=self.site_id.local_date(),
            kind="sales_floor.mail_activity_report",
        )

    @api.model
    @api.private
    def open_period(self, site, kind, day):
        """The report of the period that a day is in, made where there is none.

        :raise ConcurrencyError: somebody has just made it: Odoo begins the request anew
        """
        first = reporting.period(kind, day).first
        with suppress(UniqueViolation), self.env.cr.savepoint():
            return self._of_period(site, kind, first)
        raise ConcurrencyError(self.env._("This report has just been made."))
