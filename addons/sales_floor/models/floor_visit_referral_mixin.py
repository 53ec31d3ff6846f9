from odoo import models

from ..policies import referral


class FloorVisitReferralMixin(models.AbstractModel):
    """A visit that is entered tells what an employee's referral is worth (F-16)."""

    _name = "floor.visit.referral.mixin"
    _description = "Visit of Somebody Referred"
    _inherit = ["floor.visit.entry.mixin"]

    def _enter(self):
        """F-16: who was referred and came as new, without a word, is no referral."""
        result = super()._enter()
        referrals = self.env["floor.referral"].sudo()
        waiting = referrals.search(
            [
                ("site_id", "=", self.site_id.id),
                ("standing", "in", sorted(referral.PENDING)),
                *("|", ("phone_number", "=", self.phone_number)),
                ("visit_id", "=", self.id),
            ]
        )
        waiting._settle()
        return result
