from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError, ValidationError

from ..policies import passing, rota


class FloorRota(models.Model):
    """The order in which the reps of a sales floor receive new customers on a day."""

    _name = "floor.rota"
    _description = "Rota"
    _inherit = [
        "floor.rota.decision.mixin",
        "floor.rota.presence.mixin",
        "floor.rota.referral.mixin",
        "floor.reception.mixin",
        "mail.thread",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset({"opening"})
    _guarded_after_create = frozenset({"site_id", "date"})

    site_id = fields.Many2one(
        "service.site",
        string="Sales Floor",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('kind', '=', 'sales_floor')]",
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    date = fields.Date(
        string="Day", required=True, default=fields.Date.context_today, copy=False
    )
    opening = fields.Json(
        readonly=True,
        copy=False,
        help="Where the circle stood when the day began, and what was owed to whom.",
    )
    line_ids = fields.One2many("floor.rota.line", "rota_id", string="Order of the Day")
    turn_ids = fields.One2many("floor.turn", "rota_id", string="Turns", readonly=True)
    presence_ids = fields.One2many(
        "floor.presence", "rota_id", string="Comings and Goings", readonly=True
    )

    _day_unique = models.Constraint(
        "UNIQUE (site_id, date)",
        "There is a rota for this sales floor and day already: change that one.",
    )

    @api.depends("site_id", "date")
    def _compute_display_name(self):
        for day in self:
            day.display_name = f"{day.site_id.code} {day.date or ''}"

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        for day in days:
            day._continue_circle()
        return days

    # -- the order of the day --

    @api.model
    @api.private
    def open_day(self, site, day):
        """The rota of a site for a day, made where there is none.

        The order goes on where the last day left off; who is a rep of the site that day
        and not in it yet stands at its end.
        """
        known = self.sudo().search([("site_id", "=", site.id), ("date", "=", day)])
        if known:
            return known.with_env(self.env)
        with site.deciding_floor() as fresh:
            if fresh["floor.rota"].search(
                [("site_id", "=", site.id), ("date", "=", day)]
            ):
                raise ConcurrencyError(self.env._("The rota has just been opened."))
        return self.sudo().create({"site_id": site.id, "date": day}).with_env(self.env)

    def _continue_circle(self):
        """F-01: the circle rolls on from the day before, with what is still owed."""
        self.ensure_one()
        before = self.sudo().search(
            [("site_id", "=", self.site_id.id), ("date", "<", self.date)],
            order="date desc",
            limit=1,
        )
        facts = before._rota_facts() if before else passing.Facts(order=())
        order = rota.order_of_day(
            tuple(rep.rep for rep in facts.order),
            facts.state.place,
            tuple(self.site_id.members("rep", day=self.date).ids),
        )
        state = rota.overnight(facts.state, self._rota_settings())
        self.sudo().opening = self._state_to_json(state)
        given = {line.user_id.id for line in self.line_ids}
        self.env["floor.rota.line"].sudo().create(
            [
                {"rota_id": self.id, "user_id": rep, "sequence": place}
                for place, rep in enumerate(order, start=1)
                if rep not in given
            ]
        )

    @api.private
    def set_order(self, user_ids, reason, signer=None):
        """F-01: the floor supervisor changes the order of the day; nobody else may.

        :param user_ids: all reps of the rota, in their new order
        """
        self.ensure_one()
        signer = signer or self.env.user
        self.site_id.require_floor_role("floor_supervisor", user=signer)
        if not (reason or "").strip():
            raise UserError(
                self.env._("F-01: say why the order of the day is changed.")
            )
        lines = {line.user_id.id: line for line in self.sudo().line_ids}
        if sorted(user_ids) != sorted(lines):
            raise ValidationError(
                self.env._("The new order must name each rep of the rota once.")
            )
        old = ", ".join(self.line_ids.sorted("sequence").mapped("user_id.name"))
        for place, user_id in enumerate(user_ids, start=1):
            lines[user_id].sequence = place
        self.sudo().message_post(
            body=self.env._(
                "F-01: %(person)s changed the order of the day. Before: %(old)s. Why:"
                " %(reason)s",
                person=signer.name,
                old=old,
                reason=reason.strip(),
            )
        )
        self.site_id.tell_floor()
