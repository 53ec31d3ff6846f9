from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    complaint_series = fields.Selection(
        related="company_id.complaint_series", readonly=False, required=True
    )
    complaint_code_digits = fields.Integer(
        related="company_id.complaint_code_digits", readonly=False
    )
    complaint_code_pattern = fields.Char(
        related="company_id.complaint_code_pattern", readonly=False
    )
    complaint_joint_from = fields.Integer(
        related="company_id.complaint_joint_from", readonly=False
    )
    complaint_reply_days_a = fields.Integer(
        related="company_id.complaint_reply_days_a", readonly=False
    )
    complaint_reply_days_b = fields.Integer(
        related="company_id.complaint_reply_days_b", readonly=False
    )
    complaint_reply_days_c = fields.Integer(
        related="company_id.complaint_reply_days_c", readonly=False
    )
    complaint_alias_prefix = fields.Char(
        related="company_id.complaint_alias_prefix", readonly=False
    )
    complaint_mail_limit = fields.Integer(
        related="company_id.complaint_mail_limit", readonly=False
    )
    complaint_mail_days = fields.Integer(
        related="company_id.complaint_mail_days", readonly=False
    )
    complaint_web_per_address = fields.Integer(
        related="company_id.complaint_web_per_address", readonly=False
    )
    complaint_web_per_hour = fields.Integer(
        related="company_id.complaint_web_per_hour", readonly=False
    )
    complaint_web_letters = fields.Integer(
        related="company_id.complaint_web_letters", readonly=False
    )
    complaint_web_files = fields.Integer(
        related="company_id.complaint_web_files", readonly=False
    )
    complaint_web_megabytes = fields.Integer(
        related="company_id.complaint_web_megabytes", readonly=False
    )
    complaint_web_kinds = fields.Char(
        related="company_id.complaint_web_kinds", readonly=False
    )
    complaint_web_link_days = fields.Integer(
        related="company_id.complaint_web_link_days", readonly=False
    )
    complaint_solve_days_a = fields.Integer(
        related="company_id.complaint_solve_days_a", readonly=False
    )
    complaint_day_mode = fields.Selection(
        related="company_id.complaint_day_mode", readonly=False, required=True
    )
    complaint_acknowledge_days = fields.Integer(
        related="company_id.complaint_acknowledge_days", readonly=False
    )
    complaint_acknowledge_phone = fields.Boolean(
        related="company_id.complaint_acknowledge_phone", readonly=False
    )
    complaint_forward_minutes_a = fields.Integer(
        related="company_id.complaint_forward_minutes_a", readonly=False
    )
    complaint_forward_minutes = fields.Integer(
        related="company_id.complaint_forward_minutes", readonly=False
    )
    complaint_requested = fields.Selection(
        related="company_id.complaint_requested", readonly=False, required=True
    )
    complaint_told_days = fields.Integer(
        related="company_id.complaint_told_days", readonly=False
    )
    complaint_unsolved_months = fields.Integer(
        related="company_id.complaint_unsolved_months", readonly=False
    )
    complaint_unsolved_badly = fields.Boolean(
        related="company_id.complaint_unsolved_badly", readonly=False
    )
    complaint_unsolved_from = fields.Selection(
        related="company_id.complaint_unsolved_from", readonly=False, required=True
    )
    complaint_raised_from = fields.Selection(
        related="company_id.complaint_raised_from", readonly=False, required=True
    )
    complaint_close_signed = fields.Boolean(
        related="company_id.complaint_close_signed", readonly=False
    )
    complaint_extension_after = fields.Boolean(
        related="company_id.complaint_extension_after", readonly=False
    )
