"""Tests of the rules on reports and reminders (F-26, F-29, F-35)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.sales_floor.policies import reporting as policy

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
SETTINGS = policy.Settings()
DATES = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def span(found):
    return found.first.isoformat(), found.last.isoformat()


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        ("day", date(2026, 3, 4), "2026-03-04", "2026-03-04"),
        ("week", MONDAY, "2026-03-02", "2026-03-08"),
        ("week", date(2026, 3, 8), "2026-03-02", "2026-03-08"),
        ("week", date(2026, 1, 1), "2025-12-29", "2026-01-04"),
        ("month", date(2026, 2, 1), "2026-02-01", "2026-02-28"),
        ("month", date(2028, 2, 29), "2028-02-01", "2028-02-29"),
        ("month", date(2026, 12, 31), "2026-12-01", "2026-12-31"),
    ],
)
def test_a_report_covers_a_day_a_week_or_a_month(kind, day, first, last):
    """F-26: weeks from Monday to Sunday, months by the calendar."""
    found = policy.period(kind, day, SETTINGS)
    assert (found.kind, *span(found)) == (kind, first, last)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("day", "2026-03-01", "2026-03-01"),
        ("week", "2026-02-23", "2026-03-01"),
        ("month", "2026-02-01", "2026-02-28"),
    ],
)
def test_the_past_period_was_over_before_the_day(kind, first, last):
    """F-26: on Monday 2 March: Sunday, last week, February."""
    assert span(policy.past(kind, MONDAY, SETTINGS)) == (first, last)


@given(DATES, st.sampled_from(["day", "week", "month"]), st.integers(0, 6))
def test_each_day_is_in_one_period_of_a_kind(day, kind, weekday):
    """F-26: and the past one ends the day before."""
    settings = replace(SETTINGS, week_starts=weekday)
    found = policy.period(kind, day, settings)
    assert found.first <= day <= found.last
    for other in (found.first, found.last):
        assert policy.period(kind, other, settings) == found
    assert policy.past(kind, day, settings).last == found.first - DAY
    if kind == "week":
        assert found.first.weekday() == weekday
        assert found.last - found.first == 6 * DAY


def test_what_the_reports_count():
    """F-26: the day visitors and calls, week and month the deals as well."""
    assert policy.CONTENTS == {
        "day": ("call", "visit"),
        "week": ("call", "visit", "deposit", "contract"),
        "month": ("call", "visit", "deposit", "contract"),
    }


def due(handed_in, day, settings=SETTINGS):
    return [span(week) for week in policy.weeks_due(handed_in, day, settings)]


def test_on_monday_the_past_weeks_file_is_due():
    """F-26: on Sunday it is not, until the next Monday it stays so."""
    last_week = ("2026-02-23", "2026-03-01")
    assert due(date(2026, 2, 22), MONDAY - DAY) == []
    assert due(date(2026, 2, 22), MONDAY) == [last_week]
    assert due(date(2026, 2, 22), MONDAY + 6 * DAY) == [last_week]
    assert due(date(2026, 3, 1), MONDAY + 6 * DAY) == []
    assert due(None, MONDAY) == [last_week]
    assert due(None, MONDAY + DAY) == [last_week]


def test_a_monday_that_was_missed_is_made_up_for():
    """F-26: no week is left out, the oldest first."""
    assert due(date(2026, 2, 15), MONDAY + DAY) == [
        ("2026-02-16", "2026-02-22"),
        ("2026-02-23", "2026-03-01"),
    ]


@pytest.mark.parametrize(
    ("weekday", "expected"),
    [(0, date(2026, 3, 9)), (2, date(2026, 3, 11)), (6, date(2026, 3, 15))],
)
def test_the_weekday_of_the_file_is_a_setting(weekday, expected):
    """F-26: cfg on which day after the week."""
    settings = replace(SETTINGS, hand_in=weekday)
    week = policy.period("week", MONDAY, settings)
    assert policy.hand_in_on(week, settings) == expected
    before, after = expected - DAY, expected
    assert due(date(2026, 3, 1), before, settings) == []
    assert due(date(2026, 3, 1), after, settings) == [("2026-03-02", "2026-03-08")]


REACHED = {"call": 40, "visit": 30, "deposit": 7, "contract": 6}
WENT_ON = {"call": 10, "visit": 6, "deposit": 5}


def rates(settings=SETTINGS, reached=None, went_on=None):
    reached = REACHED if reached is None else reached
    went_on = WENT_ON if went_on is None else went_on
    return [
        (it.stage, it.to, it.numerator, it.denominator, it.percent)
        for it in policy.funnel(reached, went_on, settings)
    ]


def test_the_funnel_tells_how_many_of_each_stage_went_on():
    """F-35: with numerator and denominator."""
    assert rates() == [
        ("call", "visit", 10, 40, 25),
        ("visit", "deposit", 6, 30, 20),
        ("deposit", "contract", 5, 7, Decimal("71.43")),
    ]


def test_the_company_may_divide_the_periods_numbers():
    """F-35: by the company's definition; more visits than calls is more than all."""
    assert rates(replace(SETTINGS, rates="period"), {**REACHED, "call": 20}) == [
        ("call", "visit", 30, 20, 150),
        ("visit", "deposit", 7, 30, Decimal("23.33")),
        ("deposit", "contract", 6, 7, Decimal("85.71")),
    ]


@pytest.mark.parametrize("basis", ["cohort", "period"])
def test_of_nobody_there_is_no_rate(basis):
    """F-35: nothing is divided by nothing."""
    settings = replace(SETTINGS, rates=basis)
    assert [it[2:] for it in rates(settings, {}, {})] == [(0, 0, None)] * 3
    assert rates(settings, {"call": 4}, {})[0][2:] == (0, 4, 0)


REP, OTHER = 1001, 1002
LONG_AGO = MONDAY - 20 * DAY
TOMORROW = MONDAY + DAY


def customer(key=1, rep=REP, first=LONG_AGO, last=None, **values):
    last = last or first
    return policy.Customer(key=key, rep=rep, first_on=first, last_on=last, **values)


def evening(*customers, reps=(REP,), settings=SETTINGS):
    facts = policy.Facts(day=MONDAY, reps=reps, customers=customers)
    return policy.sum_up(facts, settings)


def reminded(*customers, settings=SETTINGS):
    [found] = evening(*customers, settings=settings)
    assert all(it.rule == "F-29" for it in found.reminders)
    return [(it.customer, it.kind, it.due_on, it.is_late) for it in found.reminders]


def test_the_evening_tells_who_came_new_and_who_came_again():
    """F-29: of each rep who sums up, in the order they are asked."""
    customers = (
        customer(1, first=MONDAY),
        customer(2, last=MONDAY),
        customer(3),
        customer(4, OTHER, first=MONDAY),
        customer(5, 1003, first=MONDAY),
    )
    found = evening(*customers, reps=(OTHER, REP, 1004))
    assert [(it.rep, it.day, it.new, it.again) for it in found] == [
        (OTHER, MONDAY, (4,), ()),
        (REP, MONDAY, (1,), (2,)),
        (1004, MONDAY, (), ()),
    ]


@pytest.mark.parametrize(
    ("field", "kind"),
    [("invite_on", "invite"), ("signing_on", "sign"), ("payment_on", "pay")],
)
def test_a_rep_is_reminded_of_what_is_due_by_tomorrow(field, kind):
    """F-29: invitation, signing and payment; the day after tomorrow is early enough."""
    outcome = None if kind == "invite" else "deposit"
    for day, late in ((MONDAY - DAY, True), (MONDAY, True), (TOMORROW, False)):
        found = reminded(customer(outcome=outcome, **{field: day}))
        assert found == [(1, kind, day, late)]
    assert reminded(customer(outcome=outcome, **{field: TOMORROW + DAY})) == []
    ahead = replace(SETTINGS, ahead=2)
    day = TOMORROW + DAY
    found = reminded(customer(outcome=outcome, **{field: day}), settings=ahead)
    assert found == [(1, kind, day, False)]


@pytest.mark.parametrize("outcome", ["deposit", "contract", "withdrawn"])
def test_who_has_decided_is_not_invited(outcome):
    """F-29: who left a deposit is not asked to come and see."""
    assert reminded(customer(outcome=outcome, invite_on=MONDAY)) == []


def test_who_withdrew_is_reminded_of_nothing():
    """F-29: neither of signing nor of paying."""
    gone = customer(outcome="withdrawn", signing_on=MONDAY, payment_on=MONDAY)
    assert reminded(gone) == []
    signed = customer(outcome="contract", payment_on=MONDAY)
    assert reminded(signed) == [(1, "pay", MONDAY, True)]


def test_without_a_day_agreed_an_invitation_is_due_after_a_while():
    """F-29: cfg so many days after the last visit, or never."""
    assert reminded(customer(last=MONDAY - 6 * DAY)) == [(1, "invite", TOMORROW, False)]
    assert reminded(customer(last=MONDAY - 5 * DAY)) == []
    agreed = customer(last=LONG_AGO, invite_on=MONDAY + 9 * DAY)
    assert reminded(agreed) == []
    never = replace(SETTINGS, invite_after=0)
    assert reminded(customer(), settings=never) == []
    daily = replace(SETTINGS, invite_after=1)
    assert reminded(customer(last=MONDAY), settings=daily) == [
        (1, "invite", TOMORROW, False)
    ]


def test_the_longest_overdue_comes_first():
    """F-29: of several customers, and of several dues of one."""
    customers = (
        customer(2, outcome="deposit", signing_on=MONDAY, payment_on=TOMORROW),
        customer(3, outcome="deposit", signing_on=LONG_AGO),
        customer(1, invite_on=MONDAY),
    )
    assert [it[:2] for it in reminded(*customers)] == [
        (3, "sign"),
        (1, "invite"),
        (2, "sign"),
        (2, "pay"),
    ]


def test_another_addon_reminds_of_its_own():
    """F-29: a rule beside ours, for the same customers."""

    def visit_home(one, facts, settings):
        return policy.Reminder(
            kind="home", customer=one.key, due_on=facts.day, is_late=False, rule="V-9"
        )

    facts = policy.Facts(day=MONDAY, reps=(REP,), customers=(customer(last=MONDAY),))
    [found] = policy.sum_up(facts, SETTINGS, (visit_home, *policy.RULES))
    assert [it.kind for it in found.reminders] == ["home"]
    [found] = policy.sum_up(facts, SETTINGS)
    assert found.reminders == ()
