from odoo import fields, models


class PropertyUnitTransferOwner(models.TransientModel):
    """Who gets which part of the unit."""

    _name = "property.unit.transfer.owner"
    _description = "New Owner in a Transfer"
    _order = "sequence, id"

    transfer_id = fields.Many2one(
        "property.unit.transfer", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="transfer_id.company_id")
    sequence = fields.Integer(default=10)
    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, check_company=True
    )
    share = fields.Float(string="Share (%)", digits=(5, 2), default=100)
