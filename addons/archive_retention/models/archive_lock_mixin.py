from odoo import models
from odoo.tools import SQL


class ArchiveLockMixin(models.AbstractModel):
    """What several people may want to change at once."""

    _name = "archive.lock.mixin"
    _description = "Changed by One at a Time"

    def _lock_rows(self):
        """Nobody else changes these until we are done.

        In one order for everybody. Who waited for somebody that changed them is tried
        again by Odoo, and then sees what that one did.
        """
        if self:
            self.flush_recordset()
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM %s WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
                    SQL.identifier(self._table),
                    self.ids,
                )
            )
            self.invalidate_recordset()
