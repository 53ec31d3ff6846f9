"""Who may become a VIP? (L-01)"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from odoo.addons.charter_base.policies.months import add_months


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """What was really paid for one invoice: gift cards and returns taken off.

    ``key``: what the screen calls it; ``day``: of purchase; ``store``: its key.
    """

    key: str
    day: date
    paid: Decimal
    store: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``today`` and ``store``: of the application."""

    today: date
    store: str
    purchases: tuple[Purchase, ...] = ()
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``single``: paid at once; ``total``: paid in the period of ``months``;
    ``period``: ``rolling`` back from today, or the ``calendar`` half-year (of
    ``months``) today is in; ``scope``: purchases of the ``store`` or the ``company``.
    """

    single: Decimal = Decimal(1000)
    total: Decimal = Decimal(2000)
    months: int = 6
    period: str = "rolling"
    scope: str = "store"
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """``reason``: (key, parameters); ``counted``: the purchases it stands on."""

    qualifies: bool
    reason: tuple[str, Mapping]
    counted: tuple[str, ...]
    rule: str = "L-01"


Rule = Callable[[Facts, Settings], Finding | None]


def period_start(today: date, settings: Settings) -> date:
    """L-01: the first day of the half-year that counts."""
    if settings.period == "rolling":
        return add_months(today, -settings.months)
    return add_months(
        date(today.year, today.month, 1), -((today.month - 1) % settings.months)
    )


def counting(facts: Facts, settings: Settings) -> tuple[Purchase, ...]:
    """L-01: the purchases of the period, of this store or of all."""
    first = period_start(facts.today, settings)
    return tuple(
        purchase
        for purchase in facts.purchases
        if first <= purchase.day <= facts.today
        and purchase.paid > 0
        and (settings.scope == "company" or purchase.store == facts.store)
    )


def at_once(facts: Facts, settings: Settings) -> Finding | None:
    """L-01: one purchase of at least 1000 paid."""
    for purchase in counting(facts, settings):
        if purchase.paid >= settings.single:
            return Finding(
                qualifies=True,
                reason=("single", {"paid": purchase.paid, "least": settings.single}),
                counted=(purchase.key,),
            )
    return None


def in_the_period(facts: Facts, settings: Settings) -> Finding | None:
    """L-01: at least 2000 paid within half a year."""
    purchases = counting(facts, settings)
    paid = sum((purchase.paid for purchase in purchases), Decimal(0))
    reached = paid >= settings.total
    return Finding(
        qualifies=reached,
        reason=(
            "total" if reached else "not_enough",
            {"paid": paid, "single": settings.single, "total": settings.total},
        ),
        counted=tuple(purchase.key for purchase in purchases),
    )


RULES: tuple[Rule, ...] = (at_once, in_the_period)


def decide(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Finding:
    """L-01: what the first rule that has a say finds; the last one always has."""
    return next(filter(None, (rule(facts, settings) for rule in rules)))
