"""Where does a complaint stand, in the words a customer reads? (C-02)"""

from collections.abc import Mapping
from dataclasses import dataclass, field

STEPS = ("received", "handled", "answered", "closed")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``handled``: somebody is at work on it; ``answered``: a reply is on record."""

    handled: bool
    answered: bool
    closed: bool
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Nothing is to be set so far; other addons' rules may need something."""

    extra: Mapping = field(default_factory=dict)


def step(facts: Facts) -> str:
    """C-02: the farthest of the four steps that the complaint has come to."""
    if facts.closed:
        return "closed"
    if facts.answered:
        return "answered"
    return "handled" if facts.handled else "received"


def may_close(facts: Facts) -> bool:
    """C-02: the complainant closes what is open, and no complaint without a reply."""
    return facts.answered and not facts.closed
