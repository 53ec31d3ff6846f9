from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..policies import code as code_policy
from ..policies import ownership
from .property_unit_import_mixin import OWNER_FIELDS
from .property_unit_party import EMPLOYEE, PARTY_FIELDS


class PropertyUnit(models.Model):
    """A flat, a shop, an office or a parking space: what somebody owns and lives in."""

    _name = "property.unit"
    _inherit = [
        "property.mine.mixin",
        "property.unit.import.mixin",
        "property.unit.ownership.mixin",
    ]
    _description = "Property Unit"
    _order = "code, id"
    _rec_name = "code"
    _check_company_auto = True

    code = fields.Char(
        required=True,
        index="trigram",
        help="As people say it: 3-1201. Unique at its site.",
    )
    kind = fields.Selection(
        [
            ("flat", "Flat"),
            ("shop", "Shop"),
            ("office", "Office"),
            ("parking", "Parking Space"),
        ],
        required=True,
        default="flat",
    )
    building_id = fields.Many2one(
        "property.building",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    site_id = fields.Many2one(
        related="building_id.site_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, index=True, precompute=True
    )
    floor = fields.Integer()
    area = fields.Float(string="Area (m²)", digits=(10, 2))
    active = fields.Boolean(default=True)
    # Who the others are is no matter of a customer: for employees only from here on.
    party_ids = fields.One2many(
        "property.unit.party", "unit_id", string="Parties", groups=EMPLOYEE
    )
    party_revision = fields.Integer(
        default=0, copy=False, readonly=True, groups=EMPLOYEE
    )
    owner_ids = fields.Many2many(
        "res.partner", string="Owners", compute="_compute_current", groups=EMPLOYEE
    )
    owner_name = fields.Char(
        string="Owner",
        compute="_compute_current",
        inverse="_inverse_owner",
        groups=EMPLOYEE,
    )
    owner_phone = fields.Char(
        string="Owner's Phone",
        compute="_compute_current",
        inverse="_inverse_owner",
        groups=EMPLOYEE,
    )
    owner_since = fields.Date(
        compute="_compute_current", inverse="_inverse_owner", groups=EMPLOYEE
    )
    tenant_ids = fields.Many2many(
        "res.partner", string="Tenants", compute="_compute_current", groups=EMPLOYEE
    )
    tenant_name = fields.Char(
        string="Tenant", compute="_compute_current", groups=EMPLOYEE
    )
    tenant_since = fields.Date(compute="_compute_current", groups=EMPLOYEE)
    occupied_on = fields.Date(
        compute="_compute_current",
        search="_search_occupied_on",
        groups=EMPLOYEE,
        help="Search for a day: the units somebody owned, rented or lived in then.",
    )

    _code_unique = models.Constraint(
        "UNIQUE(site_id, code)",
        lambda env, error: env._(
            "Another unit of this site has the code %(code)s already, maybe an archived"
            " one; choose another code.",
            # "Key (site_id, code)=(5, 3-1201) already exists."
            code=(error.message_detail or "")
            .partition(", code)=")[2]
            .partition(", ")[2]
            .partition(")")[0]
            if error
            else "",
        ),
    )
    # for “begins with”; equality uses it too
    _code_pattern_idx = models.Index("(code text_pattern_ops)")

    @api.depends("code", "site_id.code")
    def _compute_display_name(self):
        for unit in self:
            site = unit.site_id.code
            unit.display_name = f"{unit.code} · {site}" if site else unit.code

    @api.depends(
        "party_ids.partner_id.name",
        "party_ids.partner_id.phone",
        "party_ids.role",
        "party_ids.date_from",
        "party_ids.date_to",
    )
    def _compute_current(self):
        """Who owns and who rents it today, at the site: one query for all."""
        days = {site: site.local_date() for site in self.site_id}
        held = self._parties_in_force(days)
        contacts = self.env["property.unit.party"].sudo().union(*held.values())
        contacts.partner_id.fetch(["name", "phone"])
        for unit in self:
            parties = held.get(unit._origin.id, self.env["property.unit.party"])
            owners = parties.filtered(lambda it: it.role in ownership.OWNERS)
            # the owner before the co-owners
            owners = owners.sorted(lambda it: (it.role != ownership.OWNER, it.id))
            tenants = parties.filtered(lambda it: it.role == "tenant")
            unit.owner_ids = owners.partner_id.ids
            unit.owner_name = "、".join(owners.partner_id.mapped("name")) or False
            unit.owner_phone = owners[:1].partner_id.phone
            unit.owner_since = max(owners.mapped("date_from"), default=False)
            unit.tenant_ids = tenants.partner_id.ids
            unit.tenant_name = "、".join(tenants.partner_id.mapped("name")) or False
            unit.tenant_since = min(tenants.mapped("date_from"), default=False)
            occupied = any(it.role in ownership.OCCUPANTS for it in parties)
            unit.occupied_on = occupied and days[unit.site_id]

    def _parties_in_force(self, days):
        """By the id of a unit, its parties on the day that ``days`` has for its site.

        Who sees a unit sees them, whatever company the contact belongs to.
        """
        if not self._origin:
            return {}
        around = min(days.values()), max(days.values())
        parties = (
            self.env["property.unit.party"]
            .sudo()
            .search_fetch(
                Domain("unit_id", "in", self._origin.ids)
                & Domain("date_from", "<=", around[1])
                & (Domain("date_to", "=", False) | Domain("date_to", ">=", around[0])),
                list(PARTY_FIELDS),
                order="date_from, id",
            )
        )
        parties = parties.filtered(lambda it: it._in_force(days[it.site_id]))
        return dict(parties.grouped(lambda it: it.unit_id.id).items())

    def _search_occupied_on(self, operator, value):
        """Units occupied on a day, in the one query that asks for them."""
        if operator != "in":
            return NotImplemented
        days = [fields.Date.to_date(day) for day in value if day]
        parties = self.env["property.unit.party"]

        def occupied(day):
            living_there = parties._domain_in_force(day, ownership.OCCUPANTS)
            return Domain("party_ids", "any", living_there)

        found = Domain.OR(occupied(day) for day in days)
        if len(days) < len(value):  # False among them: the vacant ones of today
            found |= ~occupied(fields.Date.context_today(self))
        return found

    @api.depends("party_ids.is_mine")
    def _compute_is_mine(self):
        return super()._compute_is_mine()

    @api.model
    def _search_display_name(self, operator, value):
        """However the code is typed; the beginning of it is enough."""
        if isinstance(value, str):
            value = code_policy.normalise(value.partition(" · ")[0])
            if operator == "ilike" and code_policy.is_code(value):
                operator, value = "=like", f"{value}%"
        return super()._search_display_name(operator, value)

    @api.constrains("code")
    def _check_code(self):
        for unit in self:
            if not code_policy.is_code(unit.code or ""):
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is no code of a unit: letters and digits with"
                        " dashes between them, as in 3-1201, at least one digit.",
                        code=unit.code or "",
                    )
                )

    @api.constrains("area")
    def _check_area(self):
        for unit in self:
            if unit.area < 0:
                raise ValidationError(
                    self.env._(
                        "%(unit)s has an area of less than nothing.", unit=unit.code
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._prepare_vals(vals) for vals in vals_list])

    def write(self, vals):
        result = super().write(self._prepare_vals(vals))
        if "building_id" in vals:
            self.check_access("write")  # at the new site too
        return result

    @staticmethod
    def _prepare_vals(vals):
        if vals.get("code"):
            vals = {**vals, "code": code_policy.normalise(vals["code"])}
        if vals.keys() & set(OWNER_FIELDS):  # told together, or not at all
            vals = {**dict.fromkeys(OWNER_FIELDS, False), **vals}
        return vals

    def copy_data(self, default=None):
        return [
            {**vals, "code": f"{unit.code}-2", **(default or {})}
            for unit, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def action_transfer(self):
        """Open the dialog in which the unit passes to new owners."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Transfer %(unit)s", unit=self.code),
            "res_model": "property.unit.transfer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_unit_id": self.id},
        }

    @api.model
    def _mine(self):
        return self.env["property.unit.party"]._mine().unit_id

    @api.model
    def _occupied(self, domain, day):
        """The units of a domain that are occupied on a day, by one query."""
        return self.search(Domain(domain) & Domain("occupied_on", "=", day))
