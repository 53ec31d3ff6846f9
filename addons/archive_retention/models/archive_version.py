import base64
import hashlib
import io

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS
from odoo.tools.mimetypes import guess_mimetype
from odoo.tools.pdf import OdooPdfFileReader

# Who holds this very object may change what an archived file is: the purge, and nobody
# over RPC, where it can't be had.
PURGE = object()
MB = 1024 * 1024


class ArchiveVersion(models.Model):
    """A file of a document as it was entered: never changed, known by its SHA-256."""

    _name = "archive.version"
    _description = "Archived File"
    _inherit = ["confidential.mixin", "register.seal.mixin"]
    _order = "document_id, sequence desc, id desc"
    _check_company_auto = True
    _confidential_prefix = "FILE"
    _confidential_fields = ("content",)
    _seal_scope = "site_id"
    _seal_fields = ("document_id", "sequence", "sha256", "size", "mimetype")
    _guarded_fields = frozenset({"purged_at"})

    document_id = fields.Many2one(
        "archive.document", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(required=True, default=1, aggregator=None)
    site_id = fields.Many2one(
        related="document_id.site_id", default=None, store=True, precompute=True
    )
    level = fields.Selection(
        default=None, compute="_compute_level", store=True, precompute=True
    )
    content = fields.Binary(groups=NO_ACCESS, copy=False)
    filename = fields.Char(groups=NO_ACCESS, copy=False)
    sha256 = fields.Char(string="SHA-256", required=True)
    size = fields.Integer(string="Bytes", required=True, aggregator=None)
    mimetype = fields.Char(string="Type", required=True)
    purged_at = fields.Datetime(string="Purged On", readonly=True, copy=False)

    _sequence_unique = models.Constraint(
        "UNIQUE(document_id, sequence)", "This version is there already."
    )
    _sha256_idx = models.Index("(sha256)")

    @api.depends("document_id.level")
    def _compute_level(self):
        for version in self:
            version.level = version.document_id.level

    def write(self, vals):
        if "content" in vals and self.env.context.get("archive_purge") is not PURGE:
            raise UserError(
                self.env._("An archived file is never changed: add a version.")
            )
        return super().write(vals)

    def copy_data(self, default=None):
        if self:
            raise UserError(self.env._("An archived file is not duplicated."))
        return super().copy_data(default)

    # -- business --

    @api.model
    @api.private
    def keep(self, document, content, filename=None):
        """Store a file as the latest version of a document.

        That the current user may is the caller's to check.

        :param bytes content: base64
        """
        company = document.sudo().company_id
        raw, mimetype = self.check_file(content, filename, company)
        latest = self.sudo().search([("document_id", "=", document.id)], limit=1)
        version = (
            self.sudo()
            .with_context(image_no_postprocess=True)
            .create(
                {
                    "document_id": document.id,
                    "sequence": latest.sequence + 1,
                    "content": content,
                    "filename": filename,
                    "sha256": hashlib.sha256(raw).hexdigest(),
                    "size": len(raw),
                    "mimetype": mimetype,
                }
            )
        )
        document.invalidate_recordset(["version_ids"])
        return version.with_env(self.env)

    @api.model
    @api.private
    def check_file(self, content, filename, company):
        """Say at once what nobody could read later.

        :param bytes content: base64
        :return: the file itself, and its type by what is in it
        :raise UserError: if the file is empty, too large, or can't be read
        """
        raw = base64.b64decode(content)
        mimetype = guess_mimetype(raw, default="application/octet-stream")
        limit = company.archive_scan_mb
        if not raw:
            raise UserError(self.env._("The file is empty: scan it again."))
        if len(raw) > limit * MB:
            raise UserError(
                self.env._(
                    "The file has %(size)s MB; up to %(limit)s MB are kept. Scan it in"
                    " parts or with fewer dots per inch.",
                    size=-(-len(raw) // MB),
                    limit=limit,
                )
            )
        is_pdf = mimetype == "application/pdf"
        if (
            is_pdf or (filename or "").lower().endswith(".pdf")
        ) and not self._reads_pdf(raw):
            raise UserError(
                self.env._("The PDF can't be read: it is damaged. Scan it again.")
            )
        return raw, mimetype

    @api.model
    def _reads_pdf(self, raw):
        try:
            reader = OdooPdfFileReader(io.BytesIO(raw), strict=False)
            return reader.getNumPages() > 0
        except Exception:  # a damaged PDF fails in any way
            return False
