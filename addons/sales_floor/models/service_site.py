from contextlib import closing, contextmanager

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class ServiceSite(models.Model):
    _name = "service.site"
    _inherit = ["service.site", "bus.listener.mixin"]

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
    def require_floor_role(self, *roles, user=None):
        """Let nobody pass who holds none of the roles here or at a site above.

        :raise AccessError: naming who may
        """
        if self.holds_floor_role(*roles, user=user):
            return
        labels = dict(
            self.env["service.site.member"]
            ._fields["role"]
            ._description_selection(self.env)
        )
        raise AccessError(
            self.env._(
                "At %(site)s this is for: %(roles)s.",
                site=self.sudo().name,
                roles=", ".join(labels[role] for role in roles),
            )
        )

    @api.private
    @contextmanager
    def deciding_floor(self):
        """Let nobody else decide at this floor until the transaction ends.

        Yields an environment that sees the floor as others have committed it by now: a
        transaction itself sees it as it was when it began, so that of two who press at
        once both would get the same rep. What is decided on it is then only inserted,
        so that nothing fails and nobody waits for more than a moment.
        """
        self.ensure_one()
        self.env.flush_all()
        # Borrowing a connection takes round trips: not while others wait for the lock.
        with closing(self.env.registry.cursor()) as fresh:
            self.env.cr.execute(
                SQL(
                    "SELECT pg_advisory_xact_lock(hashtext('sales_floor'), %s)", self.id
                )
            )
            yield self.env(cr=fresh, su=True)

    @api.private
    def tell_floor(self):
        """Have the screens of this floor look again: something has changed."""
        for site in self.sudo():
            site._bus_send(
                "sales_floor/changed",
                {"at": fields.Datetime.to_string(site.env.cr.now())},
            )

    @api.private
    def today_rota(self):
        """The rota of this sales floor for today, opened where there is none."""
        self.ensure_one()
        return self.env["floor.rota"].open_day(self, self.local_date())
