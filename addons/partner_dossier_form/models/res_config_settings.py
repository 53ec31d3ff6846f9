from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dossier_form_days = fields.Integer(
        related="company_id.dossier_form_days", readonly=False
    )
    dossier_form_tries = fields.Integer(
        related="company_id.dossier_form_tries", readonly=False
    )
    dossier_form_letters = fields.Integer(
        related="company_id.dossier_form_letters", readonly=False
    )
    dossier_form_files = fields.Integer(
        related="company_id.dossier_form_files", readonly=False
    )
    dossier_form_megabytes = fields.Integer(
        related="company_id.dossier_form_megabytes", readonly=False
    )
    dossier_form_kinds = fields.Char(
        related="company_id.dossier_form_kinds", readonly=False
    )
    dossier_form_consent = fields.Text(
        related="company_id.dossier_form_consent", readonly=False
    )
