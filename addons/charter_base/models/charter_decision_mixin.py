from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError

from ..fields import MixinMany2many
from ..policies import decision

# What we think of customers is not for them, even where they read the record.
INTERNAL = "base.group_user"


class CharterDecisionMixin(models.AbstractModel):
    """A decision that explains itself: which rule, on which facts, by whom, when.

    The rule is plain Python in ``policies/``: frozen facts and settings in, a result
    out that names its rule (``rule`` or ``rules``). A model wires it with four hooks,
    each of which another addon can extend, and keeps what came of it::

        def _severity_facts(self):  # what is known of this record
            return severity.Facts(...)

        def _severity_settings(self):  # the numbers of its company
            return severity.Settings(...)

        def _severity_rules(self):  # functions, in the order they are asked
            return severity.RULES

        def _severity_decide(self, facts, settings):  # None: no rule has a say
            return severity.decide(facts, settings, self._severity_rules())

        def action_grade(self):
            facts, settings = self._severity_facts(), self._severity_settings()
            result = self._severity_decide(facts, settings)
            self.record_decision(
                result, facts=facts, settings=settings, reason=self._sentence(result)
            )

    A third addon inherits the model and adds a rule (``(mine, *super()._…_rules())``),
    a fact (``dataclasses.replace(facts, extra={**facts.extra, "mine": 1})``) or changes
    the result. Nothing is registered at import, so that the rules of an addon that is
    not installed never apply.
    """

    _name = "charter.decision.mixin"
    _description = "Decision That Explains Itself"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset(
        {
            "rule_ids",
            "reason",
            "facts",
            "settings",
            "decided_by_id",
            "decided_at",
            "is_override",
            "proposal",
            "proposed_reason",
        }
    )

    rule_ids = MixinMany2many(
        "charter.rule",
        string="Rules",
        readonly=True,
        copy=False,
        groups=INTERNAL,
        context={"active_test": False},
    )
    reason = fields.Char(readonly=True, copy=False, groups=INTERNAL)
    facts = fields.Json(readonly=True, copy=False, groups=INTERNAL)
    settings = fields.Json(
        readonly=True,
        copy=False,
        groups=INTERNAL,
        help="The settings as they were when it was decided.",
    )
    decided_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        ondelete="restrict",
        groups=INTERNAL,
    )
    decided_at = fields.Datetime(
        string="Decided On", readonly=True, copy=False, groups=INTERNAL
    )
    is_override = fields.Boolean(
        string="Decided Otherwise",
        readonly=True,
        copy=False,
        groups=INTERNAL,
        help="A person decided otherwise than the rule proposed.",
    )
    proposal = fields.Json(
        readonly=True,
        copy=False,
        groups=INTERNAL,
        help="What the rule proposed.",
    )
    proposed_reason = fields.Char(
        string="Reason of the Proposal", readonly=True, copy=False, groups=INTERNAL
    )

    @api.private
    def record_decision(self, result, *, facts, settings, reason, override=None):
        """Keep a decision on these records: see :meth:`decision_values`.

        Access is the caller's to check: this method asks nobody's permission.
        """
        self.sudo().write(
            self.decision_values(
                result,
                facts=facts,
                settings=settings,
                reason=reason,
                override=override,
            )
        )

    @api.model
    @api.private
    def decision_values(self, result, *, facts, settings, reason, override=None):
        """Return the values of a decision, to create records with, as ``sudo()``.

        :param result: what the policy gave: a frozen dataclass that names its rule,
            several of them, or None where no rule had a say
        :param facts: the policy's facts, a frozen dataclass
        :param settings: the policy's settings, likewise
        :param reason: the sentence that tells why, of the rule
        :param override: where a person decided otherwise, why; what the rule
            proposed is kept beside it
        :raise ValidationError: if a rule is unknown, or a reason missing
        :raise TypeError: if facts, settings or result hold what JSON can't
        """
        codes = decision.rule_codes(result)
        if override is not None and not override.strip():
            raise ValidationError(
                self.env._("Say why you decide otherwise than the rule proposes.")
            )
        if override is None and not (codes and reason):
            raise ValidationError(
                self.env._("A decision names the rule that it follows, and its reason.")
            )
        is_override = override is not None
        return {
            "rule_ids": [Command.set(self.env["charter.rule"].by_codes(codes).ids)],
            "reason": override.strip() if is_override else reason,
            "facts": decision.to_json(facts, "facts"),
            "settings": decision.to_json(settings, "settings"),
            "proposal": decision.to_json(result, "result"),
            "proposed_reason": reason if is_override else False,
            "is_override": is_override,
            "decided_by_id": self.env.user.id,
            "decided_at": fields.Datetime.now(),
        }
