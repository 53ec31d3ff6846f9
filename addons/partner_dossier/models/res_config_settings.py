from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dossier_notice_days = fields.Integer(
        related="company_id.dossier_notice_days", readonly=False
    )
    dossier_violation_days = fields.Integer(
        related="company_id.dossier_violation_days", readonly=False
    )
