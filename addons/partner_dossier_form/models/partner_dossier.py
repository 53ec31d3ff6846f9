from odoo import fields, models


class PartnerDossier(models.Model):
    _inherit = "partner.dossier"

    form_ids = fields.One2many("partner.dossier.form", "dossier_id", string="Forms")
    form_count = fields.Integer(compute="_compute_form_count")

    def _compute_form_count(self):
        counts = dict(
            self.env["partner.dossier.form"]._read_group(
                [("dossier_id", "in", self.ids)], ["dossier_id"], ["__count"]
            )
        )
        for dossier in self:
            dossier.form_count = counts.get(dossier._origin, 0)

    def action_open_forms(self):
        """What was asked of the customer, and what was given (D-11)."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "partner_dossier_form.partner_dossier_form_action"
        )
        return {
            **action,
            "domain": [("dossier_id", "=", self.id)],
            "context": {
                "default_dossier_id": self.id,
                "default_site_id": self.site_id.id,
            },
        }

    def action_send_form(self):
        """Send the customer a form for this dossier (D-11)."""
        self.ensure_one()
        form = self.env["partner.dossier.form"].create(
            {"dossier_id": self.id, "site_id": self.site_id.id}
        )
        form.action_send()
        return {
            "type": "ir.actions.act_window",
            "res_model": form._name,
            "res_id": form.id,
            "views": [(False, "form")],
        }
