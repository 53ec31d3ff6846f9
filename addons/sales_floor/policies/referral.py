"""Is an employee's referral valid? (F-16)

Registered with the project manager before the first visit, for a day; kept on that day;
the introducer comes along or phones beforehand; the project manager checks and signs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from odoo.addons.charter_base.policies.decision import Finding

# Where a referral stands.
REGISTERED, KEPT, LAPSED, CONFIRMED, INVALID = (
    "registered",
    "kept",
    "lapsed",
    "confirmed",
    "invalid",
)
# Those that an employee waits for; where one waits, none is registered beside it.
PENDING = frozenset({REGISTERED, KEPT, CONFIRMED})


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a referral. Days are those of the site.

    ``registered_at``: with the project manager, None while it is only asked for;
    ``visit_on``: the day agreed; ``today``; ``floor_entered_at``: when the customer was
    first registered on the floor; ``came_at``, ``came_on``: their first visit;
    ``accompanied``: the introducer came along; ``phoned_at``: they phoned the project
    manager; ``received_as_new``: the visit was received as a new customer's;
    ``is_signed``: the project manager checked and signed; ``is_manager``,
    ``is_referrer``: who signs now is the project manager, is the introducer;
    ``is_rep``: the introducer receives at this floor; ``others``: where other referrals
    of the same customer stand.
    """

    visit_on: date
    today: date
    registered_at: datetime | None = None
    floor_entered_at: datetime | None = None
    came_at: datetime | None = None
    came_on: date | None = None
    accompanied: bool = False
    phoned_at: datetime | None = None
    received_as_new: bool = False
    is_signed: bool = False
    is_manager: bool = False
    is_referrer: bool = False
    is_rep: bool = False
    others: tuple[str, ...] = ()
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``grace_days``: how many days after the day agreed a visit still keeps it."""

    grace_days: int = 0
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Standing(Finding):
    """Where it stands, by which rule, and why."""

    state: str


Rule = Callable[[Facts, Settings], Standing | None]


def floor_first(facts: Facts, settings: Settings) -> Standing | None:
    """F-16: who was registered on the floor before is nobody's referral any more."""
    if facts.floor_entered_at is None or facts.floor_entered_at > facts.registered_at:
        return None
    return _standing(INVALID, "floor_first")


def visited_first(facts: Facts, settings: Settings) -> Standing | None:
    """F-16: it is registered before the first visit."""
    if facts.came_at is None or facts.came_at > facts.registered_at:
        return None
    return _standing(INVALID, "visited_first")


def waiting(facts: Facts, settings: Settings) -> Standing | None:
    """F-16: until the day agreed is over, the referral waits for the visit."""
    if facts.came_on is not None or facts.today > _last(facts, settings):
        return None
    return _standing(REGISTERED, "waiting", day=facts.visit_on)


def not_kept(facts: Facts, settings: Settings) -> Standing | None:
    """F-16: it lapses where the customer doesn't come on the day agreed."""
    came_on = facts.came_on
    if came_on and facts.visit_on <= came_on <= _last(facts, settings):
        return None
    return _standing(LAPSED, "not_kept", day=facts.visit_on)


def signed(facts: Facts, settings: Settings) -> Standing | None:
    """F-16: valid once the project manager has signed what the introducer confirmed."""
    if not (_confirmed(facts) and facts.is_signed):
        return None
    return _standing(CONFIRMED, "signed")


def received_as_new(facts: Facts, settings: Settings) -> Standing | None:
    """F-16: not confirmed on the visit and received as new: invalid."""
    if _confirmed(facts) or not facts.received_as_new:
        return None
    return _standing(INVALID, "unconfirmed")


def kept(facts: Facts, settings: Settings) -> Standing | None:
    """F-16: the customer came as agreed; confirmation or signature is still to come."""
    return _standing(KEPT, "to_sign" if _confirmed(facts) else "to_confirm")


# The first that has a say decides: what was never a claim, what lapsed, what is valid.
RULES: tuple[Rule, ...] = (
    floor_first,
    visited_first,
    waiting,
    not_kept,
    signed,
    received_as_new,
    kept,
)


def decide(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Standing:
    """F-16: where a registered referral stands."""
    return next(filter(None, (rule(facts, settings) for rule in rules)))


def registering_obstacle(facts: Facts, settings: Settings) -> Finding | None:
    """F-16: what stands against registering a customer for an employee.

    Who receives at the floor is no other employee: their customers come by the rota. A
    referral that lapsed may be registered anew.
    """
    if facts.is_rep:
        return _obstacle("rep")
    if facts.floor_entered_at is not None:
        return _obstacle("floor_first")
    if facts.came_on is not None:
        return _obstacle("visited_first")
    if facts.visit_on < facts.today:
        return _obstacle("past")
    if PENDING.intersection(facts.others):
        return _obstacle("referred_already")
    return None


def signing_obstacle(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Finding | None:
    """F-16: the project manager signs what was kept and confirmed, nobody their own."""
    if facts.is_referrer:
        return _obstacle("own")
    if not facts.is_manager:
        return _obstacle("not_manager")
    standing = decide(facts, settings, rules)
    if standing.state not in {KEPT}:
        return _obstacle("not_to_sign")
    return None if _confirmed(facts) else _obstacle("to_confirm")


def _last(facts: Facts, settings: Settings) -> date:
    return facts.visit_on + timedelta(days=settings.grace_days)


def _confirmed(facts: Facts) -> bool:
    """F-16: the introducer came along, or had phoned before the customer came."""
    phoned = facts.phoned_at is not None and facts.phoned_at <= facts.came_at
    return facts.accompanied or phoned


def _standing(state: str, key: str, **params: object) -> Standing:
    return Standing(state=state, rule="F-16", reason=(key, params))


def _obstacle(key: str) -> Finding:
    return Finding(rule="F-16", reason=(key, {}))
