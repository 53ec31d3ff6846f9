"""May a limit be put off, and by whom? (C-12)"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from odoo.addons.charter_base.policies.decision import Finding

SOLVING = frozenset({"solve"})


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The limit, what is asked for, and who decides. Moments are in UTC.

    ``kind``: of the milestone; ``is_open``: not done yet; ``is_manager``: who decides
    is the site's manager; ``is_asker``: and asked for it.
    """

    kind: str
    is_open: bool
    due_at: datetime
    new_due_at: datetime
    now: datetime
    is_manager: bool = False
    is_asker: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``after``: a limit can be put off after it has passed, too."""

    after: bool = False
    extra: Mapping = field(default_factory=dict)


Rule = Callable[[Facts, Settings], Finding | None]


def still_to_solve(facts: Facts, settings: Settings) -> Finding | None:
    """C-12: it is the solution's limit that can be put off, while it is open."""
    if facts.is_open and facts.kind in SOLVING:
        return None
    return Finding(rule="C-12", reason=("not_open", {}))


def to_come(facts: Facts, settings: Settings) -> Finding | None:
    """C-12: no limit is put off to a moment that has passed."""
    if facts.new_due_at > facts.now:
        return None
    return Finding(rule="C-12", reason=("past", {}))


def later(facts: Facts, settings: Settings) -> Finding | None:
    """C-12: more time is later than the limit is."""
    if facts.new_due_at > facts.due_at:
        return None
    return Finding(rule="C-12", reason=("not_later", {}))


def in_time(facts: Facts, settings: Settings) -> Finding | None:
    """C-12: before the limit passes, unless the company allows it after too."""
    if settings.after or facts.now <= facts.due_at:
        return None
    return Finding(rule="C-12", reason=("passed", {}))


def by_the_manager(facts: Facts, settings: Settings) -> Finding | None:
    """C-12: the site's manager decides."""
    if facts.is_manager:
        return None
    return Finding(rule="C-12", reason=("not_manager", {}))


def by_another(facts: Facts, settings: Settings) -> Finding | None:
    """C-12: nobody decides on what they asked for themselves."""
    if not facts.is_asker:
        return None
    return Finding(rule="C-12", reason=("own", {}))


ASKING: tuple[Rule, ...] = (still_to_solve, to_come, later, in_time)
REFUSING: tuple[Rule, ...] = (by_the_manager, by_another)
APPROVING: tuple[Rule, ...] = (*REFUSING, *ASKING)


def obstacle(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...]
) -> Finding | None:
    """C-12: the first rule that stands in the way, if any."""
    return next(filter(None, (rule(facts, settings) for rule in rules)), None)


def approved(facts: Facts, settings: Settings) -> Finding:
    """C-12: over the limit, with the manager's approval on record."""
    return Finding(rule="C-12", reason=("approved", {}))


def refused(facts: Facts, settings: Settings) -> Finding:
    """C-12: the limit stays."""
    return Finding(rule="C-12", reason=("refused", {}))
