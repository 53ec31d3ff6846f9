"""How complete is a dossier, and what does it lack? (D-05, D-06)"""

from collections.abc import Mapping
from dataclasses import dataclass, field

MISSING, RECEIVED, VERIFIED, EXPIRED, WAIVED = (
    "missing",
    "received",
    "verified",
    "expired",
    "waived",
)
SETTLED = frozenset({VERIFIED, WAIVED})
WHOLE = 100


@dataclass(frozen=True, kw_only=True)
class Papers:
    """``count`` papers that a dossier needs, in one status; ``blocking``: nothing goes
    on without them.
    """

    status: str
    blocking: bool = True
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``papers``: those that are needed; ``emergency``: somebody can be called."""

    papers: tuple[Papers, ...] = ()
    emergency: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``count_received``: what was received counts before it is verified;
    ``ask_emergency``: a dossier needs an emergency contact.
    """

    count_received: bool = False
    ask_emergency: bool = True
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """``percent``: a hundred only when nothing is lacking; ``missing``: papers that do
    not count; ``blocking``: those of them that block; ``lacks_emergency``: as it says.
    """

    percent: int
    missing: int
    blocking: int
    lacks_emergency: bool
    rules: tuple[str, ...] = ("D-05", "D-06")


def counts(status: str, settings: Settings) -> bool:
    """D-05: verified and waived papers count; received ones where it is set so."""
    return status in SETTLED or (settings.count_received and status == RECEIVED)


def lacks_emergency(facts: Facts, settings: Settings) -> bool:
    """D-06: a dossier without an emergency contact is incomplete."""
    return settings.ask_emergency and not facts.emergency


def completeness(facts: Facts, settings: Settings) -> Completeness:
    """D-05, D-06: the part of what is needed that is there, in whole percent.

    The emergency contact weighs as much as one paper. Nothing needed: complete.
    """
    open_ones = [it for it in facts.papers if not counts(it.status, settings)]
    missing = sum(it.count for it in open_ones)
    lacking = lacks_emergency(facts, settings)
    total = sum(it.count for it in facts.papers) + settings.ask_emergency
    done = total - missing - lacking
    return Completeness(
        percent=WHOLE * done // total if total else WHOLE,
        missing=missing,
        blocking=sum(it.count for it in open_ones if it.blocking),
        lacks_emergency=lacking,
    )
