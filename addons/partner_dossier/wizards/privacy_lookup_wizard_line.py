from odoo import models

PERSONAL = "partner.personal.mixin"
SEALED = "register.seal.mixin"
# Documents, where they lie, and to whom they were lent.
ARCHIVED = frozenset({"archive.document", "archive.volume", "archive.loan"})


class PrivacyLookupWizardLine(models.TransientModel):
    """What retention keeps stays, and the line says on which basis; the rest goes."""

    _inherit = "privacy.lookup.wizard.line"

    def action_unlink(self):
        self.ensure_one()
        record = self.env[self.res_model].sudo().browse(self.res_id).exists()
        basis = record and not self.is_unlinked and self._basis(record)
        if basis:
            self.execution_details = self.env._(
                "Kept %(model)s #%(id)s: %(basis)s",
                model=self.res_model_id.name,
                id=self.res_id,
                basis=basis,
            )
            return None
        if not record or self.is_unlinked or not self._is_emptied(record):
            return super().action_unlink()
        record.erase_personal()
        self.execution_details = self.env._(
            "Emptied %(model)s #%(id)s", model=self.res_model_id.name, id=self.res_id
        )
        self.is_unlinked = True
        return None

    def _basis(self, record):
        """Why the record stays; nothing where it may go."""
        partners = self.env["res.partner"]
        if record._name in ARCHIVED:
            how = record.retention_reason if "retention_reason" in record else ""
            return partners.basis_sentence(is_archived=True, how=how)
        if record._name in self.pool.descendants([SEALED], "_inherit"):
            return partners.basis_sentence(is_sealed=True)
        if self._is_personal(record):
            return record.erasure_basis()
        if self._is_history(record):
            return partners.basis_sentence(is_history=True)
        return None

    def _is_history(self, record):
        """Who had a unit; what belongs to a dossier and tells of nobody by itself."""
        if record._name == "property.unit.party":
            return True
        dossier = record._fields.get("dossier_id")
        return bool(dossier) and dossier.comodel_name == "partner.dossier"

    def _is_personal(self, record):
        return record._name == "res.partner" or record._name in self.pool.descendants(
            [PERSONAL], "_inherit"
        )

    def _is_emptied(self, record):
        """A number stays as it is; of a contact that nobody needs nothing stays."""
        if record._name == "res.partner":
            return record.is_kept_emptied()
        return self._is_personal(record)
