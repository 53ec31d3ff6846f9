from odoo import fields


class MixinMany2many(fields.Many2many):
    """A link to many records that a model gets from a mixin.

    Its table goes when the addon goes that gave the mixin to the model; of Odoo's own
    it would stay, as that takes the mixin's addon for the table's.
    """

    def _get_attrs(self, model_class, name):
        attrs = super()._get_attrs(model_class, name)
        modules = getattr(model_class, "_inherit_module", {})
        for field in self._args__.get("_base_fields__", ()):
            attrs["_module"] = modules.get(field.model_name) or attrs["_module"]
        return attrs
