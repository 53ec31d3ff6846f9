from odoo import fields, models


class FloorAttributionDealMixin(models.AbstractModel):
    """The deal that an attribution is of, and what changes after it (F-22)."""

    _name = "floor.attribution.deal.mixin"
    _description = "Attribution of a Deal"

    deal_at = fields.Datetime(
        string="Committed On",
        readonly=True,
        copy=False,
        help="When the customer committed, whatever is signed or paid later.",
    )
    marked_at = fields.Datetime(
        readonly=True, copy=False, help="When the opportunity or order said so."
    )
    lead_id = fields.Many2one(
        "crm.lead",
        string="Opportunity",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    order_id = fields.Many2one(
        "sale.order",
        string="Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    name_changed = fields.Boolean(
        string="Name Changed",
        readonly=True,
        copy=False,
        help="F-22: the deal goes by another name now.",
    )
    unit_changed = fields.Boolean(
        string="Unit Changed",
        readonly=True,
        copy=False,
        help="F-22: it is another unit now.",
    )
    stood = fields.Json(
        readonly=True, copy=False, help="What was attributed before that changed."
    )

    _lead_unique = models.UniqueIndex("(lead_id) WHERE lead_id IS NOT NULL")
    _order_unique = models.UniqueIndex("(order_id) WHERE order_id IS NOT NULL")
