from odoo import api, models
from odoo.exceptions import UserError

from .archive_version import PURGE

# The archived files, and the signatures in the register.
KEPT = frozenset({"archive.version", "archive.movement"})
CHANGED_BY = frozenset({"raw", "datas", "db_datas", "store_fname", "checksum"}) | {
    "res_model",
    "res_id",
    "res_field",
}


class IrAttachment(models.Model):
    """An archived file goes by a disposal alone: no program deletes it either."""

    _inherit = "ir.attachment"

    @api.ondelete(at_uninstall=False)
    def _unlink_not_archived(self):
        self._check_archived()

    def write(self, vals):
        if CHANGED_BY & vals.keys():
            self._check_archived()
        return super().write(vals)

    def _check_archived(self):
        if self.env.context.get("archive_purge") is PURGE:
            return
        if any(it.res_model in KEPT for it in self.sudo()):
            raise UserError(
                self.env._(
                    "This file is archived: it is destroyed by a disposal, and by"
                    " nothing else."
                )
            )
