from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

# Who writes the minutes.
WRITERS = ("sales_manager", "project_manager", "floor_supervisor")


class FloorMinutes(models.Model):
    """会议记录: the day's customers, the reps' sum-ups, what the manager notes (F-35).

    The customers are those of the registers. Closed minutes stay as they are: what is
    added later is a new entry.
    """

    _name = "floor.minutes"
    _description = "Daily Minutes"
    _inherit = [
        "floor.evening.mixin",
        "mail.thread",
        "service.asking.mixin",
        "mail.activity.mixin",
        "register.seal.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True
    _seal_when = "closed_at"
    _seal_scope = "site_id"
    _seal_fields = ("date", "notes", "closed_by_id")
    _guarded_fields = frozenset({"closed_at", "closed_by_id"})
    _guarded_after_create = frozenset({"site_id", "date"})

    date = fields.Date(string="Day", required=True, default=fields.Date.context_today)
    visit_ids = fields.Many2many(
        "floor.visit", string="The Day's Customers", compute="_compute_entries"
    )
    call_ids = fields.Many2many(
        "floor.call", string="The Day's Calls", compute="_compute_entries"
    )
    deal_count = fields.Integer(string="Deals", compute="_compute_entries")
    line_ids = fields.One2many(
        "floor.minutes.line", "minutes_id", string="Sum-Ups", readonly=True
    )
    notes = fields.Text(string="What Was Discussed", help="And what is done about it.")
    closed_at = fields.Datetime(string="Closed On", readonly=True, copy=False)
    closed_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )

    _day_unique = models.UniqueIndex(
        "(site_id, date) WHERE correction_of_id IS NULL",
        "There are minutes of this sales floor and day already: write on in those.",
    )
    _correction_unique = models.UniqueIndex(
        "(correction_of_id) WHERE correction_of_id IS NOT NULL",
        "These minutes have been supplemented already: open the latest entry.",
    )

    @api.depends("site_id", "date")
    def _compute_entries(self):
        for minutes in self:
            calls, visits, deals = minutes._entries()
            minutes.call_ids = calls
            minutes.visit_ids = visits
            minutes.deal_count = len(deals)

    @api.depends("site_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for minutes in self:
            day = minutes.date and format_date(self.env, minutes.date)
            minutes.display_name = f"{minutes.site_id.code or ''} {day or ''}".strip()

    @api.constrains("site_id", "date")
    def _check_begun(self):
        for minutes in self:
            if minutes.date > minutes.site_id.local_date():
                raise ValidationError(self.env._("F-35: this day is still to come."))

    # -- actions --

    def action_close(self):
        """F-35: the minutes are complete; from here on they stay as they are."""
        self.check_access("write")
        for minutes in self.filtered(lambda it: not it.closed_at):
            minutes.site_id.require_floor_role(*WRITERS)
            if not (minutes.notes or "").strip():
                raise UserError(
                    self.env._("F-35: write down what was discussed before closing.")
                )
            minutes.sudo().write(
                {"closed_at": fields.Datetime.now(), "closed_by_id": self.env.uid}
            )
        self.sudo().activity_feedback(["sales_floor.mail_activity_minutes"])

    def action_supplement(self):
        """F-35: what is added later is a new entry that points at this one."""
        self.ensure_one()
        self.check_access("read")
        self.site_id.require_floor_role(*WRITERS)
        added = self.corrected_by_ids[:1] or self.sudo().correct({}).sudo(False)
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": added.id,
            "views": [(False, "form")],
        }

    # -- business --

    @api.private
    def tell_manager(self):
        """F-29: the manager's activity says how many reps have reported."""
        for minutes in self:
            reported = minutes.line_ids.filtered("confirmed_at")
            minutes.activity_ids.filtered(
                lambda it: (
                    it.activity_type_id
                    == self.env.ref("sales_floor.mail_activity_minutes")
                )
            ).summary = self.env._(
                "Sum-ups reported: %(reported)s of %(asked)s",
                reported=len(reported),
                asked=len(minutes.line_ids),
            )

    def _entries(self):
        self.ensure_one()
        if not (self.site_id and self.date):
            return self.env["floor.call"], *[self.env["floor.visit"]] * 2
        moments = self._moments(self.site_id, self.date, self.date)
        return self.env["floor.funnel"].entries(self.site_id, *moments)
