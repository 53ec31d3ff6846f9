from odoo import fields, models


class FloorAttributionDecision(models.Model):
    """What was decided on whose customer somebody is: by which rules, on which facts."""

    _name = "floor.attribution.decision"
    _description = "Decision on an Attribution"
    _inherit = ["charter.decision.mixin", "register.seal.mixin"]
    _order = "id desc"
    # Of customers who turn out to be one, it is taken over: what it is of stays outside.
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
        "service.site", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True
    )
    outcome = fields.Char(string="Decided", required=True, readonly=True)
