from odoo import api, fields, models

READER = "confidential_access.confidential_access_group_reader"
USER = "partner_dossier.partner_dossier_group_user"


class ResPartner(models.Model):
    _inherit = "res.partner"

    identity_count = fields.Integer(
        string="Identity Papers", compute="_compute_identity_count", groups=READER
    )

    dossier_count = fields.Integer(
        string="Dossiers", compute="_compute_dossier_count", groups=USER
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_identity_count(self):
        counts = dict(
            self.env["partner.identity"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.identity_count = counts.get(partner._origin, 0)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_dossier_count(self):
        counts = dict(
            self.env["partner.dossier"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.dossier_count = counts.get(partner._origin, 0)

    def action_open_identities(self):
        """The customer's identity papers."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "partner_dossier.partner_identity_action"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }

    def action_open_dossiers(self):
        """The customer's dossiers; the one itself where there is but one."""
        self.ensure_one()
        dossiers = self.env["partner.dossier"].search([("partner_id", "=", self.id)])
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "partner_dossier.partner_dossier_action"
        )
        if len(dossiers) == 1:
            return {**action, "views": [(False, "form")], "res_id": dossiers.id}
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }
