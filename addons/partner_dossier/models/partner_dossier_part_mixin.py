from odoo import fields, models


class PartnerDossierPartMixin(models.AbstractModel):
    """What belongs to one dossier, and is seen by who sees that dossier.

    A model that inherits it has a global rule on its company, its site and its class
    each, as ``partner.dossier`` has.
    """

    _name = "partner.dossier.part.mixin"
    _description = "Part of a Dossier"

    dossier_id = fields.Many2one(
        "partner.dossier", required=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(
        related="dossier_id.site_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="dossier_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        related="dossier_id.partner_id", store=True, precompute=True, index=True
    )
    party_class = fields.Selection(
        related="dossier_id.party_class", store=True, precompute=True
    )
