from odoo import api, fields, models


class FloorSiteMixin(models.AbstractModel):
    """What belongs to one sales floor, and so to its company."""

    _name = "floor.site.mixin"
    _description = "Of a Sales Floor"

    site_id = fields.Many2one(
        "service.site",
        string="Sales Floor",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('kind', '=', 'sales_floor')]",
        default=lambda self: self._default_site(),
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )

    @api.model
    def _default_site(self):
        """The sales floor that is proposed: said by each register for itself."""
        return self.env["service.site"]
