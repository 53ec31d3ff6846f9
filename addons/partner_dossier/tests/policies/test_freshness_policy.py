from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.partner_dossier.policies.freshness import Settings, due_on


@pytest.mark.parametrize(
    ("confirmed", "months", "due"),
    [
        ("2026-03-02", 12, "2027-03-02"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-01", 6, "2027-06-01"),
    ],
)
def test_a_confirmation_counts_for_so_many_months(confirmed, months, due):
    """D-10: twelve, unless the company says otherwise."""
    found = due_on(date.fromisoformat(confirmed), Settings(months=months))
    assert found == date.fromisoformat(due)


def test_it_is_a_year_when_nothing_is_said():
    """D-10"""
    assert due_on(date(2026, 3, 2), Settings()) == date(2027, 3, 2)


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(min_value=1, max_value=60)
)
def test_it_is_always_due_later(day, months):
    """D-10: never on the day itself, and never earlier for a longer term."""
    shorter, longer = (due_on(day, Settings(months=it)) for it in (months, months + 1))
    assert day < shorter <= longer
