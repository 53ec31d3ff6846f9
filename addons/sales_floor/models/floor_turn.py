from odoo import fields, models


class FloorTurn(models.Model):
    """The ledger of turns: who received, who was passed over, and by which rule.

    Sealed from the beginning; what turns out otherwise is a new entry.
    """

    _name = "floor.turn"
    _description = "Turn"
    _inherit = ["charter.decision.mixin", "floor.signed.mixin", "register.seal.mixin"]
    _order = "id desc"
    _seal_fields = (
        *("seq", "rota_id", "user_id", "visit_id", "kind", "effect", "reason"),
        *("facts", "decided_at", "decided_by_id", "signed_by_id", "request_uuid"),
    )
    _seal_scope = "site_id"

    seq = fields.Integer(string="No.", required=True, readonly=True)
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
    visit_id = fields.Many2one(
        "floor.visit", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    kind = fields.Selection([("regular", "By Rota")], required=True, readonly=True)
    effect = fields.Selection(
        [
            ("counted", "Counted"),
            ("not_counted", "Not Counted"),
            ("voided", "Void"),
            ("owed", "Owed"),
        ],
        string="The Turn Is",
        required=True,
        readonly=True,
    )

    _seq_unique = models.Constraint("UNIQUE (site_id, seq)")
