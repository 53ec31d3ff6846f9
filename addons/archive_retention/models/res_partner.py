from odoo import api, fields, models

USER = "archive_retention.archive_retention_group_user"


class ResPartner(models.Model):
    _inherit = "res.partner"

    archive_count = fields.Integer(
        string="Archived", compute="_compute_archive_count", groups=USER
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_archive_count(self):
        counts = dict(
            self.env["archive.document"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.archive_count = counts.get(partner._origin, 0)

    def action_open_archive(self):
        """The customer's documents, in the order of signing."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "archive_retention.archive_document_action"
        )
        return {
            **action,
            "name": self.name,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }

    @api.private
    def get_archive_index(self):
        """A-05: the customer's documents, as their reader sees them, in their order."""
        return self.env["archive.document"].search(
            [("partner_id", "=", self.id), ("state", "!=", "draft")],
            order="signed_date, id",
        )
