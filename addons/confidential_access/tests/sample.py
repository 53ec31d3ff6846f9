"""Models that exist in tests only: a mixin has no table.

``_module = None`` keeps Odoo from taking them for models of this addon.
"""

from odoo import fields, models
from odoo.orm.model_classes import add_to_registry

CARD = "confidential.sample.card"
OPEN = "confidential.sample.open"
LINK = "confidential.sample.link"


class SampleCard(models.Model):
    """A card whose number and picture are confidential."""

    _module = None
    _name = CARD
    _description = "Sample Card"
    _inherit = ["confidential.mixin"]
    _confidential_prefix = "CARD"
    _confidential_fields = ("number", "issued_on", "scan")

    number = fields.Char(groups=fields.NO_ACCESS, copy=False)
    issued_on = fields.Date(groups=fields.NO_ACCESS, copy=False)
    scan = fields.Binary(groups=fields.NO_ACCESS, copy=False)


class SampleOpen(models.Model):
    """The same without a door: what each channel finds where nothing is guarded."""

    _module = None
    _name = OPEN
    _description = "Sample without a Door"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _rec_name = "number"

    number = fields.Char()
    issued_on = fields.Date()
    scan = fields.Binary()


class SampleLink(models.Model):
    """A record of others that points at both."""

    _module = None
    _name = LINK
    _description = "Sample Link"

    card_id = fields.Many2one(CARD)
    open_id = fields.Many2one(OPEN)
    open_number = fields.Char(related="open_id.number")


SAMPLES = (SampleCard, SampleOpen, SampleLink)
NAMES = [definition._name for definition in SAMPLES]


def load(cr, registry):
    for definition in SAMPLES:
        add_to_registry(registry, definition)
    registry._setup_models__(cr, NAMES)
    registry.init_models(cr, NAMES, {})
    registry.registry_invalidated = False  # nobody else needs to know


def unload(cr, registry):
    for name in NAMES:
        if name in registry:
            del registry[name]
    registry._setup_models__(cr)
    registry.registry_invalidated = False
