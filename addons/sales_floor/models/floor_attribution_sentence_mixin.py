from odoo import models


class FloorAttributionSentenceMixin(models.AbstractModel):
    """Why somebody is whose customer, in the reader's language."""

    _name = "floor.attribution.sentence.mixin"
    _description = "Attribution in Sentences"
