"""May this person read this record now? (D-08, A-10)"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

PUBLIC, INTERNAL, CONFIDENTIAL, ACCESS_CARD = (
    "public",
    "internal",
    "confidential",
    "access_card",
)
# From the least confidential to the most.
LEVELS = (PUBLIC, INTERNAL, CONFIDENTIAL, ACCESS_CARD)
# Read by those cleared for it, and nobody else at the site.
CLEARED = frozenset({CONFIDENTIAL, ACCESS_CARD})
# Read by approval only.
BY_GRANT = frozenset({ACCESS_CARD})
# Read without saying what for.
FREE = frozenset({PUBLIC})
# The states of an approval that opens the door, until it expires.
USABLE = frozenset({"granted"})


@dataclass(frozen=True, kw_only=True)
class Grant:
    """An approval of this person for this record: ``state`` is one of ``requested``,
    ``granted``, ``refused``, ``revoked`` and ``used``; ``expires_at`` in UTC.
    """

    key: int
    state: str
    expires_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a person who wants to read a record.

    ``sees``: the person sees the record at all, as those do whose site it is;
    ``cleared``: the person's role needs what is confidential;
    ``purpose``: what it is needed for, in the person's own words;
    ``grants``: the approvals of this person for this record, the latest first;
    ``consulted_at``: when the person consulted the record whose file is opened now.
    """

    level: str
    sees: bool
    cleared: bool
    purpose: str
    now: datetime
    grants: tuple[Grant, ...] = ()
    consulted_at: datetime | None = None
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``purpose_length``: how many characters a purpose has at least;
    ``file_minutes``: how long files stay open after the record was consulted.
    """

    purpose_length: int = 4
    file_minutes: int = 10
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether the door opens; the rule, the reason as (key, parameters).

    ``by_grant``: whether an approval decides; ``grant``: the one that opens it.
    """

    allowed: bool
    rule: str
    reason: tuple[str, Mapping]
    by_grant: bool = False
    grant: int | None = None


Rule = Callable[[Facts, Settings], Verdict | None]


def _refused(rule: str, key: str, **params: int) -> Verdict:
    return Verdict(allowed=False, rule=rule, reason=(key, params))


def of_another_site(facts: Facts, settings: Settings) -> Verdict | None:
    """D-08: who does not see a record does not read what it holds either."""
    if not facts.sees:
        return _refused("D-08", "not_seen")
    return None


def not_cleared(facts: Facts, settings: Settings) -> Verdict | None:
    """D-08: what is confidential is read by those whose role needs it."""
    if facts.level in CLEARED and not facts.cleared:
        return _refused("D-08", "not_cleared")
    return None


def without_purpose(facts: Facts, settings: Settings) -> Verdict | None:
    """A-10: each reading is logged with its purpose; what is public needs none."""
    if facts.level in FREE or len(facts.purpose) >= settings.purpose_length:
        return None
    return _refused("A-10", "no_purpose", length=settings.purpose_length)


def file_in_time(facts: Facts, settings: Settings) -> Verdict | None:
    """A-10: a file opens with the reading it belongs to, and not long after it."""
    if facts.consulted_at is None:
        return None
    if facts.now <= facts.consulted_at + timedelta(minutes=settings.file_minutes):
        return Verdict(allowed=True, rule="A-10", reason=("allowed", {}))
    return _refused("A-10", "too_late", minutes=settings.file_minutes)


def by_grant_only(facts: Facts, settings: Settings) -> Verdict | None:
    """D-08: access-card records take an approval, once and for a limited time."""
    if facts.level not in BY_GRANT:
        return None
    usable = [
        grant
        for grant in facts.grants
        if grant.state in USABLE and grant.expires_at > facts.now
    ]
    if usable:
        grant = min(usable, key=lambda it: it.expires_at).key
        return Verdict(
            allowed=True,
            rule="D-08",
            reason=("granted", {}),
            by_grant=True,
            grant=grant,
        )
    key = "no_grant"
    if facts.grants:
        latest = facts.grants[0].state
        key = "grant_expired" if latest in USABLE else f"grant_{latest}"
    return Verdict(allowed=False, rule="D-08", reason=(key, {}), by_grant=True)


# The first that has a say decides.
RULES: tuple[Rule, ...] = (
    of_another_site,
    not_cleared,
    without_purpose,
    file_in_time,
    by_grant_only,
)


def decide(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Verdict:
    """D-08, A-10: whether the door opens, and why."""
    verdicts = (rule(facts, settings) for rule in rules)
    opened = Verdict(allowed=True, rule="A-10", reason=("allowed", {}))
    return next(filter(None, verdicts), opened)


def is_lowered(before: str, after: str) -> bool:
    """A-10: whether a change of level opens a record to more people."""
    return LEVELS.index(after) < LEVELS.index(before)
