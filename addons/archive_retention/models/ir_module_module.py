from odoo import models
from odoo.exceptions import UserError

ADDON = "archive_retention"


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def button_uninstall(self):
        """Refuse to throw away with the archive what must be kept (A-09)."""
        modules = self | self.downstream_dependencies()
        if ADDON in modules.mapped("name"):
            self._check_archive_empty()
        return super().button_uninstall()

    def _check_archive_empty(self):
        documents = self.env["archive.document"].sudo()
        count = documents.search_count(
            [
                ("state", "=", "filed"),
                "|",
                ("retention_state", "=", "permanent"),
                ("is_held", "=", True),
            ]
        )
        if count:
            raise UserError(
                self.env._(
                    "The archive can't be uninstalled: %(count)s of its documents are"
                    " kept for ever or on hold, and would be lost.",
                    count=count,
                )
            )
