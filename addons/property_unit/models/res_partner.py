from odoo import api, fields, models
from odoo.fields import Domain

from ..policies import code as code_policy

USER = "property_unit.property_unit_group_user"


class ResPartner(models.Model):
    _inherit = "res.partner"

    unit_party_ids = fields.One2many(
        "property.unit.party", "partner_id", string="Units", groups=USER
    )
    unit_summary = fields.Char(
        string="At Home In", compute="_compute_unit_summary", groups=USER
    )

    @api.depends_context("lang", "uid")
    @api.depends(
        "unit_party_ids.unit_code",
        "unit_party_ids.role",
        "unit_party_ids.date_from",
        "unit_party_ids.date_to",
    )
    def _compute_unit_summary(self):
        """“Owner 3-1201, P-015 · Tenant A-1502”: today, of the sites one may see."""
        parties = self.env["property.unit.party"]
        today = fields.Date.context_today(self)
        found = parties.search_fetch(
            parties._domain_in_force(today)
            & Domain("partner_id", "in", self._origin.ids),
            ["partner_id", "role", "unit_code"],
            order="unit_code, id",
        ).grouped("partner_id")
        roles = parties._fields["role"]._description_selection(self.env)
        for partner in self:
            codes = {}
            for party in found.get(partner._origin, ()):
                codes.setdefault(party.role, []).append(party.unit_code)
            partner.unit_summary = " · ".join(
                f"{label} {', '.join(codes[role])}"
                for role, label in roles
                if role in codes
            )

    @api.model
    def _search_display_name(self, operator, value):
        """A unit's code finds the people of that unit, of the sites one may see."""
        domain = super()._search_display_name(operator, value)
        if operator in Domain.NEGATIVE_OPERATORS or not isinstance(value, str):
            return domain
        code = code_policy.wanted(value.strip("%"))
        if not code or not self.env.user.has_group(USER):
            return domain
        people = self.env["property.unit.party"]._domain_in_force(
            fields.Date.context_today(self)
        )
        by_code = people & Domain("unit_code", "=like", f"{code}%")
        return Domain(domain) | Domain("unit_party_ids", "any", by_code)

    def action_open_units(self):
        """The units of this contact, those of the past as well."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "property_unit.property_unit_party_action"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"search_default_in_force": 0},
        }
