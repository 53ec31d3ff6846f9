from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    vip_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of VIP Loyalty"
    )
    vip_single = fields.Monetary(
        related="company_id.vip_single",
        readonly=False,
        currency_field="vip_currency_id",
    )
    vip_total = fields.Monetary(
        related="company_id.vip_total", readonly=False, currency_field="vip_currency_id"
    )
    vip_months = fields.Integer(related="company_id.vip_months", readonly=False)
    vip_period = fields.Selection(
        related="company_id.vip_period", readonly=False, required=True
    )
    vip_scope = fields.Selection(
        related="company_id.vip_scope", readonly=False, required=True
    )
    vip_point_amount = fields.Monetary(
        related="company_id.vip_point_amount",
        readonly=False,
        currency_field="vip_currency_id",
    )
    vip_remainders = fields.Selection(
        related="company_id.vip_remainders", readonly=False, required=True
    )
    vip_point_months = fields.Integer(
        related="company_id.vip_point_months", readonly=False
    )
    vip_tier_points = fields.Integer(
        related="company_id.vip_tier_points", readonly=False
    )
    vip_tier_by = fields.Selection(
        related="company_id.vip_tier_by", readonly=False, required=True
    )
    vip_leap_day = fields.Selection(
        related="company_id.vip_leap_day", readonly=False, required=True
    )
    vip_birth_days = fields.Integer(related="company_id.vip_birth_days", readonly=False)
    vip_years = fields.Integer(related="company_id.vip_years", readonly=False)
    vip_return_day = fields.Integer(related="company_id.vip_return_day", readonly=False)
    vip_number_digits = fields.Integer(
        related="company_id.vip_number_digits", readonly=False
    )
    vip_remind_days = fields.Integer(
        related="company_id.vip_remind_days", readonly=False
    )
    vip_operations_id = fields.Many2one(
        related="company_id.vip_operations_id", readonly=False
    )
