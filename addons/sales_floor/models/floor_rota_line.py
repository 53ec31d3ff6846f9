from odoo import api, fields, models

STATES = [
    ("ready", "Ready"),
    ("not_ready", "Not Ready"),
    ("errand", "On an Errand"),
    ("business", "Away on Business"),
    ("absent", "Absent"),
    ("lunch", "At Lunch"),
    ("left", "Left for the Day"),
]


class FloorRotaLine(models.Model):
    """A rep in the order of the day, and how they are just now (F-01, F-03)."""

    _name = "floor.rota.line"
    _description = "Rep in the Rota"
    _inherit = ["charter.guard.mixin"]
    _order = "rota_id, sequence, id"
    _guarded_fields = frozenset({"state", "state_since", "is_barred"})
    _guarded_after_create = frozenset({"rota_id", "user_id"})

    rota_id = fields.Many2one(
        "floor.rota", required=True, index=True, ondelete="cascade"
    )
    site_id = fields.Many2one(related="rota_id.site_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="rota_id.company_id", store=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    user_id = fields.Many2one(
        "res.users",
        string="Sales Representative",
        required=True,
        index=True,
        ondelete="restrict",
    )
    state = fields.Selection(
        STATES, string="Is", required=True, readonly=True, default="not_ready"
    )
    state_since = fields.Datetime(string="Since", readonly=True)
    is_barred = fields.Boolean(
        string="Turn Cancelled",
        readonly=True,
        help="F-03: the floor supervisor cancelled this rep's turn of the round.",
    )

    _user_unique = models.Constraint(
        "UNIQUE (rota_id, user_id)", "Each rep stands in the rota once."
    )

    @api.depends("user_id.name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.user_id.name
