from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    confidential_grant_hours = fields.Integer(
        related="company_id.confidential_grant_hours", readonly=False
    )
    confidential_purpose_length = fields.Integer(
        related="company_id.confidential_purpose_length", readonly=False
    )
    confidential_file_minutes = fields.Integer(
        related="company_id.confidential_file_minutes", readonly=False
    )
