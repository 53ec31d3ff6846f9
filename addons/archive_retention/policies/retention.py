"""How long is a document kept? (A-09)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from odoo.addons.charter_base.policies.decision import Finding
from odoo.addons.charter_base.policies.months import MONTHS, add_months

WAITING, RUNNING, PERMANENT = "waiting", "running", "permanent"
PERIOD, FOR_EVER = "period", "permanent"
SIGNING = "signing"
DATED = frozenset({RUNNING})
# From what may go soonest to what never does.
ORDER = (RUNNING, WAITING, PERMANENT)


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How long, from which event on.

    ``kind``: ``period`` or ``permanent``; ``event``: what the period begins with;
    ``key``: whose schedule this is, to be told apart from others.
    """

    key: int
    kind: str = PERIOD
    event: str = SIGNING
    years: int = 0
    months: int = 0


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``events``: the day of each event that has happened, its signing included;
    ``kept_until``: a review put its disposal off until then.
    """

    schedules: tuple[Schedule, ...]
    events: Mapping[str, date]
    kept_until: date | None = None
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Retention:
    """``state``: ``waiting`` for an event, ``running`` until ``due_on``, ``permanent``.

    ``cutoff_on``: the day the deciding period began; ``schedule``: the deciding one.
    """

    state: str
    rule: str = "A-09"
    reason: tuple[str, Mapping] = ("", {})
    cutoff_on: date | None = None
    due_on: date | None = None
    schedule: int | None = None


def end_of(schedule: Schedule, cutoff_on: date) -> date:
    """A-09: the day from which on it may go."""
    return add_months(cutoff_on, schedule.years * MONTHS + schedule.months)


def decide(facts: Facts) -> Retention:
    """A-09: the longest of its schedules wins.

    Permanent is longer than any period; a period whose event is yet to come may become
    the longest, so it keeps the document waiting. What has no schedule waits for one.
    """
    for schedule in facts.schedules:
        if schedule.kind in {FOR_EVER}:
            return Retention(
                state=PERMANENT, schedule=schedule.key, reason=("permanent", {})
            )
    for schedule in facts.schedules:
        if schedule.event not in facts.events:
            return Retention(
                state=WAITING,
                schedule=schedule.key,
                reason=("event", {"event": schedule.event}),
            )
    if not facts.schedules:
        return Retention(state=WAITING, reason=("no_schedule", {}))
    longest = max(facts.schedules, key=lambda it: end_of(it, facts.events[it.event]))
    cutoff_on = facts.events[longest.event]
    due_on, reason = end_of(longest, cutoff_on), "period"
    if facts.kept_until and facts.kept_until > due_on:
        due_on, reason = facts.kept_until, "kept"
    return Retention(
        state=RUNNING,
        cutoff_on=cutoff_on,
        due_on=due_on,
        schedule=longest.key,
        reason=(reason, {"day": due_on}),
    )


def is_shorter(before: Retention, after: Retention) -> bool:
    """A-09: whether a document may go sooner than it was to be kept before."""
    return _length(after) < _length(before)


def _length(retention: Retention) -> tuple[int, date]:
    return ORDER.index(retention.state), retention.due_on or date.min


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change of how long a document is kept: ``held`` by a hold, asked for with a
    ``reason``, by who has the ``authority`` (the site's manager).
    """

    before: Retention
    after: Retention
    held: bool
    reason: str
    authority: bool
    is_event: bool = False


def obstacle(change: Change) -> Finding | None:
    """A-09: nothing is shortened under a hold, and nothing in silence.

    That an event which was waited for has come shortens nothing.
    """
    if not is_shorter(change.before, change.after):
        return None
    if change.is_event and change.before.state in {WAITING}:
        return None
    if change.held:
        return Finding(rule="A-09", reason=("held", {}))
    if not change.authority:
        return Finding(rule="A-09", reason=("not_manager", {}))
    if not change.reason.strip():
        return Finding(rule="A-09", reason=("no_reason", {}))
    return None


def is_due(state: str, due_on: date | None, today: date) -> bool:
    """A-09: whether it comes up for review."""
    return state in DATED and due_on is not None and due_on <= today
