from odoo import fields, models


class FloorAttributionDecision(models.Model):
    """What was decided on whose customer somebody is: by which rules, on what."""

    _name = "floor.attribution.decision"
    _description = "Decision on an Attribution"
    _inherit = ["charter.decision.mixin", "register.seal.mixin"]
    _order = "id desc"
    # It is taken over where customers turn out to be one: whose it is stays outside.
    _seal_fields = ("site_id", "outcome", "reason", "facts", "proposal", "decided_at")
    _seal_scope = "site_id"

    attribution_id = fields.Many2one(
        "floor.attribution",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    site_id = fields.Many2one(
        "service.site",
        string="Sales Floor",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True
    )
    outcome = fields.Char(required=True, readonly=True)
