from datetime import timedelta

from odoo import api, fields, models

EVERY_SITE = "service_site.service_site_group_all"
DAY = timedelta(days=1)


class ResUsers(models.Model):
    _inherit = "res.users"

    site_member_ids = fields.One2many(
        "service.site.member", "user_id", string="Site Memberships"
    )
    site_ids = fields.Many2many(
        "service.site",
        string="Sites",
        compute="_compute_site_ids",
        compute_sudo=True,
        context={"active_test": False},
        help="The sites whose records this person sees today: those of the memberships"
        " in force and the sites below them.",
    )

    @property
    def SELF_READABLE_FIELDS(self):  # noqa: N802
        return [*super().SELF_READABLE_FIELDS, "site_member_ids", "site_ids"]

    @api.depends(
        "company_ids",
        "group_ids",
        "site_member_ids.site_id",
        "site_member_ids.date_from",
        "site_member_ids.date_to",
    )
    def _compute_site_ids(self):
        sites = self.env["service.site"].with_context(active_test=False)
        everywhere = self.filtered(lambda user: user.has_group(EVERY_SITE))
        every = sites.search([("company_id", "in", everywhere.company_ids.ids)])
        for user in everywhere:
            user.site_ids = [
                site.id for site in every if site.company_id in user.company_ids
            ]
        held = self._current_sites(self - everywhere)
        roots = sites.union(*held.values())
        paths = {
            site.id: set(site.parent_path.split("/"))
            for site in sites.search([("id", "child_of", roots.ids)])
        }
        for user in self - everywhere:
            own = {str(site.id) for site in held.get(user, ())}
            user.site_ids = [site for site, path in paths.items() if path & own]

    @api.model
    def _current_sites(self, users):
        """By user, the sites whose membership is in force today, in the site's zone."""
        today = fields.Date.today()
        members = self.env["service.site.member"]
        members = members.search(
            [
                ("user_id", "in", users.ids),
                # today at any site on earth
                *members._domain_in_force(today - DAY, today + DAY),
            ]
        )
        day = {site: site.local_date() for site in members.site_id}
        in_force = members.filtered(
            lambda it: (
                it.date_from <= day[it.site_id]
                and (not it.date_to or it.date_to >= day[it.site_id])
            )
        )
        return {
            user: memberships.site_id
            for user, memberships in in_force.grouped("user_id").items()
        }
