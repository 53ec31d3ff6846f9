"""When does an entry of a register count, and for how long? (F-17, F-18, F-27)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from odoo.addons.charter_base.policies.months import add_months

# What a visitor's form must hold, and what each outcome needs besides.
ALWAYS = ("visitor_name", "phone", "background", "needs", "outcome")
BY_OUTCOME: Mapping[str, tuple[str, ...]] = {
    "none": ("no_deal_reason",),
    "withdrawn": ("withdrawal_reason",),
    "deposit": ("signing_on",),
}
# A visitor who needed no reception leaves no form.
WITHOUT_FORM = "no_reception"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Who enters or approves what.

    ``arrived_on``, ``today``: days at the site; ``is_rep``: the current user received
    the visitor; ``is_manager``: is the project manager; ``is_open``: the visitor is
    still there; ``entered``: is entered already.
    """

    arrived_on: date
    today: date
    is_rep: bool = False
    is_manager: bool = False
    is_open: bool = False
    entered: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``validity``: ``months`` or ``days``, and how many; ``renews``: later visits to
    the same rep renew the registration (from the ``last`` visit), or it counts from
    the ``first``; ``late_entry``: how many days later an entry is still taken.
    """

    validity: tuple[str, int] = ("months", 1)
    counts_from: str = "first"
    late_entry: int = 0
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """What stands against it."""

    rule: str
    reason: tuple[str, Mapping]


def last_day(start: date, period: tuple[str, int]) -> date:
    """F-17: the last day of a period that begins on a day.

    A month goes to the day of the same number in the next one, or to that one's end.

    :param period: ``months`` or ``days``, and how many
    """
    unit, count = period
    if unit in {"days"}:
        return start + timedelta(days=count)
    return add_months(start, count)


def within(start: date, day: date, period: tuple[str, int]) -> bool:
    """F-05, F-17: whether a day is in the period that begins with another one."""
    return start <= day <= last_day(start, period)


def valid_until(visits: tuple[date, ...], settings: Settings) -> date:
    """F-17: the last day on which a registration is valid.

    :param visits: the days of the customer's visits to the same rep, in order
    """
    first, *later = visits
    until = last_day(first, settings.validity)
    if settings.counts_from in {"first"}:
        return until
    for day in later:
        if day <= until:
            until = last_day(day, settings.validity)
    return until


def missing(form: Mapping[str, object]) -> tuple[str, ...]:
    """F-27: what the visitor's form still lacks, nothing concealed."""
    outcome = form.get("outcome")
    if outcome in {WITHOUT_FORM}:
        return ()
    wanted = (*ALWAYS, *BY_OUTCOME.get(outcome, ()))
    return tuple(name for name in wanted if not str(form.get(name) or "").strip())


def entry_obstacle(facts: Facts, settings: Settings) -> Obstacle | None:
    """F-18: entered once, the same day, by who received; the manager enters late."""
    if facts.entered:
        return Obstacle(rule="F-18", reason=("entered", {}))
    if facts.is_open:
        return Obstacle(rule="F-18", reason=("open", {}))
    if not (facts.is_rep or facts.is_manager):
        return Obstacle(rule="F-18", reason=("not_rep", {}))
    late = facts.today > facts.arrived_on + timedelta(days=settings.late_entry)
    if late and not (facts.is_manager and not facts.is_rep):
        return Obstacle(rule="F-18", reason=("late", {}))
    return None


def approval_obstacle(facts: Facts) -> Obstacle | None:
    """F-18: it counts once the project manager approved it, never the rep concerned."""
    if facts.is_rep:
        return Obstacle(rule="F-18", reason=("own", {}))
    if not facts.is_manager:
        return Obstacle(rule="F-18", reason=("not_manager", {}))
    return None
