from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import format_list

from ..policies import incident

# What a penalty is made of, as the policy names it and as it is kept.
PENALTY = {
    "days": "penalty_days",
    "months": "penalty_months",
    "bonus_percent": "penalty_bonus_percent",
    "dismissal": "is_dismissal",
    "correction": "is_correction",
    "cancels_turn": "is_turn_cancelled",
}


class FloorIncidentPenaltyMixin(models.AbstractModel):
    """What an incident costs: proposed by the source, for the manager to decide."""

    _name = "floor.incident.penalty.mixin"
    _description = "Incident With Its Penalty"
    _of_the_manager = frozenset({*PENALTY.values(), "why_otherwise"})

    penalty_days = fields.Integer(
        string="Days of Base Pay",
        compute="_compute_penalty",
        store=True,
        readonly=False,
        precompute=True,
    )
    penalty_months = fields.Integer(
        string="Months of Base Pay",
        compute="_compute_penalty",
        store=True,
        readonly=False,
        precompute=True,
    )
    penalty_bonus_percent = fields.Float(
        string="% of the Month's Bonus",
        compute="_compute_penalty",
        store=True,
        readonly=False,
        precompute=True,
        digits=(5, 2),
        aggregator=None,
    )
    is_dismissal = fields.Boolean(
        string="Dismissal",
        compute="_compute_penalty",
        store=True,
        readonly=False,
        precompute=True,
    )
    is_correction = fields.Boolean(
        string="To Be Mended First",
        compute="_compute_penalty",
        store=True,
        readonly=False,
        precompute=True,
    )
    is_turn_cancelled = fields.Boolean(
        string="Loses the Turn of the Round",
        compute="_compute_penalty",
        store=True,
        readonly=False,
        precompute=True,
    )
    why_otherwise = fields.Text(
        copy=False,
        help="Where the manager decides otherwise than the source has it, or the source"
        " leaves it open.",
    )
    is_otherwise = fields.Boolean(compute="_compute_otherwise")
    penalty_sentence = fields.Char(string="Penalty", compute="_compute_otherwise")
    proposal_sentence = fields.Char(
        string="What the Source Has for It", compute="_compute_otherwise"
    )

    _penalty_in_bounds = models.Constraint(
        "CHECK (penalty_days >= 0 AND penalty_months >= 0"
        " AND penalty_bonus_percent BETWEEN 0 AND 100)",
        "A penalty is no gift: days and months from 0, of the bonus 0 to 100 percent.",
    )

    @api.depends("kind", "is_serious", "site_id")
    def _compute_penalty(self):
        for it in self:
            proposed = it._proposed() if it.kind and it.site_id else None
            for name, field in PENALTY.items():
                it[field] = getattr(proposed, name, False)

    @api.depends_context("lang")
    @api.depends("kind", "is_serious", "state", *PENALTY.values())
    def _compute_otherwise(self):
        for it in self:
            if not (it.kind and it.site_id):
                it.is_otherwise = it.penalty_sentence = it.proposal_sentence = False
                continue
            proposed = it._proposed()
            it.is_otherwise = it._penalty() != it._penalty_of(proposed)
            it.penalty_sentence = it._penalty_sentence(it._penalty())
            it.proposal_sentence = self.env._(
                "%(rule)s: %(penalty)s",
                rule=proposed.rule,
                penalty=it._penalty_sentence(it._penalty_of(proposed))
                or self.env._("the source names no penalty: the manager says"),
            )

    # -- rules --

    def _incident_settings(self):
        self.ensure_one()
        return self.site_id.company_id.sudo()._floor_incident_settings()

    def _incident_rules(self):
        """F-28, F-24, F-03: what the source has, in the order it is asked."""
        return incident.RULES

    def _incident_decide(self, facts, settings):
        return incident.decide(facts, settings, self._incident_rules())

    def _proposed(self):
        """What the source has for it."""
        return self._incident_decide(self._incident_facts(), self._incident_settings())

    # -- words --

    def _penalty(self):
        """The penalty as it is entered."""
        return {
            "days": self.penalty_days,
            "months": self.penalty_months,
            "bonus_percent": Decimal(str(self.penalty_bonus_percent)),
            "dismissal": self.is_dismissal,
            "correction": self.is_correction,
            "cancels_turn": self.is_turn_cancelled,
        }

    @api.model
    def _penalty_of(self, proposed):
        return {name: getattr(proposed, name) for name in PENALTY}

    @api.model
    def _penalty_sentence(self, penalty):
        parts = {
            "days": self.env._("%(days)s day(s) of base pay", days=penalty["days"]),
            "months": self.env._(
                "%(months)s month(s) of base pay", months=penalty["months"]
            ),
            "bonus_percent": self.env._(
                "%(percent)s %% of the month's bonus",
                percent=f"{float(penalty['bonus_percent']):g}",
            ),
            "dismissal": self.env._("dismissal"),
            "correction": self.env._("to be mended first"),
            "cancels_turn": self.env._("loses the turn of the round"),
        }
        return format_list(
            self.env, [words for name, words in parts.items() if penalty[name]]
        )
