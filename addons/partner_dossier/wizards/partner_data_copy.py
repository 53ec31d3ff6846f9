from odoo import api, fields, models
from odoo.exceptions import AccessError


class PartnerDataCopy(models.TransientModel):
    """A customer's data is given to the customer: what for, and by whom (D-08)."""

    _name = "partner.data.copy"
    _description = "Copy of a Customer's Data"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    purpose = fields.Char(string="What For", required=True)

    def action_give(self):
        """Open the file; it is made when it is opened, and kept nowhere."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/dossier/data/{self.id}",
            "target": "download",
        }

    @api.private
    def get_file(self):
        """The file as its bytes, for who asked for it; what is read is logged."""
        self.ensure_one()
        if self.create_uid != self.env.user:
            raise AccessError(self.env._("Somebody else asked for this file."))
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        return (
            self.env["ir.qweb"]
            ._render(
                "partner_dossier.customer_data",
                {
                    "partner": self.partner_id,
                    "sections": self.partner_id.personal_data(self.purpose),
                    "now": now.strftime("%Y-%m-%d %H:%M"),
                    "sites": ", ".join(self.env.user.site_ids.mapped("name")),
                    "lang": (self.env.lang or "en_US").replace("_", "-"),
                },
                minimal_qcontext=True,
            )
            .encode()
        )
