from odoo import api, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.private
    def complaint_sites(self, company):
        """Where the customer is at home comes first."""
        sites = super().complaint_sites(company)
        home = self.sudo().unit_party_ids.filtered(
            lambda party: (
                party.date_from <= party.site_id.local_date()
                and (not party.date_to or party.date_to >= party.site_id.local_date())
            )
        )
        return (sites & home.site_id) | sites
