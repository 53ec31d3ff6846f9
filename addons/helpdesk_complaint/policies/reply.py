"""By when is the complainant told to expect an answer? (C-07, limits as in C-12)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``received_at``: the moment the complaint was received, in UTC."""

    received_at: datetime
    severity: str
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``days``: by severity, how many days of 24 hours an answer may take."""

    days: Mapping[str, int]
    extra: Mapping = field(default_factory=dict)


def expected(facts: Facts, settings: Settings) -> datetime:
    """C-07: the reply time told to the complainant, in UTC.

    It counts from receipt: it is promised at intake, before C-12's clocks start.
    """
    return facts.received_at + timedelta(days=settings.days[facts.severity])
