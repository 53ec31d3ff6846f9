from odoo import api, fields, models


class FloorDisputeParty(models.Model):
    """Who disputes, what they say, what the project manager finds of them (F-23)."""

    _name = "floor.dispute.party"
    _description = "Party to a Dispute"
    _inherit = ["floor.dispute.line.mixin"]
    _order = "id"
    _seal_fields = ("user_id", "says", "said_at", "fault", "contribution")
    _guarded_fields = frozenset({"says", "said_at"})
    _of_the_opener = frozenset({"user_id", "dispute_id"})

    user_id = fields.Many2one(
        "res.users",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False)]",
    )
    says = fields.Text(string="How They See It", readonly=True, copy=False)
    said_at = fields.Datetime(string="Said On", readonly=True, copy=False)
    fault = fields.Text(help="F-23: what they did wrong, or that they did nothing.")
    contribution = fields.Text(help="F-23: what they contributed to the deal.")

    _person_unique = models.UniqueIndex(
        "(dispute_id, user_id)", "Name each person once."
    )

    @api.depends("user_id")
    def _compute_display_name(self):
        for it in self:
            it.display_name = it.user_id.name
