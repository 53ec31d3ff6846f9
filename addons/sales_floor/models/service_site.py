from odoo import api, models


class ServiceSite(models.Model):
    _inherit = "service.site"

    @api.private
    def floor_people(self, *roles):
        """Who holds one of the roles at this sales floor, or at the nearest site above.

        :return: active ``res.users``
        """
        self.ensure_one()
        site = self.sudo()
        while site:
            people = site.members(*roles)
            if people:
                return people.with_env(self.env)
            site = site.parent_id
        return self.env["res.users"]

    @api.private
    def holds_floor_role(self, *roles, user=None):
        """Whether a person holds one of the roles here or at a site above, today.

        :param user: the current user when left out
        """
        self.ensure_one()
        user = user or self.env.user
        path = [int(part) for part in self.sudo().parent_path.split("/") if part]
        return any(user in site.members(*roles) for site in self.sudo().browse(path))

    @api.private
    def today_rota(self):
        """The rota of this sales floor for today, opened where there is none."""
        self.ensure_one()
        return self.env["floor.rota"].open_day(self, self.local_date())
