from odoo import fields


class OwnMany2one(fields.Many2one):
    """A link to a record of the same model, whichever inherits the mixin with it."""

    def _get_attrs(self, model_class, name):
        return {
            **super()._get_attrs(model_class, name),
            "comodel_name": model_class._name,
        }


class OwnOne2many(fields.One2many):
    """The other end of an :class:`OwnMany2one`."""

    def _get_attrs(self, model_class, name):
        return {
            **super()._get_attrs(model_class, name),
            "comodel_name": model_class._name,
        }
