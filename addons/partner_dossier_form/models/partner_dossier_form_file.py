import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS

from odoo.addons.charter_base.policies import sent_files


class PartnerDossierFormFile(models.Model):
    """A paper that came with a form: what its content says it is (D-11)."""

    _name = "partner.dossier.form.file"
    _description = "File of a Form"
    _inherit = ["confidential.mixin"]
    _order = "id"
    _confidential_prefix = "PAPER"
    _confidential_fields = ("filename", "content")
    _guarded_fields = frozenset({"state", "paper_id"})
    _guarded_after_create = frozenset({"form_id", "kind", "size"})

    form_id = fields.Many2one(
        "partner.dossier.form", required=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(
        related="form_id.site_id", default=None, store=True, precompute=True
    )
    level = fields.Selection(
        default=None, compute="_compute_level", store=True, precompute=True
    )
    party_class = fields.Selection(
        related="form_id.party_class", store=True, precompute=True
    )
    paper_id = fields.Many2one(
        "partner.dossier.paper",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="What it was sent for, and what it became once it was accepted.",
    )
    kind = fields.Char(string="Type", required=True, readonly=True)
    size = fields.Integer(string="Bytes", readonly=True, aggregator=None)
    state = fields.Selection(
        [("given", "Given"), ("accepted", "Accepted"), ("refused", "Refused")],
        string="Status",
        required=True,
        readonly=True,
        copy=False,
        default="given",
    )
    filename = fields.Char(groups=NO_ACCESS, copy=False)
    content = fields.Binary(groups=NO_ACCESS, copy=False)

    @api.depends("form_id.level")
    def _compute_level(self):
        for file in self:
            file.level = file.form_id.level

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A file stays with the form it came with."))

    @api.private
    def erase_personal(self):
        """The content goes, and its name; that a file came stays."""
        self.sudo().write({"content": False, "filename": False})

    @api.model
    @api.private
    def keep(self, form, files):
        """Keep what was sent with a form; that it may be is the caller's to check.

        :param files: of each the name, the content, and the paper it is sent for
        """
        return (
            self.sudo()
            .with_context(image_no_postprocess=True)
            .create(
                [
                    {
                        "form_id": form.id,
                        "paper_id": paper.id,
                        "kind": sent_files.kind_of(content),
                        "size": len(content),
                        "filename": name,
                        "content": base64.b64encode(content),
                    }
                    for name, content, paper in files
                ]
            )
        )
