"""Whom do we know already? Proposed with the reason, never merged by itself (D-11)."""

from collections.abc import Iterable
from dataclasses import dataclass

# What is told of a match first; a number of an identity paper is the surest.
REASONS = ("identity", "phone", "unit")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody, known or given: what there is of it, each already normalised.

    ``identities``: keys of papers with the same number; ``units``: codes of units.
    """

    key: int = 0
    name: str = ""
    phones: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    identities: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Match:
    key: int
    reasons: tuple[str, ...]


def reasons(given: Person, known: Person) -> tuple[str, ...]:
    """D-11: why a known person may be the given one.

    The same identity number, the same phone, or the same name at the same unit.
    """
    names = {_same(given.name)} & {_same(known.name)} - {""}
    found = {
        "identity": bool(given.identities & known.identities),
        "phone": bool(given.phones & known.phones),
        "unit": bool(names and given.units & known.units),
    }
    return tuple(reason for reason in REASONS if found[reason])


def matches(given: Person, known: Iterable[Person]) -> tuple[Match, ...]:
    """D-11: all that may be the same, the surest first."""
    found = [
        Match(key=person.key, reasons=why)
        for person in known
        if (why := reasons(given, person))
    ]
    return tuple(sorted(found, key=lambda it: (REASONS.index(it.reasons[0]), it.key)))


def _same(name: str) -> str:
    return "".join(name.split()).casefold()
