from odoo import fields, models

from ..policies import history


class FloorAttributionShare(models.Model):
    """Who has what part of the commission of a deal, by which rule; together 100 %."""

    _name = "floor.attribution.share"
    _description = "Share"
    _order = "attribution_id, sequence, id"

    attribution_id = fields.Many2one(
        "floor.attribution",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    site_id = fields.Many2one(
        related="attribution_id.site_id", store=True, precompute=True
    )
    company_id = fields.Many2one(
        related="attribution_id.company_id", store=True, precompute=True
    )
    sequence = fields.Integer(readonly=True)
    party = fields.Selection(
        [
            (history.REP, "Sales Representative"),
            (history.EMPLOYEE, "Referring Employee"),
            (history.POOL, "Pool"),
        ],
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        readonly=True,
        index=True,
        ondelete="restrict",
        help="None for the pool.",
    )
    percent = fields.Float(digits=(5, 2), required=True, readonly=True)
    rule_id = fields.Many2one(
        "charter.rule",
        required=True,
        readonly=True,
        ondelete="restrict",
        help="The rule that gives it.",
    )

    _person_unique = models.UniqueIndex("(attribution_id, COALESCE(user_id, 0))")
    _percent_is_part = models.Constraint(
        "CHECK (percent > 0 AND percent <= 100)",
        "A share is more than 0, at most 100 %.",
    )

    def _compute_display_name(self):
        pool = self.env._("Pool")
        for share in self:
            share.display_name = share.user_id.name or pool
