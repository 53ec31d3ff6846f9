from odoo import fields, models

from .floor_rota_line import STATES


class FloorPresence(models.Model):
    """The register of who was ready, away or back, when and why (F-02, F-03)."""

    _name = "floor.presence"
    _description = "Coming or Going"
    _inherit = ["floor.signed.mixin", "register.seal.mixin"]
    _order = "id desc"
    _seal_fields = ("rota_id", "user_id", "state", "reason", "happened_at", "signed_by_id")
    _seal_scope = "site_id"
    _guarded_fields = frozenset({"approved_by_id", "approved_at"})

    rota_id = fields.Many2one(
        "floor.rota", required=True, readonly=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(related="rota_id.site_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="rota_id.company_id", store=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Sales Representative",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    state = fields.Selection(STATES, string="Is", required=True, readonly=True)
    reason = fields.Char(readonly=True)
    happened_at = fields.Datetime(
        string="At", required=True, readonly=True, default=fields.Datetime.now
    )
    approved_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    approved_at = fields.Datetime(string="Approved On", readonly=True, copy=False)
