from odoo import fields, models


class LoyaltyVipUse(models.Model):
    """A VIP card that was shown for an order, and what it gave (L-06, L-07, L-17)."""

    _name = "loyalty.vip.use"
    _description = "VIP Card Shown"
    _inherit = ["charter.decision.mixin"]
    _order = "id desc"
    _rec_name = "number"
    _guarded_fields = frozenset(
        {
            *("order_id", "card_id", "number", "shown_by_id", "shown_at", "role"),
            *("identity_by_id", "identity_at", "signature", "signed_at"),
        }
    )

    order_id = fields.Many2one(
        "sale.order", required=True, readonly=True, index=True, ondelete="cascade"
    )
    card_id = fields.Many2one(
        "loyalty.card", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True
    )
    site_id = fields.Many2one(
        related="order_id.store_id",
        string="Store",
        store=True,
        precompute=True,
        index=True,
    )
    number = fields.Char(string="Number Shown", required=True, readonly=True)
    shown_by_id = fields.Many2one(
        "res.users",
        string="Shown to",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    shown_at = fields.Datetime(string="Shown On", required=True, readonly=True)
    identity_by_id = fields.Many2one(
        "res.users",
        string="Identity Card Checked By",
        readonly=True,
        ondelete="restrict",
    )
    identity_at = fields.Datetime(string="Identity Card Checked On", readonly=True)
    role = fields.Selection(
        [
            ("card", "Discount with the card"),
            ("tier", "Discount of the tier"),
            ("birthday", "Discount on the birthday"),
        ],
        string="Discount",
        readonly=True,
        help="Which discount the order was confirmed with.",
    )
    signature = fields.Binary(
        string="Member's Signature", readonly=True, attachment=True
    )
    signed_at = fields.Datetime(string="Signed On", readonly=True)
