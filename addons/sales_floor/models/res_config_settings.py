from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    # -- signing at the reception --

    floor_pin_tries = fields.Integer(
        related="company_id.floor_pin_tries", readonly=False
    )
    floor_pin_lock_minutes = fields.Integer(
        related="company_id.floor_pin_lock_minutes", readonly=False
    )
    floor_signed_seconds = fields.Integer(
        related="company_id.floor_signed_seconds", readonly=False
    )
