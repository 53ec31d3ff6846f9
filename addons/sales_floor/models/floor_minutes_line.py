from odoo import api, fields, models
from odoo.exceptions import AccessError


class FloorMinutesLine(models.Model):
    """A rep's sum-up of the day's customers, reported to the manager (F-29)."""

    _name = "floor.minutes.line"
    _description = "Sum-Up of the Day"
    _inherit = ["charter.guard.mixin", "register.seal.mixin"]
    _order = "minutes_id desc, id"
    _seal_when = "confirmed_at"
    _seal_scope = "site_id"
    _seal_fields = ("minutes_id", "user_id", "visit_count", "new_count", "remark")
    _guarded_fields = frozenset({"visit_count", "new_count", "confirmed_at"})
    _guarded_after_create = frozenset({"minutes_id", "user_id"})

    minutes_id = fields.Many2one(
        "floor.minutes",
        string="Day",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    site_id = fields.Many2one(related="minutes_id.site_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="minutes_id.company_id", store=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Sales Representative",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    visit_count = fields.Integer(string="Customers", readonly=True)
    new_count = fields.Integer(string="New Customers", readonly=True)
    visit_ids = fields.Many2many(
        "floor.visit", string="The Day's Customers", compute="_compute_visit_ids"
    )
    remark = fields.Text(help="What the manager should know about them.")
    confirmed_at = fields.Datetime(string="Reported On", readonly=True, copy=False)

    _rep_unique = models.Constraint(
        "UNIQUE (minutes_id, user_id)", "Each rep sums up the day once."
    )

    @api.depends("user_id", "minutes_id")
    def _compute_visit_ids(self):
        for line in self:
            visits = line.minutes_id.visit_ids
            line.visit_ids = visits.filtered(
                lambda it, rep=line.user_id: it.user_id == rep
            )

    @api.depends("user_id.name", "minutes_id.date")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.minutes_id.display_name} {line.user_id.name}"

    # -- actions --

    def action_confirm(self):
        """F-29: the rep reports the day's customers to the manager."""
        self.ensure_one()
        self.check_access("write")
        if self.user_id != self.env.user:
            raise AccessError(self.env._("F-29: each rep reports their own customers."))
        line = self.sudo()
        if not line.confirmed_at:
            line.write(
                {
                    **self.counts_of(line.visit_ids),
                    "confirmed_at": fields.Datetime.now(),
                }
            )
            line.minutes_id.activity_feedback(
                ["sales_floor.mail_activity_sum_up"], user_id=self.user_id.id
            )
            line.minutes_id.tell_manager()
        return {"type": "ir.actions.act_window_close"}

    def action_open(self):
        """The rep's own sum-up, to be reported."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("My Sum-Up"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # -- business --

    @api.model
    @api.private
    def counts_of(self, visits):
        """How many customers, and how many of them new."""
        return {
            "visit_count": len(visits),
            "new_count": len(visits.filtered(lambda it: not it.came_before)),
        }

    @api.private
    def ask(self):
        """F-29: the rep is asked to report, with the day's customers listed."""
        for line in self:
            names = (visit.display_name for visit in line.visit_ids)
            line.minutes_id.ask(
                line.user_id,
                day=line.minutes_id.date,
                kind="sales_floor.mail_activity_sum_up",
                note=", ".join(filter(None, names)),
            )
