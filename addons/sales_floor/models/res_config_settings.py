from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    # -- signing at the reception --

    floor_pin_tries = fields.Integer(
        related="company_id.floor_pin_tries", readonly=False
    )
    floor_pin_lock_minutes = fields.Integer(
        related="company_id.floor_pin_lock_minutes", readonly=False
    )
    floor_signed_seconds = fields.Integer(
        related="company_id.floor_signed_seconds", readonly=False
    )

    # -- the rota and the register --

    floor_absence = fields.Selection(
        related="company_id.floor_absence", readonly=False, required=True
    )
    floor_make_up = fields.Selection(
        related="company_id.floor_make_up", readonly=False, required=True
    )
    floor_make_up_approval = fields.Boolean(
        related="company_id.floor_make_up_approval", readonly=False
    )
    floor_busy = fields.Selection(
        related="company_id.floor_busy", readonly=False, required=True
    )
    floor_excused = fields.Selection(
        related="company_id.floor_excused", readonly=False, required=True
    )
    floor_designated_make_up = fields.Boolean(
        related="company_id.floor_designated_make_up", readonly=False
    )
    floor_carry_over = fields.Boolean(
        related="company_id.floor_carry_over", readonly=False
    )
    floor_lunch_duty = fields.Integer(
        related="company_id.floor_lunch_duty", readonly=False
    )
    floor_stand_in = fields.Selection(
        related="company_id.floor_stand_in", readonly=False, required=True
    )
    floor_match_recognises = fields.Boolean(
        related="company_id.floor_match_recognises", readonly=False
    )
    floor_expired_returns = fields.Boolean(
        related="company_id.floor_expired_returns", readonly=False
    )
    floor_forgotten_uses_turn = fields.Boolean(
        related="company_id.floor_forgotten_uses_turn", readonly=False
    )
    floor_announced_counts = fields.Boolean(
        related="company_id.floor_announced_counts", readonly=False
    )
    floor_designated_percent = fields.Float(
        related="company_id.floor_designated_percent", readonly=False
    )
    floor_priority_turn = fields.Selection(
        related="company_id.floor_priority_turn", readonly=False, required=True
    )
    floor_restore_turn = fields.Boolean(
        related="company_id.floor_restore_turn", readonly=False
    )
    floor_validity_count = fields.Integer(
        related="company_id.floor_validity_count", readonly=False
    )
    floor_validity_unit = fields.Selection(
        related="company_id.floor_validity_unit", readonly=False, required=True
    )
    floor_validity_from = fields.Selection(
        related="company_id.floor_validity_from", readonly=False, required=True
    )
    floor_late_entry = fields.Integer(
        related="company_id.floor_late_entry", readonly=False
    )

    # -- reports and the evening --

    floor_report_day = fields.Selection(
        related="company_id.floor_report_day", readonly=False, required=True
    )
    floor_report_week = fields.Selection(
        related="company_id.floor_report_week", readonly=False, required=True
    )
    floor_report_month = fields.Selection(
        related="company_id.floor_report_month", readonly=False, required=True
    )
    floor_report_hour = fields.Integer(
        related="company_id.floor_report_hour", readonly=False
    )
    floor_report_catch_up = fields.Integer(
        related="company_id.floor_report_catch_up", readonly=False
    )
    floor_report_counts = fields.Selection(
        related="company_id.floor_report_counts", readonly=False, required=True
    )
    floor_invite_after = fields.Integer(
        related="company_id.floor_invite_after", readonly=False
    )
    floor_sum_up_hour = fields.Integer(
        related="company_id.floor_sum_up_hour", readonly=False
    )

    # -- whose customer --

    floor_original_percent = fields.Float(
        related="company_id.floor_original_percent", readonly=False
    )
    floor_recognition_count = fields.Integer(
        related="company_id.floor_recognition_count", readonly=False
    )
    floor_recognition_unit = fields.Selection(
        related="company_id.floor_recognition_unit", readonly=False, required=True
    )
    floor_match_counts = fields.Boolean(
        related="company_id.floor_match_counts", readonly=False
    )
    floor_expired_original = fields.Boolean(
        related="company_id.floor_expired_original", readonly=False
    )
    floor_recognised_after_deal = fields.Boolean(
        related="company_id.floor_recognised_after_deal", readonly=False
    )
    floor_forgotten_first = fields.Boolean(
        related="company_id.floor_forgotten_first", readonly=False
    )
    floor_same_day_percent = fields.Float(
        related="company_id.floor_same_day_percent", readonly=False
    )
    floor_pool_percent = fields.Float(
        related="company_id.floor_pool_percent", readonly=False
    )
    floor_after_sales_percent = fields.Float(
        related="company_id.floor_after_sales_percent", readonly=False
    )
    floor_referrer_percent = fields.Float(
        related="company_id.floor_referrer_percent", readonly=False
    )
    floor_kin_percent = fields.Float(
        related="company_id.floor_kin_percent", readonly=False
    )
    floor_kin = fields.Selection(
        related="company_id.floor_kin", readonly=False, required=True
    )
    floor_kin_after_deal = fields.Boolean(
        related="company_id.floor_kin_after_deal", readonly=False
    )
    floor_kin_first = fields.Boolean(
        related="company_id.floor_kin_first", readonly=False
    )
    floor_expiry = fields.Selection(
        related="company_id.floor_expiry", readonly=False, required=True
    )

    # -- referrals, disputes, incidents --

    floor_referral_grace = fields.Integer(
        related="company_id.floor_referral_grace", readonly=False
    )
    floor_dispute_same_person = fields.Boolean(
        related="company_id.floor_dispute_same_person", readonly=False
    )
    floor_penalty_days = fields.Integer(
        related="company_id.floor_penalty_days", readonly=False
    )
    floor_penalty_months = fields.Integer(
        related="company_id.floor_penalty_months", readonly=False
    )
    floor_penalty_bonus_percent = fields.Float(
        related="company_id.floor_penalty_bonus_percent", readonly=False
    )
    floor_stirring_percent = fields.Float(
        related="company_id.floor_stirring_percent", readonly=False
    )
    floor_hearing = fields.Boolean(related="company_id.floor_hearing", readonly=False)
