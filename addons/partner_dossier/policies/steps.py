"""From collecting papers to using the dossier: which step comes next? (D-01)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from odoo.addons.charter_base.policies.decision import Finding

COLLECTED, ORGANISED, FILED, IN_USE = STEPS = (
    "collected",
    "organised",
    "filed",
    "in_use",
)
NEXT = dict(pairwise(STEPS))
# What the custodian keeps (D-09).
KEPT = frozenset({FILED, IN_USE})


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A dossier at ``step`` that somebody wants to move to ``target``.

    ``is_custodian``: who asks is the custodian of its site; ``blocking``: how many
    papers are missing without which it is not filed; ``reason``: why it is moved.
    """

    step: str
    target: str
    is_custodian: bool
    blocking: int = 0
    reason: str = ""
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``filed_complete``: a dossier is filed only with all papers that block it."""

    filed_complete: bool = True
    extra: Mapping = field(default_factory=dict)


def _back(facts: Facts) -> bool:
    return STEPS.index(facts.target) < STEPS.index(facts.step)


def one_after_the_other(facts: Facts, settings: Settings) -> Finding | None:
    """D-01: collected, organised, filed, in use: no step is passed over."""
    if _back(facts) or facts.target in {NEXT.get(facts.step)}:
        return None
    return Finding(rule="D-01", reason=("not_next", {}))


def back_for_a_reason(facts: Facts, settings: Settings) -> Finding | None:
    """D-01: a dossier is opened again for a reason, which stays on record."""
    if _back(facts) and not facts.reason.strip():
        return Finding(rule="D-01", reason=("no_reason", {}))
    return None


def filed_by_the_custodian(facts: Facts, settings: Settings) -> Finding | None:
    """D-09: what is filed, and what was, the site's custodian alone moves."""
    if facts.is_custodian or not KEPT & {facts.step, facts.target}:
        return None
    return Finding(rule="D-09", reason=("not_custodian", {}))


def filed_when_complete(facts: Facts, settings: Settings) -> Finding | None:
    """D-05: a paper that blocks is there, or waived, before the dossier is filed."""
    is_filed = facts.target in {FILED} and not _back(facts)
    if is_filed and facts.blocking and settings.filed_complete:
        return Finding(rule="D-05", reason=("blocked", {"count": facts.blocking}))
    return None


RULES = (
    one_after_the_other,
    back_for_a_reason,
    filed_by_the_custodian,
    filed_when_complete,
)


def obstacle(facts: Facts, settings: Settings, rules=RULES) -> Finding | None:
    """D-01: the first rule that stands in the way of the step, if any."""
    return next((it for rule in rules if (it := rule(facts, settings))), None)


def after(step: str) -> str | None:
    """D-01: the step that comes next; None of the last one."""
    return NEXT.get(step)
