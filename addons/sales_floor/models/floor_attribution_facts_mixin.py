from odoo import models


class FloorAttributionFactsMixin(models.AbstractModel):
    """What is known of customers, read once for all of them (F-05 … F-23)."""

    _name = "floor.attribution.facts.mixin"
    _description = "Facts of an Attribution"
