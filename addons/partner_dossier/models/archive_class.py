from odoo import fields, models


class ArchiveClass(models.Model):
    _inherit = "archive.class"

    dossier_section = fields.Selection(
        lambda self: self.env["partner.dossier.section"]._get_kinds(),
        help="D-02: in which section of the customer's dossier these documents are"
        " counted.",
    )
