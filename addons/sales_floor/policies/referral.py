"""Is an employee's referral valid? (F-16)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

REGISTERED, CONFIRMED, LAPSED, INVALID = "registered", "confirmed", "lapsed", "invalid"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A referral and what became of it.

    ``planned_on``: the day of the visit as registered; ``registered_on``; ``visited_on``:
    the customer's first visit, None before it; ``seen_before``: a registration on the
    floor that was there before the referral; ``accompanied``: the introducer came along
    or phoned the project manager beforehand; ``signed``: the project manager checked
    and signed it.
    """

    registered_on: date
    planned_on: date
    today: date
    visited_on: date | None = None
    seen_before: bool = False
    accompanied: bool = False
    signed: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class State:
    """What the referral is, by the rule, and why."""

    state: str
    reason: tuple[str, Mapping]
    rule: str = "F-16"


def state(facts: Facts) -> State:
    """F-16: registered beforehand, kept to the day, confirmed and signed: valid."""
    if facts.seen_before:
        return State(state=INVALID, reason=("floor_first", {}))
    visited = facts.visited_on
    if visited is None:
        if facts.today > facts.planned_on:
            return State(state=LAPSED, reason=("not_kept", {}))
        return State(state=REGISTERED, reason=("awaited", {}))
    if visited < facts.registered_on:
        return State(state=INVALID, reason=("after_visit", {}))
    if visited != facts.planned_on:
        return State(state=LAPSED, reason=("not_kept", {}))
    if not (facts.accompanied and facts.signed):
        if facts.today == visited:
            return State(state=REGISTERED, reason=("to_confirm", {}))
        return State(state=INVALID, reason=("not_confirmed", {}))
    return State(state=CONFIRMED, reason=("confirmed", {}))


def may_register_anew(of: State) -> bool:
    """F-16: a referral that lapsed may be registered anew."""
    return of.state == LAPSED
