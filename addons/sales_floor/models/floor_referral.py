from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from odoo.addons.charter_base.policies.decision import Finding

from ..policies import referral

TODO = "mail.mail_activity_data_todo"
PARTICULARS = ("site_id", "user_id", "name", "phone", "visit_on", "note")


class FloorReferral(models.Model):
    """A customer whom an employee refers to a sales floor (F-16).

    Registered before the first visit, for a day; kept, confirmed by the introducer and
    signed by the project manager it is valid. What is on it doesn't change: a referral
    that lapsed is registered anew.
    """

    _name = "floor.referral"
    _description = "Employee Referral"
    _inherit = [
        "floor.site.mixin",
        "floor.referral.standing.mixin",
        "charter.deadline.mixin",
        "charter.decision.mixin",
        "register.seal.mixin",
        "mail.thread",
        "service.asking.mixin",
        "mail.activity.mixin",
    ]
    _order = "visit_on desc, id desc"
    _check_company_auto = True
    _mail_post_access = "read"
    _rec_names_search = ["name", "phone_number", "phone"]
    _seal_when = "confirmed_at"
    _seal_scope = "site_id"
    # Names and phones can be erased one day: they stay outside.
    _seal_fields = (
        *("user_id", "visit_on", "registered_at", "phoned_at", "accompanied"),
        *("visit_id", "confirmed_by_id"),
    )
    _guarded_after_create = frozenset(PARTICULARS)

    user_id = fields.Many2one(
        "res.users",
        string="Introducer",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
        domain="[('share', '=', False)]",
        help="The employee who refers the customer.",
    )
    name = fields.Char(string="Customer", required=True)
    phone = fields.Char(required=True)
    phone_number = fields.Char(
        string="Phone Digits",
        compute="_compute_phone_number",
        store=True,
        precompute=True,
    )
    visit_on = fields.Date(
        string="Day of the Visit",
        required=True,
        index=True,
        help="The customer comes on this day, or the referral lapses.",
    )
    note = fields.Text(help="What the customer is looking for.")
    can_confirm = fields.Boolean(compute="_compute_can_confirm")
    can_register_for_others = fields.Boolean(compute="_compute_can_register_for_others")

    _waiting_unique = models.UniqueIndex(
        "(site_id, phone_number) WHERE standing IN ('registered', 'kept', 'confirmed')",
        "This customer is referred to this sales floor already.",
    )

    @api.model
    def _default_site(self):
        """The sales floor, where the company has only one."""
        floors = self.env["service.site"].search(
            [("kind", "=", "sales_floor"), ("company_id", "=", self.env.company.id)],
            limit=2,
        )
        return floors if len(floors) == 1 else floors.browse()

    @api.depends("phone", "site_id")
    def _compute_phone_number(self):
        """As visits have it: by it the customer is known when they come."""
        visits = self.env["floor.visit"]
        for it in self:
            visit = visits.new({"site_id": it.site_id.id, "phone": it.phone})
            it.phone_number = visit.phone_number

    @api.depends_context("uid")
    @api.depends("standing", "user_id", "site_id")
    def _compute_can_confirm(self):
        for it in self:
            it.can_confirm = (
                it.standing in referral.PENDING
                and it.user_id != self.env.user
                and it.site_id.holds_floor_role("project_manager")
            )

    @api.depends_context("uid")
    @api.depends("site_id")
    def _compute_can_register_for_others(self):
        for it in self:
            it.can_register_for_others = bool(it.site_id) and (
                it.site_id.holds_floor_role("project_manager")
            )

    @api.depends("name", "visit_on")
    def _compute_display_name(self):
        for it in self:
            day = it.visit_on and format_date(self.env, it.visit_on)
            it.display_name = " · ".join(filter(None, (it.name, day)))

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        """F-16: registered with the project manager, before the first visit."""
        vals_list = [self._registered_values(vals) for vals in vals_list]
        referrals = super().create(vals_list)
        referrals._settle()
        referrals._tell_manager()
        return referrals

    def _registered_values(self, vals):
        """The values of a referral that may be registered.

        :raise UserError: it may not, and why
        """
        self.check_access("create")
        vals = {"user_id": self.env.uid, "site_id": self._default_site().id, **vals}
        draft = self.new({name: vals.get(name) for name in PARTICULARS})
        if not (draft.name or "").strip() or not draft.phone_number:
            raise ValidationError(
                self.env._("F-16: give the customer's name and phone number.")
            )
        if not draft.site_id or not draft.visit_on:
            raise ValidationError(
                self.env._(
                    "F-16: say which sales floor the customer visits, and on what day."
                )
            )
        if not self.env.su and draft.user_id._origin != self.env.user:
            self._check_registers_for_others(draft.site_id._origin)
        draft._refuse_referral(
            referral.registering_obstacle(
                draft._acting_facts(), draft._referral_settings()
            )
        )
        return {**vals, "due_at": draft._lapses_at()}

    def _check_registers_for_others(self, site):
        if not site.holds_floor_role("project_manager"):
            raise AccessError(
                self.env._(
                    "F-16: register your own customers; the project manager registers"
                    " those of others."
                )
            )

    def _lapses_at(self):
        """The moment, in UTC, at which the day agreed is over at the site."""
        self.ensure_one()
        days = 1 + self._referral_settings().grace_days
        return self.site_id.moment_at(self.visit_on + timedelta(days=days))

    # -- actions --

    def action_phoned(self):
        """F-16: the introducer phoned the project manager, before the visit."""
        self.check_access("read")
        for it in self:
            it._check_manager()
            if it.standing != referral.REGISTERED:
                raise UserError(
                    self.env._("F-16: the introducer phones before the customer comes.")
                )
        self.sudo().filtered(lambda it: not it.phoned_at).write(
            {"phoned_at": fields.Datetime.now()}
        )

    def action_confirm(self):
        """F-16: the project manager checked the form and signs."""
        self._confirm()

    def action_came_along(self):
        """F-16: the introducer came along with the customer; checked and signed."""
        self._confirm(accompanied=True)

    @api.model
    def _expected(self, site):
        """F-16: those whose customer is to come to this floor today."""
        return self.search(
            [
                ("site_id", "=", site.id),
                ("standing", "=", referral.REGISTERED),
                ("visit_on", "<=", site.local_date()),
            ],
            order="visit_on, id",
        )

    def _check_manager(self):
        self.ensure_one()
        key = None
        if self.user_id == self.env.user:
            key = "own"
        elif not self.site_id.holds_floor_role("project_manager"):
            key = "not_manager"
        self._refuse_referral(key and Finding(rule="F-16", reason=(key, {})))

    # -- who must act --

    def _tell_manager(self):
        """F-16: the project manager expects the customer, or is to sign."""
        for it in self.sudo():
            it.activity_unlink([TODO])
            if it.standing not in (referral.REGISTERED, referral.KEPT):
                continue
            managers = it.site_id.nearest_members("project_manager") - it.user_id
            it.ask(managers[:1], lambda me: me._expectation(), it.visit_on)

    def _expectation(self):
        person = self.user_id.name
        if self.standing == referral.KEPT:
            return self.env._("Referral by %(person)s: check and sign", person=person)
        return self.env._("Referral by %(person)s: expected on this day", person=person)
