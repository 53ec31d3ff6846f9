from odoo import api, models


class PartnerDossierFormPersonalMixin(models.AbstractModel):
    """What was told with a form, given to whom it is about, or erased (D-08)."""

    _name = "partner.dossier.form.personal.mixin"
    _description = "Form Given or Erased"
    _inherit = ["partner.personal.mixin"]
    _personal_marks = ("origin", "agency", "state", "submitted_at", "consent_at")
    _personal_fields = ("recipient", "email", "answers", "consent_text")

    def _hidden_rows(self):
        """The answers one by one, and that files came with them."""
        files = [(self.env._("File"), file.filename) for file in self.sudo().file_ids]
        return [(it["label"], it["value"]) for it in self.answer_lines()] + files

    @api.private
    def erase_personal(self):
        """Answers and files go; that somebody agreed, and when, stays."""
        form = self.sudo()
        if form.state in ("draft", "sent", "submitted"):
            form.action_withdraw()
        # the link went by mail, with the person's name
        form.env["mail.mail"].search(
            [("model", "=", form._name), ("res_id", "=", form.id)]
        ).unlink()
        form.file_ids.erase_personal()
        form.write(
            {
                "recipient": self.env._("Erased"),
                "email": False,
                "answers": False,
            }
        )
        form.log_access("erase")
