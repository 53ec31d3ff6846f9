from odoo import fields, models

from ..models.archive_schedule import EVENTS


class ArchiveEventEntry(models.TransientModel):
    """What has happened, so that the retention of documents begins to count (A-09)."""

    _name = "archive.event.entry"
    _description = "New Event"

    document_ids = fields.Many2many(
        "archive.document",
        string="Documents",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    event = fields.Selection(
        [it for it in EVENTS if it[0] != "signing"], required=True, default="lease_end"
    )
    day = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Char(help="Asked for where a correction keeps something shorter.")

    def action_apply(self):
        self.env["archive.event"].stamp(
            self.document_ids, self.event, self.day, self.reason or ""
        )
        return {"type": "ir.actions.act_window_close"}
