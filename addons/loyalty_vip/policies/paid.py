"""What was really paid (实付)? (L-01, L-04, L-18)

An invoice counts once it is settled, with the money that settled it: a write-off, a
coupon and a credit note are no money. A credit note takes back what it does not merely
leave unpaid.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """One entry against a document, in the company's currency.

    ``kind``: ``money`` or ``credit`` (a credit note on an invoice or the reverse);
    ``amount``: what it settles, at the rate of the payment; ``cash``: the part of it
    that is money, between 0 and 1.
    """

    kind: str
    amount: Decimal
    cash: Decimal = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``refund``: a credit note; ``settled``: nothing of it is open;
    ``total``: tax-inclusive; ``no_goods``: the share of it that buys no goods, as gift
    cards do, between 0 and 1.
    """

    refund: bool
    settled: bool
    total: Decimal
    settlements: tuple[Settlement, ...] = ()
    no_goods: Decimal = Decimal(0)
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``unit``: the smallest amount of the company's currency."""

    unit: Decimal = Decimal("0.01")
    extra: Mapping = field(default_factory=dict)


def paid(facts: Facts, settings: Settings) -> Decimal:
    """L-04, L-18: what an invoice adds to what was paid, or a credit note takes off."""
    if facts.refund:
        left = facts.total - sum(
            entry.amount for entry in facts.settlements if entry.kind == "credit"
        )
        amount = -max(left, Decimal(0))
    elif facts.settled:
        amount = sum(
            (
                entry.amount * entry.cash
                for entry in facts.settlements
                if entry.kind == "money"
            ),
            Decimal(0),
        )
    else:
        amount = Decimal(0)
    goods = amount * (1 - facts.no_goods)
    return goods.quantize(settings.unit, ROUND_HALF_UP)
