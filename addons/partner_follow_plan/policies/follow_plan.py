"""When is a customer followed up next? (D-13)

A rep classes their customers by importance and by the likelihood of a deal; how long to
wait is a table. Closed customers stay in the plan, with intervals of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from odoo.addons.charter_base.policies.decision import Finding

CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A customer in a rep's plan, and what is said of the contact.

    ``importance`` and ``likelihood`` class them, ``closed``: the deal is made; ``on``:
    the day of the last contact, of the first entry before there is one; ``said``: what
    was said; ``own``: who acts is the rep, or leads the team; ``next_on``: the day the
    rep wishes to follow up, None for the table's.
    """

    importance: str
    likelihood: str
    closed: bool = False
    on: date | None = None
    today: date | None = None
    said: str = ""
    own: bool = False
    next_on: date | None = None
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``days`` to wait by importance and likelihood, or ``closed`` in its place."""

    days: Mapping[tuple[str, str], int]
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Next:
    """The day of the next follow-up, and why."""

    on: date
    rule: str
    reason: tuple[str, Mapping]


Rule = Callable[[Facts, Settings], Next | None]
Check = Callable[[Facts, Settings], Finding | None]


def standing(facts: Facts) -> str:
    """D-13: the class in which the table has a customer beside the importance."""
    return CLOSED if facts.closed else facts.likelihood


def wished(facts: Facts, settings: Settings) -> Next | None:
    """D-13: the rep plans; a day agreed with the customer goes before the table."""
    if facts.next_on is None:
        return None
    return Next(on=facts.next_on, rule="D-13", reason=("wished", {}))


def by_class(facts: Facts, settings: Settings) -> Next | None:
    """D-13: at intervals by class, counted from the last contact, never in the past."""
    days = settings.days.get((facts.importance, standing(facts)))
    if days is None:
        return None
    on = max(facts.on + timedelta(days=days), facts.today)
    return Next(on=on, rule="D-13", reason=("class", {"days": days}))


RULES: tuple[Rule, ...] = (wished, by_class)


def follow_up(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Next | None:
    """D-13: the first rule that names a day; None where the table has no such class."""
    return next(filter(None, (rule(facts, settings) for rule in rules)), None)


def by_the_rep(facts: Facts, settings: Settings) -> Finding | None:
    """D-13: a rep follows up their own customers; who leads may as well."""
    return None if facts.own else _found("not_own")


def said_something(facts: Facts, settings: Settings) -> Finding | None:
    """D-13: a contact says what was said."""
    return None if facts.said.strip() else _found("nothing_said")


def not_to_come(facts: Facts, settings: Settings) -> Finding | None:
    """D-13: nobody was contacted on a day to come."""
    return _found("to_come") if facts.on > facts.today else None


def next_to_come(facts: Facts, settings: Settings) -> Finding | None:
    """D-13: the next follow-up is still to come."""
    if facts.next_on is None or facts.next_on > facts.today:
        return None
    return _found("next_past")


CHECKS: tuple[Check, ...] = (by_the_rep, said_something, not_to_come, next_to_come)


def obstacle(
    facts: Facts, settings: Settings, checks: tuple[Check, ...] = CHECKS
) -> Finding | None:
    """D-13: the first thing that stands against entering a contact, if any."""
    return next(filter(None, (check(facts, settings) for check in checks)), None)


def _found(key: str) -> Finding:
    return Finding(rule="D-13", reason=(key, {}))
