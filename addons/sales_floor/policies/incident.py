"""What does a breach of the floor's rules cost? (F-03, F-24, F-28)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

ORDINARY, SERIOUS, DISMISSAL = "ordinary", "serious", "dismissal"
# What can be reported, and the rule it breaks.
KINDS: Mapping[str, str] = {
    "unready": "F-03",
    "private_listing": "F-24",
    "speculation": "F-24",
    "over_heads": "F-24",
    "poaching": "F-28",
    "fighting": "F-28",
    "refusing": "F-28",
    "neglecting": "F-28",
    "breaking_off": "F-28",
    "fetching_papers": "F-28",
    "cutting_in": "F-28",
    "false_data": "F-28",
    "stirring": "F-28",
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``kind``: of :data:`KINDS`; ``gravity``: ``ordinary``, ``serious`` or
    ``dismissal``; ``verified``: it was looked into and is true; ``is_manager``: the
    sales manager decides; ``is_party``: who decides is who is blamed.
    """

    kind: str
    gravity: str = ORDINARY
    verified: bool = False
    is_manager: bool = False
    is_party: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``bonus_percent``: of the month's bonus that a serious breach costs."""

    bonus_percent: Decimal = Decimal(50)
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Penalty:
    """``base_pay``: ``day``, ``month`` or None; ``bonus_percent``: of the month's."""

    rule: str
    reason: tuple[str, Mapping]
    base_pay: str | None = None
    bonus_percent: Decimal = Decimal(0)
    dismissal: bool = False


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why it cannot be decided."""

    rule: str
    reason: tuple[str, Mapping]


def penalty(facts: Facts, settings: Settings) -> Penalty:
    """F-28: the day's base pay; if serious the month's and half the month's bonus.

    Who stirs up quarrels may be dismissed, at the cost of half the bonus. A breach of
    readiness (F-03) is set right and costs pay only where it is serious.
    """
    rule, gravity = KINDS[facts.kind], facts.gravity
    reason = (gravity, {"kind": facts.kind})
    if gravity == DISMISSAL:
        percent = settings.bonus_percent
        return Penalty(rule=rule, reason=reason, bonus_percent=percent, dismissal=True)
    if gravity == SERIOUS:
        percent = settings.bonus_percent
        return Penalty(rule=rule, reason=reason, base_pay="month", bonus_percent=percent)
    if rule == "F-03":
        return Penalty(rule=rule, reason=("set_right", {"kind": facts.kind}))
    return Penalty(rule=rule, reason=reason, base_pay="day")


def obstacle(facts: Facts) -> Refusal | None:
    """F-28: verified first, then decided by the manager, never by who is blamed."""
    rule = KINDS[facts.kind]
    if facts.is_party:
        return Refusal(rule=rule, reason=("own", {}))
    if not facts.is_manager:
        return Refusal(rule=rule, reason=("not_manager", {}))
    if not facts.verified:
        return Refusal(rule=rule, reason=("not_verified", {}))
    return None
