from odoo import api, fields, models
from odoo.tools import SQL


class FloorVisitNotebookMixin(models.AbstractModel):
    """The rep's own notebook: customers sorted, with their next steps (F-27, F-30).

    What is noted here is no part of the register's entry: it goes on after that.
    """

    _name = "floor.visit.notebook.mixin"
    _description = "Visit in the Rep's Notebook"

    rank = fields.Selection(
        [
            ("a", "A · likely to buy"),
            ("b", "B · undecided"),
            ("c", "C · for later"),
        ],
        copy=False,
        group_expand=True,
        help="F-30: sorted by the rep, and sorted again as things change.",
    )
    holder_id = fields.Many2one(
        "res.users",
        string="Registered For",
        compute="_compute_holder_id",
        search="_search_holder_id",
    )
    is_latest = fields.Boolean(
        string="Latest Visit", compute="_compute_is_latest", search="_search_is_latest"
    )

    @api.depends("user_id", "instead_of_id")
    def _compute_holder_id(self):
        for visit in self:
            visit.holder_id = visit._holder()

    def _search_holder_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            *("|", ("instead_of_id", "in", value)),
            *("&", ("instead_of_id", "=", False), ("user_id", "in", value)),
        ]

    def _compute_is_latest(self):
        latest = self.search([("is_latest", "=", True), ("id", "in", self.ids)])
        for visit in self:
            visit.is_latest = visit in latest

    def _search_is_latest(self, operator, value):
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        self.flush_model()
        return [
            (
                "id",
                "in",
                SQL(
                    """(
                    SELECT DISTINCT ON (site_id, holder, customer) id
                      FROM (
                        SELECT id, site_id, arrived_at,
                               COALESCE(instead_of_id, user_id) AS holder,
                               COALESCE(partner_id::text, phone_number, 'visit ' || id)
                                   AS customer
                          FROM floor_visit
                         WHERE state <> 'corrected'
                           AND outcome IS DISTINCT FROM 'no_reception'
                      ) AS visit
                     ORDER BY site_id, holder, customer, arrived_at DESC, id DESC
                    )"""
                ),
            )
        ]

    # -- business --

    def _remind_rep(self, kind, day, note=None):
        """F-29: whose customer it is, is reminded on a day."""
        for visit in self:
            visit.ask(visit.holder_id, day=day, kind=kind, note=note)
