from odoo import api, models
from odoo.exceptions import AccessError

IDENTITY_KEY = "partner_dossier.identity_key"


class IrConfigParameter(models.Model):
    """The key by which identity numbers are found is nobody's to read (D-08)."""

    _inherit = "ir.config_parameter"

    @api.model
    def get_param(self, key, default=False):
        if key == IDENTITY_KEY and not self.env.su:
            raise AccessError(self.env._("Nobody reads this key."))
        return super().get_param(key, default)
