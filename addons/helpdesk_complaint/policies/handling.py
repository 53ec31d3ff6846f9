"""What must be on record before a step of the handling? (C-02, C-10, C-22)"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from odoo.addons.charter_base.policies.decision import Finding


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is on record of a complaint, and who asks.

    ``outcome``: whether the complainant is satisfied or every reasonable way was used;
    ``explanation``: why it is invalid; ``duplicate``: another one stands for it;
    ``is_handler``, ``is_superior``: who asks handles it, or supervises who does.
    """

    has_reply: bool = False
    outcome: str | None = None
    is_signed: bool = False
    duplicate: bool = False
    explanation: str = ""
    is_handler: bool = False
    is_superior: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``needs_signature``: the result is signed before the complaint is closed."""

    needs_signature: bool = True
    extra: Mapping = field(default_factory=dict)


Rule = Callable[[Facts, Settings], Finding | None]


def reply_on_record(facts: Facts, settings: Settings) -> Finding | None:
    """C-02: no complaint closes without a reply."""
    if facts.has_reply:
        return None
    return Finding(rule="C-02", reason=("reply", {}))


def outcome_said(facts: Facts, settings: Settings) -> Finding | None:
    """C-02: satisfied, or every reasonable way was used: closing says which."""
    if facts.outcome:
        return None
    return Finding(rule="C-02", reason=("outcome", {}))


def result_signed(facts: Facts, settings: Settings) -> Finding | None:
    """C-22: the person in charge of the solution signs the result."""
    if facts.is_signed or not settings.needs_signature:
        return None
    return Finding(rule="C-22", reason=("signature", {}))


RULES: tuple[Rule, ...] = (reply_on_record, outcome_said, result_signed)


def missing(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> tuple[Finding, ...]:
    """C-02, C-22: what keeps a complaint from being closed.

    A duplicate closes with the one that stands for it.
    """
    if facts.duplicate:
        return ()
    return tuple(filter(None, (rule(facts, settings) for rule in rules)))


def found_valid(facts: Facts, settings: Settings) -> Finding:
    """C-10: it counts as a valid complaint."""
    return Finding(rule="C-10", reason=("valid", {}))


def found_invalid(facts: Facts, settings: Settings) -> Finding | None:
    """C-10: only with the explanation that was given; None without one."""
    if not facts.explanation.strip():
        return None
    return Finding(rule="C-10", reason=("invalid", {}))


def may_sign(facts: Facts, settings: Settings) -> bool:
    """C-22: who is in charge of the solution: the handler, or who supervises them."""
    return facts.is_handler or facts.is_superior
