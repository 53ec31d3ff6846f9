from odoo import models
from odoo.exceptions import AccessError, UserError

from .service_site_member import FLOOR_ROLES

USER = "sales_floor.sales_floor_group_user"
LEADERS = ("floor_supervisor", "sales_manager", "project_manager")


class FloorReceptionSigningMixin(models.AbstractModel):
    """Whose session it is at the reception, and whose PIN signs an act."""

    _name = "floor.reception.signing.mixin"
    _description = "Reception That Is Signed"

    def _floors(self):
        """The sales floors of whoever's session it is."""
        if not self.env.user.has_group(USER):
            raise AccessError(
                self.env._("The reception is for people of a sales floor.")
            )
        companies = self.env.companies
        return self.env.user.site_ids.filtered(
            lambda it: (
                it.kind == "sales_floor" and it.active and it.company_id in companies
            )
        ).sorted("sequence")

    def _floor(self, site_id):
        site = self._floors().filtered(lambda it: it.id == site_id)
        if not site:
            raise AccessError(self.env._("This is none of your sales floors."))
        return site

    def _day(self, site):
        """Today's rota, with the right to write what an act leaves."""
        return site.today_rota().sudo()

    def _signer(self, site, signer_id, pin):
        """Whose PIN it is.

        :raise AccessError: they don't belong to this floor, or it isn't theirs
        """
        if self._id(signer_id) not in self._people(site):
            raise AccessError(
                self.env._("Who signs must belong to %(site)s.", site=site.name)
            )
        signer = self.env["res.users"].sudo().browse(self._id(signer_id))
        self.env["floor.pin"].check(signer, pin)
        return signer.sudo(False)

    def _people(self, site):
        """The roles at this floor or at a site above, today, by the user's id."""
        today = site.local_date()
        members = (
            self.env["service.site.member"]
            .sudo()
            .search(
                [
                    ("site_id", "in", site.with_sites_above().ids),
                    ("role", "in", [role for role, _label in FLOOR_ROLES]),
                    ("date_from", "<=", today),
                    *("|", ("date_to", "=", False), ("date_to", ">=", today)),
                    ("user_id.active", "=", True),
                ]
            )
        )
        return {
            user.id: set(held.mapped("role"))
            for user, held in members.grouped("user_id").items()
            if user.has_group(USER)
        }

    def _person(self, site, user_id):
        """A rep of today's rota.

        :raise UserError: they don't stand in it
        """
        lines = self._day(site).line_ids
        user = lines.user_id.filtered(lambda it: it.id == user_id)
        if not user:
            raise UserError(self.env._("Name somebody of today's rota."))
        return user.with_env(self.env)

    def _visit_and_signer(self, visit_id, signer_id, pin):
        """A visit, and who signs what is done about it: its rep, or who leads."""
        visit = self.env["floor.visit"].sudo().browse(self._id(visit_id)).exists()
        site = self._floor(visit.site_id.id)
        signer = self._signer(site, signer_id, pin)
        if signer != visit.user_id:
            site.require_floor_role(*LEADERS, user=signer)
        return visit, signer

    # -- what comes in --

    @staticmethod
    def _id(value):
        """An id, or nothing: what comes over RPC may be anything."""
        return value if isinstance(value, int) and value > 0 else 0

    @staticmethod
    def _text(value):
        return value.strip() if isinstance(value, str) else ""
