from odoo import api, fields, models
from odoo.exceptions import UserError


class ArchiveVolume(models.Model):
    """A binder or box (卷): where documents lie, in the order of their signing."""

    _name = "archive.volume"
    _description = "Volume"
    _inherit = ["archive.site.mixin", "charter.guard.mixin"]
    _order = "site_id, number desc, id desc"
    _rec_name = "code"
    _rec_names_search = ["code", "name"]
    _check_company_auto = True
    _guarded_fields = frozenset({"number", "code", "state", "closed_on"})
    _guarded_after_create = frozenset({"site_id"})

    name = fields.Char(
        string="What Is in It",
        help="Seen by all who see the archive of the site; a customer's name belongs"
        " into the next field.",
    )
    number = fields.Integer(readonly=True, copy=False, aggregator=None)
    code = fields.Char(readonly=True, copy=False, index=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index=True,
        check_company=True,
        ondelete="restrict",
        help="A-03: whose dossier this is. Documents put into it are this customer's.",
    )
    class_id = fields.Many2one(
        "archive.class",
        string="Usual Class",
        check_company=True,
        ondelete="restrict",
        help="Proposed for the documents put into it.",
    )
    place = fields.Char(help="Room, cabinet, shelf.")
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        string="Status",
        required=True,
        readonly=True,
        copy=False,
        default="open",
    )
    closed_on = fields.Date(readonly=True, copy=False)
    document_ids = fields.One2many("archive.document", "volume_id", string="Documents")
    document_count = fields.Integer(compute="_compute_document_count")

    _number_unique = models.Constraint(
        "UNIQUE(site_id, number)", "Another volume of this site has this number."
    )

    @api.depends("document_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_document_count(self):
        counts = dict(
            self.env["archive.document"]._read_group(
                [("volume_id", "in", self.ids)], ["volume_id"], ["__count"]
            )
        )
        for volume in self:
            volume.document_count = counts.get(volume._origin, 0)

    @api.depends("code", "name")
    def _compute_display_name(self):
        for volume in self:
            volume.display_name = " ".join(filter(None, (volume.code, volume.name)))

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        volumes = super().create(vals_list)
        volumes.site_id.check_custodian()
        series = [f"archive.volume:{volume.site_id.id}" for volume in volumes]
        numbers = self.env["register.draw"].draw_each(series)
        for volume, number in zip(volumes.sudo(), numbers, strict=True):
            code = f"{volume.site_id.code}-V{number:04d}"
            volume.write({"number": number, "code": code})
        return volumes

    def write(self, vals):
        if not self.env.su:
            self.site_id.check_custodian()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A volume has its number for good: close it instead.")
        )

    @api.private
    def get_index(self):
        """A-05: what is filed in it, as its reader sees it, in the order of signing."""
        return self.env["archive.document"].search(
            [("volume_id", "=", self.id), ("state", "!=", "draft")],
            order="signed_date, id",
        )

    @api.private
    def get_label_url(self):
        """Where the code on its label leads."""
        return f"{self.get_base_url()}/odoo/archive-volumes/{self.id}"

    # -- actions --

    def action_close(self):
        """Nothing more goes into it."""
        self.check_access("write")
        self.site_id.check_custodian()
        for volume in self.sudo():
            volume.write({"state": "closed", "closed_on": volume.site_id.local_date()})

    def action_reopen(self):
        """Documents go into it again."""
        self.check_access("write")
        self.site_id.check_custodian()
        self.sudo().write({"state": "open", "closed_on": False})

    def action_open_documents(self):
        """What is in it, in the order of signing."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "archive_retention.archive_document_action"
        )
        return {
            **action,
            "name": self.display_name,
            "domain": [("volume_id", "=", self.id)],
            "context": {"default_volume_id": self.id},
        }
