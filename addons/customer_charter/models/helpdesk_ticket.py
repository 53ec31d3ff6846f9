from odoo import api, fields, models


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    complainant_unit = fields.Char(
        string="Unit",
        compute="_compute_complainant_unit",
        groups="property_unit.property_unit_group_user",
    )

    @api.depends_context("lang", "uid")
    @api.depends("partner_id")
    def _compute_complainant_unit(self):
        """Where the complainant is at home, of the sites one may see."""
        for ticket in self:
            ticket.complainant_unit = ticket.partner_id.unit_summary
