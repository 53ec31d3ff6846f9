"""What may be destroyed, by whom and how? (A-07, A-09, A-11)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from odoo.addons.charter_base.policies.decision import Finding

from . import movement, retention

PROPOSED, REVIEWED, APPROVED, EXECUTED, PURGED, CANCELLED = (
    "proposed",
    "reviewed",
    "approved",
    "executed",
    "purged",
    "cancelled",
)
SHRED, TEAR, DESTROY, PURGE = "shred", "tear", "destroy", "purge"
CARRIERS = frozenset({"carrier"})
FILES = frozenset({"electronic"})
# Kinds of items that nobody gives up but by a disposal.
DESTROYED_ONLY = frozenset({"carrier", "papers"})
CONFIDENTIAL = frozenset({"confidential", "access_card"})
# How thoroughly each way destroys paper: a stricter one always serves.
STRICTNESS = (TEAR, SHRED)


def _found(rule: str, key: str, **params) -> Finding:
    return Finding(rule=rule, reason=(key, params))


# -- how --


def method(medium: str, level: str) -> str:
    """A-07, A-11: confidential papers are shredded, ordinary ones torn; a data carrier
    is destroyed, whatever it holds; what is only electronic is purged.
    """
    if medium in CARRIERS:
        return DESTROY
    if medium in FILES:
        return PURGE
    return SHRED if level in CONFIDENTIAL else TEAR


def suffices(approved: str, needed: str) -> bool:
    """A-07: whether what was approved is still enough."""
    if approved in STRICTNESS and needed in STRICTNESS:
        return STRICTNESS.index(approved) >= STRICTNESS.index(needed)
    return approved == needed


def item_medium(kind: str) -> str:
    """A-11: papers are shredded or torn as documents are, all else is destroyed."""
    return "paper" if kind in {"papers"} else "carrier"


def given_up(kind: str) -> Finding | None:
    """A-11: what carries data is not ordinary waste: a disposal alone ends it."""
    return _found("A-11", "destroyed_only") if kind in DESTROYED_ONLY else None


# -- who --


@dataclass(frozen=True, kw_only=True)
class Step:
    """Somebody who takes the next step with a batch.

    ``person`` and those who took the steps before it, by key; ``roles``: what the
    person is at the site: ``custodian``, ``manager``, ``member``;
    ``lines``: how many documents are left in the batch.
    """

    step: str
    state: str
    person: int
    roles: frozenset[str]
    lines: int
    proposer: int | None = None
    reviewer: int | None = None
    witness: int | None = None
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``review_by_another``: who proposes a batch does not review it either."""

    review_by_another: bool = True
    extra: Mapping = field(default_factory=dict)


# For each step: the state it starts from, and the role it takes.
STEPS = {
    "review": (PROPOSED, "member"),
    "approve": (REVIEWED, "manager"),
    "witness": (APPROVED, "member"),
    "execute": (APPROVED, "custodian"),
}


def next_step(step: Step, settings: Settings) -> Finding | None:
    """A-07: proposed, reviewed, approved by another, executed before a witness."""
    state, role = STEPS[step.step]
    if step.state != state:
        return _found("A-07", "state", state=step.state)
    if role not in step.roles:
        return _found("A-07", f"not_{role}")
    if step.lines < 1:
        return _found("A-07", "empty")
    return _by_another(step, settings)


def _by_another(step: Step, settings: Settings) -> Finding | None:
    """A-07: nobody does all of it alone."""
    match step.step:
        case "review" if settings.review_by_another and step.person == step.proposer:
            return _found("A-07", "own_proposal")
        case "approve" if step.person == step.proposer:
            return _found("A-07", "own_proposal")
        case "approve" if step.person == step.reviewer:
            return _found("A-07", "own_review")
        case "execute" if step.witness is None:
            return _found("A-07", "no_witness")
        case "execute" if step.witness == step.person:
            return _found("A-07", "own_witness")
    return None


# -- what --


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A document at the moment it is proposed, or destroyed.

    ``holds``: the names of the open holds on it; ``custody``: see :mod:`movement`;
    ``approved_method``: None while it is proposed.
    """

    is_kept: bool
    medium: str
    level: str
    custody: str
    retention_state: str
    due_on: date | None
    today: date
    holds: tuple[str, ...] = ()
    approved_method: str | None = None
    extra: Mapping = field(default_factory=dict)


def obstacle(facts: Facts) -> Finding | None:
    """A-07, A-09: why this one can't be destroyed now, if it can't."""
    if not facts.is_kept:
        return _found("A-07", "not_kept")
    if facts.holds:
        return _found("A-09", "held", holds=facts.holds)
    if facts.custody not in movement.AT_HAND:
        return _found("A-06", f"is_{facts.custody}")
    if facts.retention_state not in retention.DATED:
        return _found("A-09", facts.retention_state)
    if not retention.is_due(facts.retention_state, facts.due_on, facts.today):
        return _found("A-09", "not_due", day=facts.due_on)
    needed = method(facts.medium, facts.level)
    if facts.approved_method and not suffices(facts.approved_method, needed):
        return _found("A-07", "stricter", method=needed)
    return None
