from odoo import models
from odoo.exceptions import UserError


class ArchivePaperFiling(models.TransientModel):
    _inherit = "archive.paper.filing"

    def _source_values(self, records):
        """D-07: what is printed of dossiers is filed as owners' or as tenants'."""
        values = super()._source_values(records)
        if "party_class" not in records:
            return values
        classes = set(records.mapped("party_class"))
        if len(classes) > 1:
            raise UserError(
                self.env._(
                    "Owners' and tenants' papers are filed apart: choose those of one"
                    " class. (D-07)"
                )
            )
        is_dossier = records._name == "partner.dossier"
        dossiers = records if is_dossier else records.dossier_id
        if len(dossiers) == 1:
            return {**values, "dossier_id": dossiers.id}
        return {**values, "party_class": classes.pop()}
