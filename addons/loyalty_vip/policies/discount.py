"""Which discount does a member get on an order? (L-03, L-04, L-06)

The birthday's before the tier's before the card's: one of them, and none beside any
other promotion, special price, coupon or card.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .calendar import birthday_in


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``state``: of the card; ``last_day``: on which it is good; ``shown``: the card
    was shown for this order; ``own``: the order is its holder's; ``at_home``: the order
    is of the store that gave the card; ``other``: another promotion, a coupon, a
    discount by hand or a negative line is on the order; ``regular``: some goods have
    no special price; ``identity``: who holds the original identity card was compared.

    ``born``, ``born_since``: the day of birth and since when it is on record, None if
    it has been since the card was given.
    """

    today: date
    state: str
    last_day: date
    shown: bool
    own: bool = True
    at_home: bool = True
    other: bool = False
    regular: bool = True
    earned: int = 0
    balance: int = 0
    born: date | None = None
    born_since: date | None = None
    identity: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``scope``: the card is good in its ``store`` or the whole ``company``;
    ``tier_points``: from which the tier's discount is given, ``tier_by``: points
    ``earned`` or the ``balance``; ``leap_day``: see :func:`calendar.birthday_in`;
    ``birth_days``: how long a changed birthday gives nothing.
    """

    scope: str = "store"
    tier_points: int = 30
    tier_by: str = "earned"
    leap_day: str = "before"
    birth_days: int = 30
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """``role``: of the discount's program, None for no discount; ``reason``: (key,
    parameters).
    """

    role: str | None
    rule: str
    reason: tuple[str, Mapping]


Rule = Callable[[Facts, Settings], Finding | None]


def _none(rule: str, key: str, **parameters) -> Finding:
    return Finding(role=None, rule=rule, reason=(key, parameters))


def in_force(facts: Facts, settings: Settings) -> Finding | None:
    """L-10, L-11: only a card that is in force gives anything."""
    if facts.state != "active":
        return _none("L-11" if facts.state == "lost" else "L-10", facts.state)
    if facts.today > facts.last_day:
        return _none("L-10", "expired")
    return None


def in_person(facts: Facts, settings: Settings) -> Finding | None:
    """L-07: its holder shows the card; it serves nobody else."""
    if not facts.own:
        return _none("L-07", "not_own")
    return None if facts.shown else _none("L-07", "not_shown")


def in_its_store(facts: Facts, settings: Settings) -> Finding | None:
    """L-03: a card is good in the store that gave it, or in all."""
    if facts.at_home or settings.scope == "company":
        return None
    return _none("L-03", "other_store")


def with_nothing_else(facts: Facts, settings: Settings) -> Finding | None:
    """L-03: no discount beside any other promotion, special price, coupon or card."""
    if facts.other:
        return _none("L-03", "other_promotion")
    return None if facts.regular else _none("L-03", "special_price")


def birthday(facts: Facts, settings: Settings) -> Finding | None:
    """L-06: 40 % off on the birthday itself, with the original identity card."""
    if is_birthday(facts, settings) and facts.identity:
        return Finding(role="birthday", rule="L-06", reason=("birthday", {}))
    return None


def is_birthday(facts: Facts, settings: Settings) -> bool:
    """L-06: today is the birthday, and was on record in time."""
    if not facts.born:
        return False
    if facts.born_since is not None and (
        (facts.today - facts.born_since).days < settings.birth_days
    ):
        return False
    return facts.today == birthday_in(facts.today.year, facts.born, settings.leap_day)


def tier(facts: Facts, settings: Settings) -> Finding | None:
    """L-04: 15 % off with at least 30 points gathered."""
    points = facts.earned if settings.tier_by == "earned" else facts.balance
    if points >= settings.tier_points:
        return Finding(role="tier", rule="L-04", reason=("tier", {"points": points}))
    return None


def card(facts: Facts, settings: Settings) -> Finding | None:
    """L-03: 10 % off with the card."""
    return Finding(role="card", rule="L-03", reason=("card", {}))


RULES: tuple[Rule, ...] = (
    in_force,
    in_person,
    in_its_store,
    with_nothing_else,
    birthday,
    tier,
    card,
)


def decide(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Finding:
    """L-03, L-04, L-06: what the first rule that has a say finds; the last one has."""
    return next(filter(None, (rule(facts, settings) for rule in rules)))
