"""Who bought a product with a serial number, and since when is it theirs? (D-17)"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from operator import attrgetter


@dataclass(frozen=True, kw_only=True)
class Move:
    """To a customer, or back from one. ``partner`` None: nobody knows to whom."""

    at: datetime
    partner: int | None
    is_return: bool = False


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """``buyer`` None: sold, nobody knows to whom; ``returned``: when it came back."""

    buyer: int | None
    since: datetime
    returned: datetime | None
    rule: str = "D-17"


def last_purchase(moves: Iterable[Move]) -> Purchase | None:
    """D-17: the buyer is to whom it was delivered last; None: it never was.

    It is theirs since the first of the deliveries to them alone: what came back to be
    repaired and was delivered once more was theirs before.
    """
    latest_first = sorted(moves, key=attrgetter("at"), reverse=True)
    deliveries = [it for it in latest_first if not it.is_return]
    if not deliveries:
        return None
    last, *before = deliveries
    known = {last.partner} - {None}
    theirs = takewhile(lambda it: it.partner in known, before)
    since = min((it.at for it in theirs), default=last.at)
    latest = latest_first[0]
    returned = latest.at if latest.is_return else None
    return Purchase(buyer=last.partner, since=since, returned=returned)
