"""What does a customer owe by today, and what do we hold of theirs? (D-02, D-14)"""

from dataclasses import dataclass
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Billed:
    """A deposit on an invoice: its ``amount``, and of that invoice the ``total`` and
    what is still ``open`` of it.
    """

    amount: Decimal
    total: Decimal
    open: Decimal


@dataclass(frozen=True, kw_only=True)
class Deposit:
    """What is ``held`` of a customer's deposits, and what is still ``due``."""

    held: Decimal
    due: Decimal


def owed(net: Decimal) -> Decimal:
    """D-14: what is overdue less what was paid on account; who paid more owes nothing.

    :param net: of the ledger, positive what the customer owes
    """
    return max(net, NOTHING)


def deposit(booked: Decimal, billed: tuple[Billed, ...]) -> Deposit:
    """D-02: a deposit is due as far as its invoice is unpaid, and held as far as paid.

    :param booked: what stands on the deposit accounts, billed or paid
    """
    due = sum((_unpaid(it) for it in billed), NOTHING)
    return Deposit(held=booked - due, due=due)


def _unpaid(billed: Billed) -> Decimal:
    """D-02: the unpaid part of the invoice counts for all its lines alike."""
    if not billed.total:
        return NOTHING
    return billed.amount * billed.open / billed.total
