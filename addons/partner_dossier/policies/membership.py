"""Who belongs to a dossier as what, from when to when? (D-03, D-06, M-09)

The first and the last day of a member both count.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from odoo.addons.charter_base.policies.decision import Finding

AGENT = "agent"
# Of whom a dossier has one at a time: one calls the one, one signs for the company.
SINGLE = frozenset({"contact", "legal"})
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Span:
    """From a day to a day; ``end`` None: it lasts."""

    start: date
    end: date | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Somebody in a role. ``others``: who else has the role in the dossier; ``scope``:
    what an agent is authorised to do.
    """

    role: str
    span: Span
    others: tuple[Span, ...] = ()
    scope: str = ""
    extra: Mapping = field(default_factory=dict)


Rule = Callable[[Facts], Finding | None]


def overlap(one: Span, other: Span) -> bool:
    """D-03: whether two are there on the same day."""
    begins_in_time = other.end is None or one.start <= other.end
    return begins_in_time and (one.end is None or other.start <= one.end)


def ends_after_it_begins(facts: Facts) -> Finding | None:
    """D-03: nobody ends before the first day."""
    end = facts.span.end
    if end and end < facts.span.start:
        return Finding(rule="D-03", reason=("ends_early", {}))
    return None


def one_at_a_time(facts: Facts) -> Finding | None:
    """D-03: one contact person, and one legal representative, at a time."""
    if facts.role not in SINGLE:
        return None
    if any(overlap(facts.span, other) for other in facts.others):
        return Finding(rule="D-03", reason=("taken", {"role": facts.role}))
    return None


def with_scope(facts: Facts) -> Finding | None:
    """M-09: an authorisation states its scope (需载明授权范围)."""
    if facts.role == AGENT and not facts.scope.strip():
        return Finding(rule="M-09", reason=("no_scope", {}))
    return None


RULES: tuple[Rule, ...] = (ends_after_it_begins, with_scope, one_at_a_time)


def obstacle(facts: Facts, rules: tuple[Rule, ...] = RULES) -> Finding | None:
    """D-03, M-09: the first rule that stands in the way, if any."""
    return next(filter(None, (rule(facts) for rule in rules)), None)


def handed_over(span: Span, day: date) -> date | None:
    """D-03: the last day of who is replaced from a day on; None: it can't be, as the
    person began later, or has ended already.
    """
    if day <= span.start or (span.end is not None and span.end < day - DAY):
        return None
    return day - DAY
