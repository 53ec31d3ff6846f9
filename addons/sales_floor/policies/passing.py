"""Who may not receive now, and what becomes of a turn that comes meanwhile?

F-01, F-02, F-03, F-09, F-11, F-33.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .turns import (
    CANCELLED,
    MAKE_UP,
    NOT_COUNTED,
    OWED,
    PRIORITY,
    REGULAR,
    VOIDED,
    Move,
    State,
    owed,
)

READY, NOT_READY, ABSENT, ERRAND, BUSINESS, LUNCH, LEFT, OFF = (
    "ready",
    "not_ready",
    "absent",
    "errand",
    "business",
    "lunch",
    "left",
    "off",
)
# An open reception that a rep has because the customer named them.
DESIGNATED = "designated"

PRESENT = frozenset({READY})
UNREADY = frozenset({NOT_READY})
GONE = frozenset({LEFT, OFF})
ON_ERRAND = frozenset({ERRAND})
FOR_THE_FIRM = frozenset({ERRAND, BUSINESS})
AT_LUNCH = frozenset({LUNCH})
FORFEITED = frozenset({"forfeit"})
# How many turns can be owed to a rep at once, by the setting.
MAKE_UPS = {"all": None, "one": 1, "none": 0}


@dataclass(frozen=True, kw_only=True)
class Rep:
    """Somebody in the order of the day.

    ``status``: ``errand`` of a superior, ``business`` of the firm, ``left`` for today,
    ``off``: not here today; ``excused``: the absence has a good reason; ``approved``:
    the project manager verified it; ``on_duty``: at the desk over lunch (F-09);
    ``receiving``: the kinds of their open receptions.
    """

    rep: int
    status: str = READY
    excused: bool = False
    approved: bool = False
    on_duty: bool = False
    receiving: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``order``: everybody in the order of the day; ``state``: of the ledger."""

    order: tuple[Rep, ...]
    state: State = field(default_factory=State)
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How the rota treats who is passed over.

    ``absence``: the round's turn is lost (``forfeit``, after 001), or whoever is away
    for the firm makes it up (``make_up``, after 004); ``make_up``: ``all`` missed
    turns, ``one`` at a time or ``none``; ``make_up_approval``: only if the project
    manager approved the absence; ``busy``: who is with a customer will ``keep`` the
    place, ``lose`` the turn or ``make_up``; ``excused``: who is absent with a good
    reason will ``keep`` the place or ``lose`` the turn; ``designated_make_up``: who is
    with a customer who named them counts as ``busy`` and does not lose the turn;
    ``carry_over``: what is owed is owed on the next day too; ``lunch_duty``: how many
    are on duty over lunch.
    """

    absence: str = "forfeit"
    make_up: str = "all"
    make_up_approval: bool = False
    busy: str = "keep"
    excused: str = "keep"
    designated_make_up: bool = False
    carry_over: bool = True
    lunch_duty: int = 2
    extra: Mapping = field(default_factory=dict)


Rule = Callable[[Rep, Facts, Settings], Move | None]


def gone(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-01: who is not on the floor today has no turn that could be lost or owed."""
    if rep.status in GONE:
        return _move(rep, None, "F-01", (rep.status, {}))
    return None


def cancelled(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-03: for dress and appearance the supervisor can cancel the round's turn."""
    if rep.rep in facts.state.cancelled:
        return _move(rep, VOIDED, "F-03", ("cancelled", {}), CANCELLED)
    return None


def named_by_a_customer(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-11: a turn missed while with a customer who named the rep is not made up."""
    if DESIGNATED in rep.receiving and not settings.designated_make_up:
        return _move(rep, VOIDED, "F-11", ("designated", {}))
    return None


def with_a_customer(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-33, F-02: nobody leaves a customer for another; the turn goes by setting."""
    if not rep.receiving:
        return None
    treatments = {"keep": _kept, "lose": _lost, "make_up": _made_up}
    return treatments[settings.busy](rep, facts, settings, "F-33", "busy")


def not_ready(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-03: who is not ready may not receive, and the turn is lost."""
    if rep.status in UNREADY:
        return _lost(rep, facts, settings, "F-03", "not_ready")
    return None


def away_for_the_firm(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-02: after 004, as many turns as were missed are made up on return."""
    if rep.status not in FOR_THE_FIRM or settings.absence in FORFEITED:
        return None
    if settings.make_up_approval and not rep.approved:
        return _lost(rep, facts, settings, "F-02", "unapproved")
    return _made_up(rep, facts, settings, "F-02", rep.status)


def on_errand(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-02: after 001, a superior's errand, verified, gives the next turn first."""
    if rep.status not in ON_ERRAND:
        return None
    if rep.approved:
        return _kept(rep, facts, settings, "F-02", "errand")
    return _lost(rep, facts, settings, "F-02", "unapproved")


def at_lunch(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-09: lunch costs nobody a turn, unless they are on duty at the desk."""
    if rep.status not in AT_LUNCH:
        return None
    if rep.on_duty:
        return _lost(rep, facts, settings, "F-09", "left_duty")
    return _kept(rep, facts, settings, "F-09", "lunch")


def excused(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-02: who is absent with a good reason does not forfeit the turn."""
    if rep.status in PRESENT or not rep.excused:
        return None
    treatments = {"keep": _kept, "lose": _lost}
    return treatments[settings.excused](rep, facts, settings, "F-02", "excused")


def absent(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-02: absent without a good reason forfeits the turn of this round."""
    if rep.status in PRESENT:
        return None
    return _lost(rep, facts, settings, "F-02", "absent")


# The first that has a say decides; a rep about whom none has one can receive.
RULES: tuple[Rule, ...] = (
    gone,
    cancelled,
    named_by_a_customer,
    with_a_customer,
    not_ready,
    away_for_the_firm,
    on_errand,
    at_lunch,
    excused,
    absent,
)


def _move(
    rep: Rep,
    effect: str | None,
    rule: str,
    reason: tuple[str, Mapping],
    kind: str = REGULAR,
) -> Move:
    return Move(rep=rep.rep, kind=kind, effect=effect, rule=rule, reason=reason)


def _lost(rep: Rep, facts: Facts, settings: Settings, rule: str, key: str) -> Move:
    return _move(rep, VOIDED, rule, (key, {}))


def _kept(rep: Rep, facts: Facts, settings: Settings, rule: str, key: str) -> Move:
    """F-02: the place is kept, once however many rounds go by."""
    if owed(facts.state, rep.rep, PRIORITY):
        return _move(rep, NOT_COUNTED, rule, ("still_owed", {"why": key}))
    return _move(rep, OWED, rule, (key, {}), PRIORITY)


def _made_up(rep: Rep, facts: Facts, settings: Settings, rule: str, key: str) -> Move:
    """F-02: a missed turn is made up, as far as the company makes up for turns."""
    most = MAKE_UPS[settings.make_up]
    if most is None or owed(facts.state, rep.rep, MAKE_UP) < most:
        return _move(rep, OWED, rule, (key, {}), MAKE_UP)
    return _move(rep, VOIDED, rule, ("not_made_up", {"why": key}))


def obstacle(
    rep: Rep, facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Move | None:
    """F-03, F-33: what keeps a rep from receiving now, None where nothing does."""
    return next(filter(None, (rule(rep, facts, settings) for rule in rules)), None)
