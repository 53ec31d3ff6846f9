from odoo import fields, models


class LoyaltyVipNumber(models.Model):
    """A number that a VIP card had: it stopped working when the next one was given."""

    _name = "loyalty.vip.number"
    _description = "Former Number of a VIP Card"
    _order = "id desc"
    _rec_name = "number"

    card_id = fields.Many2one(
        "loyalty.card", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="card_id.vip_company_id", store=True, precompute=True
    )
    site_id = fields.Many2one(
        related="card_id.vip_site_id", store=True, precompute=True, index=True
    )
    number = fields.Char(required=True, readonly=True)
    stopped_at = fields.Datetime(string="Stopped On", required=True, readonly=True)
    stopped_by_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="restrict"
    )
    reason = fields.Char(required=True, readonly=True)

    _number_unique = models.Constraint(
        "UNIQUE (number)", "A number stops working only once."
    )
