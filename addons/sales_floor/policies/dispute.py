"""Who decides what the rules leave open? (F-23)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

OPINION, DECISION = "opinion", "decision"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``step``: ``opinion`` or ``decision``; ``user``: who takes it; ``roles``: theirs
    at the site; ``parties``: the reps in dispute; ``opinion_by``: who gave the opinion;
    ``percents``: of the shares proposed or decided.
    """

    step: str
    user: int
    roles: frozenset[str]
    parties: frozenset[int]
    opinion_by: int | None = None
    percents: tuple[Decimal, ...] = ()
    grounds: str = ""
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``two_people``: who gave the opinion does not decide as well."""

    two_people: bool = True
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """What stands against the step."""

    rule: str
    reason: tuple[str, Mapping]


ROLES = {OPINION: "project_manager", DECISION: "sales_director"}


def obstacle(facts: Facts, settings: Settings) -> Obstacle | None:
    """F-23: the project manager's written opinion, the sales director's approval.

    Neither is a party to it; the shares add up to exactly 100; every step has its
    reasons.
    """
    key = _obstacle(facts, settings)
    return Obstacle(rule="F-23", reason=(key, {})) if key else None


def _obstacle(facts: Facts, settings: Settings) -> str | None:
    if facts.user in facts.parties:
        return "party"
    if ROLES[facts.step] not in facts.roles:
        return f"not_{ROLES[facts.step]}"
    if facts.step == DECISION and facts.opinion_by is None:
        return "no_opinion"
    if facts.step == DECISION and settings.two_people:
        if facts.user == facts.opinion_by:
            return "same_person"
    if not facts.grounds.strip():
        return "no_grounds"
    if sum(facts.percents) != 100 or min(facts.percents) < 0:
        return "not_100"
    return None
