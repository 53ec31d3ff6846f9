from odoo import api, fields, models

from ..policies import history

PARTIES = [
    (history.REP, "Sales Representative"),
    (history.EMPLOYEE, "Referring Employee"),
    (history.POOL, "Pool"),
]


class FloorDisputeShare(models.Model):
    """Who is to have what part of the commission, by the opinion (F-23)."""

    _name = "floor.dispute.share"
    _description = "Share by an Opinion"
    _inherit = ["floor.dispute.line.mixin"]
    _order = "id"
    _seal_fields = ("party", "user_id", "percent", "is_owner")

    party = fields.Selection(PARTIES, required=True, default=history.REP)
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False)]",
        help="Nobody for the pool.",
    )
    percent = fields.Float(digits=(5, 2), required=True)
    is_owner = fields.Boolean(
        string="Whose Customer",
        help="It is their customer, or the customer of several.",
    )

    @api.depends("user_id", "percent")
    def _compute_display_name(self):
        pool = self.env._("Pool")
        for it in self:
            it.display_name = f"{it.user_id.name or pool} {it.percent:g} %"
