from odoo import fields, models


class PartnerIdentityLookup(models.TransientModel):
    """Whose is this number? The number itself is kept nowhere (D-08)."""

    _name = "partner.identity.lookup"
    _description = "Look-Up of an Identity Number"

    purpose = fields.Char(string="What For", required=True)
    number = fields.Char(
        string="Identity Number",
        compute="_compute_number",
        inverse="_inverse_number",
        help="The whole number, as it stands on the paper.",
    )
    is_asked = fields.Boolean()
    paper_ids = fields.Many2many("partner.identity", string="Papers With This Number")

    def _compute_number(self):
        self.number = False

    def _inverse_number(self):
        for wizard in self.filtered("number"):
            wizard.paper_ids = self.env["partner.identity"].look_up(
                wizard.number, wizard.purpose
            )
            wizard.is_asked = True

    def action_look_up(self):
        """Show what the number, which is gone again, was found on."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Whose Is This Number?"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
