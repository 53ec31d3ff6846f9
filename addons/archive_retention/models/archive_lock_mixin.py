from odoo import api, models
from odoo.tools import SQL


class ArchiveLockMixin(models.AbstractModel):
    """What several people may want to change at once."""

    _name = "archive.lock.mixin"
    _description = "Changed by One at a Time"

    @api.private
    def lock_rows(self):
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

    @api.private
    def write_rows(self, values):
        """Write the same values at all of these, with one statement for however many.

        Of stored columns, and for methods that are their one door: nobody's ``write``
        is called.
        """
        if not self:
            return
        values = {
            **values,
            "write_uid": self.env.uid,
            "write_date": self.env.cr.now(),
        }
        self.flush_recordset()
        assignments = [
            SQL(
                "%s = %s",
                SQL.identifier(name),
                self._fields[name].convert_to_column(value, self),
            )
            for name, value in values.items()
        ]
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s WHERE id = ANY(%s)",
                SQL.identifier(self._table),
                SQL(", ").join(assignments),
                self.ids,
            )
        )
        self.invalidate_recordset(values)
        self.modified(values)
