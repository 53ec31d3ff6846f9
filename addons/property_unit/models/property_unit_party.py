from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..policies import ownership

EMPLOYEE = "base.group_user"
MANAGER = "service_site.service_site_group_manager"
LASTING = {"unit_id", "partner_id", "role"}
DECIDING = {*LASTING, "date_from", "date_to", "share"}
DAY = timedelta(days=1)
# What the ownership policy reads of a line, and the site whose days they are.
PARTY_FIELDS = ("site_id", *sorted(DECIDING))


class PropertyUnitParty(models.Model):
    """Who is what of a unit, from when to when (both days included)."""

    _name = "property.unit.party"
    _inherit = ["property.mine.mixin"]
    _description = "Unit Party"
    _order = "date_from desc, id"
    _check_company_auto = True

    unit_id = fields.Many2one(
        "property.unit", required=True, index=True, ondelete="restrict"
    )
    unit_code = fields.Char(related="unit_id.code", store=True, precompute=True)
    site_id = fields.Many2one(
        related="unit_id.site_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="unit_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    role = fields.Selection(
        [
            ("owner", "Owner"),
            ("co_owner", "Co-owner"),
            ("tenant", "Tenant"),
            ("resident", "Resident"),
            ("agent", "Agent"),
        ],
        required=True,
        default="owner",
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="Until", help="The last day; empty while it lasts.")
    share = fields.Float(
        string="Share (%)",
        digits=(5, 2),
        compute="_compute_share",
        store=True,
        readonly=False,
        precompute=True,
        help="Which part of the unit an owner or co-owner holds.",
    )
    reason = fields.Char(
        help="Why it began: a sale, an inheritance, a lease.", groups=EMPLOYEE
    )

    _dates = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "Nobody leaves a unit before coming: the last day is before the first.",
    )
    # The last line of defence; the sentence with the names comes from the policy.
    _one_full_owner = models.Constraint(
        "EXCLUDE USING gist (int4range(unit_id, unit_id, '[]') WITH &&,"
        " daterange(date_from, date_to, '[]') WITH &&)"
        " WHERE (role IN ('owner', 'co_owner') AND share >= 100)"
        " DEFERRABLE INITIALLY DEFERRED",
        "A unit has one full owner at a time; use Transfer, or give each a share.",
    )
    _unit_code_idx = models.Index("(unit_code text_pattern_ops)")

    @api.depends("role")
    def _compute_share(self):
        for party in self:
            if party.role == ownership.OWNER:
                party.share = party.share or 100
            elif party.role not in ownership.OWNERS:
                party.share = 0

    @api.depends("partner_id.name", "role", "unit_code")
    @api.depends_context("lang")
    def _compute_display_name(self):
        roles = dict(self._fields["role"]._description_selection(self.env))
        for party in self:
            party.display_name = (
                f"{party.partner_id.sudo().name} · {roles.get(party.role, '')}"
                f" · {party.unit_code or ''}"
            )

    @api.depends("partner_id", "date_from", "date_to", "unit_id.active")
    def _compute_is_mine(self):
        return super()._compute_is_mine()

    @api.constrains(*sorted(DECIDING))
    def _check_ownership(self):
        self.unit_id._check_parties()

    @api.model_create_multi
    def create(self, vals_list):
        unit_ids = {vals.get("unit_id") for vals in vals_list} - {None, False}
        units = self.env["property.unit"].browse(unit_ids)
        units.check_access("read")  # before a sentence names who is in there
        units._lock_parties()
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & DECIDING:
            self.check_access("write")
            self._check_history(vals)
            self.unit_id._lock_parties()
        return super().write(vals)

    def unlink(self):
        self.check_access("unlink")
        self.unit_id._lock_parties()
        return super().unlink()

    def _check_history(self, vals):
        """What was stays on record: lines end, they do not become others."""
        changed = [
            name
            for name in LASTING & vals.keys()
            if any(it[name].id != vals[name] for it in self if name != "role")
            or (name == "role" and any(it.role != vals[name] for it in self))
        ]
        if changed:
            raise UserError(
                self.env._(
                    "Who was what of a unit stays on record; end this line and add"
                    " another one."
                )
            )
        if self.env.su or self.env.user.has_group(MANAGER):
            return
        for party in self:
            if party.date_to and party.date_to < party.site_id.local_date():
                raise UserError(
                    self.env._(
                        "%(person)s's time at %(unit)s is over; an administrator may"
                        " correct it.",
                        person=party.partner_id.name,
                        unit=party.unit_code,
                    )
                )
        if {"date_from", "share"} & vals.keys():
            raise UserError(
                self.env._(
                    "The first day and the share stay as they were entered; an"
                    " administrator may correct them."
                )
            )

    @api.model
    def _mine(self):
        """The lines of who asks, each on today at its site; of no archived unit."""
        today = fields.Date.today()
        lines = self.sudo().search_fetch(
            Domain("partner_id", "=", self.env.user.partner_id.id)
            & Domain("unit_id.active", "=", True)
            # today at any site on earth
            & Domain("date_from", "<=", today + DAY)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", today - DAY)),
            list(PARTY_FIELDS),
        )
        days = {site: site.local_date() for site in lines.site_id}
        return lines.filtered(lambda it: it._in_force(days[it.site_id]))

    @api.model
    def _domain_in_force(self, day, roles=None):
        """What holds on a day, of everybody or of some roles."""
        begun = Domain("date_from", "<=", day)
        lasting = Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        of_role = Domain("role", "in", sorted(roles)) if roles else Domain.TRUE
        return of_role & begun & lasting

    def _in_force(self, day):
        self.ensure_one()
        return ownership.in_force(self._ownership_party(), day)

    def _ownership_party(self):
        """This line as the policy reads it."""
        self.ensure_one()
        return ownership.Party(
            key=self.id,
            person=self.partner_id.id,
            role=self.role,
            start=self.date_from,
            end=self.date_to or None,
            share=Decimal(f"{self.share:.2f}"),
        )
