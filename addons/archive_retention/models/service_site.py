from odoo import api, fields, models
from odoo.exceptions import AccessError


class ServiceSite(models.Model):
    _inherit = "service.site"

    is_custodian = fields.Boolean(
        compute="_compute_is_custodian",
        help="D-09: whether the current user keeps the archive of this site.",
    )

    @api.depends("member_ids.user_id", "member_ids.role", "parent_path")
    @api.depends_context("uid")
    def _compute_is_custodian(self):
        for site in self:
            site.is_custodian = self.env.user in site.custodians()

    @api.private
    def custodians(self):
        """Who keeps this site's archive: its custodians, or else those above (D-09).

        :return: active ``res.users``
        """
        return self.nearest_members("custodian")

    @api.private
    def check_custodian(self):
        """D-09: the site's custodian alone changes what is filed.

        :raise AccessError: if the current user isn't, and no program acts either
        """
        if self.env.su and self.env.uid == 1:
            return
        for site in self:
            if self.env.user not in site.custodians():
                raise AccessError(
                    self.env._(
                        "The custodian of %(site)s alone keeps its archive: under"
                        " Sites, Memberships stands who that is.",
                        site=site.sudo().display_name,
                    )
                )
