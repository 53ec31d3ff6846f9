"""May a notice go out, be signed or be filed, and until when is it signed? (D-12)"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from odoo.addons.charter_base.policies.decision import Finding

OUT, IN = "out", "in"
HANDED, RECEIVED = "handed", "received"
SIDES = frozenset({HANDED, RECEIVED})
SCREEN, PAPER = "screen", "paper"
DRAFT, UNSIGNED, SIGNED, FILED = "draft", "unsigned", "signed", "filed"
# Which side of a notice is ours, by its direction.
OURS = {OUT: HANDED, IN: RECEIVED}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A notice as it is on record, and who does what with it now.

    ``signed``: the sides that have signed; ``side``: who signs now, with a ``name`` and
    with a ``mark``, drawn on the screen or a picture of the signed paper; ``named``:
    there is a subject; ``said``: there are words or a file; ``custodian``: who acts
    keeps the archive of the site.
    """

    direction: str = OUT
    issued: bool = False
    filed: bool = False
    named: bool = False
    said: bool = False
    signed: frozenset[str] = frozenset()
    side: str = ""
    name: str = ""
    mark: bool = False
    custodian: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``days`` after it was issued somebody is asked why a notice is unsigned."""

    days: int = 3
    extra: Mapping = field(default_factory=dict)


Rule = Callable[[Facts, Settings], Finding | None]


def not_yet_issued(facts: Facts, settings: Settings) -> Finding | None:
    """D-12: what is registered stays; a correction is an entry of its own."""
    return _found("issued") if facts.issued else None


def says_something(facts: Facts, settings: Settings) -> Finding | None:
    """D-12: a notice says what it is about, in words or in a file."""
    return None if facts.named and facts.said else _found("empty")


def registered(facts: Facts, settings: Settings) -> Finding | None:
    """D-12: registered first, then signed and filed."""
    return None if facts.issued else _found("not_issued")


def signs_once(facts: Facts, settings: Settings) -> Finding | None:
    """D-12: each side signs once, and that stays."""
    return _found("signed_already") if facts.side in facts.signed else None


def handed_first(facts: Facts, settings: Settings) -> Finding | None:
    """D-12: who receives it signs for what was handed out."""
    if facts.side in {HANDED} or HANDED in facts.signed:
        return None
    return _found("not_handed")


def with_name(facts: Facts, settings: Settings) -> Finding | None:
    """D-12: a signature is somebody's."""
    return None if facts.name.strip() else _found("no_name")


def with_mark(facts: Facts, settings: Settings) -> Finding | None:
    """D-12: to sign is more than to be named: on the screen, or on the paper."""
    return None if facts.mark else _found("no_mark")


def signed_by_both(facts: Facts, settings: Settings) -> Finding | None:
    """D-12: signed by both, then filed."""
    missing = SIDES - facts.signed
    return _found("unsigned", sides=tuple(sorted(missing))) if missing else None


def by_custodian(facts: Facts, settings: Settings) -> Finding | None:
    """D-09, D-12: the custodian files it."""
    return None if facts.custodian else _found("not_custodian")


def not_yet_filed(facts: Facts, settings: Settings) -> Finding | None:
    """D-12: filed once."""
    return _found("filed") if facts.filed else None


ISSUING: tuple[Rule, ...] = (not_yet_issued, says_something)
SIGNING: tuple[Rule, ...] = (
    registered,
    signs_once,
    handed_first,
    with_name,
    with_mark,
)
FILING: tuple[Rule, ...] = (registered, not_yet_filed, by_custodian, signed_by_both)


def obstacle(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...]
) -> Finding | None:
    """D-12: the first rule that stands in the way, if any."""
    return next(filter(None, (rule(facts, settings) for rule in rules)), None)


def status(facts: Facts) -> str:
    """D-12: how far a notice has come; the unsigned ones are listed."""
    if not facts.issued:
        return DRAFT
    if facts.filed:
        return FILED
    return SIGNED if facts.signed >= SIDES else UNSIGNED


def sign_by(issued_at: datetime, settings: Settings) -> datetime:
    """D-12: until when it is signed before somebody is asked."""
    return issued_at + timedelta(days=settings.days)


def _found(key: str, **params: object) -> Finding:
    return Finding(rule="D-12", reason=(key, params))
