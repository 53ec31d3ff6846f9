from odoo import api, models


class ServiceSiteMember(models.Model):
    _inherit = "service.site.member"

    @api.model_create_multi
    def create(self, vals_list):
        """Members of a site can handle what reaches its complaint desk."""
        members = super().create(vals_list)
        for site, joined in members.grouped("site_id").items():
            desk = site._complaint_desk()
            if desk:
                desk.user_ids |= joined.user_id
        return members
