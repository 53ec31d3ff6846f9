from odoo import api, fields, models
from odoo.exceptions import ValidationError


class FloorPinSettings(models.AbstractModel):
    """What a company says about signing on the floor's shared tablet."""

    _name = "floor.pin.settings"
    _description = "Settings of the Floor PIN"

    floor_pin_tries = fields.Integer(
        string="Wrong PINs Until It Is Locked",
        required=True,
        default=5,
        prefetch="sales_floor",
    )
    floor_pin_lock_minutes = fields.Integer(
        string="Minutes for Which a PIN Is Locked",
        required=True,
        default=10,
        prefetch="sales_floor",
    )
    floor_signed_seconds = fields.Integer(
        string="Seconds for Which Somebody Stays Signed",
        required=True,
        default=0,
        help="0: the tablet asks for the PIN at each act.",
        prefetch="sales_floor",
    )

    @api.constrains("floor_pin_tries", "floor_pin_lock_minutes", "floor_signed_seconds")
    def _check_floor_pin(self):
        for company in self:
            if company.floor_pin_tries < 1 or company.floor_pin_lock_minutes < 1:
                raise ValidationError(
                    self.env._(
                        "A PIN is locked after at least one wrong try, for at least one"
                        " minute."
                    )
                )
            if not 0 <= company.floor_signed_seconds <= 600:
                raise ValidationError(
                    self.env._("Somebody stays signed for 0 to 600 seconds.")
                )
