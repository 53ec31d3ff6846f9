from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _personal_records(self):
        """The plans of reps too, for who sees them; those that ended as well (D-13)."""
        records = super()._personal_records()
        plans = self.env["partner.follow.plan"].with_context(active_test=False)
        if not plans.has_access("read"):
            return records
        return [*records, plans.search([("partner_id", "=", self.id)])]
