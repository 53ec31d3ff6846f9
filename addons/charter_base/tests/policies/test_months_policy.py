"""Periods of months: a month has its last day, and the calendar has one."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.charter_base.policies.months import MONTHS, add_months

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 1, 1), 11, date(2026, 12, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 5, 31), 12, date(2027, 5, 31)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 2, 29), 4 * MONTHS, date(2024, 2, 29)),
        (date(9998, 12, 31), 12, date(9999, 12, 31)),
        (date(9998, 6, 15), 12, date(9999, 6, 15)),
        (date(9998, 12, 31), 13, date.max),
        (date(2026, 1, 1), 999999, date.max),
    ],
)
def test_months_by_the_calendar(day, months, then):
    """A-09, C-05, F-17: the same day, or the last of a shorter month."""
    assert add_months(day, months) == then


def test_a_moment_keeps_its_time():
    """C-05: there is no 31st of February."""
    noon = datetime(2024, 1, 31, 12, 30)
    assert add_months(noon, 1) == datetime(2024, 2, 29, 12, 30)


@given(DAYS, st.integers(0, 2400))
def test_more_months_never_end_earlier(day, months):
    """A-09."""
    then = add_months(day, months)
    assert then <= add_months(day, months + 1)
    assert timedelta(0) <= then - day <= timedelta(days=31 * months)
    assert then - day >= timedelta(days=28 * months)
