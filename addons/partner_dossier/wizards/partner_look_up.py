from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.sql import escape_psql

MOST_UNITS = 5


class PartnerLookUp(models.TransientModel):
    """One look-up by unit or number: who is at home there, since when (D-17).

    For a caller on the line: what is typed is looked up at once. An addon that knows
    more finds units by other numbers (:meth:`_find_units`) and shows more of them.
    """

    _name = "partner.look.up"
    _description = "Look-Up by Unit or Number"

    query = fields.Char(string="Unit or Number")
    unit_ids = fields.Many2many("property.unit", compute="_compute_found")
    is_unknown = fields.Boolean(compute="_compute_found")
    is_more = fields.Boolean(compute="_compute_found")
    party_ids = fields.Many2many(
        "property.unit.party", string="People", compute="_compute_found"
    )
    dossier_ids = fields.Many2many(
        "partner.dossier", string="Dossiers", compute="_compute_found"
    )
    violation_ids = fields.Many2many(
        "partner.violation", string="Violations", compute="_compute_found"
    )

    @api.depends("query")
    def _compute_found(self):
        parties = self.env["property.unit.party"]
        dossiers = self.env["partner.dossier"]
        for it in self:
            query = (it.query or "").strip()
            units = it._find_units(query) if query else self.env["property.unit"]
            it.is_more = len(units) > MOST_UNITS
            it.unit_ids = units[:MOST_UNITS]
            here = [("unit_id", "in", it.unit_ids.ids)]
            it.party_ids = parties.search(here, order="unit_code, date_from desc, id")
            mine = it._dossier_domain(query) if query else Domain.FALSE
            it.dossier_ids = dossiers.search(mine)
            it.is_unknown = bool(query) and not (units or it.dossier_ids)
            it.violation_ids = self.env["partner.violation"].search(
                [("dossier_id", "in", it.dossier_ids.ids)]
            )

    def _find_units(self, query):
        """The units that a number leads to, of the sites one may see: to be extended.

        By the code of the unit, the whole of it first, and by the number of a dossier.

        :param str query: what was typed, without spaces around it
        """
        units = self.env["property.unit"]
        by_code = [("display_name", "ilike", query)]
        found = units.search(by_code, limit=MOST_UNITS + 1)
        exact = found.filtered(lambda it: it.code.upper() == query.upper())
        if exact:
            return exact
        return (
            found or self.env["partner.dossier"].search(self._numbered(query)).unit_id
        )

    def _dossier_domain(self, query):
        """The dossiers to show, of those one may see: to be extended.

        Of the units found, and that of the number: it may be without a unit.
        """
        return Domain("unit_id", "in", self.unit_ids.ids) | self._numbered(query)

    @api.model
    def _numbered(self, query):
        return Domain("reference", "=ilike", escape_psql(query))
