from odoo import api, models
from odoo.exceptions import AccessError


class CharterGuardMixin(models.AbstractModel):
    """Fields that only the product writes: one door per state.

    A model names them; the names of all that it inherits from add up. To everybody
    they are refused as values, over RPC as well as on a screen; a default for them,
    be it of the context or one that a user has saved, is passed over. Their door is a
    method that checks who asks and then writes with ``sudo()``::

        class Complaint(models.Model):
            _name = "complaint"
            _inherit = ["charter.guard.mixin"]
            _guarded_fields = frozenset({"code"})

    A guarded field is ``copy=False``, or nobody could duplicate the record.
    """

    _name = "charter.guard.mixin"
    _description = "Fields With One Door"

    # Refused on create and on write.
    _guarded_fields = frozenset()
    # Given when the record is made, refused from then on.
    _guarded_after_create = frozenset()

    # -- CRUD --

    @api.model
    def default_get(self, fields):
        """A guarded field has the default of its own model, from nowhere else."""
        values = super().default_get(fields)
        for name in self._get_guarded("_guarded_fields") & values.keys():
            field = self._fields[name]
            if field.default:
                value = field.convert_to_cache(field.default(self), self, False)
                values[name] = field.convert_to_write(value, self)
            else:
                del values[name]
        return values

    @api.model_create_multi
    def create(self, vals_list):
        self._check_guarded(self._get_guarded("_guarded_fields"), vals_list)
        return super().create(vals_list)

    def write(self, vals):
        guarded = self._get_guarded("_guarded_fields", "_guarded_after_create")
        self._check_guarded(guarded, [vals])
        return super().write(vals)

    def _check_guarded(self, guarded, vals_list):
        if self.env.su:
            return
        for vals in vals_list:
            names = sorted(guarded & vals.keys())
            if names:
                raise AccessError(self._guarded_message(names))

    @api.model
    def _get_guarded(self, *attributes):
        return frozenset().union(
            *(
                vars(parent).get(attribute, ())
                for parent in type(self).mro()
                for attribute in attributes
            )
        )

    @api.model
    def _guarded_message(self, names):
        """Say in one sentence why these fields can't be written: to be extended."""
        labels = self.fields_get(names, ["string"])
        return self.env._(
            "“%(fields)s” can't be entered by hand: it is set by the step that it"
            " belongs to.",
            fields="”, “".join(
                labels.get(name, {}).get("string", name) for name in names
            ),
        )
