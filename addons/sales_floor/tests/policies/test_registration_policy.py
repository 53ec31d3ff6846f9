"""Tests of the rules on entries of the registers (F-17, F-18, F-27)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.sales_floor.policies import registration as policy

DAY = date(2026, 3, 7)
FORM = {
    "visitor_name": "Ms Wang",
    "phone": "138 0013 8000",
    "background": "Two children",
    "needs": "Three rooms",
    "outcome": "contract",
}
FACTS = policy.Facts(arrived_on=DAY, today=DAY, is_rep=True)
SETTINGS = policy.Settings()


@pytest.mark.parametrize(
    ("start", "period", "last"),
    [
        (date(2026, 3, 7), ("months", 1), date(2026, 4, 7)),
        (date(2026, 1, 31), ("months", 1), date(2026, 2, 28)),
        (date(2028, 1, 31), ("months", 1), date(2028, 2, 29)),
        (date(2026, 11, 30), ("months", 1), date(2026, 12, 30)),
        (date(2026, 12, 31), ("months", 1), date(2027, 1, 31)),
        (date(2026, 12, 1), ("months", 14), date(2028, 2, 1)),
        (date(2026, 3, 7), ("days", 30), date(2026, 4, 6)),
    ],
)
def test_a_period_ends_on_the_same_day_of_the_month_or_at_its_end(start, period, last):
    """F-17: valid one month, as calendar month or as 30 days."""
    assert policy.last_day(start, period) == last


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 24))
def test_a_month_is_never_longer_than_31_days(start, months):
    """F-17: the edges of months of any length."""
    last = policy.last_day(start, ("months", months))
    assert timedelta(28 * months) <= last - start <= timedelta(31 * months)


@pytest.mark.parametrize(
    ("day", "is_within"),
    [
        (date(2026, 3, 6), False),
        (date(2026, 3, 7), True),
        (date(2026, 4, 7), True),
        (date(2026, 4, 8), False),
    ],
)
def test_the_first_and_the_last_day_are_within(day, is_within):
    """F-05, F-17: a period has its first and its last day."""
    assert policy.within(DAY, day, ("months", 1)) is is_within


def test_a_registration_counts_from_the_first_visit_unless_set_otherwise():
    """F-17: cfg from the first or from the last visit."""
    visits = (DAY, date(2026, 4, 7), date(2026, 5, 1))
    assert policy.valid_until(visits, SETTINGS) == date(2026, 4, 7)
    renewing = replace(SETTINGS, counts_from="last")
    assert policy.valid_until(visits, renewing) == date(2026, 6, 1)


def test_a_visit_after_the_expiry_renews_nothing():
    """F-17: what has expired is free."""
    renewing = replace(SETTINGS, counts_from="last")
    late = (DAY, date(2026, 4, 8), date(2026, 4, 9))
    assert policy.valid_until(late, renewing) == date(2026, 4, 7)
    one = (DAY,)
    assert policy.valid_until(one, renewing) == date(2026, 4, 7)


def test_a_complete_form_lacks_nothing():
    """F-27: mandatory items."""
    assert policy.missing(FORM) == ()


@pytest.mark.parametrize("name", policy.ALWAYS)
def test_each_mandatory_item_is_missed(name):
    """F-27: whatever the outcome; blanks are nothing."""
    for empty in ("", "  ", None, False):
        assert policy.missing({**FORM, name: empty}) == (name,)
    without = {key: value for key, value in FORM.items() if key != name}
    assert policy.missing(without) == (name,)


@pytest.mark.parametrize(
    ("outcome", "names"),
    [
        ("none", ("no_deal_reason",)),
        ("withdrawn", ("withdrawal_reason",)),
        ("deposit", ("signing_on",)),
    ],
)
def test_an_outcome_asks_for_its_reason(outcome, names):
    """F-27: why no deal, why withdrawn, when they sign."""
    form = {**FORM, "outcome": outcome}
    assert policy.missing(form) == names
    assert policy.missing({**form, names[0]: "said"}) == ()


def test_who_needed_no_reception_leaves_no_form():
    """F-01, F-27: there is nothing to ask them."""
    assert policy.missing({"outcome": "no_reception"}) == ()


def test_the_rep_enters_the_same_day():
    """F-18: registrations are entered the same day."""
    assert policy.entry_obstacle(FACTS, SETTINGS) is None


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"entered": True}, "entered"),
        ({"is_open": True}, "open"),
        ({"is_rep": False}, "not_rep"),
        ({"today": DAY + timedelta(1)}, "late"),
        ({"today": DAY + timedelta(1), "is_manager": True}, "late"),
    ],
)
def test_what_stands_against_an_entry(change, key):
    """F-18: once, by who received, the same day; nobody backdates for themselves."""
    found = policy.entry_obstacle(replace(FACTS, **change), SETTINGS)
    assert (found.rule, found.reason) == ("F-18", (key, {}))


def test_who_is_nobody_enters_nothing():
    """F-18: nobody received the visitor, nobody manages."""
    found = policy.entry_obstacle(policy.Facts(arrived_on=DAY, today=DAY), SETTINGS)
    assert found.reason == ("not_rep", {})


def test_the_project_manager_enters_what_the_rep_forgot():
    """F-18: a late entry is the project manager's."""
    late = replace(FACTS, is_rep=False, is_manager=True, today=DAY + timedelta(9))
    assert policy.entry_obstacle(late, SETTINGS) is None


def test_days_for_late_entries_are_a_setting():
    """F-18: cfg how many days later."""
    later = replace(FACTS, today=DAY + timedelta(2))
    assert policy.entry_obstacle(later, replace(SETTINGS, late_entry=2)) is None
    assert policy.entry_obstacle(later, replace(SETTINGS, late_entry=3)) is None
    assert policy.entry_obstacle(later, replace(SETTINGS, late_entry=1))


def test_the_project_manager_approves():
    """F-18: a registration counts once approved."""
    facts = replace(FACTS, is_rep=False, is_manager=True)
    assert policy.approval_obstacle(facts) is None


@pytest.mark.parametrize(
    ("is_rep", "is_manager", "key"),
    [(True, True, "own"), (True, False, "own"), (False, False, "not_manager")],
)
def test_nobody_else_approves_and_never_the_rep_concerned(is_rep, is_manager, key):
    """F-18: approved by the project manager, never by the rep concerned."""
    facts = replace(FACTS, is_rep=is_rep, is_manager=is_manager)
    found = policy.approval_obstacle(facts)
    assert (found.rule, found.reason) == ("F-18", (key, {}))
