from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Two contacts turn out to be one customer, who may have two dossiers then."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Of dossiers without a unit one stays in use at each site."""
        people = src_partners | dst_partner
        self.env["partner.dossier"].sudo().join(people, dst_partner)
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
