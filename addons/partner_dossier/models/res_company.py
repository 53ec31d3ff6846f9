from odoo import api, fields, models

from ..policies import notice, violation


class ResCompany(models.Model):
    _inherit = "res.company"

    dossier_notice_days = fields.Integer(
        string="Days to Sign a Notice",
        required=True,
        default=3,
        help="D-12: so many days after a notice was issued, who handed it out is asked"
        " to have it signed.",
    )
    dossier_violation_days = fields.Integer(
        string="Days to Cure a Violation",
        required=True,
        default=7,
        help="D-14: the limit that is proposed for a notice to cure.",
    )

    _dossier_register_numbers = models.Constraint(
        "CHECK(dossier_notice_days >= 0 AND dossier_violation_days > 0)",
        "A notice is signed within 0 days or more, a violation cured within one or"
        " more.",
    )

    @api.private
    def dossier_notice_settings(self):
        """D-12 as this company sets it."""
        return notice.Settings(days=self.dossier_notice_days)

    @api.private
    def dossier_violation_settings(self):
        """D-14 as this company sets it."""
        return violation.Settings(cure_days=self.dossier_violation_days)
