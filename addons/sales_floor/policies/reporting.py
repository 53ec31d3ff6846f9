"""What is reported when, and what is a rep reminded of? (F-26, F-29, F-35)

Days are those of the site.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter

DAY_LONG, WEEK_LONG, MONTH_LONG = "day", "week", "month"
CALL, VISIT, DEPOSIT, CONTRACT = "call", "visit", "deposit", "contract"
WITHDRAWN = "withdrawn"
# What each report counts; Monday's file of the past week holds the same as the week's.
CONTENTS: Mapping[str, tuple[str, ...]] = {
    DAY_LONG: (CALL, VISIT),
    WEEK_LONG: (CALL, VISIT, DEPOSIT, CONTRACT),
    MONTH_LONG: (CALL, VISIT, DEPOSIT, CONTRACT),
}
STEPS = ((CALL, VISIT), (VISIT, DEPOSIT), (DEPOSIT, CONTRACT))

ONE_DAY = timedelta(days=1)
OF_THE_PERIOD = frozenset({"period"})
PERCENT, HUNDREDTH = Decimal(100), Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Customer:
    """A customer as the rep's reminders see them.

    ``first_on``, ``last_on``: the days of the first and the last visit; ``outcome``:
    ``deposit``, ``contract`` or ``withdrawn``, None before; ``invite_on``,
    ``signing_on``, ``payment_on``: what is agreed and not done yet.
    """

    key: int
    rep: int
    first_on: date
    last_on: date
    outcome: str | None = None
    invite_on: date | None = None
    signing_on: date | None = None
    payment_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``day``: the one that is summed up; ``reps``: everybody who sums up."""

    day: date
    reps: tuple[int, ...] = ()
    customers: tuple[Customer, ...] = ()
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``week_starts``: the weekday, Monday is 0; ``hand_in``: that of the past week's
    file; ``rates``: of those who came by the stage, how many went on (``cohort``), or
    of the period, the one number by the other (``period``); ``ahead``: for how many
    days ahead reps are reminded; ``invite_after``: so many days after the last visit a
    customer is due for an invitation where no day is agreed, 0 for never.
    """

    week_starts: int = 0
    hand_in: int = 0
    rates: str = "cohort"
    ahead: int = 1
    invite_after: int = 7
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Period:
    """From the first to the last day, both of them in it."""

    kind: str
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Rate:
    """How many of one stage came to the next; ``percent``: None of nobody."""

    stage: str
    to: str
    numerator: int
    denominator: int
    percent: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """What a customer is due for; ``is_late``: on the day summed up, or before."""

    kind: str
    customer: int
    due_on: date
    is_late: bool
    rule: str = "F-29"


@dataclass(frozen=True, kw_only=True)
class SumUp:
    """A rep's evening: customers who came new or again, and what is due next."""

    rep: int
    day: date
    new: tuple[int, ...]
    again: tuple[int, ...]
    reminders: tuple[Reminder, ...]


Rule = Callable[[Customer, Facts, Settings], Reminder | None]


def period(kind: str, day: date, settings: Settings) -> Period:
    """F-26: the day, the week or the month of the site's calendar that a day is in."""
    match kind:
        case "week":
            past = (day.weekday() - settings.week_starts) % 7
            first = day - past * ONE_DAY
            return Period(kind=kind, first=first, last=first + 6 * ONE_DAY)
        case "month":
            last = monthrange(day.year, day.month)[1]
            return Period(
                kind=kind, first=day.replace(day=1), last=day.replace(day=last)
            )
    return Period(kind=kind, first=day, last=day)


def past(kind: str, day: date, settings: Settings) -> Period:
    """F-26: the last period that was over before a day."""
    return period(kind, period(kind, day, settings).first - ONE_DAY, settings)


def hand_in_on(week: Period, settings: Settings) -> date:
    """F-26: the Monday after a week, on which its file goes to the sales department."""
    after = week.last + ONE_DAY
    return after + (settings.hand_in - after.weekday()) % 7 * ONE_DAY


def weeks_due(
    handed_in: date | None, day: date, settings: Settings
) -> tuple[Period, ...]:
    """F-26: the weeks whose file is to be handed in, the oldest first.

    A Monday that was missed is made up for.

    :param handed_in: the last day of the last week handed in; None for none, then it
        begins with the past week
    """
    week = past(WEEK_LONG, day, settings)
    if handed_in is not None:
        week = period(WEEK_LONG, handed_in + ONE_DAY, settings)
    found = []
    while hand_in_on(week, settings) <= day:
        found.append(week)
        week = period(WEEK_LONG, week.last + ONE_DAY, settings)
    return tuple(found)


def funnel(
    reached: Mapping[str, int], went_on: Mapping[str, int], settings: Settings
) -> tuple[Rate, ...]:
    """F-35: from call to visit to deposit to contract, by the company's definition.

    :param reached: how many there were in the period, by stage
    :param went_on: how many of those came to the next stage, whenever
    """
    rates = []
    for stage, to in STEPS:
        denominator = reached.get(stage, 0)
        is_of_period = settings.rates in OF_THE_PERIOD
        numerator = reached.get(to, 0) if is_of_period else went_on.get(stage, 0)
        percent = None
        if denominator:
            percent = (PERCENT * numerator / denominator).quantize(HUNDREDTH)
        rates.append(
            Rate(
                stage=stage,
                to=to,
                numerator=numerator,
                denominator=denominator,
                percent=percent,
            )
        )
    return tuple(rates)


def invite(customer: Customer, facts: Facts, settings: Settings) -> Reminder | None:
    """F-29: who has not decided yet is invited again."""
    if customer.outcome is not None:
        return None
    due_on = customer.invite_on
    if due_on is None and settings.invite_after:
        due_on = customer.last_on + settings.invite_after * ONE_DAY
    return _reminder("invite", customer, due_on, facts, settings)


def sign(customer: Customer, facts: Facts, settings: Settings) -> Reminder | None:
    """F-29: who left a deposit is told when to sign."""
    return _reminder("sign", customer, customer.signing_on, facts, settings)


def pay(customer: Customer, facts: Facts, settings: Settings) -> Reminder | None:
    """F-29: who owes a payment is told when it is due."""
    return _reminder("pay", customer, customer.payment_on, facts, settings)


# A customer can be due for several at once.
RULES: tuple[Rule, ...] = (invite, sign, pay)


def sum_up(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> tuple[SumUp, ...]:
    """F-29: each rep's evening, for the manager: new customers above all."""
    served: dict[int, list[Customer]] = {rep: [] for rep in facts.reps}
    for customer in facts.customers:
        if customer.rep in served:
            served[customer.rep].append(customer)
    return tuple(
        SumUp(
            rep=rep,
            day=facts.day,
            new=tuple(it.key for it in customers if it.first_on in {facts.day}),
            again=tuple(it.key for it in customers if _came_again(it, facts.day)),
            reminders=reminders(customers, facts, settings, rules),
        )
        for rep, customers in served.items()
    )


def reminders(
    customers: Iterable[Customer],
    facts: Facts,
    settings: Settings,
    rules: tuple[Rule, ...] = RULES,
) -> tuple[Reminder, ...]:
    """F-29: what customers are due for, the longest overdue first."""
    found = (
        rule(customer, facts, settings) for customer in customers for rule in rules
    )
    return tuple(sorted(filter(None, found), key=attrgetter("due_on", "customer")))


def _came_again(customer: Customer, day: date) -> bool:
    return customer.last_on in {day} and customer.first_on not in {day}


def _reminder(
    kind: str,
    customer: Customer,
    due_on: date | None,
    facts: Facts,
    settings: Settings,
) -> Reminder | None:
    """F-29: due by the next day, and not of a customer who withdrew."""
    day = facts.day + settings.ahead * ONE_DAY
    if due_on is None or due_on > day or customer.outcome in {WITHDRAWN}:
        return None
    return Reminder(
        kind=kind, customer=customer.key, due_on=due_on, is_late=due_on <= facts.day
    )
