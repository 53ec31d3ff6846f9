"""L-01: who may become a VIP."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.loyalty_vip.policies.qualification import (
    Facts,
    Finding,
    Purchase,
    Settings,
    counting,
    decide,
    period_start,
)

TODAY = date(2026, 8, 31)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def bought(paid, day=TODAY, store="JW", key="INV"):
    return Purchase(key=key, day=day, paid=Decimal(paid), store=store)


def finding(*purchases, today=TODAY, **settings):
    facts = Facts(today=today, store="JW", purchases=purchases)
    return decide(facts, Settings(**settings))


def test_the_source_sets_the_numbers():
    """L-01: 1000 at once, or 2000 in half a year, at this store."""
    assert Settings() == Settings(
        single=Decimal(1000),
        total=Decimal(2000),
        months=6,
        period="rolling",
        scope="store",
    )


@pytest.mark.parametrize(("paid", "qualifies"), [("1000", True), ("999.99", False)])
def test_one_purchase_of_a_thousand_is_enough(paid, qualifies):
    """L-01: at least, and what was paid."""
    assert finding(bought(paid)).qualifies is qualifies


def test_the_purchase_that_qualifies_is_named():
    """L-01: the first one of at least 1000."""
    small, large = bought("300", key="A"), bought("1200", key="B")
    assert finding(small, large) == Finding(
        qualifies=True,
        reason=("single", {"paid": Decimal(1200), "least": Decimal(1000)}),
        counted=("B",),
        rule="L-01",
    )


@pytest.mark.parametrize(
    ("second", "qualifies", "key"),
    [
        ("200.00", True, "total"),
        ("300.00", True, "total"),
        ("199.99", False, "not_enough"),
    ],
)
def test_two_thousand_in_half_a_year_are_enough(second, qualifies, key):
    """L-01: at least, and the purchases are named."""
    spent = [bought("900", key="A"), bought("900", key="B"), bought(second, key="C")]
    found = finding(*spent)
    assert found.qualifies is qualifies
    total = Decimal(1800) + Decimal(second)
    assert found.reason == (
        key,
        {"paid": total, "single": Decimal(1000), "total": Decimal(2000)},
    )
    assert found.counted == ("A", "B", "C")


def test_nothing_bought_is_not_enough():
    """L-01: no purchase, no card."""
    found = finding()
    assert not found.qualifies
    assert found.reason[1]["paid"] == Decimal(0)
    assert isinstance(found.reason[1]["paid"], Decimal)


@pytest.mark.parametrize(
    ("today", "period", "months", "first"),
    [
        (date(2026, 8, 31), "rolling", 6, date(2026, 2, 28)),
        (date(2024, 8, 31), "rolling", 6, date(2024, 2, 29)),
        (date(2026, 3, 15), "rolling", 6, date(2025, 9, 15)),
        (date(2026, 3, 15), "rolling", 3, date(2025, 12, 15)),
        (date(2026, 3, 15), "".join(["roll", "ing"]), 6, date(2025, 9, 15)),
        (date(2026, 8, 31), "yearly", 6, date(2026, 7, 1)),
        (date(2026, 8, 31), "calendar", 6, date(2026, 7, 1)),
        (date(2026, 7, 1), "calendar", 6, date(2026, 7, 1)),
        (date(2026, 6, 30), "calendar", 6, date(2026, 1, 1)),
        (date(2026, 1, 31), "calendar", 6, date(2026, 1, 1)),
        (date(2026, 12, 31), "calendar", 3, date(2026, 10, 1)),
    ],
)
def test_the_half_year_begins(today, period, months, first):
    """L-01: back from today, or with the calendar."""
    assert period_start(today, Settings(period=period, months=months)) == first


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 2, 27), False),
        (date(2026, 2, 28), True),
        (TODAY, True),
        (TODAY + timedelta(1), False),
    ],
)
def test_first_and_last_day_count(day, counts):
    """L-01: both ends of the half-year are in it."""
    assert finding(bought("1000", day)).qualifies is counts


@pytest.mark.parametrize(
    ("scope", "store", "counts"),
    [
        ("store", "JW", True),
        ("store", "GH", False),
        ("company", "JW", True),
        ("company", "GH", True),
        ("".join(["com", "pany"]), "GH", True),
        ("all", "GH", False),
        ("store", "ZZ", False),
    ],
)
def test_this_store_or_all(scope, store, counts):
    """L-01: where the purchases were made."""
    assert finding(bought("1000", store=store), scope=scope).qualifies is counts


def test_stores_are_compared_by_what_they_are_called():
    """L-01: a store is the same one however its name came to be."""
    assert finding(bought("1000", store="".join(["J", "W"]))).qualifies


@pytest.mark.parametrize(("paid", "counts"), [("0", 0), ("-5", 0), ("0.01", 1)])
def test_what_was_returned_does_not_count(paid, counts):
    """L-01, L-18: nothing paid, nothing counted."""
    facts = Facts(today=TODAY, store="JW", purchases=(bought(paid),))
    assert len(counting(facts, Settings())) == counts


@given(
    st.lists(st.tuples(DAYS, st.integers(-3000, 3000), st.sampled_from("AB"))),
    DAYS,
    st.sampled_from(["rolling", "calendar"]),
)
def test_more_purchases_never_take_the_card_away(rows, today, period):
    """L-01: who qualifies still does with one more purchase."""
    bought_before = tuple(
        Purchase(key=str(at), day=day, paid=Decimal(paid), store=store)
        for at, (day, paid, store) in enumerate(rows)
    )
    more = (*bought_before, Purchase(key="x", day=today, paid=Decimal(1), store="A"))
    settings = Settings(period=period)
    before, after = (
        decide(Facts(today=today, store="A", purchases=some), settings)
        for some in (bought_before, more)
    )
    assert after.qualifies or not before.qualifies
