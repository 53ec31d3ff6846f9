from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _personal_records(self):
        """The forms too: what was told and not taken over is kept about somebody."""
        forms = self.env["partner.dossier.form"]
        return [
            *super()._personal_records(),
            forms.search([("partner_id", "=", self.id)]),
        ]
