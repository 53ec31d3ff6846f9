import logging
from datetime import timedelta

from odoo import api, models

from ..policies import reporting

_logger = logging.getLogger(__name__)


class FloorPeriodMixin(models.AbstractModel):
    """What belongs to a sales floor and its days.

    A day goes from midnight to midnight in the zone of the site.
    """

    _name = "floor.period.mixin"
    _description = "Days of a Sales Floor"
    _inherit = ["floor.site.mixin"]

    @api.model
    def _default_site(self):
        return self.env.user.site_ids.filtered(lambda it: it.kind == "sales_floor")[:1]

    @api.model
    def _moments(self, site, first, last):
        """When the first day begins and the last one ends, in UTC."""
        return site.moment_at(first), site.moment_at(last + timedelta(days=1))

    @api.model
    def _at_each_floor(self):
        """Do what a cron does at every sales floor, each in a transaction of its own.

        Where it fails, it is tried again at the next run; it stops no other floor.
        """
        # Everyday's activities are seen where activities are: no mail for each.
        quiet = self.sudo().with_context(mail_activity_quick_update=True)
        floors = quiet.env["service.site"].search([("kind", "=", "sales_floor")])
        progress = self.env["ir.cron"]
        progress._commit_progress(remaining=len(floors))
        for site in floors:
            try:
                quiet._run_floor(site)
                left = progress._commit_progress(1)
            except Exception:
                self.env.cr.rollback()
                _logger.exception(
                    "%s: %s failed, tried again later", site.id, self._name
                )
                continue
            if not left:
                break

    @api.model
    def _run_floor(self, site):
        """What the cron does at one sales floor."""

    @api.model
    def _reporting_facts(self, site, done=()):
        """F-26, F-29: what the clock says at the site, and what is done already."""
        moments = [
            *self._first_entry("floor.call", site, "called_at").mapped("called_at"),
            *self._first_entry("floor.visit", site, "arrived_at").mapped("arrived_at"),
        ]
        return reporting.Facts(
            now=site.local_time(),
            since=site.local_date(min(moments)) if moments else None,
            done=frozenset(done),
        )

    @api.model
    def _first_entry(self, register, site, moment):
        return (
            self.env[register]
            .sudo()
            .search([("site_id", "=", site.id)], order=moment, limit=1)
        )
