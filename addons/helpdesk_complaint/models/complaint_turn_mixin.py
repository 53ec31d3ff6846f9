from odoo import models
from odoo.tools import SQL


class ComplaintTurnMixin(models.AbstractModel):
    """Two who do the same at the same moment do it one after the other."""

    _name = "complaint.turn.mixin"
    _description = "Done by One at a Time"

    def _take_turns(self):
        """Wait for who is at these records; what they did is known from here on.

        A lock alone would let the second one go on with what it read before. A changed
        row makes PostgreSQL refuse it, and Odoo begin its request anew.
        """
        table = SQL.identifier(self._table)
        self.env.cr.execute(
            SQL(
                """
                UPDATE %(table)s SET write_date = write_date
                 WHERE id IN (SELECT id FROM %(table)s WHERE id = ANY(%(ids)s)
                               ORDER BY id FOR NO KEY UPDATE)
                """,
                table=table,
                ids=self.ids,
            )
        )
