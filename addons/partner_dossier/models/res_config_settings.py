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
    dossier_move_in = fields.Selection(
        related="company_id.dossier_move_in", readonly=False
    )
    dossier_lease_start = fields.Selection(
        related="company_id.dossier_lease_start", readonly=False
    )
    dossier_count_received = fields.Boolean(
        related="company_id.dossier_count_received", readonly=False
    )
    dossier_ask_emergency = fields.Boolean(
        related="company_id.dossier_ask_emergency", readonly=False
    )
    dossier_manager_waives = fields.Boolean(
        related="company_id.dossier_manager_waives", readonly=False
    )
    dossier_remind_days = fields.Integer(
        related="company_id.dossier_remind_days", readonly=False
    )
    dossier_inspection_months = fields.Integer(
        related="company_id.dossier_inspection_months", readonly=False
    )
    dossier_owner_class_id = fields.Many2one(
        related="company_id.dossier_owner_class_id", readonly=False
    )
    dossier_tenant_class_id = fields.Many2one(
        related="company_id.dossier_tenant_class_id", readonly=False
    )
