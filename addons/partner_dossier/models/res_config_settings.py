from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dossier_confirm_months = fields.Integer(
        related="company_id.dossier_confirm_months", readonly=False
    )
    dossier_filed_complete = fields.Boolean(
        related="company_id.dossier_filed_complete", readonly=False
    )
    dossier_notice_days = fields.Integer(
        related="company_id.dossier_notice_days", readonly=False
    )
    dossier_violation_days = fields.Integer(
        related="company_id.dossier_violation_days", readonly=False
    )
