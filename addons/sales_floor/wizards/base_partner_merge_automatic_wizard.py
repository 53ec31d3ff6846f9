from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Two contacts turn out to be one customer (F-19)."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """What was decided on each becomes one history; then it is asked anew."""
        people = src_partners | dst_partner
        attributions = self.env["floor.attribution"].sudo()
        still_open = attributions.search(
            [("partner_id", "in", people.ids), ("deal_at", "=", False)]
        )
        for same in still_open.grouped("site_id").values():
            kept = same.filtered(lambda it: it.partner_id == dst_partner) or same
            if same - kept[:1]:
                kept[:1]._absorb(same - kept[:1])
        self.env.flush_all()
        result = super()._update_foreign_keys(src_partners, dst_partner)
        self.env.invalidate_all()
        attributions.attribute_all(dst_partner)
        return result
