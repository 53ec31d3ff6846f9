from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .archive_schedule import EVENTS


class ArchiveEvent(models.Model):
    """What has happened that a retention counts from: stamped once, never rewritten.

    A correction is a new entry; the latest one counts, as far as A-09 lets it.
    """

    _name = "archive.event"
    _description = "Event of a Retention"
    _inherit = ["register.seal.mixin"]
    _order = "id desc"
    _rec_name = "event"
    _log_access = False
    _seal_scope = "site_id"
    _seal_fields = ("document_id", "event", "day", "user_id", "moment")

    document_id = fields.Many2one(
        "archive.document", required=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(
        related="document_id.site_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="document_id.company_id", store=True, precompute=True
    )
    event = fields.Selection([it for it in EVENTS if it[0] != "signing"], required=True)
    day = fields.Date(required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Entered By",
        required=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )
    moment = fields.Datetime(required=True, default=fields.Datetime.now)

    _once = models.UniqueIndex(
        "(document_id, event) WHERE correction_of_id IS NULL",
        "This event stands at the document already: correct the entry.",
    )

    @api.constrains("day")
    def _check_day(self):
        for entry in self:
            if entry.day > entry.site_id.local_date():
                raise ValidationError(
                    self.env._("An event is entered when it has happened, not before.")
                )

    @api.private
    def latest(self, documents):
        """By document, the day of each event that has happened."""
        found = {}
        for entry in self.search([("document_id", "in", documents.ids)], order="id"):
            found.setdefault(entry.document_id.id, {})[entry.event] = entry.day
        return found

    @api.private
    def stamp(self, documents, event, day, reason=""):
        """Enter an event at documents, and work out how long they are kept (A-09)."""
        documents.check_access("write")
        documents.site_id.check_custodian()
        known = {
            entry.document_id: entry
            for entry in self.sudo().search(
                [("document_id", "in", documents.ids), ("event", "=", event)],
                order="id",
            )
        }
        self.sudo().create(
            [
                {
                    "document_id": document.id,
                    "event": event,
                    "day": day,
                    "user_id": self.env.uid,
                    "correction_of_id": known[document].id
                    if document in known
                    else None,
                }
                for document in documents
            ]
        )
        documents._work_out(reason=reason, is_event=not known)
