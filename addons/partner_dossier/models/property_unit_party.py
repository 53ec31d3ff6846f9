from odoo import fields, models

USER = "partner_dossier.partner_dossier_group_user"


class PropertyUnitParty(models.Model):
    _inherit = "property.unit.party"

    currency_id = fields.Many2one(related="company_id.currency_id")
    purchase_price = fields.Monetary(
        groups=USER,
        help="D-04: what the unit was bought for; the day and the area are those of"
        " this line and of its unit.",
    )
    area = fields.Float(related="unit_id.area", string="Area (m²)", groups=USER)

    def write(self, vals):
        """M-12: what is brought within a time counts from the corrected first day."""
        if "date_from" not in vals:
            return super().write(vals)
        everything = self.env["partner.dossier"].sudo().with_context(active_test=False)
        dossiers = everything.search([("unit_party_id", "in", self.ids)])
        with dossiers.deadlines_following():
            return super().write(vals)
