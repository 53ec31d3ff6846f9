"""Who owns a unit, and how does it pass to somebody else? (M-13)

Days are those of the unit's site; the first and the last day of a party both count.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

OWNER, CO_OWNER = "owner", "co_owner"
OWNERS = frozenset({OWNER, CO_OWNER})
# Who makes a unit occupied. An agent speaks for somebody and holds nothing.
OCCUPANTS = frozenset({OWNER, CO_OWNER, "tenant", "resident"})
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who is what of a unit, from when to when.

    ``key``: what tells one line from another; ``end``: the last day, None while it
    lasts; ``share``: the owners' part of the unit in percent, 0 for everybody else.
    """

    key: Hashable
    person: Hashable
    role: str
    start: date
    end: date | None = None
    share: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``parties``: of one unit, those of the past and of the future too."""

    parties: tuple[Party, ...] = ()
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``whole``: what all shares together come to at most, in percent."""

    whole: Decimal = Decimal(100)
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Why parties cannot stand together: the rule, the reason and whom it is about."""

    rule: str
    reason: tuple[str, Mapping]
    parties: tuple[Party, ...]


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """A unit passes on: from ``day`` on it belongs to ``owners`` (person, share).

    ``leaving``: roles that end with the ownership, as residents do who move out.
    """

    day: date
    owners: tuple[tuple[Hashable, Decimal], ...]
    leaving: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a transfer changes: the lines that end, their last day, and new lines."""

    rule: str
    last_day: date
    ends: tuple[Party, ...]
    starts: tuple[Party, ...]


Rule = Callable[[Facts, Settings], Conflict | None]


def in_force(party: Party, day: date) -> bool:
    """M-13: the first and the last day both count."""
    return party.start <= day and (party.end is None or day <= party.end)


def overlap(one: Party, other: Party) -> bool:
    """M-13: whether both are in force on some day."""
    return in_force(one, other.start) or in_force(other, one.start)


def backwards(facts: Facts, settings: Settings) -> Conflict | None:
    """M-13: nobody leaves before coming."""
    for party in facts.parties:
        if party.end is not None and party.end < party.start:
            return Conflict(rule="M-13", reason=("backwards", {}), parties=(party,))
    return None


def measured(facts: Facts, settings: Settings) -> Conflict | None:
    """M-13: an owner has a share, at most the whole; nobody else has one."""
    for party in facts.parties:
        if party.role not in OWNERS:
            if party.share:
                reason = ("share_of_nothing", {"share": party.share})
                return Conflict(rule="M-13", reason=reason, parties=(party,))
        elif not 0 < party.share <= settings.whole:
            reason = ("share", {"share": party.share, "whole": settings.whole})
            return Conflict(rule="M-13", reason=reason, parties=(party,))
    return None


def once(facts: Facts, settings: Settings) -> Conflict | None:
    """M-13: nobody holds the same role twice at once."""
    for one, other in combinations(facts.parties, 2):
        same = (one.person, one.role) == (other.person, other.role)
        if same and overlap(one, other):
            return Conflict(rule="M-13", reason=("twice", {}), parties=(one, other))
    return None


def one_full_owner(facts: Facts, settings: Settings) -> Conflict | None:
    """M-13: who owns the whole owns it alone among full owners."""
    full = [party for party in _owners(facts) if party.share == settings.whole]
    for one, other in combinations(full, 2):
        if overlap(one, other):
            since = max(one.start, other.start)
            reason = ("full_owners", {"day": since})
            return Conflict(rule="M-13", reason=reason, parties=(one, other))
    return None


def shares(facts: Facts, settings: Settings) -> Conflict | None:
    """M-13: on no day do the owners' shares exceed the whole.

    They grow only where an owner begins: those days are looked at.
    """
    owners = _owners(facts)
    for day in sorted({party.start for party in owners}):
        held = tuple(party for party in owners if in_force(party, day))
        total = sum(party.share for party in held)
        if total > settings.whole:
            params = {"day": day, "total": total, "whole": settings.whole}
            return Conflict(rule="M-13", reason=("shares", params), parties=held)
    return None


# Of several reasons the first is told: the plainest first.
RULES: tuple[Rule, ...] = (backwards, measured, once, one_full_owner, shares)


def decide(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Conflict | None:
    """M-13: the first reason why these parties cannot stand together, or None."""
    found = (rule(facts, settings) for rule in rules)
    return next((conflict for conflict in found if conflict), None)


def transfer(
    facts: Facts, settings: Settings, order: Transfer, rules: tuple[Rule, ...] = RULES
) -> Plan | Conflict:
    """M-13: the owners end the day before, the new ones begin, all lines stay.

    Refused where an owner begins on that day or later, as there would be two
    histories, and where the new owners cannot stand together. The first of them is the
    owner, whom letters go to; the others are co-owners.
    """
    if not order.owners:
        return Conflict(rule="M-13", reason=("nobody", {}), parties=())
    later = tuple(party for party in _owners(facts) if party.start >= order.day)
    if later:
        params = {"day": max(party.start for party in later)}
        return Conflict(rule="M-13", reason=("later", params), parties=later)
    leaving, last_day = OWNERS | order.leaving, order.day - DAY
    ends = tuple(
        party
        for party in facts.parties
        if party.role in leaving
        and in_force(party, last_day)
        and in_force(party, order.day)
    )
    starts = tuple(
        Party(
            key=("new", number),
            person=person,
            role=CO_OWNER if number else OWNER,
            start=order.day,
            share=share,
        )
        for number, (person, share) in enumerate(order.owners)
    )
    fresh = Facts(parties=starts, extra=facts.extra)
    return decide(fresh, settings, rules) or Plan(
        rule="M-13", last_day=last_day, ends=ends, starts=starts
    )


def _owners(facts: Facts) -> tuple[Party, ...]:
    return tuple(party for party in facts.parties if party.role in OWNERS)
