from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dossier_deposit_account_ids = fields.Many2many(
        related="company_id.dossier_deposit_account_ids", readonly=False
    )
