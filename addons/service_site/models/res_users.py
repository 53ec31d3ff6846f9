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
    managed_site_ids = fields.Many2many(
        "service.site",
        string="Managed Sites",
        compute="_compute_managed_site_ids",
        compute_sudo=True,
        context={"active_test": False},
        help="The sites this person is the manager of today, and the sites below them.",
    )

    @property
    def SELF_READABLE_FIELDS(self):  # noqa: N802
        own = ["site_member_ids", "site_ids", "managed_site_ids"]
        return [*super().SELF_READABLE_FIELDS, *own]

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
        members = self - everywhere
        for user, below in members._sites_and_below(self._current_sites(members)):
            user.site_ids = below

    @api.depends(
        "site_member_ids.site_id",
        "site_member_ids.role",
        "site_member_ids.date_from",
        "site_member_ids.date_to",
    )
    def _compute_managed_site_ids(self):
        held = self._current_sites(self, roles=["site_manager"])
        for user, below in self._sites_and_below(held):
            user.managed_site_ids = below

    def _sites_and_below(self, held):
        """For each user, the ids of the sites held and of those below them."""
        sites = self.env["service.site"].with_context(active_test=False)
        roots = sites.union(*held.values())
        paths = {
            site.id: set(site.parent_path.split("/"))
            for site in sites.search([("id", "child_of", roots.ids)])
        }
        for user in self:
            own = {str(site.id) for site in held.get(user, ())}
            yield user, [site for site, path in paths.items() if path & own]

    @api.model
    def _current_sites(self, users, roles=None):
        """By user, the sites whose membership is in force today, in the site's zone."""
        today = fields.Date.today()
        members = self.env["service.site.member"]
        domain = [
            ("user_id", "in", users.ids),
            # today at any site on earth
            *members._domain_in_force(today - DAY, today + DAY),
        ]
        if roles:
            domain.append(("role", "in", roles))
        members = members.search(domain)
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
