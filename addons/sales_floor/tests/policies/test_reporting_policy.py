"""Periods of reports, Monday's file, the evening's sum-up: F-26, F-29, F-35."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.sales_floor.policies import reporting
from odoo.addons.sales_floor.policies.reporting import (
    DAY,
    KINDS,
    MONTH,
    WEEK,
    Facts,
    Period,
    Settings,
)

# 2026-03-09 is a Monday.
MONDAY = date(2026, 3, 9)
LAST_WEEK = Period(first=date(2026, 3, 2), last=date(2026, 3, 8))
LONG_AGO = date(2025, 1, 1)
DAYS = st.dates(min_value=date(1999, 1, 1), max_value=date(2099, 12, 31))


def due(kind, now, since=LONG_AGO, done=(), **settings):
    facts = Facts(now=now, since=since, done=frozenset(done))
    return reporting.due(kind, facts, Settings(**{"catch_up": 1, **settings}))


def test_what_is_set_where_the_source_is_silent():
    """F-26, F-29: the numbers a company begins with."""
    settings = Settings()
    assert (settings.hour, settings.catch_up, settings.evening) == (8, 4, 18)
    assert settings.invite_after == 7


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        (DAY, MONDAY, MONDAY, MONDAY),
        (WEEK, MONDAY, MONDAY, date(2026, 3, 15)),
        (WEEK, date(2026, 3, 8), date(2026, 3, 2), date(2026, 3, 8)),
        (WEEK, date(2026, 1, 1), date(2025, 12, 29), date(2026, 1, 4)),
        (MONTH, date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 28)),
        (MONTH, date(2028, 2, 1), date(2028, 2, 1), date(2028, 2, 29)),
        (MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_the_day_the_week_from_monday_or_the_month(kind, day, first, last):
    """F-26."""
    assert reporting.period(kind, day) == Period(first=first, last=last)


@given(st.sampled_from(KINDS), DAYS)
def test_periods_follow_each_other_without_a_gap(kind, day):
    """F-26: no day is in none or in two."""
    covered = reporting.period(kind, day)
    assert covered.first <= day <= covered.last
    after = reporting.period(kind, covered.last + timedelta(days=1))
    assert after.first == covered.last + timedelta(days=1)


@given(st.sampled_from([WEEK, MONTH]), DAYS)
def test_the_parts_of_a_period_add_up_to_it(kind, day):
    """F-26: nothing is counted twice or not at all."""
    covered = reporting.period(kind, day)
    parts = reporting.slices(kind, covered)
    assert parts[0].first == covered.first
    assert parts[-1].last == covered.last
    for one, following in pairwise(parts):
        assert following.first == one.last + timedelta(days=1)


def test_a_week_is_shown_by_days_a_month_by_weeks_a_day_as_one():
    """F-26."""
    week = reporting.slices(WEEK, LAST_WEEK)
    assert [part.first.day for part in week] == [2, 3, 4, 5, 6, 7, 8]
    march = reporting.period(MONTH, MONDAY)
    parts = reporting.slices(MONTH, march)
    assert [(part.first.day, part.last.day) for part in parts] == [
        *((1, 1), (2, 8), (9, 15), (16, 22), (23, 29), (30, 31))
    ]
    assert reporting.slices(DAY, Period(first=MONDAY, last=MONDAY)) == ()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 3, 8, 23, 59), (date(2026, 2, 23),)),
        (datetime(2026, 3, 9, 7, 59, 59), ()),
        (datetime(2026, 3, 9, 8, 0), (date(2026, 3, 2),)),
        (datetime(2026, 3, 13, 12, 0), (date(2026, 3, 2),)),
    ],
)
def test_mondays_file_is_due_on_monday_at_the_hour(now, expected):
    """F-26: not a second before, and late if nobody was there to send it."""
    assert tuple(it.first for it in due(WEEK, now)) == expected


def test_what_was_missed_is_made_up_oldest_first():
    """F-26: after an outage no week is missing."""
    found = due(WEEK, datetime(2026, 3, 9, 9), catch_up=3)
    assert [it.first.isoformat() for it in found] == [
        *("2026-02-16", "2026-02-23", "2026-03-02")
    ]


def test_what_has_its_report_is_not_due_again():
    """F-26: a second run sends nothing."""
    done = [LAST_WEEK.first]
    assert due(WEEK, datetime(2026, 3, 9, 9), done=done) == ()


@pytest.mark.parametrize(
    ("since", "is_due"), [(date(2026, 3, 8), True), (date(2026, 3, 9), False)]
)
def test_nothing_is_due_from_before_the_registers_began(since, is_due):
    """F-26: a new floor reports from its first week on."""
    assert bool(due(WEEK, datetime(2026, 3, 9, 9), since=since)) is is_due
    assert due(WEEK, datetime(2026, 3, 9, 9), since=None) == ()


@given(st.integers(0, 23))
def test_the_hour_is_a_setting(hour):
    """F-26."""
    moment = reporting.due_at(LAST_WEEK, Settings(hour=hour))
    assert moment == datetime(2026, 3, 9, hour)


@pytest.mark.parametrize(
    ("kind", "covered", "now", "over"),
    [
        (WEEK, LAST_WEEK, datetime(2026, 3, 4, 12, 0), False),
        (WEEK, LAST_WEEK, datetime(2026, 3, 8, 23, 59), False),
        (WEEK, LAST_WEEK, datetime(2026, 3, 9, 0, 0), True),
        (DAY, Period(first=MONDAY, last=MONDAY), datetime(2026, 3, 8, 23, 59), False),
        (DAY, Period(first=MONDAY, last=MONDAY), datetime(2026, 3, 9, 18, 0), True),
        (DAY, Period(first=MONDAY, last=MONDAY), datetime(2026, 3, 10, 0, 0), True),
    ],
)
def test_a_week_is_reported_once_it_is_over_a_day_on_the_day(kind, covered, now, over):
    """F-26."""
    assert reporting.is_over(kind, covered, Facts(now=now)) is over


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (datetime(2026, 3, 9, 17, 59), [8]),
        (datetime(2026, 3, 9, 18, 0), [8, 9]),
        (datetime(2026, 3, 10, 1, 0), [9]),
    ],
)
def test_the_sum_up_is_due_in_the_evening_or_late_the_next_day(now, days):
    """F-29."""
    found = reporting.evenings(Facts(now=now), Settings())
    assert [day.day for day in found] == days


def test_an_evening_is_summed_up_once():
    """F-29."""
    facts = Facts(now=datetime(2026, 3, 9, 20), done=frozenset({MONDAY}))
    assert reporting.evenings(facts, Settings()) == (MONDAY - timedelta(days=1),)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(1, 4, "25.0"), (1, 3, "33.3"), (2, 3, "66.7"), (0, 5, "0.0"), (3, 2, "150.0")],
)
def test_a_rate_is_a_share_in_percent(part, whole, expected):
    """F-35."""
    assert reporting.rate(part, whole) == Decimal(expected)


def test_there_is_no_rate_of_nothing():
    """F-35: empty, not 0 %."""
    assert reporting.rate(0, 0) is None
    assert reporting.rate(2, 0) is None


def test_who_was_last_here_so_many_days_ago_is_invited_again():
    """F-29: on the very day; never where the company sets none."""
    assert reporting.last_here(MONDAY, Settings()) == date(2026, 3, 2)
    assert reporting.last_here(MONDAY, Settings(invite_after=1)) == date(2026, 3, 8)
    assert reporting.last_here(MONDAY, Settings(invite_after=0)) is None
