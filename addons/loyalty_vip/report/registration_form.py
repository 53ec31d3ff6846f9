from odoo import api, models


class RegistrationForm(models.AbstractModel):
    """《门店VIP资料登记表》 on paper: each printing passes the door (L-13)."""

    _name = "report.loyalty_vip.registration_form"
    _description = "VIP Registration Form on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        forms = self.env["loyalty.vip.registration"].browse(docids)
        forms.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": forms._name,
            "docs": forms,
            "told": {form.id: form.vip_told() for form in forms},
        }
