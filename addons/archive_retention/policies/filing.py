"""May a paper be filed, by whom and until when? (A-01, A-02, A-04, D-09)"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from odoo.addons.charter_base.policies.decision import Finding

# Written with one of these a paper does not last.
FORBIDDEN_INKS = frozenset({"ballpoint", "pencil", "blue"})
# What lies on a shelf, and so has a form of its own.
ON_PAPER = frozenset({"paper", "both"})
# What has a file.
WITH_FILE = frozenset({"electronic", "both"})


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A document as it is handed in.

    ``medium``: ``paper``, ``electronic``, ``both`` or ``carrier`` (a disk, a tape);
    ``ink``: what it is written with, None where nothing is; ``checks``: the name of
    each check (complete, systematic, accurate, true) and whether it was passed;
    ``is_custodian``: who files it is the site's custodian; ``has_file``: its content is
    there; ``volume_open``: its volume takes documents.
    """

    signed_on: date
    today: date
    medium: str
    checks: Mapping[str, bool]
    paper_format: str = ""
    ink: str | None = None
    is_custodian: bool = False
    is_draft: bool = True
    has_file: bool = False
    volume_open: bool = True
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``formats``: the paper formats that are kept; ``days``: how many days after its
    signing a document is filed at the latest.
    """

    formats: frozenset[str] = frozenset({"A3", "A4"})
    days: int = 7
    extra: Mapping = field(default_factory=dict)


Rule = Callable[[Facts, Settings], Finding | None]


def _found(rule: str, key: str, **params) -> Finding:
    return Finding(rule=rule, reason=(key, params))


def by_the_custodian(facts: Facts, settings: Settings) -> Finding | None:
    """D-09: the site's custodian alone files."""
    return None if facts.is_custodian else _found("D-09", "not_custodian")


def only_once(facts: Facts, settings: Settings) -> Finding | None:
    """A-05: what is filed has its number, and takes no other."""
    return None if facts.is_draft else _found("A-05", "not_draft")


def into_an_open_volume(facts: Facts, settings: Settings) -> Finding | None:
    """A-05: a closed volume takes nothing more."""
    return None if facts.volume_open else _found("A-05", "closed")


def signed_already(facts: Facts, settings: Settings) -> Finding | None:
    """A-05: documents are in the order of their signing: none is signed to-morrow."""
    return _found("A-05", "future") if facts.signed_on > facts.today else None


def in_form(facts: Facts, settings: Settings) -> Finding | None:
    """A-01: the paper's format and ink are such that it can be kept."""
    if facts.medium not in ON_PAPER:
        return None
    if facts.paper_format.strip().upper() not in settings.formats:
        return _found("A-01", "format", formats=", ".join(sorted(settings.formats)))
    if facts.ink is None:
        return _found("A-01", "no_ink")
    if facts.ink in FORBIDDEN_INKS:
        return _found("A-01", "ink", ink=facts.ink)
    return None


def with_its_file(facts: Facts, settings: Settings) -> Finding | None:
    """A-02: what is electronic is complete with its file only."""
    if facts.medium in WITH_FILE and not facts.has_file:
        return _found("A-02", "no_file")
    return None


def checked(facts: Facts, settings: Settings) -> Finding | None:
    """A-02: complete, systematic, accurate and true, checked by who files it."""
    missing = tuple(name for name, passed in facts.checks.items() if not passed)
    return _found("A-02", "not_checked", missing=missing) if missing else None


RULES: tuple[Rule, ...] = (
    by_the_custodian,
    only_once,
    into_an_open_volume,
    signed_already,
    in_form,
    with_its_file,
    checked,
)


def obstacle(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Finding | None:
    """A-01, A-02, A-05, D-09: the first rule that stands in the way, if any."""
    return next(filter(None, (rule(facts, settings) for rule in rules)), None)


def due_on(signed_on: date, settings: Settings) -> date:
    """A-04: the last day on which it is filed in time."""
    return signed_on + timedelta(days=settings.days)


def is_late(signed_on: date, filed_on: date, settings: Settings) -> bool:
    """A-04: filed after the last day."""
    return filed_on > due_on(signed_on, settings)
