"""By when must what be done about a complaint? (C-05, C-07, C-08, C-12)"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from odoo.addons.charter_base.policies.months import add_months

# By severity: whom a complaint is forwarded to; which limits are soft, which complaints
# get an answer before they are solved, and which go by the time asked for.
FORWARD_TO: Mapping[str, str] = {
    "a": "site_manager",
    "b": "specialist_supervisor",
    "c": "specialist_supervisor",
}
MAJOR, MINOR = frozenset("a"), frozenset("c")
WRITTEN = frozenset({"email", "portal", "letter", "fax"})
DAY = timedelta(days=1)
# C-12: who is told when a limit has passed.
TOLD_WHEN_LATE: Mapping[str, str] = {
    "acknowledge": "supervisor",
    "forward": "supervisor",
    "answer": "site_manager",
    "solve": "site_manager",
    "reply": "supervisor",
}
# A day that ends a limit lasts until its last minute.
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the clocks of a complaint run by. Moments are in UTC, without a zone.

    ``intake``: how it reached us; ``accepted_at``: when its clocks started, None as
    long as it waits; ``raised_at``: when it became major by C-05;
    ``valid_at``: when it was found valid; ``requested_limit``:
    by when the complainant asks for it; ``zone``: the site's; ``nth_working_day``: the
    site's calendar, as a function of a day and how many working days after it.
    """

    received_at: datetime
    severity: str | None = None
    accepted_at: datetime | None = None
    raised_at: datetime | None = None
    valid_at: datetime | None = None
    intake: str | None = None
    requested_limit: datetime | None = None
    zone: tzinfo = field(default=UTC, repr=False)
    nth_working_day: Callable[[date, int], date] | None = field(
        default=None, repr=False
    )
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``day_mode``: ``hours24``, ``calendar`` (end of the day at the site) or
    ``working`` (end of the site's working day); ``solve_days``: by severity;
    ``requested``: the time asked for ``replaces`` C's limit, or the ``earlier`` holds;
    ``raised_from``: A's clocks start at the ``change`` or at ``receipt``;
    ``unsolved_from``: the month counts from ``receipt`` or from found ``valid``;
    ``solved_badly``: reopened after its solution, a complaint counts as unsolved.
    """

    day_mode: str = "hours24"
    acknowledge_days: int = 2
    acknowledge_phone: bool = False
    forward_minutes_major: int = 0
    forward_minutes: int = 60
    answer_days: int = 2
    solve_days: Mapping[str, int] = field(
        default_factory=lambda: {"a": 10, "b": 3, "c": 2}
    )
    requested: str = "replaces"
    reply_days: int = 2
    unsolved_months: int = 1
    unsolved_from: str = "receipt"
    solved_badly: bool = True
    raised_from: str = "change"
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Due:
    """What must be done by when; ``role``: who must, None for the handler."""

    kind: str
    due_at: datetime
    rule: str
    role: str | None = None
    is_soft: bool = False


Rule = Callable[[Facts, Settings], Due | None]


def acknowledge(facts: Facts, settings: Settings) -> Due | None:
    """C-08: what was not said face to face is acknowledged, counted from receipt."""
    absent = WRITTEN.union(("phone",) if settings.acknowledge_phone else ())
    if facts.intake in absent:
        due_at = after_days(
            facts.received_at, settings.acknowledge_days, facts, settings
        )
        return Due(kind="acknowledge", due_at=due_at, rule="C-08")
    return None


def forward(facts: Facts, settings: Settings) -> Due | None:
    """C-12: A to the site manager at once, B and C to the specialist supervisor."""
    start = started_at(facts, settings)
    if not start:
        return None
    minutes = settings.forward_minutes
    if facts.severity in MAJOR:
        minutes = settings.forward_minutes_major
    return Due(
        kind="forward",
        due_at=start + timedelta(minutes=minutes),
        role=FORWARD_TO[facts.severity],
        rule="C-12",
    )


def answer(facts: Facts, settings: Settings) -> Due | None:
    """C-12: a major complaint gets a definite answer before it is solved."""
    start = started_at(facts, settings)
    if not start or facts.severity not in MAJOR:
        return None
    due_at = after_days(start, settings.answer_days, facts, settings)
    return Due(kind="answer", due_at=due_at, rule="C-12")


def solve(facts: Facts, settings: Settings) -> Due | None:
    """C-12: by severity, A's limit is soft; a C goes by the time asked for."""
    start = started_at(facts, settings)
    if not start:
        return None
    days = settings.solve_days[facts.severity]
    due_at = after_days(start, days, facts, settings)
    if facts.severity in MINOR and facts.requested_limit:
        asked = facts.requested_limit
        choices = {"replaces": asked, "earlier": min(asked, due_at)}
        due_at = choices[settings.requested]
    return Due(
        kind="solve", due_at=due_at, rule="C-12", is_soft=facts.severity in MAJOR
    )


def unsolved(facts: Facts, settings: Settings) -> Due | None:
    """C-05: when a valid complaint that is not solved becomes major."""
    if not facts.valid_at or facts.severity in MAJOR:
        return None
    starts = {"receipt": facts.received_at, "valid": facts.valid_at}
    local = to_local(starts[settings.unsolved_from], facts.zone)
    due_at = to_utc(add_months(local, settings.unsolved_months), facts.zone)
    return Due(kind="month", due_at=due_at, rule="C-05")


def unsolved_again(facts: Facts, settings: Settings) -> Due | None:
    """C-05: what was solved badly counts as unsolved, unless the company says not."""
    return unsolved(facts, settings) if settings.solved_badly else None


RULES: tuple[Rule, ...] = (acknowledge, forward, answer, solve, unsolved)


def decide(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> tuple[Due, ...]:
    """C-08, C-12: all that can be said by now about what is due when."""
    return tuple(filter(None, (rule(facts, settings) for rule in rules)))


def promise(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> datetime | None:
    """C-07: the reply time told: the answer's limit, else that of the solution.

    While it waits to be accepted it is told as if it were accepted at receipt.
    """
    facts = replace(facts, accepted_at=facts.accepted_at or facts.received_at)
    limits = {due.kind: due.due_at for due in decide(facts, settings, rules)}
    return limits.get("answer") or limits.get("solve")


def reply(done_at: datetime, facts: Facts, settings: Settings) -> Due:
    """C-12: the outcome is told on the day it is done, at the latest 2 days later."""
    due_at = after_days(done_at, settings.reply_days, facts, settings)
    return Due(kind="reply", due_at=due_at, rule="C-12")


def started_at(facts: Facts, settings: Settings) -> datetime | None:
    """C-05, C-12: from acceptance, or anew where C-05 made it major."""
    if not facts.severity or not facts.accepted_at:
        return None
    if facts.severity in MAJOR and facts.raised_at:
        starts = {"change": facts.raised_at, "receipt": facts.received_at}
        return starts[settings.raised_from]
    return facts.accepted_at


def after_days(
    start: datetime, days: int, facts: Facts, settings: Settings
) -> datetime:
    """C-12: so many days after a moment, in the way the company counts days."""
    day = to_local(start, facts.zone).date()
    match settings.day_mode:
        case "hours24":
            return start + days * DAY
        case "working" if facts.nth_working_day:
            day = facts.nth_working_day(day, days)
        case _:
            day += days * DAY
    return to_utc(datetime.combine(day, LAST_MINUTE), facts.zone)


def to_local(moment: datetime, zone: tzinfo) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def to_utc(moment: datetime, zone: tzinfo) -> datetime:
    return moment.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
