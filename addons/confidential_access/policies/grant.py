"""Who may let somebody read an access-card record, and for how long? (D-08)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known when a person decides on a request.

    ``asked_by_self``: it is the person's own request;
    ``manages_site``: the person manages the record's site, or one above it;
    ``state``: of the request; ``now``: in UTC.
    """

    asked_by_self: bool
    manages_site: bool
    state: str
    now: datetime
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``hours``: how long an approval may be used."""

    hours: int = 24
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether the person may decide; the reason as (key, parameters); until when an
    approval given now may be used.
    """

    allowed: bool
    rule: str
    reason: tuple[str, Mapping]
    expires_at: datetime | None = None


def decide(facts: Facts, settings: Settings, awaited: str = "requested") -> Verdict:
    """D-08: the site's manager decides, never on an own request.

    :param awaited: the state in which the request can still be decided so
    """
    if facts.asked_by_self:
        key = "own_request"
    elif not facts.manages_site:
        key = "not_manager"
    elif facts.state != awaited:
        key = "decided"
    else:
        return Verdict(
            allowed=True,
            rule="D-08",
            reason=("by_manager", {"hours": settings.hours}),
            expires_at=facts.now + timedelta(hours=settings.hours),
        )
    return Verdict(allowed=False, rule="D-08", reason=(key, {}))
