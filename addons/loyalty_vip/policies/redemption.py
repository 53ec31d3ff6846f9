"""May points be redeemed for a prize? (L-05, L-08, L-09)

There is no way back from here: nothing in this addon cancels a redemption.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from odoo.addons.charter_base.policies.decision import Finding


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``state``, ``last_day`` and ``balance``: of the one card that pays;
    ``needed``: points for one prize; ``offered``: it is on the store's list today.
    """

    today: date
    state: str
    last_day: date
    balance: int
    needed: int
    quantity: int
    offered: bool = True
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """No number of this rule can be set: a prize says how many points it takes."""

    extra: Mapping = field(default_factory=dict)


Rule = Callable[[Facts, Settings], Finding | None]


def in_force(facts: Facts, settings: Settings) -> Finding | None:
    """L-05, L-10: points are redeemed while their card is in force."""
    if facts.state == "active" and facts.today <= facts.last_day:
        return None
    return Finding(rule="L-10", reason=("not_in_force", {}))


def on_the_list(facts: Facts, settings: Settings) -> Finding | None:
    """L-05: prizes are those of the store's current list."""
    if facts.offered:
        return None
    return Finding(rule="L-05", reason=("not_offered", {}))


def whole(facts: Facts, settings: Settings) -> Finding | None:
    """L-05: at least one prize is taken."""
    if facts.quantity >= 1:
        return None
    return Finding(rule="L-05", reason=("no_quantity", {}))


def enough(facts: Facts, settings: Settings) -> Finding | None:
    """L-05, L-08: the points of this one card suffice."""
    cost = facts.needed * facts.quantity
    if facts.balance >= cost:
        return None
    return Finding(
        rule="L-05", reason=("not_enough", {"needed": cost, "balance": facts.balance})
    )


RULES: tuple[Rule, ...] = (in_force, on_the_list, whole, enough)


def refuse(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Finding | None:
    """L-05: the first objection, or None."""
    return next(filter(None, (rule(facts, settings) for rule in rules)), None)
