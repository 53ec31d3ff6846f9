from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies import freshness, notice, steps, violation


class ResCompany(models.Model):
    _inherit = "res.company"

    dossier_confirm_months = fields.Integer(
        string="Months Until Confirmed Again",
        required=True,
        default=12,
        help="D-10: how long what was confirmed in a dossier counts as current.",
    )
    dossier_filed_complete = fields.Boolean(
        string="Filed Only When Complete",
        default=True,
        help="D-05: no dossier is filed while a paper is missing that blocks it.",
    )
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

    @api.constrains("dossier_confirm_months")
    def _check_dossier_confirm_months(self):
        for company in self:
            if company.dossier_confirm_months < 1:
                raise ValidationError(
                    self.env._("A confirmation counts for a month at least.")
                )

    @api.private
    def dossier_freshness_settings(self):
        """The settings of D-10."""
        self.ensure_one()
        return freshness.Settings(months=self.dossier_confirm_months)

    @api.private
    def dossier_step_settings(self):
        """The settings of D-01 and D-05."""
        self.ensure_one()
        return steps.Settings(filed_complete=self.dossier_filed_complete)

    @api.private
    def dossier_notice_settings(self):
        """D-12 as this company sets it."""
        return notice.Settings(days=self.dossier_notice_days)

    @api.private
    def dossier_violation_settings(self):
        """D-14 as this company sets it."""
        return violation.Settings(cure_days=self.dossier_violation_days)
