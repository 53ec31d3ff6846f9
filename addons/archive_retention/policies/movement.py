"""What may come in, be lent, moved, given back or leave? (A-06, A-12)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from odoo.addons.charter_base.policies.decision import Finding

INSIDE, LENT, OUTSIDE = "in", "lent", "out"
AT_HAND = frozenset({INSIDE})
RECEIPT, TRANSFER, LOAN, RETURN, DISPATCH = (
    "receipt",
    "transfer",
    "loan",
    "return",
    "dispatch",
)
# Where an item must be for each entry of the register, and where it is after it.
STEPS = {
    RECEIPT: (frozenset({OUTSIDE}), INSIDE),
    TRANSFER: (frozenset({INSIDE}), INSIDE),
    LOAN: (frozenset({INSIDE}), LENT),
    RETURN: (frozenset({LENT}), INSIDE),
    DISPATCH: (frozenset({INSIDE}), OUTSIDE),
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """An item and what shall be entered about it.

    ``custody``: ``in``, ``lent`` or ``out``; ``is_kept``: filed and not disposed of;
    ``is_custodian``: who enters it is the site's custodian; ``party``: with whom;
    ``handed_by`` and ``received_by``: who signs for both sides.
    """

    kind: str
    custody: str
    is_kept: bool
    is_custodian: bool
    party: bool
    now: datetime
    due_at: datetime | None = None
    place: str = ""
    handed_by: str = ""
    received_by: str = ""
    held: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``remind_days`` before a loan ends its borrower is reminded, ``escalate_days``
    after it the site's manager is told; ``loan_days``: how long a loan lasts at most.
    """

    loan_days: int = 30
    remind_days: int = 1
    escalate_days: int = 3
    extra: Mapping = field(default_factory=dict)


def _found(key: str, **params) -> Finding:
    return Finding(rule="A-06", reason=(key, params))


def by_the_custodian(facts: Facts, settings: Settings) -> Finding | None:
    """A-06, D-09: the custodian keeps the register."""
    return None if facts.is_custodian else _found("not_custodian")


def kept_here(facts: Facts, settings: Settings) -> Finding | None:
    """A-06: only what is in the archive's keeping moves."""
    return None if facts.is_kept else _found("not_kept")


def at_hand(facts: Facts, settings: Settings) -> Finding | None:
    """A-06, A-12: what is lent can't be lent; what is here is not given back."""
    if facts.custody in STEPS[facts.kind][0]:
        return None
    return _found(f"is_{facts.custody}")


def with_somebody(facts: Facts, settings: Settings) -> Finding | None:
    """A-06: a loan and a dispatch name who has it then; a transfer, where it goes."""
    if facts.kind in {LOAN, DISPATCH} and not facts.party:
        return _found("no_party")
    if facts.kind in {TRANSFER} and not facts.place.strip():
        return _found("no_place")
    return None


def signed_for(facts: Facts, settings: Settings) -> Finding | None:
    """A-06: who hands it over and who receives it both sign."""
    if facts.handed_by.strip() and facts.received_by.strip():
        return None
    return _found("not_signed")


def with_a_term(facts: Facts, settings: Settings) -> Finding | None:
    """A-06: what is lent is given back within a stated time."""
    if facts.kind not in {LOAN}:
        return None
    if facts.due_at is None:
        return _found("no_term")
    if facts.due_at <= facts.now:
        return _found("past_term")
    if facts.due_at > facts.now + timedelta(days=settings.loan_days):
        return _found("long_term", days=settings.loan_days)
    return None


def not_held(facts: Facts, settings: Settings) -> Finding | None:
    """A-09: what a hold keeps does not leave for good."""
    return _found("held") if facts.kind in {DISPATCH} and facts.held else None


RULES = (
    by_the_custodian,
    kept_here,
    at_hand,
    not_held,
    with_somebody,
    with_a_term,
    signed_for,
)


def obstacle(facts: Facts, settings: Settings, rules=RULES) -> Finding | None:
    """A-06, A-12: the first rule that stands in the way, if any."""
    return next(filter(None, (rule(facts, settings) for rule in rules)), None)


def after(kind: str) -> str:
    """A-06: where an item is after an entry of this kind."""
    return STEPS[kind][1]


def reminders(now: datetime, due_at: datetime, settings: Settings) -> dict:
    """A-06: who is told when: ``soon`` the borrower, ``chase`` the site's manager.

    A loan that ends before the first reminder would come has none.
    """
    soon = due_at - timedelta(days=settings.remind_days)
    moments = {"chase": due_at + timedelta(days=settings.escalate_days)}
    if soon > now:
        moments["soon"] = soon
    return moments
