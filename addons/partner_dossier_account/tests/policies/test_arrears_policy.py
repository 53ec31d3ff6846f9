"""Tests of what a customer owes and has deposited (D-02, D-14)."""

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest

from odoo.addons.partner_dossier_account.policies import arrears as policy


def billed(amount, total, still_open):
    return policy.Billed(
        amount=Decimal(amount), total=Decimal(total), open=Decimal(still_open)
    )


@pytest.mark.parametrize(
    ("net", "owed"), [("360", "360"), ("0.01", "0.01"), ("0", "0"), ("-5", "0")]
)
def test_who_paid_more_owes_nothing(net, owed):
    """D-14: what was paid on account counts, and no more than what is owed."""
    assert policy.owed(Decimal(net)) == Decimal(owed)


@pytest.mark.parametrize(
    ("booked", "items", "held", "due"),
    [
        ("0", (), "0", "0"),
        ("2000", (), "2000", "0"),
        ("2000", (("2000", "2000", "2000"),), "0", "2000"),
        ("2000", (("2000", "2000", "500"),), "1500", "500"),
        ("10.50", (("10.50", "10.50", "5.25"),), "5.25", "5.25"),
        # Half of an invoice of 3000 is open: half of its deposit of 2000 is due.
        ("2000", (("2000", "3000", "1500"),), "1000", "1000"),
        (
            "3000",
            (("2000", "2000", "2000"), ("1000", "1000", "250")),
            "750",
            "2250",
        ),
        ("100", (("100", "0", "0"),), "100", "0"),
    ],
)
def test_a_deposit_is_held_as_far_as_its_invoice_is_paid(booked, items, held, due):
    """D-02: and due as far as it is not."""
    found = policy.deposit(Decimal(booked), tuple(billed(*it) for it in items))
    assert (found.held, found.due) == (Decimal(held), Decimal(due))


def test_what_is_found_is_named_and_stays():
    """D-02"""
    found = policy.deposit(Decimal(1), ())
    with pytest.raises(FrozenInstanceError):
        found.held = Decimal(2)
    with pytest.raises(FrozenInstanceError):
        billed("1", "1", "1").open = Decimal(2)
    with pytest.raises(TypeError):
        policy.Deposit(Decimal(1), Decimal(1))
    with pytest.raises(TypeError):
        policy.Billed(Decimal(1), Decimal(1), Decimal(1))
