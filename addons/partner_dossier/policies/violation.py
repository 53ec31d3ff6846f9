"""What takes a violation from found to closed? (D-14)

Notice to cure it by a limit; cured, how and by whom; closed for good.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from odoo.addons.charter_base.policies.decision import Finding

FOUND, NOTICE, CURED, CLOSED = "found", "notice", "cured", "closed"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A violation as it is on record, and what is said of it now.

    ``what``: what was found, on ``found_on``; ``demand``: what is to be done, until
    ``due_at``; ``cure``: what was done, by ``cured_by``, on ``cured_on``; ``outcome``:
    where it is closed uncured, what became of it; ``reopened``: a later entry goes on
    with it.
    """

    step: str = FOUND
    what: str = ""
    found_on: date | None = None
    today: date | None = None
    now: datetime | None = None
    demand: str = ""
    due_at: datetime | None = None
    cure: str = ""
    cured_by: str = ""
    cured_on: date | None = None
    outcome: str = ""
    reopened: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``cure_days``: how long there is to cure it, if nobody says otherwise."""

    cure_days: int = 7
    extra: Mapping = field(default_factory=dict)


Rule = Callable[[Facts, Settings], Finding | None]


def not_noticed(facts: Facts, settings: Settings) -> Finding | None:
    """D-14: the notice to cure is given once."""
    return None if facts.step in {FOUND} else _found("noticed")


def described(facts: Facts, settings: Settings) -> Finding | None:
    """D-14: an entry says what was found, and not what is still to come."""
    if not facts.what.strip():
        return _found("no_what")
    if facts.found_on is None or facts.found_on > facts.today:
        return _found("future")
    return None


def demanded(facts: Facts, settings: Settings) -> Finding | None:
    """D-14: the notice says what is to be done."""
    return None if facts.demand.strip() else _found("no_demand")


def limited(facts: Facts, settings: Settings) -> Finding | None:
    """D-14: the notice has a limit, and that is still to come."""
    if facts.due_at is None or facts.due_at <= facts.now:
        return _found("no_limit")
    return None


def noticed(facts: Facts, settings: Settings) -> Finding | None:
    """D-14: cured is what a notice was given of, once."""
    return None if facts.step in {NOTICE} else _found("not_noticed")


def cured_how(facts: Facts, settings: Settings) -> Finding | None:
    """D-14: how it was cured is on record."""
    return None if facts.cure.strip() else _found("no_cure")


def cured_by_whom(facts: Facts, settings: Settings) -> Finding | None:
    """D-14: who cured it is on record."""
    return None if facts.cured_by.strip() else _found("nobody")


def cured_when(facts: Facts, settings: Settings) -> Finding | None:
    """D-14: cured after it was found, and by today."""
    day = facts.cured_on
    if day is None or day > facts.today or day < facts.found_on:
        return _found("no_day")
    return None


def still_open(facts: Facts, settings: Settings) -> Finding | None:
    """D-14: what is closed stays closed."""
    return _found("closed") if facts.step in {CLOSED} else None


def cured_or_passed(facts: Facts, settings: Settings) -> Finding | None:
    """D-14: closed once it is cured; or uncured, after the limit, with what became
    of it.
    """
    if facts.step in {CURED}:
        return None
    if facts.step in {FOUND}:
        return _found("not_noticed")
    if facts.due_at is not None and facts.due_at > facts.now:
        return _found("not_passed")
    return None if facts.outcome.strip() else _found("no_outcome")


def closed(facts: Facts, settings: Settings) -> Finding | None:
    """D-14: only what is closed is reopened."""
    return None if facts.step in {CLOSED} else _found("open")


def reopened_once(facts: Facts, settings: Settings) -> Finding | None:
    """D-14: a new entry goes on with it, one."""
    return _found("reopened") if facts.reopened else None


NOTICING: tuple[Rule, ...] = (not_noticed, described, demanded, limited)
CURING: tuple[Rule, ...] = (noticed, cured_how, cured_by_whom, cured_when)
CLOSING: tuple[Rule, ...] = (still_open, cured_or_passed)
REOPENING: tuple[Rule, ...] = (closed, reopened_once)


def obstacle(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...]
) -> Finding | None:
    """D-14: the first rule that stands in the way, if any."""
    return next(filter(None, (rule(facts, settings) for rule in rules)), None)


def cure_by(now: datetime, settings: Settings) -> datetime:
    """D-14: the limit, if nobody says otherwise."""
    return now + timedelta(days=settings.cure_days)


def _found(key: str, **params: object) -> Finding:
    return Finding(rule="D-14", reason=(key, params))
