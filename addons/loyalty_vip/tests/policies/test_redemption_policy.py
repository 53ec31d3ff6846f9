"""L-05, L-08, L-10, L-12: prizes and how long a card is good."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.loyalty_vip.policies import calendar, redemption, validity

TODAY = date(2026, 5, 20)


def objection(**facts):
    facts = {
        "today": TODAY,
        "state": "active",
        "last_day": TODAY,
        "balance": 60,
        "needed": 20,
        "quantity": 3,
        **facts,
    }
    found = redemption.refuse(redemption.Facts(**facts), redemption.Settings())
    return found and (found.rule, *found.reason)


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({}, None),
        ({"balance": 61}, None),
        ({"state": "".join(["act", "ive"])}, None),
        ({"quantity": 1}, None),
        ({"balance": 59}, ("L-05", "not_enough", {"needed": 60, "balance": 59})),
        ({"quantity": 0}, ("L-05", "no_quantity", {})),
        ({"quantity": -1}, ("L-05", "no_quantity", {})),
        ({"offered": False}, ("L-05", "not_offered", {})),
        ({"state": "lost"}, ("L-10", "not_in_force", {})),
        ({"state": "about"}, ("L-10", "not_in_force", {})),
        ({"state": "expired"}, ("L-10", "not_in_force", {})),
        ({"last_day": TODAY - timedelta(1)}, ("L-10", "not_in_force", {})),
        ({"last_day": TODAY + timedelta(1)}, None),
    ],
)
def test_prizes_take_enough_points_of_a_card_in_force(facts, refused):
    """L-05, L-08, L-10: of one card, on the store's list."""
    assert objection(**facts) == refused


@given(st.integers(-50, 500), st.integers(1, 100), st.integers(-3, 20))
def test_what_is_redeemed_never_exceeds_the_balance(balance, needed, quantity):
    """L-05: and is never less than one prize."""
    if objection(balance=balance, needed=needed, quantity=quantity) is None:
        assert 0 < needed * quantity <= balance


@pytest.mark.parametrize(
    ("given_on", "years", "last"),
    [
        (date(2026, 3, 15), 2, date(2028, 3, 14)),
        (date(2026, 1, 1), 2, date(2027, 12, 31)),
        (date(2024, 2, 29), 2, date(2026, 2, 27)),
        (date(2026, 3, 1), 2, date(2028, 2, 29)),
        (date(2026, 3, 15), 1, date(2027, 3, 14)),
    ],
)
def test_a_card_is_good_for_two_years(given_on, years, last):
    """L-10: day for day."""
    settings = validity.Settings(years=years)
    assert validity.last_day(validity.Facts(today=given_on), settings) == last


def test_the_source_sets_two_years_and_the_second():
    """L-10, L-12: the defaults."""
    assert validity.Settings() == validity.Settings(years=2, return_day=2)


@pytest.mark.parametrize(
    ("state", "last_day", "has"),
    [
        (None, None, False),
        ("active", TODAY, True),
        ("active", TODAY + timedelta(1), True),
        ("active", TODAY - timedelta(1), False),
        ("lost", TODAY, True),
        ("expired", TODAY, False),
        ("closed", TODAY + timedelta(1), False),
    ],
)
def test_a_person_has_one_card_at_a_time(state, last_day, has):
    """L-10: another one is given when it has run out."""
    facts = validity.Facts(today=TODAY, state=state, last_day=last_day)
    assert validity.has_card(facts, validity.Settings()) is has


@pytest.mark.parametrize(
    ("today", "day", "due"),
    [
        (date(2026, 1, 31), 2, date(2026, 2, 2)),
        (date(2026, 12, 1), 2, date(2027, 1, 2)),
        (date(2026, 12, 1), 5, date(2027, 1, 5)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_the_forms_are_sent_by_the_second(today, day, due):
    """L-12: of the month after."""
    settings = validity.Settings(return_day=day)
    assert validity.return_due(validity.Facts(today=today), settings) == due


BORN = date(2000, 2, 29)


@pytest.mark.parametrize(
    ("year", "born", "leap_day", "result"),
    [
        (2026, date(1990, 5, 20), "before", date(2026, 5, 20)),
        (2027, BORN, "before", date(2027, 2, 28)),
        (2027, BORN, "".join(["bef", "ore"]), date(2027, 2, 28)),
        (2027, BORN, "after", date(2027, 3, 1)),
        (2027, BORN, "later", date(2027, 3, 1)),
        (2028, BORN, "before", date(2028, 2, 29)),
        (2028, BORN, "after", date(2028, 2, 29)),
        (2026, date(2000, 2, 28), "after", date(2026, 2, 28)),
        (2026, date(2000, 3, 29), "after", date(2026, 3, 29)),
    ],
)
def test_everybody_has_a_birthday_every_year(year, born, leap_day, result):
    """L-06, L-16: those of 29 February as well."""
    assert calendar.birthday_in(year, born, leap_day) == result
