from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.tools import format_list

from odoo.addons.charter_base.policies.decision import Finding

from ..policies import registration


class FloorVisitEntryMixin(models.AbstractModel):
    """How a visit gets into the register: entered, approved, corrected."""

    _name = "floor.visit.entry.mixin"
    _description = "Visit in the Register"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset(
        {
            *("number", "entered_at", "entered_by_id", "content_digest"),
            *("approved_at", "approved_by_id", "refused_reason", "valid_until"),
        }
    )
    _reasoned_actions = ("refuse",)

    number = fields.Integer(string="No.", readonly=True, copy=False)
    content_digest = fields.Char(readonly=True, copy=False)
    entered_at = fields.Datetime(string="Entered On", readonly=True, copy=False)
    entered_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    approved_at = fields.Datetime(string="Approved On", readonly=True, copy=False)
    approved_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    refused_reason = fields.Char(string="Refused, as", readonly=True, copy=False)
    valid_until = fields.Date(
        readonly=True,
        copy=False,
        index=True,
        help="F-17: the last day on which this registration is valid.",
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")
    is_editable = fields.Boolean(compute="_compute_is_mine")
    can_approve = fields.Boolean(compute="_compute_can_approve")
    missing_sentence = fields.Char(compute="_compute_missing_sentence")

    @api.depends_context("uid")
    @api.depends("user_id", "entered_at")
    def _compute_is_mine(self):
        for visit in self:
            visit.is_mine = visit.user_id == self.env.user
            visit.is_editable = visit.is_mine and not visit.entered_at

    @api.depends_context("uid")
    @api.depends("state", "user_id", "site_id")
    def _compute_can_approve(self):
        for visit in self:
            visit.can_approve = visit.state == "entered" and not (
                visit._approval_obstacle()
            )

    @api.depends_context("lang")
    @api.depends(lambda self: self._form_fields())
    def _compute_missing_sentence(self):
        for visit in self:
            missing = registration.missing(visit._form())
            labels = visit.fields_get(missing, ["string"])
            visit.missing_sentence = bool(missing) and self.env._(
                "F-27: still to be filled in: %(fields)s.",
                fields=format_list(self.env, [labels[it]["string"] for it in missing]),
            )

    # -- actions --

    def action_enter(self):
        """F-18, F-27: enter the form, complete and the same day; then it is sealed."""
        for visit in self:
            visit._refuse(visit._entry_obstacle())
            if visit.missing_sentence:
                raise UserError(visit.missing_sentence)
            visit._enter()
        self.sudo()._attribute()

    def action_approve(self):
        """F-18: from here on the registration counts."""
        self.check_access("read")
        for visit in self:
            visit._refuse(visit._approval_obstacle())
        for visit in self.sudo():
            visit.write(
                {
                    "approved_at": fields.Datetime.now(),
                    "approved_by_id": self.env.user.id,
                    "valid_until": visit._valid_until(),
                }
            )
        self.sudo()._attribute()

    def action_refuse(self):
        """Ask why first."""
        self.ensure_one()
        return self.env["floor.reason"].ask(
            self, "refuse", self.env._("Refuse a Registration")
        )

    @api.private
    def refuse(self, reason):
        """F-18: the registration does not count; the entry stays, with the reason."""
        for visit in self:
            visit._refuse(visit._approval_obstacle())
        self.sudo().write({"refused_reason": reason.strip()})
        self.sudo()._attribute()

    def action_correct(self):
        """F-18: a correction is a new entry; the old one stays as it is."""
        self.ensure_one()
        self.check_access("write")
        if self.user_id != self.env.user:
            raise AccessError(
                self.env._("F-18: who entered the visit enters its correction.")
            )
        correction = self.sudo().correct(
            {
                "ended_at": self.ended_at,
                "arrived_at": self.arrived_at,
                "instead_of_id": self.instead_of_id.id,
                "number": self._draw_number(),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": correction.id,
            "views": [(False, "form")],
        }

    # -- rules --

    def _registration_facts(self):
        """F-18: who enters or approves what, and when."""
        self.ensure_one()
        return registration.Facts(
            arrived_on=self.site_id.local_date(
                self.correction_of_id.entered_at or self.arrived_at
            ),
            today=self.site_id.local_date(),
            is_rep=self.user_id == self.env.user,
            is_manager=self.site_id.holds_floor_role("project_manager"),
            is_open=not self.ended_at,
            entered=bool(self.entered_at),
        )

    def _registration_settings(self):
        self.ensure_one()
        return self.company_id.sudo()._floor_registration_settings()

    def _entry_obstacle(self):
        return registration.entry_obstacle(
            self._registration_facts(), self._registration_settings()
        )

    def _approval_obstacle(self):
        if self.state != "entered":
            return Finding(rule="F-18", reason=("not_entered", {}))
        return registration.approval_obstacle(self._registration_facts())

    def _refuse(self, obstacle):
        if obstacle:
            key = obstacle.reason[0]
            forbidden = key in ("not_rep", "own", "not_manager")
            error = AccessError if forbidden else UserError
            raise error(self._obstacle_sentence(key))

    def _obstacle_sentence(self, key):
        match key:
            case "entered":
                return self.env._(
                    "F-18: visit %(visit)s is entered already.", visit=self.display_name
                )
            case "open":
                return self.env._(
                    "The visitor is still here: finish the reception first."
                )
            case "not_rep":
                return self.env._("F-18: who received the visitor enters the form.")
            case "late":
                return self.env._(
                    "F-18: a visit is entered the same day. Ask the project manager to"
                    " enter it for you."
                )
            case "own":
                return self.env._("F-18: nobody approves their own registration.")
            case "not_manager":
                return self.env._(
                    "F-18: the project manager of %(site)s approves registrations.",
                    site=self.site_id.name,
                )
            case "not_entered":
                return self.env._("F-18: this waits for no approval.")
        return key

    # -- business --

    @api.model
    def _form_fields(self):
        return registration.ALWAYS + tuple(
            name for names in registration.BY_OUTCOME.values() for name in names
        )

    def _form(self):
        self.ensure_one()
        return {name: self[name] or "" for name in self._form_fields()}

    def _enter(self):
        """Seal the entry; whoever has this phone number already is the customer."""
        self.ensure_one()
        visit = self.sudo()
        with self.site_id.deciding_floor() as fresh:
            number = visit.phone_number
            partner = visit._known_partner(visit.company_id, number)
            others = fresh["floor.visit"]._known_partner(visit.company_id, number)
        if others and not partner:
            # Odoo begins the request anew, and sees them.
            raise ConcurrencyError(self.env._("This customer has just been entered."))
        visit.partner_id = visit.partner_id or partner or visit._prepare_partner()
        visit.write(
            {
                "entered_at": fields.Datetime.now(),
                "entered_by_id": self.env.user.id,
                "content_digest": visit._digest(),
            }
        )

    def _prepare_partner(self):
        """The customer's contact; none for who needed no reception."""
        if self.outcome == registration.WITHOUT_FORM:
            return self.env["res.partner"]
        return self.env["res.partner"].create(
            {
                "name": self.visitor_name,
                "phone": self.phone,
                "company_id": self.company_id.id,
                "user_id": self._holder().id,
            }
        )

    @api.model
    def _known_partner(self, company, number):
        """Who was entered with this phone number, at any floor of the company."""
        if not number:
            return self.env["res.partner"]
        entered = [
            ("phone_number", "=", number),
            ("company_id", "=", company.id),
            ("partner_id", "!=", False),
        ]
        return self.search(entered, order="id", limit=1).partner_id

    @api.model
    def _registered(self, site, phone):
        """F-19: the earliest registration of a phone number that is valid today."""
        number = self.new({"site_id": site.id, "phone": phone}).phone_number
        return self.search(
            [
                ("site_id", "=", site.id),
                ("phone_number", "=", number),
                ("state", "=", "approved"),
                ("valid_until", ">=", site.local_date()),
            ],
            order="arrived_at, id",
            limit=1,
        )

    def _valid_until(self):
        """F-17: from the first or the last of the customer's visits to this rep."""
        self.ensure_one()
        before = self.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("site_id", "=", self.site_id.id),
                ("state", "=", "approved"),
                ("arrived_at", "<", self.arrived_at),
            ],
            order="arrived_at",
        ).filtered(lambda it: it._holder() == self._holder())
        days = (self.site_id.local_date(it.arrived_at) for it in (*before, self))
        return registration.valid_until(tuple(days), self._registration_settings())

    def _draw_number(self):
        [number] = self.env["register.draw"].draw(f"floor.visit/{self.site_id.id}")
        return number

    def _attribute(self):
        """Whose customer it is, is asked anew: to be extended."""
