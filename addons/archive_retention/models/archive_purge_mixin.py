import logging
import os
from pathlib import Path

from odoo import api, fields, models

from .archive_version import PURGE

_logger = logging.getLogger(__name__)
LOCK_TIMEOUT = "10s"


class ArchivePurgeMixin(models.AbstractModel):
    """That the files of a disposal are gone, and how that is known.

    Odoo keeps equal contents once, by their hash, and deletes a file long after its
    last row. So first the rows go, in one transaction; in another one the files are
    deleted that no row needs any more, and it is looked whether they are gone. A file
    that another record has too stays: that record is named.
    """

    _name = "archive.purge.mixin"
    _description = "Purge"

    @api.model
    def _cron_purge(self):
        """Purge what is executed; each step is committed, and resumed after a crash."""
        progress = self.env["ir.cron"]
        batches = self.search([("state", "=", "executed")], order="id")
        progress._commit_progress(remaining=len(batches))
        for batch in batches:
            batch._purge()
            progress._commit_progress()
            batch._verify()
            if not progress._commit_progress(1):
                return

    def _purge(self):
        """Delete the rows of the files, and keep where the files lie."""
        lines = self.line_ids.filtered(lambda it: it.state == "executed")
        versions = lines.document_id.version_ids.with_context(archive_purge=PURGE)
        attachments = (
            self.env["ir.attachment"]
            .sudo()
            .with_context(archive_purge=PURGE)
            .search(
                [
                    ("res_model", "=", versions._name),
                    ("res_id", "in", versions.ids),
                    ("res_field", "=", "content"),
                ]
            )
        )
        stored = {}
        for attachment in attachments:
            if attachment.store_fname:
                stored.setdefault(attachment.res_id, []).append(attachment.store_fname)
        now = fields.Datetime.now()
        for line in lines:
            mine = line.document_id.version_ids
            names = [name for it in mine.ids for name in stored.get(it, ())]
            line.write(
                {
                    "stored_files": sorted({*(line.stored_files or ()), *names}),
                    "sha256": " ".join(mine.mapped("sha256")) or False,
                }
            )
        attachments.unlink()
        versions.invalidate_recordset(["content"])
        versions.write({"purged_at": now, "filename": False})
        lines.document_id.has_file = False

    def _verify(self):
        """Delete the files that no row needs, see that they are gone, and name others.

        Nobody adds an attachment meanwhile; so it is the first in its transaction.
        """
        self.env.cr.execute("SET LOCAL lock_timeout = %s", [LOCK_TIMEOUT])
        self.env.cr.execute("LOCK TABLE ir_attachment IN SHARE MODE")
        lines = self.line_ids.filtered(lambda it: it.state == "executed")
        names = sorted({name for it in lines for name in it.stored_files or ()})
        twins = self._find_twins(names)
        left = {name for name in names if name not in twins and self._remains(name)}
        for line in lines:
            mine = set(line.stored_files or ())
            if mine & left:
                continue
            others = sorted({twin for name in mine for twin in twins.get(name, ())})
            line.write({"state": "purged", "twins": ", ".join(others) or False})
        if all(line.state != "executed" for line in self.line_ids):
            [number] = self.env["register.draw"].draw(
                f"archive.certificate:{self.site_id.id}"
            )
            self.write(
                {
                    "state": "purged",
                    "purged_at": fields.Datetime.now(),
                    "certificate_number": number,
                }
            )

    def _find_twins(self, names):
        """By file, the records that have the same content."""
        self.env.cr.execute(
            """
            SELECT store_fname, coalesce(res_model, 'ir.attachment'),
                   coalesce(nullif(res_id, 0), id)
              FROM ir_attachment WHERE store_fname = ANY(%s)
            """,
            [names],
        )
        twins = {}
        for name, model, res_id in self.env.cr.fetchall():
            twins.setdefault(name, []).append(f"{model} {res_id}")
        return twins

    def _remains(self, name):
        """Whether a file is still there after it was deleted."""
        path = self.env["ir.attachment"]._full_path(name)
        try:
            Path(path).unlink(missing_ok=True)
        except OSError:
            _logger.exception("%s can't be deleted", name)
        return os.path.exists(path)
