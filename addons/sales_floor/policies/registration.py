"""When does an entry of a register count, how long, and which of two wins?

F-08, F-17, F-18, F-19, F-27.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from operator import attrgetter

from odoo.addons.charter_base.policies.decision import Finding
from odoo.addons.charter_base.policies.months import add_months

# The registers: of visitors, and of calls, which decide nothing.
VISITS, CALLS = "visits", "calls"
RENEWS_NOTHING = frozenset({"first"})
YIELDS = frozenset({"yields"})

# What a visitor's form must hold, and what each outcome needs besides.
ALWAYS = ("visitor_name", "phone", "background", "needs", "outcome")
BY_OUTCOME: Mapping[str, tuple[str, ...]] = {
    "none": ("no_deal_reason",),
    "withdrawn": ("withdrawal_reason",),
    "deposit": ("signing_on",),
}
# A visitor who needed no reception leaves no form.
WITHOUT_FORM = "no_reception"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Who enters or approves what.

    ``arrived_on``, ``today``: days at the site; ``is_rep``: the current user received
    the visitor; ``is_manager``: is the project manager; ``is_open``: the visitor is
    still there; ``entered``: is entered already.
    """

    arrived_on: date
    today: date
    is_rep: bool = False
    is_manager: bool = False
    is_open: bool = False
    entered: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``validity``: ``months`` or ``days``, and how many; ``counts_from``: from the
    ``first`` visit, or the ``last``: each visit to the same rep renews it;
    ``late_entry``: how many days later an entry is still taken; ``expiry``: what has
    expired ``yields`` to whoever registers the customer next, or is ``void``: no basis
    for commission any more.
    """

    validity: tuple[str, int] = ("months", 1)
    counts_from: str = "first"
    late_entry: int = 0
    expiry: str = "yields"
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry of a register.

    ``rep``: who received; ``for_rep``: the rep in whose place, if any; ``at``, ``on``:
    when the customer came, moment and day at the site; ``entered_at``: when it was
    entered, of a correction when what it corrects was; ``valid_until``: known once
    ``approved``.
    """

    key: int
    rep: int
    at: datetime
    on: date
    for_rep: int | None = None
    entered_at: datetime | None = None
    approved: bool = False
    valid_until: date | None = None
    register: str = VISITS

    @property
    def holder(self) -> int:
        """F-10, F-13: whose registration it is: the rep's in whose place it was."""
        return self.rep if self.for_rep is None else self.for_rep


@dataclass(frozen=True, kw_only=True)
class Registration:
    """A customer's visits to one rep, each on a day on which the one before counted.

    ``until``: the last day on which it is valid.
    """

    entries: tuple[Entry, ...]
    until: date

    @property
    def first(self) -> Entry:
        """F-17: the visit that it began with."""
        return self.entries[0]

    @property
    def holder(self) -> int:
        """F-17: the rep whose registration it is."""
        return self.first.holder


def last_day(start: date, period: tuple[str, int]) -> date:
    """F-17: the last day of a period that begins on a day.

    A month goes to the day of the same number in the next one, or to that one's end.

    :param period: ``months`` or ``days``, and how many
    """
    unit, count = period
    if unit in {"days"}:
        return start + timedelta(days=count)
    return add_months(start, count)


def within(start: date, day: date, period: tuple[str, int]) -> bool:
    """F-05, F-17: whether a day is in the period that begins with another one."""
    return start <= day <= last_day(start, period)


def valid_until(visits: tuple[date, ...], settings: Settings) -> date:
    """F-17: the last day on which a registration is valid.

    A visit after the expiry is registered anew.

    :param visits: the days of the customer's visits to the same rep, in order
    """
    first, *later = visits
    until = last_day(first, settings.validity)
    for day in later:
        if day > until or settings.counts_from not in RENEWS_NOTHING:
            until = last_day(day, settings.validity)
    return until


def counts(entry: Entry) -> bool:
    """F-08, F-18: what was entered and approved counts; a call decides nothing."""
    is_visit = entry.register not in {CALLS}
    return is_visit and entry.approved and entry.entered_at is not None


def registrations(
    entries: Iterable[Entry], settings: Settings
) -> tuple[Registration, ...]:
    """F-17, F-18: what the entries come to that count, in the order of first visits."""
    past, latest = [], {}
    for entry in sorted(filter(counts, entries), key=attrgetter("at")):
        known = latest.get(entry.holder)
        if known and entry.on <= known.until:
            known = replace(known, entries=(*known.entries, entry))
            if settings.counts_from not in RENEWS_NOTHING:
                known = replace(known, until=max(known.until, entry.valid_until))
        else:
            past.extend(filter(None, [known]))
            known = Registration(entries=(entry,), until=entry.valid_until)
        latest[entry.holder] = known
    return tuple(sorted((*past, *latest.values()), key=attrgetter("first.at")))


def in_force(
    entries: Iterable[Entry], day: date, settings: Settings
) -> tuple[Registration, ...]:
    """F-17: the registrations that count on a day.

    Where all have expired, those that expired last, unless expiry makes them void.
    """
    known = [it for it in registrations(entries, settings) if it.first.on <= day]
    valid = tuple(it for it in known if day <= it.until)
    if valid or settings.expiry not in YIELDS:
        return valid
    last = max((it.until for it in known), default=day)
    return tuple(it for it in known if it.until in {last})


def prevailing(
    entries: Iterable[Entry], day: date, settings: Settings
) -> Registration | None:
    """F-19: of several registrations of a customer, the one that was entered first."""
    found = in_force(entries, day, settings)
    return min(found, key=lambda it: it.first.entered_at, default=None)


def missing(form: Mapping[str, object]) -> tuple[str, ...]:
    """F-27: what the visitor's form still lacks, nothing concealed."""
    outcome = form.get("outcome")
    if outcome in {WITHOUT_FORM}:
        return ()
    wanted = (*ALWAYS, *BY_OUTCOME.get(outcome, ()))
    return tuple(name for name in wanted if not str(form.get(name) or "").strip())


def entry_obstacle(facts: Facts, settings: Settings) -> Finding | None:
    """F-18: entered once, the same day, by who received; the manager enters late."""
    if facts.entered:
        return Finding(rule="F-18", reason=("entered", {}))
    if facts.is_open:
        return Finding(rule="F-18", reason=("open", {}))
    if not (facts.is_rep or facts.is_manager):
        return Finding(rule="F-18", reason=("not_rep", {}))
    late = facts.today > facts.arrived_on + timedelta(days=settings.late_entry)
    if late and not (facts.is_manager and not facts.is_rep):
        return Finding(rule="F-18", reason=("late", {}))
    return None


def approval_obstacle(facts: Facts) -> Finding | None:
    """F-18: it counts once the project manager approved it, never the rep concerned."""
    if facts.is_rep:
        return Finding(rule="F-18", reason=("own", {}))
    if not facts.is_manager:
        return Finding(rule="F-18", reason=("not_manager", {}))
    return None
