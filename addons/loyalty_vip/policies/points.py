"""How many points does what was paid earn, and how long do they hold? (L-04, L-05)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from odoo.addons.charter_base.policies.months import add_months


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the ledger: points given (above 0) or taken on a day."""

    day: date
    points: int


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``paid``: for each purchase of the card, returns as negative amounts."""

    paid: tuple[Decimal, ...] = ()
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``amount``: what earns one point; ``remainders``: they ``add_up`` over the
    purchases, or are lost with each (``per_purchase``); ``months``: how long points
    hold, 0 for as long as the card does.
    """

    amount: Decimal = Decimal(100)
    remainders: str = "add_up"
    months: int = 0
    extra: Mapping = field(default_factory=dict)


def earned(facts: Facts, settings: Settings) -> int:
    """L-04: one point per full 100 paid; never less than none."""
    if settings.remainders == "add_up":
        points = _full(sum(facts.paid, Decimal(0)), settings)
    else:
        points = sum(_full(paid, settings) for paid in facts.paid)
    return max(points, 0)


def _full(paid: Decimal, settings: Settings) -> int:
    """L-04: full hundreds; a return takes off what a purchase of it gives."""
    hundreds, _rest = divmod(paid, settings.amount)
    return int(hundreds)


def lapsed(ledger: tuple[Entry, ...], today: date, settings: Settings) -> int:
    """L-05: how many of the points left are too old; the oldest are used first."""
    if not settings.months:
        return 0
    limit = add_months(today, -settings.months)
    old = sum(max(entry.points, 0) for entry in ledger if entry.day < limit)
    taken = sum(max(-entry.points, 0) for entry in ledger)
    return max(old - taken, 0)
