from odoo import api, fields, models

from ..policies import passing

STATES = [
    (passing.READY, "Ready"),
    (passing.NOT_READY, "Not Ready"),
    (passing.ERRAND, "On an Errand"),
    (passing.BUSINESS, "Away on Business"),
    (passing.ABSENT, "Absent"),
    (passing.LUNCH, "At Lunch"),
    (passing.LEFT, "Left for the Day"),
]


class FloorRotaLine(models.Model):
    """A rep in the order of the day, and how they are just now (F-01, F-03)."""

    _name = "floor.rota.line"
    _description = "Rep in the Rota"
    _inherit = ["charter.guard.mixin"]
    _order = "rota_id, sequence, id"
    _guarded_fields = frozenset(
        {"state", "state_since", "is_excused", "is_approved", "is_on_duty"}
    )
    _guarded_after_create = frozenset({"rota_id", "user_id", "sequence"})

    rota_id = fields.Many2one(
        "floor.rota", required=True, index=True, ondelete="cascade"
    )
    site_id = fields.Many2one(related="rota_id.site_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="rota_id.company_id", store=True, precompute=True
    )
    sequence = fields.Integer(string="Place", default=10)
    user_id = fields.Many2one(
        "res.users",
        string="Sales Representative",
        required=True,
        index=True,
        ondelete="restrict",
    )
    state = fields.Selection(
        STATES, string="Is", required=True, readonly=True, default=passing.NOT_READY
    )
    state_since = fields.Datetime(string="Since", readonly=True)
    is_excused = fields.Boolean(
        string="With Good Reason",
        readonly=True,
        help="F-02: the floor supervisor accepted the reason of the absence.",
    )
    is_approved = fields.Boolean(
        string="Approved",
        readonly=True,
        help="F-02: the project manager verified the errand.",
    )
    is_on_duty = fields.Boolean(
        string="On Lunch Duty",
        readonly=True,
        help="F-09: was on duty at the desk when they went to lunch.",
    )

    _user_unique = models.Constraint(
        "UNIQUE (rota_id, user_id)", "Each rep stands in the rota once."
    )

    @api.depends("user_id.name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.user_id.name

    # -- business --

    def _rota_rep(self, receiving):
        """The rep as the policy reads them.

        :param receiving: the kinds of their open receptions
        """
        self.ensure_one()
        return passing.Rep(
            rep=self.user_id.id,
            status=self.state,
            excused=self.is_excused,
            approved=self.is_approved,
            on_duty=self.is_on_duty,
            receiving=tuple(receiving),
        )
