"""How long is a card good, and when may another one be given? (L-10, L-12)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from odoo.addons.charter_base.policies.months import add_months

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``today``: at the store; ``state`` and ``last_day``: of the holder's card, None
    where there is none.
    """

    today: date
    state: str | None = None
    last_day: date | None = None
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``years``: for which a card is good; ``return_day``: of the next month by which
    the month's forms are sent to operations.
    """

    years: int = 2
    return_day: int = 2
    extra: Mapping = field(default_factory=dict)


def last_day(facts: Facts, settings: Settings) -> date:
    """L-10: the last day of a card that is given today: two years, day for day."""
    return add_months(facts.today, 12 * settings.years) - DAY


def has_card(facts: Facts, settings: Settings) -> bool:
    """L-10: a person has one card at a time; the next one when it has run out."""
    if facts.state not in ("active", "lost"):
        return False
    return facts.today <= facts.last_day


def return_due(facts: Facts, settings: Settings) -> date:
    """L-12: the day by which the month of ``today`` is sent to operations."""
    first = add_months(facts.today.replace(day=1), 1)
    return first + (settings.return_day - 1) * DAY
