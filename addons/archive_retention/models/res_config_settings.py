from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    archive_paper_formats = fields.Char(
        related="company_id.archive_paper_formats", readonly=False
    )
    archive_filing_days = fields.Integer(
        related="company_id.archive_filing_days", readonly=False
    )
    archive_series = fields.Selection(
        related="company_id.archive_series", readonly=False
    )
    archive_scan_mb = fields.Integer(
        related="company_id.archive_scan_mb", readonly=False
    )
    archive_loan_days = fields.Integer(
        related="company_id.archive_loan_days", readonly=False
    )
    archive_remind_days = fields.Integer(
        related="company_id.archive_remind_days", readonly=False
    )
    archive_escalate_days = fields.Integer(
        related="company_id.archive_escalate_days", readonly=False
    )
    archive_review_by_another = fields.Boolean(
        related="company_id.archive_review_by_another", readonly=False
    )
    archive_review_batch = fields.Integer(
        related="company_id.archive_review_batch", readonly=False
    )
    archive_inspection_months = fields.Integer(
        related="company_id.archive_inspection_months", readonly=False
    )
    archive_order_months = fields.Integer(
        related="company_id.archive_order_months", readonly=False
    )
