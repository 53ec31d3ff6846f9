"""Registers that exist in tests only, and how they come and go.

They belong to no addon (``_module = None``), so that no registry but the one they are
added to knows them.
"""

from odoo import api, fields, models
from odoo.orm.model_classes import add_to_registry


class Turn(models.Model):
    """Sealed on creation, in batches per company."""

    _module = None
    _name = "register.test.turn"
    _inherit = ["register.seal.mixin"]
    _description = "Test Turns"
    _seal_fields = ("seq", "happened_at", "kind", "amount", "details", "initials")
    _seal_scope = "place_id"

    seq = fields.Integer()
    happened_at = fields.Datetime()
    kind = fields.Char()
    amount = fields.Float()
    details = fields.Json()
    initials = fields.Char(compute="_compute_initials", store=True, precompute=True)
    place_id = fields.Many2one("res.company", ondelete="restrict")
    partner_id = fields.Many2one("res.partner", ondelete="set null")
    note = fields.Char()
    label = fields.Char(compute="_compute_label", store=True)

    @api.depends("kind")
    def _compute_initials(self):
        for turn in self:
            turn.initials = (turn.kind or "")[:1]

    @api.depends("seq", "note")
    def _compute_label(self):
        for turn in self:
            turn.label = f"{turn.seq}: {turn.note}"


class Plain(models.Model):
    """The same without a seal."""

    _module = None
    _name = "register.test.plain"
    _description = "Test Entries without a Seal"

    seq = fields.Integer()
    kind = fields.Char()


class Visit(models.Model):
    """Sealed later: on approval."""

    _module = None
    _name = "register.test.visit"
    _inherit = ["register.seal.mixin"]
    _description = "Test Visits"
    _seal_fields = ("kind", "approver")
    _seal_when = "sealed_at"

    kind = fields.Char()
    approver = fields.Integer()
    sealed_at = fields.Datetime()


REGISTERS = (Turn, Plain, Visit)


def add_models(registry, cr, *definitions):
    """Add models, or what extends a model, with their tables."""
    names = [add_to_registry(registry, it)._name for it in definitions]
    registry._setup_models__(cr, [])
    update_models(registry, cr, *names)


def update_models(registry, cr, *names):
    """Do to the tables what an update of their addon does."""
    registry.init_models(cr, names, {})


def remove_models(registry, *definitions):
    """Forget models; whoever added them rolls their tables back or drops them."""
    for definition in definitions:
        del registry[definition._name]
