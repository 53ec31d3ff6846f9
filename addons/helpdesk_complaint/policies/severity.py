"""How grave is a complaint? (C-04, C-05)"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

# The gravest first in the alphabet: ``decide`` compares them.
MAJOR, GENERAL, MINOR = "a", "b", "c"
BY_CHECKLIST_ITEM = {"critical": MAJOR, "general": GENERAL, "observation": MINOR}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a complaint when it is graded.

    ``checklist_item``: the kind of item its problem is in the inspection checklist
    (``critical``, ``general``, ``observation``), or None outside the checklist;
    ``usual_severity``: what the problem catalogue says for such problems, or None;
    ``touches_life``: it touches normal life, property or life safety;
    ``complainants``: how many different people complain together;
    ``unsolved``: it was found valid and a month passed without a solution.
    """

    checklist_item: str | None = None
    usual_severity: str | None = None
    touches_life: bool = False
    complainants: int = 1
    unsolved: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``joint_from``: from how many names on a complaint is a joint one."""

    joint_from: int = 2
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A severity, the rule that gives it and the reason as (key, parameters)."""

    severity: str
    rule: str
    reason: tuple[str, Mapping]


Rule = Callable[[Facts, Settings], Proposal | None]


def joint(facts: Facts, settings: Settings) -> Proposal | None:
    """C-04: a joint complaint, one under ``joint_from`` names or more, is major."""
    if facts.complainants >= settings.joint_from:
        reason = ("joint", {"count": facts.complainants})
        return Proposal(severity=MAJOR, rule="C-04", reason=reason)
    return None


def unsolved(facts: Facts, settings: Settings) -> Proposal | None:
    """C-05: a valid complaint not reasonably solved within the month is major."""
    if facts.unsolved:
        return Proposal(severity=MAJOR, rule="C-05", reason=("unsolved", {}))
    return None


def touching_life(facts: Facts, settings: Settings) -> Proposal | None:
    """C-04: what touches normal life, property or life safety is major."""
    if facts.touches_life:
        return Proposal(severity=MAJOR, rule="C-04", reason=("touches_life", {}))
    return None


def catalogue(facts: Facts, settings: Settings) -> Proposal | None:
    """C-04: the problem's entry in the catalogue proposes its usual severity."""
    if facts.usual_severity:
        return Proposal(
            severity=facts.usual_severity, rule="C-04", reason=("catalogue", {})
        )
    return None


def checklist(facts: Facts, settings: Settings) -> Proposal | None:
    """C-04: critical items are major, general ones general, observations minor."""
    severity = BY_CHECKLIST_ITEM.get(facts.checklist_item)
    if severity:
        reason = ("checklist", {"item": facts.checklist_item})
        return Proposal(severity=severity, rule="C-04", reason=reason)
    return None


# Of rules that propose the same severity, the first one's reason is told.
RULES: tuple[Rule, ...] = (joint, unsolved, touching_life, checklist, catalogue)


def decide(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Proposal | None:
    """C-04: the gravest proposal, as each ground alone suffices.

    A critical item is major whatever the catalogue calls usual. None leaves it to the
    officer.
    """
    proposals = filter(None, (rule(facts, settings) for rule in rules))
    return min(proposals, key=attrgetter("severity"), default=None)
