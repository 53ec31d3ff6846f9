from odoo import fields, models


class ArchiveSiteMixin(models.AbstractModel):
    """What belongs to a site's archive."""

    _name = "archive.site.mixin"
    _description = "Part of a Site's Archive"

    site_id = fields.Many2one(
        "service.site",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.site_ids[:1],
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )
