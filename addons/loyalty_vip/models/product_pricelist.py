from odoo import fields, models


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    vip_special = fields.Boolean(
        string="Special Prices",
        help="L-03: no VIP discount on what is sold at prices of this list.",
    )
