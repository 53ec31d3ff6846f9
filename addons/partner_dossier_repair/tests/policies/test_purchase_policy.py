from dataclasses import FrozenInstanceError, fields
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.partner_dossier_repair.policies.purchase import (
    Move,
    Purchase,
    last_purchase,
)

START = datetime(2026, 3, 2, 9)
LI, WANG = 7, 8


def day(number):
    return START + timedelta(days=number)


def moves(*rows):
    """A partner: delivered to them; minus a partner: back from them; a day each."""
    return [
        Move(at=day(number), partner=row and abs(row), is_return=bool(row and row < 0))
        for number, row in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("rows", "buyer", "since", "returned"),
    [
        ([LI], LI, 0, None),
        ([LI, -LI], LI, 0, 1),
        ([LI, -LI, WANG], WANG, 2, None),
        ([LI, -LI, LI], LI, 0, None),
        ([LI, -LI, WANG, -WANG, LI, -LI], LI, 4, 5),
        ([LI, -LI, WANG, -WANG, WANG], WANG, 2, None),
        ([None], None, 0, None),
        ([None, None], None, 1, None),
        ([LI, -LI, None], None, 2, None),
        ([None, LI], LI, 1, None),
    ],
)
def test_the_buyer_is_to_whom_it_went_last(rows, buyer, since, returned):
    """D-17: since the first delivery to them; a repair in between changes nothing."""
    expected = Purchase(
        buyer=buyer,
        since=day(since),
        returned=None if returned is None else day(returned),
    )
    assert last_purchase(moves(*rows)) == expected
    assert last_purchase(reversed(moves(*rows))) == expected
    assert expected.rule == "D-17"


@pytest.mark.parametrize("rows", [[], [-LI]])
def test_what_was_never_delivered_has_no_buyer(rows):
    """D-17"""
    assert last_purchase(moves(*rows)) is None


@given(st.lists(st.sampled_from([LI, WANG, -LI, -WANG, None]), min_size=1))
def test_it_is_theirs_since_a_delivery_to_them(rows):
    """D-17"""
    found, delivered = last_purchase(moves(*rows)), moves(*rows)
    if found:
        assert Move(at=found.since, partner=found.buyer) in delivered
        assert found.returned is None or found.returned > found.since


def test_facts_are_named_and_never_change():
    for it in (*moves(LI), last_purchase(moves(LI))):
        names = [field.name for field in fields(it)]
        with pytest.raises(FrozenInstanceError):
            setattr(it, names[0], None)
        with pytest.raises(TypeError):
            type(it)(*names)
