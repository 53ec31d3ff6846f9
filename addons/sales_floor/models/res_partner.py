from odoo import api, fields, models

USER = "sales_floor.sales_floor_group_user"


class ResPartner(models.Model):
    _inherit = "res.partner"

    floor_attribution_ids = fields.One2many(
        "floor.attribution", "partner_id", string="Attributions", groups=USER
    )
    floor_owner_sentence = fields.Char(
        string="Whose Customer", compute="_compute_floor_owner_sentence", groups=USER
    )

    @api.depends_context("lang", "uid")
    @api.depends("floor_attribution_ids")
    def _compute_floor_owner_sentence(self):
        """Of the floors that one may see, the latest last."""
        for partner in self:
            latest = partner.floor_attribution_ids.sorted("id")[-1:]
            partner.floor_owner_sentence = latest.owner_sentence

    # -- actions --

    def action_open_floor_attributions(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_floor.floor_attribution_action"
        )
        action |= {"domain": [("partner_id", "=", self.id)], "context": {}}
        if len(self.floor_attribution_ids) == 1:
            action |= {
                "res_id": self.floor_attribution_ids.id,
                "views": [(False, "form")],
            }
        return action

    # -- business --

    def _floor_attributions(self):
        """All attributions of these, whoever asks."""
        return (
            self.env["floor.attribution"]
            .sudo()
            .search([("partner_id", "in", self._origin.ids)])
        )

    def _floor_owners(self):
        """Whose customers they are, by id; none of who is at several floors."""
        found = self._floor_attributions().filtered("user_id")
        return {
            partner.id: known.sorted("deal_at")[:1].user_id.id
            for partner, known in found.grouped("partner_id").items()
            if len(known.site_id) == 1
        }
