from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

MIXIN = "confidential.mixin"
# Files behind the door are found by no full-text search.
UNINDEXED = "confidential_unindexed"


class IrAttachment(models.Model):
    """Files of confidential records are nobody's, except through the door.

    Not the administrator's either, to whom Odoo leaves the files of fields that nobody
    may read. Files can't be attached to such a record in another way.
    """

    _inherit = "ir.attachment"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su:
            return result
        names = self._get_models_behind_door()
        closed = self.browse(it.id for it in self.sudo() if it.res_model in names)
        if not closed:
            return result
        if result:
            closed |= result[0]
        closed.invalidate_recordset(["res_model"])  # read with other rights than theirs
        return closed, lambda: AccessError(self._behind_door_message())

    def _inaccessible_comodel_records(self, model_and_ids, operation):
        yield from super()._inaccessible_comodel_records(model_and_ids, operation)
        if self.env.su:
            return
        for res_model in self._get_models_behind_door() & model_and_ids.keys():
            for res_id in model_and_ids[res_model]:
                yield res_model, res_id

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        names = () if self.env.su or bypass_access else self._get_models_behind_door()
        if names:
            domain = Domain(domain) & Domain("res_model", "not in", names)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _index(self, bin_data, file_type, checksum=None):
        if self.env.context.get(UNINDEXED):
            return None
        return super()._index(bin_data, file_type, checksum=checksum)

    @api.model_create_multi
    def create(self, vals_list):
        names = self._get_models_behind_door()
        if any(vals.get("res_model") in names for vals in vals_list):
            self = self.with_context(**{UNINDEXED: True})
        return super().create(vals_list)

    def write(self, vals):
        names = self._get_models_behind_door()
        if any(it.res_model in names for it in self.sudo()):
            self = self.with_context(**{UNINDEXED: True})
        return super().write(vals)

    @api.model
    def _get_models_behind_door(self):
        return self.pool.descendants([MIXIN], "_inherit") - {MIXIN}

    @api.model
    def _behind_door_message(self):
        return self.env._(
            "This file belongs to a confidential record: consult the record to open it."
        )
