"""Which period does a report cover, and when is it due? (F-26, F-29, F-35)

Days and moments are those of the site: a period goes from midnight to midnight there.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

DAY, WEEK, MONTH = "day", "week", "month"
KINDS = (DAY, WEEK, MONTH)
# By what a report is divided; a day is not.
PARTS = {WEEK: DAY, MONTH: WEEK}
# What becomes of a report by itself once its period is over.
MANUAL, PREPARE, SEND = "manual", "prepare", "send"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``now``: at the site, without a zone; ``since``: the day of the first entry in
    the site's registers, None: there is none yet; ``done``: the first days of the
    periods that have their report.
    """

    now: datetime
    since: date | None = None
    done: frozenset[date] = frozenset()
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``hour``: of the day after a period at which its report is due; ``catch_up``:
    how many periods back a missed one is made up; ``evening``: the hour of the reps'
    sum-up; ``invite_after``: so many days after the last visit a customer without a
    deal is invited again, 0 for never.
    """

    hour: int = 8
    catch_up: int = 4
    evening: int = 18
    invite_after: int = 7
    extra: Mapping = field(default_factory=dict)


def period(kind: str, day: date) -> Period:
    """F-26: the day, the week from Monday to Sunday, or the month that a day is in."""
    match kind:
        case "week":
            first = day - day.weekday() * ONE_DAY
            return Period(first=first, last=first + 6 * ONE_DAY)
        case "month":
            last = monthrange(day.year, day.month)[1]
            return Period(first=day.replace(day=1), last=day.replace(day=last))
    return Period(first=day, last=day)


def slices(kind: str, covered: Period) -> tuple[Period, ...]:
    """F-26: a week by its days, a month by its weeks, a day as a whole."""
    part = PARTS.get(kind)
    found, day = [], covered.first
    while part and day <= covered.last:
        last = min(period(part, day).last, covered.last)
        found.append(Period(first=day, last=last))
        day = last + ONE_DAY
    return tuple(found)


def due(kind: str, facts: Facts, settings: Settings) -> tuple[Period, ...]:
    """F-26: the periods that are over and still lack their report, oldest first.

    The week of Monday's file is due on that Monday, at the hour set. What was missed
    is made up, as far back as the setting goes and the registers have entries.
    """
    if facts.since is None:
        return ()
    found, covered = [], period(kind, facts.now.date())
    for _back in range(settings.catch_up):
        covered = period(kind, covered.first - ONE_DAY)
        over = facts.now >= due_at(covered, settings)
        if over and covered.last >= facts.since and covered.first not in facts.done:
            found.append(covered)
    return tuple(reversed(found))


def due_at(covered: Period, settings: Settings) -> datetime:
    """F-26: the morning after the last day: of a week, that is Monday."""
    return datetime.combine(covered.last + ONE_DAY, time(settings.hour))


def is_over(kind: str, covered: Period, facts: Facts) -> bool:
    """F-26: weeks and months are reported once they are over; a day on its evening."""
    today = facts.now.date()
    match kind:
        case "day":
            return today >= covered.last
    return today > covered.last


def evenings(facts: Facts, settings: Settings) -> tuple[date, ...]:
    """F-29: the days whose sum-up is due: today's in the evening, else yesterday's."""
    today = facts.now.date()
    days = (today - ONE_DAY, today)
    return tuple(
        day
        for day in days
        if facts.now >= datetime.combine(day, time(settings.evening))
        and day not in facts.done
    )


def last_here(day: date, settings: Settings) -> date | None:
    """F-29: who was last here then is invited again on a day; None: nobody is."""
    if not settings.invite_after:
        return None
    return day - settings.invite_after * ONE_DAY


def rate(part: int, whole: int) -> Decimal | None:
    """F-35: a share in percent, one decimal; none where there is nothing to share."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"))
