from odoo import api, fields, models

from odoo.addons.base.models.res_users import check_identity


class FloorPinSet(models.TransientModel):
    """My PIN: set by oneself, after one's password, and not kept here."""

    _name = "floor.pin.set"
    _description = "My PIN"
    _transient_max_hours = 0.1

    pin = fields.Char(string="New PIN")
    again = fields.Char(string="Once More")

    @api.model
    @check_identity
    def action_open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("My PIN"),
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
        }

    @check_identity
    def action_confirm(self):
        self.ensure_one()
        pin, again = self.pin, self.again
        self.unlink()
        self.env["floor.pin"].set_own(pin, again)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Your PIN is set."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
