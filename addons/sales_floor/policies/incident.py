"""What a rep may not do, and the penalty the source has for it.

F-01, F-03, F-06, F-24, F-28. What the source leaves open the manager fills in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from odoo.addons.charter_base.policies.decision import Finding

# By kind of incident, the rule that forbids it.
KINDS = {
    # towards customers and colleagues
    "poaching": "F-28",
    "fighting": "F-28",
    "refusing": "F-28",
    "neglecting": "F-28",
    "breaking_off": "F-28",
    "leaving": "F-28",
    "cutting_in": "F-28",
    "false_data": "F-28",
    "concealed_data": "F-28",
    "stirring": "F-28",
    # deals of one's own, and over the heads of the line
    "listing": "F-24",
    "renaming": "F-24",
    "speculating": "F-24",
    "over_heads": "F-24",
    # not ready
    "appearance": "F-03",
    "materials": "F-03",
    "information": "F-03",
    "attention": "F-03",
    # what a customer had reason to refuse the rep for, and turns traded
    "service_fault": "F-06",
    "swapping": "F-01",
}
WITH_PENALTY = frozenset({"F-28"})
UNREADY = frozenset({"F-03"})
STIRRING = frozenset({"stirring"})
LOSES_TURN = frozenset({"appearance"})


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What happened, and who acts now.

    ``verified``: somebody looked into it and it is true; ``heard``: who is said to have
    done it has had their say; ``is_lead``: who acts leads at the site, ``is_manager``
    manages it; ``is_party``: had a part in it, ``is_reporter``: reported it.
    """

    kind: str
    verified: bool = False
    serious: bool = False
    heard: bool = False
    is_lead: bool = False
    is_manager: bool = False
    is_party: bool = False
    is_reporter: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The source's penalties.

    ``days``: of base pay for an ordinary incident; ``months``: of base pay for a
    serious one, with ``bonus_percent`` of the bonus due that month;
    ``stirring_percent``: likewise, with the dismissal of who stirs up quarrels;
    ``hearing``: nobody is punished unheard.
    """

    days: int = 1
    months: int = 1
    bonus_percent: Decimal = Decimal(50)
    stirring_percent: Decimal = Decimal(50)
    hearing: bool = True
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Penalty:
    """What the source has for an incident, and the rule that was broken.

    ``days``, ``months``: of base pay; ``bonus_percent``: of the month's bonus;
    ``correction``: to be mended first; ``cancels_turn``: of the round.
    """

    rule: str
    reason: tuple[str, Mapping]
    days: int = 0
    months: int = 0
    bonus_percent: Decimal = Decimal(0)
    dismissal: bool = False
    correction: bool = False
    cancels_turn: bool = False


Rule = Callable[[Facts, Settings], Penalty | None]
Check = Callable[[Facts, Settings], Finding | None]


def stirring(facts: Facts, settings: Settings) -> Penalty | None:
    """F-28: who stirs up quarrels on purpose is dismissed, with half the bonus."""
    if facts.kind not in STIRRING:
        return None
    return Penalty(
        rule="F-28",
        reason=("stirring", {}),
        bonus_percent=settings.stirring_percent,
        dismissal=True,
    )


def serious(facts: Facts, settings: Settings) -> Penalty | None:
    """F-28: a serious incident costs the month's base pay and half its bonus."""
    if not facts.serious or KINDS[facts.kind] not in WITH_PENALTY:
        return None
    return Penalty(
        rule="F-28",
        reason=("serious", {}),
        months=settings.months,
        bonus_percent=settings.bonus_percent,
    )


def ordinary(facts: Facts, settings: Settings) -> Penalty | None:
    """F-28: an ordinary one costs the day's base pay."""
    if KINDS[facts.kind] not in WITH_PENALTY:
        return None
    return Penalty(rule="F-28", reason=("ordinary", {}), days=settings.days)


def unready(facts: Facts, settings: Settings) -> Penalty | None:
    """F-03: what is not as it should be is mended first; dress can cost the turn."""
    if KINDS[facts.kind] not in UNREADY:
        return None
    return Penalty(
        rule="F-03",
        reason=("unready", {}),
        correction=True,
        cancels_turn=facts.kind in LOSES_TURN,
    )


def left_open(facts: Facts, settings: Settings) -> Penalty | None:
    """F-24, F-06, F-01: forbidden, and the source names no penalty."""
    return Penalty(rule=KINDS[facts.kind], reason=("left_open", {}))


# The first that has a say decides.
RULES: tuple[Rule, ...] = (stirring, serious, ordinary, unready, left_open)


def decide(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Penalty:
    """F-28, F-24, F-03: the source's penalty, by the first rule that has a say."""
    return next(filter(None, (rule(facts, settings) for rule in rules)))


def not_verified(facts: Facts, settings: Settings) -> Finding | None:
    """F-28: an incident is verified before anybody is punished."""
    if facts.verified:
        return None
    return Finding(rule="F-28", reason=("not_verified", {}))


def not_manager(facts: Facts, settings: Settings) -> Finding | None:
    """F-28: the manager decides."""
    if facts.is_manager:
        return None
    return Finding(rule="F-28", reason=("not_manager", {}))


def party(facts: Facts, settings: Settings) -> Finding | None:
    """F-28: nobody decides on what they had a part in."""
    if not facts.is_party:
        return None
    return Finding(rule="F-28", reason=("party", {}))


def not_heard(facts: Facts, settings: Settings) -> Finding | None:
    """F-28: nobody is punished unheard."""
    if facts.heard or not settings.hearing:
        return None
    return Finding(rule="F-28", reason=("not_heard", {}))


def not_lead(facts: Facts, settings: Settings) -> Finding | None:
    """F-28: who leads at the site looks into it."""
    if facts.is_lead:
        return None
    return Finding(rule="F-28", reason=("not_lead", {}))


def own_report(facts: Facts, settings: Settings) -> Finding | None:
    """F-28: somebody else than who reported it looks into it."""
    if not facts.is_reporter:
        return None
    return Finding(rule="F-28", reason=("own_report", {}))


# To look into it, and to decide on it.
VERIFYING: tuple[Check, ...] = (not_lead, party, own_report)
DECIDER: tuple[Check, ...] = (not_manager, party)
CHECKS: tuple[Check, ...] = (*DECIDER, not_verified, not_heard)


def obstacle(
    facts: Facts, settings: Settings, checks: tuple[Check, ...] = CHECKS
) -> Finding | None:
    """F-28: what stands in the way, the first of it."""
    return next(filter(None, (check(facts, settings) for check in checks)), None)
