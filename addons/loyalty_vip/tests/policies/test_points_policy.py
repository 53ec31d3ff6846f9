"""L-01, L-04, L-05, L-18: what was paid, and the points it earns."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.loyalty_vip.policies import paid as money
from odoo.addons.loyalty_vip.policies.paid import Settlement
from odoo.addons.loyalty_vip.policies.points import (
    Entry,
    Facts,
    Settings,
    earned,
    lapsed,
)

CENTS = st.integers(0, 10**7).map(lambda cents: Decimal(cents) / 100)


def settled(kind, amount, cash="1"):
    return Settlement(kind=kind, amount=Decimal(amount), cash=Decimal(cash))


def document(*settlements, refund=False, is_settled=True, total="1000", no_goods="0"):
    return money.paid(
        money.Facts(
            refund=refund,
            settled=is_settled,
            total=Decimal(total),
            settlements=settlements,
            no_goods=Decimal(no_goods),
        ),
        money.Settings(),
    )


def test_the_smallest_amount_is_a_cent():
    """L-04: money has two digits unless the currency has others."""
    assert money.Settings().unit == Decimal("0.01")
    facts = {"refund": False, "settled": True, "total": Decimal(1000)}
    assert money.Facts(**facts).no_goods == 0
    one = Settlement(kind="money", amount=Decimal(5))
    assert money.paid(money.Facts(**facts, settlements=(one,)), money.Settings()) == 5


@pytest.mark.parametrize(
    ("settlements", "options", "paid"),
    [
        ([settled("money", 1000)], {}, 1000),
        ([settled("money", 600), settled("money", 400)], {}, 1000),
        ([settled("money", 600)], {"is_settled": False}, 0),
        ([], {"is_settled": False}, 0),
        ([], {}, 0),
        # 950 paid and 50 written off in one payment
        ([settled("money", 1000, "0.95")], {}, 950),
        # 300 of it is a credit note
        ([settled("money", 700), settled("credit", 300)], {}, 700),
        ([settled("credit", 1000)], {}, 0),
        ([settled("".join(["mon", "ey"]), 1000)], {}, 1000),
        ([settled("write-off", 1000)], {}, 0),
        # a quarter of it was a gift card
        ([settled("money", 1000)], {"no_goods": "0.25"}, 750),
        # a cent's half is rounded up, once
        ([settled("money", "10.01", "0.5")], {}, Decimal("5.01")),
        ([settled("money", "10.03", "0.5")], {}, Decimal("5.02")),
    ],
)
def test_an_invoice_counts_with_the_money_that_settled_it(settlements, options, paid):
    """L-01, L-04: really paid; part-paid is not."""
    result = document(*settlements, **options)
    assert result == paid
    assert isinstance(result, Decimal)


@pytest.mark.parametrize(
    ("settlements", "options", "paid"),
    [
        ([], {"is_settled": False}, -1000),
        ([settled("money", 1000)], {}, -1000),
        ([settled("credit", 300)], {"is_settled": False}, -700),
        ([settled("credit", 1000)], {}, 0),
        ([settled("credit", 1001)], {}, 0),
        ([settled("".join(["cre", "dit"]), 300)], {}, -700),
        ([settled("barter", 300)], {}, -1000),
        ([settled("credit", 300), settled("money", 700)], {"no_goods": "0.5"}, -350),
    ],
)
def test_a_credit_note_takes_back_what_it_did_not_leave_unpaid(
    settlements, options, paid
):
    """L-18: posted, be it that the money is yet to go back."""
    assert document(*settlements, refund=True, **options) == paid


@given(CENTS, CENTS)
def test_what_comes_back_whole_leaves_nothing(amount, credit):
    """L-18: an invoice paid and returned counts for nothing, in either order."""
    total = amount + credit
    invoice = document(
        settled("money", amount), settled("credit", credit), total=str(total)
    )
    note = document(settled("credit", credit), refund=True, total=str(total))
    assert invoice + note == 0


def points(*paid, **settings):
    return earned(Facts(paid=tuple(map(Decimal, paid))), Settings(**settings))


def test_the_source_gives_a_point_for_a_hundred():
    """L-04: and remainders add up; points hold as long as the card."""
    assert Settings() == Settings(amount=Decimal(100), remainders="add_up", months=0)


@pytest.mark.parametrize(
    ("paid", "add_up", "per_purchase"),
    [
        ([], 0, 0),
        (["99.99"], 0, 0),
        (["100"], 1, 1),
        (["1199.99"], 11, 11),
        (["1199.99", "0.01"], 12, 11),
        (["150", "150"], 3, 2),
        (["850"], 8, 8),
        (["250", "-100"], 1, 1),
        (["250", "-250"], 0, 0),
        (["250", "-120"], 1, 1),
        (["50", "-120"], 0, 0),
        (["-1"], 0, 0),
    ],
)
def test_a_full_hundred_earns_a_point(paid, add_up, per_purchase):
    """L-04, L-18: remainders add up, or are lost with each purchase."""
    assert points(*paid) == add_up
    assert points(*paid, remainders="per_purchase") == per_purchase
    assert points(*paid, remainders="".join(["add", "_up"])) == add_up
    assert points(*paid, remainders="a lot") == per_purchase
    assert type(points(*paid)) is int


def test_what_earns_a_point_can_be_set():
    """L-04: another amount."""
    assert points("100", amount=Decimal(30)) == 3


@given(st.lists(CENTS), st.randoms())
def test_the_order_of_purchases_makes_no_difference(paid, random):
    """L-04: nor do per-purchase points ever exceed those that add up."""
    shuffled = random.sample(paid, len(paid))
    assert points(*paid) == points(*shuffled)
    assert points(*paid, remainders="per_purchase") <= points(*paid)
    assert points(*paid) * 100 <= sum(paid) < (points(*paid) + 1) * 100


@given(st.lists(CENTS, min_size=1), st.data())
def test_returning_everything_leaves_no_point(paid, data):
    """L-18: whatever the remainders."""
    back = [-amount for amount in data.draw(st.permutations(paid))]
    for remainders in ("add_up", "per_purchase"):
        assert points(*paid, *back, remainders=remainders) == 0


LEDGER = (
    Entry(day=date(2024, 1, 10), points=20),
    Entry(day=date(2024, 6, 10), points=30),
    Entry(day=date(2024, 7, 1), points=-15),
)


@pytest.mark.parametrize(
    ("today", "months", "gone"),
    [
        (date(2030, 1, 1), 0, 0),
        (date(2025, 1, 10), 12, 0),
        (date(2025, 1, 11), 12, 5),
        (date(2025, 6, 10), 12, 5),
        (date(2025, 6, 11), 12, 35),
        (date(2024, 2, 11), 1, 5),
    ],
)
def test_points_lapse_oldest_first(today, months, gone):
    """L-05: on the day after their last; those used were the oldest."""
    assert lapsed(LEDGER, today, Settings(months=months)) == gone


def test_points_used_before_they_lapse_do_not_lapse():
    """L-05: never less than none, and what lapsed once does not again."""
    used = (*LEDGER, Entry(day=date(2024, 8, 1), points=-10))
    assert lapsed(used, date(2025, 2, 1), Settings(months=12)) == 0
    gone = (*LEDGER, Entry(day=date(2025, 1, 11), points=-5))
    assert lapsed(gone, date(2025, 1, 12), Settings(months=12)) == 0
    assert lapsed(LEDGER[:2], date(2025, 1, 11), Settings(months=12)) == 20
    none = (Entry(day=date(2024, 1, 1), points=0), *LEDGER)
    assert lapsed(none, date(2025, 1, 11), Settings(months=12)) == 5
    one = (Entry(day=date(2024, 1, 1), points=1),)
    assert lapsed(one, date(2026, 1, 1), Settings(months=1)) == 1
    minus = (
        Entry(day=date(2024, 1, 1), points=3),
        Entry(day=date(2024, 1, 2), points=-1),
    )
    assert lapsed(minus, date(2026, 1, 1), Settings(months=1)) == 2
