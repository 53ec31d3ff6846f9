from odoo import models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge_loyalty_cards(self, src_partners, dst_partner):
        """L-08: points of several VIP cards are never added together.

        One person's card moves to the contact that stays. Two cards in force would be
        two persons, or one card too many: which of them ends is for a person to say.
        """
        cards = (
            self.env["loyalty.card"]
            .sudo()
            .with_context(active_test=False)
            .search(
                [
                    ("partner_id", "in", (src_partners | dst_partner).ids),
                    ("vip_state", "!=", False),
                ]
            )
        )
        live = cards.filtered(lambda it: it.vip_state in ("active", "lost"))
        for company, of_company in live.grouped("vip_company_id").items():
            if len(of_company) > 1:
                raise UserError(
                    self.env._(
                        "L-08: these contacts hold %(count)s VIP cards of %(company)s"
                        " (%(numbers)s). Points of several cards are never added"
                        " together: close one card first.",
                        count=len(of_company),
                        company=company.name,
                        numbers=", ".join(of_company.mapped("code")),
                    )
                )
        moved = cards.filtered(lambda it: it.partner_id != dst_partner)
        moved.write({"partner_id": dst_partner.id})
        # The merge reads the database next.
        moved.flush_recordset()
        return super()._merge_loyalty_cards(src_partners, dst_partner)
