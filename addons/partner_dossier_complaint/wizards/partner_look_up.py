from odoo import api, fields, models


class PartnerLookUp(models.TransientModel):
    """Service and repair history of a unit, and its unit by the code of a complaint."""

    _inherit = "partner.look.up"

    ticket_ids = fields.Many2many(
        "helpdesk.ticket", string="History", compute="_compute_ticket_ids"
    )

    @api.depends("party_ids")
    def _compute_ticket_ids(self):
        """D-17: what its people asked for and complained of, the latest first."""
        tickets = self.env["helpdesk.ticket"]
        for it in self:
            people = it.party_ids.partner_id.commercial_partner_id
            it.ticket_ids = tickets.search(
                [
                    ("site_id", "in", it.unit_ids.site_id.ids),
                    ("commercial_partner_id", "in", people.ids),
                ],
                order="received_at desc, id desc",
            )

    def _find_units(self, query):
        """D-17: the number of a ticket, or the code of a complaint, as well."""
        found = super()._find_units(query)
        if found:
            return found
        by_number = [("complaint_reference", "=", query)]
        ticket = self.env["helpdesk.ticket"].search(by_number, limit=1)
        if not ticket:
            return found
        parties = self.env["property.unit.party"].search(
            [
                ("partner_id", "=", ticket.partner_id.id),
                ("site_id", "=", ticket.site_id.id),
            ]
        )
        return parties.unit_id
