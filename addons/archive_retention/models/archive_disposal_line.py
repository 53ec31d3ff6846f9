from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class ArchiveDisposalLine(models.Model):
    """A document of a batch: how it is destroyed, or why it stays."""

    _name = "archive.disposal.line"
    _description = "Line of a Disposal"
    _inherit = ["archive.lock.mixin", "charter.guard.mixin"]
    _order = "disposal_id, id"
    _guarded_fields = frozenset(
        {
            *(
                "disposal_id",
                "document_id",
                "item_id",
                "method",
                "state",
                "reason",
                "twins",
            ),
            *("stored_files", "sha256", "kept_by_id"),
        }
    )

    disposal_id = fields.Many2one(
        "archive.disposal", required=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(
        related="disposal_id.site_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="disposal_id.company_id", store=True, precompute=True
    )
    batch_state = fields.Selection(related="disposal_id.state", string="Batch Status")
    document_id = fields.Many2one("archive.document", index=True, ondelete="restrict")
    item_id = fields.Many2one("archive.item", index=True, ondelete="restrict")
    reference = fields.Char(string="What", compute="_compute_title")
    title = fields.Char(compute="_compute_title")
    method = fields.Selection(
        [
            ("shred", "Shred"),
            ("tear", "Tear"),
            ("destroy", "Destroy the carrier"),
            ("purge", "Purge the file"),
        ],
        required=True,
        readonly=True,
        help="A-07, A-11: forced by its level and medium.",
    )
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("kept", "Stays"),
            ("executed", "Destroyed"),
            ("purged", "Gone"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="proposed",
    )
    reason = fields.Char(string="Why Kept", readonly=True)
    kept_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    sha256 = fields.Char(string="SHA-256", readonly=True)
    stored_files = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    twins = fields.Char(
        string="Same Content Elsewhere",
        readonly=True,
        help="Records that have the same file: it stays for them.",
    )

    _open_once = models.UniqueIndex(
        "(document_id) WHERE state = 'proposed'",
        "Another disposal has this document already.",
    )
    _item_once = models.UniqueIndex(
        "(item_id) WHERE state = 'proposed'",
        "Another disposal has this item already.",
    )
    _one_thing = models.Constraint(
        "CHECK((document_id IS NULL) <> (item_id IS NULL))",
        "A line is about one document or one item.",
    )

    @api.depends("document_id", "item_id")
    @api.depends_context("uid")
    def _compute_title(self):
        """Shown to whom the document is shown."""
        seen = self.document_id._filtered_access("read")
        for line in self:
            document, item = line.document_id, line.item_id.sudo()
            line.reference = document.display_name or item.code
            line.title = document.title if document in seen else item.name

    # -- actions --

    def action_keep(self, until, reason):
        """A review keeps it until another day (A-09)."""
        for line in self:
            batch = line.disposal_id
            if batch.state not in ("proposed", "reviewed"):
                raise UserError(self.env._("It is decided: nothing is taken out now."))
            if batch.site_id not in self.env.user.site_ids:
                raise AccessError(self.env._("You do not belong to its site."))
            if not (reason or "").strip():
                raise UserError(self.env._("Say why it is kept."))
            if not until or until <= batch.site_id.local_date():
                raise UserError(self.env._("Choose a day to come."))
            document = line.document_id.sudo()
            if document:
                document.kept_until = max(until, document.kept_until or until)
                document.with_env(self.env).sudo()._work_out(reason=reason)
            line.sudo().write(
                {
                    "state": "kept",
                    "reason": reason.strip(),
                    "kept_by_id": self.env.uid,
                }
            )

    # -- business --

    @api.private
    def thing(self):
        """The document or the item that it is about."""
        return self.document_id or self.item_id

    @api.private
    def open_for(self, things):
        """Those of these documents or items that wait in a batch already."""
        link = self.env["archive.movement"].link_to(things)
        lines = self.search([(link, "in", things.ids), ("state", "=", "proposed")])
        return lines[link]

    @api.private
    def keep_back(self, reasons):
        """Those that can't be destroyed after all, each with its reason."""
        for line in self:
            reason = reasons.get(line.thing())
            if reason:
                line.write({"state": "kept", "reason": reason})
