from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

EMPLOYEE = "base.group_user"


class PropertyBuilding(models.Model):
    """A building of a site; a garage or a row of shops is one too."""

    _name = "property.building"
    _inherit = ["property.mine.mixin"]
    _description = "Building"
    _order = "site_id, sequence, code, id"
    _check_company_auto = True
    _rec_names_search = ["code", "name"]

    name = fields.Char(required=True)
    code = fields.Char(
        required=True, help="Unique at its site; codes of units begin with it."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    site_id = fields.Many2one(
        "service.site",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_site(),
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Address",
        check_company=True,
        index="btree_not_null",
        groups=EMPLOYEE,
    )
    floors = fields.Integer()
    unit_ids = fields.One2many(
        "property.unit", "building_id", string="Units", groups=EMPLOYEE
    )
    unit_count = fields.Integer(compute="_compute_unit_counts", groups=EMPLOYEE)
    occupied_count = fields.Integer(
        string="Occupied Units", compute="_compute_unit_counts", groups=EMPLOYEE
    )

    _code_unique = models.Constraint(
        "UNIQUE(site_id, code)",
        "Another building of this site has this code already; choose another one.",
    )

    @api.model
    def _default_site(self):
        """The one site of who is at one only."""
        sites = self.env.user.site_ids
        return sites if len(sites) == 1 else False

    @api.depends("unit_ids")
    def _compute_unit_counts(self):
        units = self.env["property.unit"]
        domain = Domain("building_id", "in", self.ids)
        occupied = domain & Domain("occupied_on", "=", "today")
        every, held = (
            dict(units._read_group(which, ["building_id"], ["__count"]))
            for which in (domain, occupied)
        )
        for building in self:
            building.unit_count = every.get(building, 0)
            building.occupied_count = held.get(building, 0)

    @api.depends("unit_ids.is_mine")
    def _compute_is_mine(self):
        return super()._compute_is_mine()

    @api.depends("code", "name", "site_id.code")
    def _compute_display_name(self):
        for building in self:
            code = f"{building.site_id.code}-{building.code}" if building.code else ""
            building.display_name = f"{code} {building.name or ''}".strip()

    @api.model
    def _search_display_name(self, operator, value):
        """“GH-3” is building 3 of the site GH."""
        domain = super()._search_display_name(operator, value)
        if operator in Domain.NEGATIVE_OPERATORS:
            return domain
        for text in [value] if isinstance(value, str) else value or ():
            site, dash, code = str(text).strip().partition("-")
            if dash:
                domain = Domain(domain) | (
                    Domain("site_id.code", "=", site.upper())
                    & Domain("code", "=", code.partition(" ")[0])
                )
        return domain

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """An import takes the first of several with one name: refuse that."""
        found = super().name_search(name, domain, operator, limit)
        if self.env.context.get("import_file") and operator == "=" and len(found) > 1:
            raise ValueError(
                self.env._(
                    "There are several buildings “%(name)s”; write the code of the"
                    " site before it, as in “%(example)s”.",
                    name=name,
                    example=self.browse(found[0][0]).display_name.partition(" ")[0],
                )
            )
        return found

    def write(self, vals):
        site = vals.get("site_id")
        if site and self.unit_ids and self.site_id.ids != [site]:
            raise UserError(
                self.env._(
                    "A building with units stays at its site; create another building"
                    " at the other one."
                )
            )
        result = super().write(vals)
        if site:
            self.check_access("write")  # at the new site too
        return result

    @api.model
    def _mine(self):
        return self.env["property.unit"]._mine().building_id

    def action_open_units(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "property_unit.property_unit_action"
        )
        return {
            **action,
            "domain": [("building_id", "=", self.id)],
            "context": {"default_building_id": self.id},
        }
