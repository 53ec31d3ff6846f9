from datetime import timedelta

from odoo import api, fields, models

from ..policies import movement


class ArchiveMovementEntry(models.TransientModel):
    """An entry of the register, signed on both sides (A-06, A-12)."""

    _name = "archive.movement.entry"
    _description = "New Entry of the Register"

    kind = fields.Selection(
        lambda self: (
            self.env["archive.movement"]
            ._fields["kind"]
            ._description_selection(self.env)
        ),
        required=True,
        default="loan",
    )
    document_ids = fields.Many2many("archive.document")
    item_ids = fields.Many2many("archive.item", string="Items")
    partner_id = fields.Many2one("res.partner", string="With")
    purpose = fields.Char(string="What For")
    due_at = fields.Datetime(string="Back By")
    place = fields.Char(string="New Place")
    handed_by = fields.Char(string="Handed Over By")
    handed_signature = fields.Binary(string="Signature Handing Over")
    received_by = fields.Char()
    received_signature = fields.Binary(string="Signature Receiving")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        model, ids = (self.env.context.get(f"active_{key}") for key in ("model", "ids"))
        if model in ("archive.document", "archive.item"):
            name = f"{model.rpartition('.')[2]}_ids"
            values[name] = [(6, 0, ids)]
        return values

    @api.onchange("kind", "partner_id")
    def _onchange_kind(self):
        """Propose who signs: the custodian on this side, the other one on the other."""
        mine, other = self.env.user.name, self.partner_id.name or False
        comes_in = self.kind in (movement.RECEIPT, movement.RETURN)
        self.handed_by = other if comes_in else mine
        self.received_by = mine if comes_in else other
        if self.kind == movement.LOAN and not self.due_at:
            days = self.env.company.archive_movement_settings().loan_days
            self.due_at = fields.Datetime.now() + timedelta(days=min(days, 7))

    def action_apply(self):
        """Enter it, all or nothing."""
        self.ensure_one()
        names = (
            *("purpose", "due_at", "place", "handed_by", "received_by"),
            *("handed_signature", "received_signature"),
        )
        values = {name: self[name] for name in names}
        values["partner_id"] = self.partner_id.id
        for items in (self.document_ids, self.item_ids):
            if items:
                items.enter_movement(self.kind, values)
        return {"type": "ir.actions.act_window_close"}
