from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies import freshness, steps


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
