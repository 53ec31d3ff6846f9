"""L-03, L-04, L-06, L-07, L-10, L-11: who gets which discount."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.loyalty_vip.policies.discount import (
    Facts,
    Finding,
    Settings,
    decide,
)

TODAY = date(2026, 5, 20)
BORN = date(1990, 5, 20)


def found(settings=None, **facts):
    facts = {
        "today": TODAY,
        "state": "active",
        "last_day": date(2027, 5, 19),
        "shown": True,
        **facts,
    }
    return decide(Facts(**facts), Settings(**settings or {}))


def test_the_source_sets_the_numbers():
    """L-03, L-04, L-06: 30 points earned, at this store, 28 February, 30 days."""
    assert Settings() == Settings(
        scope="store",
        tier_points=30,
        tier_by="earned",
        leap_day="before",
        birth_days=30,
    )


def test_a_new_card_has_no_points():
    """L-04: unless said otherwise."""
    facts = Facts(today=TODAY, state="active", last_day=TODAY, shown=True)
    assert (facts.earned, facts.balance) == (0, 0)


def test_the_card_gives_ten_per_cent():
    """L-03: to everybody who shows it."""
    assert found() == Finding(role="card", rule="L-03", reason=("card", {}))


@pytest.mark.parametrize(
    ("facts", "rule", "key"),
    [
        ({"state": "lost"}, "L-11", "lost"),
        ({"state": "expired"}, "L-10", "expired"),
        ({"state": "closed"}, "L-10", "closed"),
        ({"state": "about"}, "L-10", "about"),
        ({"state": "stopped"}, "L-10", "stopped"),
        ({"last_day": TODAY - timedelta(1)}, "L-10", "expired"),
        ({"own": False}, "L-07", "not_own"),
        ({"own": False, "shown": False}, "L-07", "not_own"),
        ({"shown": False}, "L-07", "not_shown"),
        ({"at_home": False}, "L-03", "other_store"),
        ({"other": True}, "L-03", "other_promotion"),
        ({"other": True, "regular": False}, "L-03", "other_promotion"),
        ({"regular": False}, "L-03", "special_price"),
    ],
)
def test_none_is_given(facts, rule, key):
    """L-03, L-07, L-10, L-11: whatever the points and the day."""
    best = {"earned": 99, "born": BORN, "identity": True}
    for more in ({}, best):
        assert found(**facts, **more) == Finding(role=None, rule=rule, reason=(key, {}))


def test_the_last_day_counts():
    """L-10: the card is good on it."""
    assert found(last_day=TODAY).role == "card"


def test_states_are_compared_by_their_names():
    """L-10, L-11: however the name came to be."""
    assert found(state="".join(["act", "ive"])).role == "card"
    assert found(state="".join(["lo", "st"])).rule == "L-11"


def test_a_card_is_good_in_all_stores_if_the_company_says_so():
    """L-03: the scope is a setting."""
    assert found({"scope": "company"}, at_home=False).role == "card"
    assert found({"scope": "company"}, at_home=True).role == "card"
    assert found({"scope": "store"}, at_home=True).role == "card"
    assert found({"scope": "".join(["com", "pany"])}, at_home=False).role == "card"
    assert found({"scope": "all"}, at_home=False).role is None


@pytest.mark.parametrize(
    ("settings", "earned", "balance", "role"),
    [
        ({}, 30, 0, "tier"),
        ({}, 29, 99, "card"),
        ({}, 31, 0, "tier"),
        ({"tier_by": "balance"}, 99, 29, "card"),
        ({"tier_by": "balance"}, 0, 30, "tier"),
        ({"tier_points": 10}, 10, 0, "tier"),
        ({"tier_by": "".join(["ear", "ned"])}, 30, 0, "tier"),
        ({"tier_by": "left"}, 99, 29, "card"),
    ],
)
def test_thirty_points_give_fifteen_per_cent(settings, earned, balance, role):
    """L-04: points gathered, or those left."""
    assert found(settings, earned=earned, balance=balance).role == role


def test_the_tier_says_how_many_points():
    """L-04: with its rule."""
    assert found(earned=41) == Finding(
        role="tier", rule="L-04", reason=("tier", {"points": 41})
    )


def test_the_birthday_goes_before_the_tier():
    """L-06: instead, with the original identity card."""
    assert found(born=BORN, identity=True, earned=99) == Finding(
        role="birthday", rule="L-06", reason=("birthday", {})
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"born": BORN},
        {"identity": True},
        {"born": BORN + timedelta(1), "identity": True},
        {"born": BORN - timedelta(1), "identity": True},
        {"born": date(1990, 6, 20), "identity": True},
    ],
)
def test_no_birthday_without_the_day_and_the_identity_card(facts):
    """L-06: the day itself, and the card that shows it."""
    assert found(**facts).role == "card"


@pytest.mark.parametrize(
    ("days", "role"), [(0, "card"), (29, "card"), (30, "birthday"), (400, "birthday")]
)
def test_a_birthday_changed_lately_gives_nothing(days, role):
    """L-06: a birth date changed a week before the birthday waits a year."""
    since = TODAY - timedelta(days)
    assert found(born=BORN, identity=True, born_since=since).role == role


@pytest.mark.parametrize(
    ("today", "leap_day", "role"),
    [
        (date(2026, 2, 28), "before", "birthday"),
        (date(2026, 3, 1), "before", "card"),
        (date(2026, 2, 28), "after", "card"),
        (date(2026, 3, 1), "after", "birthday"),
        (date(2028, 2, 29), "before", "birthday"),
        (date(2028, 2, 29), "after", "birthday"),
        (date(2028, 2, 28), "before", "card"),
        (date(2028, 3, 1), "after", "card"),
    ],
)
def test_the_twenty_ninth_of_february_is_kept_every_year(today, leap_day, role):
    """L-06: on 28 February or 1 March where the year has none."""
    born = date(2000, 2, 29)
    card = {"today": today, "last_day": date(2030, 1, 1), "identity": True}
    assert found({"leap_day": leap_day}, **card, born=born).role == role


@given(
    st.builds(
        dict,
        shown=st.booleans(),
        own=st.booleans(),
        at_home=st.booleans(),
        other=st.booleans(),
        regular=st.booleans(),
        earned=st.integers(-5, 60),
        born=st.sampled_from([None, BORN]),
        identity=st.booleans(),
    )
)
def test_never_two_and_never_beside_another(facts):
    """L-03: one role or none; none beside a promotion or without the card."""
    result = found(**facts)
    assert result.role in {None, "card", "tier", "birthday"}
    if facts["other"] or not facts["shown"] or not facts["own"]:
        assert result.role is None
