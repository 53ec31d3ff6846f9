from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import NO_ACCESS, Domain

# What a document is, once it is filed: it stays so, and with it how long it is kept.
FROZEN = frozenset({"class_id", "volume_id", "signed_date", "medium", "partner_id"})

FROM_VOLUME = frozenset({"class_id", "partner_id"})


class ArchiveDocument(models.Model):
    """A paper, a file, or both, in the archive: from handing in to its tombstone.

    Its title, customer and dates are its entry in the index; what it says is behind the
    door, in its versions.
    """

    _name = "archive.document"
    _description = "Archived Document"
    _inherit = [
        "confidential.mixin",
        "archive.custody.mixin",
        "archive.filing.mixin",
        "archive.retention.mixin",
    ]
    _order = "signed_date desc, id desc"
    _check_company_auto = True
    _confidential_prefix = "DOC"
    _confidential_fields = ("content",)
    _guarded_fields = frozenset(
        {"number", "reference", "state", "has_file", "disposed_on", "authority"}
    )

    title = fields.Char(
        required=True,
        index="trigram",
        help="As the index shows it, to all who may find the document.",
    )
    class_id = fields.Many2one(
        "archive.class",
        required=True,
        index=True,
        compute="_compute_from_volume",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        ondelete="restrict",
    )
    volume_id = fields.Many2one(
        "archive.volume",
        required=True,
        check_company=True,
        ondelete="restrict",
        domain="[('state', '=', 'open')]",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_from_volume",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        ondelete="restrict",
    )
    site_id = fields.Many2one(
        default=None, compute="_compute_from_volume", store=True, precompute=True
    )
    level = fields.Selection(
        default=None,
        compute="_compute_level",
        store=True,
        readonly=False,
        precompute=True,
    )
    number = fields.Integer(readonly=True, copy=False, aggregator=None)
    reference = fields.Char(readonly=True, copy=False, index="trigram")
    state = fields.Selection(
        [("draft", "Handed In"), ("filed", "Filed"), ("disposed", "Destroyed")],
        string="Status",
        required=True,
        readonly=True,
        copy=False,
        default="draft",
    )
    signed_date = fields.Date(string="Signed On", required=True)
    pages = fields.Integer(aggregator=None)
    is_original = fields.Boolean(string="Original", default=True)
    remarks = fields.Char()
    source_model = fields.Char(readonly=True, copy=False)
    source_id = fields.Many2oneReference(
        model_field="source_model", readonly=True, copy=False
    )
    version_ids = fields.One2many("archive.version", "document_id", string="Versions")
    has_file = fields.Boolean(string="Scanned", readonly=True, copy=False)
    content = fields.Binary(
        groups=NO_ACCESS, copy=False, compute="_compute_content", compute_sudo=True
    )
    content_entry = fields.Binary(
        string="Scan or File",
        compute="_compute_content_entry",
        inverse="_inverse_content_entry",
        help="Entered, it is behind the door: only consulting the document shows it.",
    )
    content_entry_name = fields.Char(
        compute="_compute_content_entry", inverse="_inverse_content_entry_name"
    )
    disposed_on = fields.Date(string="Destroyed On", readonly=True, copy=False)
    authority = fields.Char(
        readonly=True,
        copy=False,
        help="By which retention schedule and approval it was destroyed.",
    )

    _volume_order_idx = models.Index("(volume_id, signed_date, id)")
    _partner_order_idx = models.Index("(partner_id, signed_date, id)")
    _source_idx = models.Index("(source_model, id) WHERE source_model IS NOT NULL")
    _signed_idx = models.Index("(signed_date, id)")
    _reference_unique = models.UniqueIndex(
        "(reference, company_id) WHERE reference IS NOT NULL",
        "Another document has this reference already.",
    )

    # -- computes --

    @api.depends("volume_id")
    def _compute_from_volume(self):
        """Of a new one the user's site, so that there are volumes to choose from."""
        for document in self:
            volume = document.volume_id
            document.site_id = volume.site_id or self.env.user.site_ids[:1]
            document.partner_id = volume.partner_id or document.partner_id
            document.class_id = document.class_id or volume.class_id

    @api.depends("class_id")
    def _compute_level(self):
        for document in self:
            document.level = (
                document.level or document.class_id.default_level or "confidential"
            )

    @api.depends("reference")
    def _compute_display_name(self):
        without = self.filtered(lambda it: not it.reference)
        for document in self - without:
            document.display_name = document.reference
        return super(ArchiveDocument, without)._compute_display_name()

    @api.model
    def _search_display_name(self, operator, value):
        by_number = super()._search_display_name(operator, value)
        if by_number is NotImplemented:
            return by_number
        return by_number | Domain("reference", operator, value)

    @api.depends("version_ids")
    def _compute_content(self):
        for document in self:
            document.content = document.version_ids[:1].content

    def _compute_content_entry(self):
        self.content_entry = self.content_entry_name = False

    def _inverse_content_entry(self):
        for document in self.filtered("content_entry"):
            document.add_version(document.content_entry, document.content_entry_name)

    def _inverse_content_entry_name(self):
        """The name goes with the file."""

    # -- constraints --

    @api.constrains("signed_date", "site_id")
    def _check_signed_date(self):
        for document in self:
            if document.signed_date > document.site_id.local_date():
                raise ValidationError(
                    self.env._(
                        "“%(title)s” can't have been signed on %(day)s: that is still"
                        " to come.",
                        title=document.title,
                        day=fields.Date.to_string(document.signed_date),
                    )
                )

    @api.constrains("partner_id", "volume_id")
    def _check_customer(self):
        for document in self:
            whose = document.volume_id.partner_id
            if whose and document.partner_id != whose:
                raise ValidationError(
                    self.env._(
                        "Volume %(volume)s is the dossier of %(customer)s: put the"
                        " paper of somebody else into another one.",
                        volume=document.volume_id.code,
                        customer=whose.name,
                    )
                )

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        """What a row of an import leaves empty comes from the volume."""
        return super().create(
            [
                {k: v for k, v in vals.items() if v or k not in FROM_VOLUME}
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if not self.env.su and vals:
            self._check_index(vals)
        return super().write(vals)

    def _check_index(self, vals):
        """D-09: of a filed document the custodian alone changes the index."""
        filed = self.filtered(lambda it: it.state != "draft")
        filed.site_id.check_custodian()
        if filed and FROZEN & vals.keys():
            raise UserError(
                self.env._(
                    "%(document)s is filed: its class, volume, customer, medium and"
                    " date stay as they are.",
                    document=filed[0].display_name,
                )
            )
        if any(document.state == "disposed" for document in filed):
            raise UserError(
                self.env._("It is destroyed: what is left of it is its tombstone.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        for document in self:
            if document.state != "draft":
                raise UserError(
                    self.env._(
                        "%(document)s is filed: it is destroyed by a disposal, and by"
                        " nothing else.",
                        document=document.display_name,
                    )
                )

    def copy_data(self, default=None):
        if self:
            raise UserError(
                self.env._("A document is not duplicated: hand the other one in.")
            )
        return super().copy_data(default)

    # -- business --

    def _is_kept(self):
        return self.state == "filed"

    @api.private
    def get_label_url(self):
        """Where the code on its label leads."""
        return f"{self.get_base_url()}/odoo/archive-documents/{self.id}"

    def _usual_place(self):
        return self.place or self.sudo().volume_id.place

    @api.private
    def add_version(self, content, filename=None):
        """Keep a file as the document's latest version; logged, without it.

        :param bytes content: base64
        :raise UserError: if the file is empty, too large, or can't be read
        """
        self.ensure_one()
        self.check_access("write")
        if self.state == "disposed":
            raise UserError(
                self.env._("It is destroyed: what is left of it is its tombstone.")
            )
        version = self.env["archive.version"].keep(self, content, filename)
        self.sudo().has_file = True
        self.enter({})  # says in the access log that something was entered
        return version

    def action_open_versions(self):
        """Its files, the latest first; each is consulted by itself."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "archive_retention.archive_version_action"
        )
        return {**action, "domain": [("document_id", "=", self.id)]}
