from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    vip_special = fields.Boolean(
        string="Special-Price Goods",
        help="L-03: sold at a special price, on which there is no VIP discount.",
    )
