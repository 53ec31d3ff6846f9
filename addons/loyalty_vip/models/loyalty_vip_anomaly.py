from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class LoyaltyVipAnomaly(models.Model):
    """A breach of the rules of membership, or something odd about it (L-20)."""

    _name = "loyalty.vip.anomaly"
    _description = "Anomaly of VIP Loyalty"
    _inherit = ["charter.guard.mixin"]
    _order = "found_at desc, id desc"
    _rec_name = "description"
    _guarded_fields = frozenset(
        {"state", "found_by_id", "found_at", "dealt_by_id", "dealt_at"}
    )
    _guarded_after_create = frozenset({"site_id", "card_id", "kind", "description"})

    site_id = fields.Many2one(
        "service.site",
        string="Store",
        required=True,
        index=True,
        domain="[('kind', '=', 'store')]",
        default=lambda self: self.env.user.site_ids.filtered(
            lambda it: it.kind == "store"
        )[:1],
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True
    )
    card_id = fields.Many2one(
        "loyalty.card",
        string="VIP Card",
        index="btree_not_null",
        domain="[('vip_state', '!=', False)]",
        ondelete="restrict",
    )
    kind = fields.Selection(
        [
            ("lost_card", "A lost or replaced card was shown"),
            ("not_own", "Somebody else's card was shown"),
            ("data", "Members' data given away"),
            ("points", "Points or discounts that should not be"),
            ("staff", "Breach by staff"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    description = fields.Text(string="What Happened", required=True)
    found_by_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    found_at = fields.Datetime(
        string="Found On", required=True, readonly=True, default=fields.Datetime.now
    )
    measure = fields.Text(string="What Was Done")
    state = fields.Selection(
        [("open", "Open"), ("dealt", "Dealt With")],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )
    dealt_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    dealt_at = fields.Datetime(string="Dealt With On", readonly=True)

    def action_deal(self):
        """L-20: dealt with, by the store's manager, who says how."""
        self.check_access("write")
        if self.site_id - self.env.user.managed_site_ids:
            raise AccessError(
                self.env._("Only the manager of its store deals with an anomaly.")
            )
        if self.filtered(lambda it: it.state != "open"):
            raise UserError(self.env._("This has been dealt with already."))
        if self.filtered(lambda it: not (it.measure or "").strip()):
            raise UserError(self.env._("Say what was done about it."))
        self.sudo().write(
            {
                "state": "dealt",
                "dealt_by_id": self.env.uid,
                "dealt_at": fields.Datetime.now(),
            }
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("L-20: what was registered is not deleted."))

    @api.model
    @api.private
    def note_apart(self, values):
        """Register what is refused, in a transaction of its own as this one ends."""
        with self.env.registry.cursor() as cr:
            self.with_env(self.env(cr=cr)).sudo().create(
                {**values, "found_by_id": self.env.uid}
            )
