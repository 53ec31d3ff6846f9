from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyUnitTransfer(models.TransientModel):
    """A unit passes to new owners on a day (M-13)."""

    _name = "property.unit.transfer"
    _description = "Transfer of a Unit"

    unit_id = fields.Many2one("property.unit", required=True, readonly=True)
    company_id = fields.Many2one(related="unit_id.company_id")
    owner_ids = fields.Many2many(
        "res.partner",
        string="Owners Now",
        default=lambda self: self._default_owner_ids(),
        help="As they were when this dialog was opened.",
    )
    day = fields.Date(
        string="Belongs to Them From",
        required=True,
        default=fields.Date.context_today,
        help="The owners of now end the day before.",
    )
    reason = fields.Char(required=True)
    residents_leave = fields.Boolean(
        string="Residents and agents leave too",
        default=True,
        help="Tenants stay: a sale does not end a lease.",
    )
    new_owner_ids = fields.One2many(
        "property.unit.transfer.owner", "transfer_id", string="New Owners"
    )
    total = fields.Float(string="Together (%)", digits=(5, 2), compute="_compute_total")

    @api.model
    def _default_owner_ids(self):
        unit = self.env["property.unit"].browse(self.env.context.get("default_unit_id"))
        return unit.owner_ids

    @api.depends("new_owner_ids.share")
    def _compute_total(self):
        for transfer in self:
            transfer.total = sum(transfer.new_owner_ids.mapped("share"))

    def action_apply(self):
        """Pass the unit on, unless somebody else has in the meantime."""
        self.ensure_one()
        unit = self.unit_id
        unit.check_access("read")
        unit._lock_parties()
        if unit.owner_ids != self.owner_ids:
            raise UserError(
                self.env._(
                    "The owners of %(unit)s have changed since you opened this; close"
                    " it and look again.",
                    unit=unit.code,
                )
            )
        unit._transfer(
            [
                (line.partner_id, Decimal(f"{line.share:.2f}"))
                for line in self.new_owner_ids
            ],
            self.day,
            reason=self.reason,
            leaving=("resident", "agent") if self.residents_leave else (),
        )
        return {"type": "ir.actions.act_window_close"}
