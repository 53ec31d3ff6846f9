from contextlib import closing, contextmanager

from odoo import api, fields, models
from odoo.tools import SQL


class FloorRota(models.Model):
    """The order in which the reps of a sales floor receive new customers on a day."""

    _name = "floor.rota"
    _description = "Rota"
    _inherit = ["charter.guard.mixin", "mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _guarded_after_create = frozenset({"site_id", "date"})

    site_id = fields.Many2one(
        "service.site",
        string="Sales Floor",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('kind', '=', 'sales_floor')]",
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    date = fields.Date(
        string="Day", required=True, default=fields.Date.context_today, copy=False
    )
    line_ids = fields.One2many("floor.rota.line", "rota_id", string="Order of the Day")
    turn_ids = fields.One2many("floor.turn", "rota_id", string="Turns", readonly=True)
    presence_ids = fields.One2many(
        "floor.presence", "rota_id", string="Comings and Goings", readonly=True
    )

    _day_unique = models.Constraint(
        "UNIQUE (site_id, date)",
        "There is a rota for this sales floor and day already: change that one.",
    )

    @api.depends("site_id", "date")
    def _compute_display_name(self):
        for rota in self:
            rota.display_name = f"{rota.site_id.code} {rota.date or ''}"

    # -- business --

    @contextmanager
    def _deciding(self):
        """Let nobody else decide at this floor until the transaction ends.

        Yields the rota as others have committed it by now: a transaction itself sees
        the floor as it was when it began, so that two who press at once would both get
        the same rep. What is decided is then only inserted, so that nothing fails.
        """
        self.ensure_one()
        self.env.flush_all()
        # Borrowing a connection takes round trips: not while others wait for the lock.
        with closing(self.env.registry.cursor()) as fresh:
            self.env.cr.execute(
                SQL(
                    "SELECT pg_advisory_xact_lock(hashtext(%s), %s)",
                    self._table,
                    self.site_id.id,
                )
            )
            yield self.with_env(self.env(cr=fresh)).sudo()
