from odoo import api, fields, models


class FloorVisitCallMixin(models.AbstractModel):
    """The calls a visitor made before: shown, and deciding nothing (F-08)."""

    _name = "floor.visit.call.mixin"
    _description = "Visitor Who Called Before"

    call_ids = fields.Many2many(
        "floor.call", string="Calls Before", compute="_compute_call_ids"
    )
    call_sentence = fields.Char(compute="_compute_call_ids")

    @api.depends_context("lang")
    @api.depends("phone_number", "site_id", "arrived_at")
    def _compute_call_ids(self):
        calls = self.env["floor.call"]
        for visit in self:
            found = calls.of_phone(visit.site_id, visit.phone_number, visit.arrived_at)
            visit.call_ids = found
            visit.call_sentence = found and self.env._(
                "%(calls)s A call decides nothing about whose customer it is (F-08).",
                calls=found.call_sentence(),
            )
