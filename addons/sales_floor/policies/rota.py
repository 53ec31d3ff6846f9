"""Whose turn is it?

F-01, F-02, F-09, F-10, F-21, F-32. The order of the day is a circle of places. Whom a
turn is owed to receives as soon as they can; then the circle goes on from where the
last turn was used.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .passing import RULES, Facts, Rule, Settings, obstacle
from .turns import (
    COUNTED,
    MAKE_UP,
    PRIORITY,
    REGULAR,
    Move,
    State,
    owed,
    replay,
    written,
)

WHAT_IF = "what if"
ROLES = ("next", "stand_by")


@dataclass(frozen=True, kw_only=True)
class Pick:
    """Who receives, None where nobody can; what becomes of those passed over."""

    turn: Move | None
    rule: str
    reason: tuple[str, Mapping]
    passed: tuple[Move, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a rep stands.

    ``number``: in the circle as it goes on, from 1; ``role``: ``next``, ``stand_by``,
    ``waiting`` for the turn, or ``barred``; why, by the rule; the turns owed.
    """

    rep: int
    number: int
    role: str
    rule: str
    reason: tuple[str, Mapping]
    priority: int = 0
    make_up: int = 0


@dataclass(frozen=True, kw_only=True)
class Swap:
    """The order after a swap; the same order where it is refused."""

    allowed: bool
    order: tuple[int, ...]
    rule: str
    reason: tuple[str, Mapping]


WAITING = Pick(turn=None, rule="F-01", reason=("waiting", {}))


def pick(facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES) -> Pick:
    """F-01, F-02: who receives the next new customer, and who is passed over for it.

    Turns owed come first, priority turns before make-ups, the oldest first; whom they
    are owed to and who cannot receive goes on waiting for them. Then the circle goes on
    from the last turn. Where nobody can receive nobody is passed over either.
    """
    reps = {rep.rep: rep for rep in facts.order}
    for debt in sorted(facts.state.debts, key=lambda debt: debt.kind in {MAKE_UP}):
        rep = reps.get(debt.rep)
        if rep and not obstacle(rep, facts, settings, rules):
            reason = (debt.kind, {"owed": owed(facts.state, debt.rep, debt.kind)})
            turn = _turn(debt.rep, debt.kind, debt.rule, reason, None)
            return Pick(turn=turn, rule=debt.rule, reason=reason)
    passed = []
    for place in circle(facts):
        rep = facts.order[place]
        move = obstacle(rep, facts, settings, rules)
        if not move:
            turn = _turn(rep.rep, REGULAR, "F-01", ("in_turn", {}), place)
            passed = tuple(passed)
            return Pick(turn=turn, rule=turn.rule, reason=turn.reason, passed=passed)
        if move.effect:
            passed.append(move)
    return Pick(turn=None, rule="F-01", reason=("nobody", {}))


def able(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> frozenset[int]:
    """F-03, F-33: who can receive now."""
    return frozenset(
        rep.rep for rep in facts.order if not obstacle(rep, facts, settings, rules)
    )


def circle(facts: Facts) -> tuple[int, ...]:
    """F-01: the places, from whose turn it is round to who had the last one."""
    places = tuple(range(len(facts.order)))
    last = facts.state.place
    start = 0 if last is None else last + 1
    return places[start:] + places[:start]


def upcoming(
    facts: Facts, settings: Settings, count: int, rules: tuple[Rule, ...] = RULES
) -> tuple[Pick, ...]:
    """F-01: the next picks if all goes on as it stands, each to somebody else."""
    found = []
    for _number in range(count):
        chosen = pick(facts, settings, rules)
        if chosen.turn:
            found.append(chosen)
            facts = _once_received(facts, chosen)
    return tuple(found)


def _once_received(facts: Facts, chosen: Pick) -> Facts:
    order = tuple(
        replace(rep, receiving=(REGULAR,)) if rep.rep in {chosen.turn.rep} else rep
        for rep in facts.order
    )
    moves = (*chosen.passed, chosen.turn)
    # Any number would do, as nothing is written.
    entries = written(moves, 0, WHAT_IF)  # pragma: no mutate
    state = replay(entries, facts.state)
    return replace(facts, order=order, state=state)


def stand_by(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> int | None:
    """F-32: the second in the rota stands by at the desk."""
    picks = upcoming(facts, settings, len(ROLES), rules)
    return next((second.turn.rep for second in picks[1:]), None)


def lunch_duty(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> tuple[int, ...]:
    """F-09: the first two in the rota are on duty over lunch."""
    picks = upcoming(facts, settings, settings.lunch_duty, rules)
    return tuple(chosen.turn.rep for chosen in picks)


def last_available(
    facts: Facts,
    settings: Settings,
    excluded: frozenset[int] = frozenset(),
    rules: tuple[Rule, ...] = RULES,
) -> int | None:
    """F-10, F-21: the last in the rota who can receive, for an obligation: no turn.

    :param excluded: who it is done for, and whoever else may not
    """
    can = able(facts, settings, rules) - excluded
    order = (facts.order[place].rep for place in reversed(circle(facts)))
    return next((rep for rep in order if rep in can), None)


def standing(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> tuple[Standing, ...]:
    """F-01, F-32: how everybody stands and why, in the order of the turns to come."""
    picks = upcoming(facts, settings, len(ROLES), rules)
    told = {it.turn.rep: it for it in picks}
    roles = dict(zip(told, ROLES, strict=False))
    found = []
    for number, place in enumerate(circle(facts), start=1):
        rep = facts.order[place]
        move = obstacle(rep, facts, settings, rules)
        why = move or told.get(rep.rep, WAITING)
        found.append(
            Standing(
                rep=rep.rep,
                number=number,
                role="barred" if move else roles.get(rep.rep, "waiting"),
                rule=why.rule,
                reason=why.reason,
                priority=owed(facts.state, rep.rep, PRIORITY),
                make_up=owed(facts.state, rep.rep, MAKE_UP),
            )
        )
    return tuple(found)


def swap(order: tuple[int, ...], one: int, other: int, approved: bool) -> Swap:
    """F-01: two reps change places if the floor supervisor approves it.

    The circle goes on from the same place: each takes the turns that were the other's.
    """
    refusal = None
    if not {one, other} <= set(order):
        refusal = "not_in_rota"
    elif one in {other}:
        refusal = "same"
    elif not approved:
        refusal = "not_approved"
    if refusal:
        return Swap(allowed=False, order=order, rule="F-01", reason=(refusal, {}))
    places = {one: other, other: one}
    return Swap(
        allowed=True,
        order=tuple(places.get(rep, rep) for rep in order),
        rule="F-01",
        reason=("approved", {}),
    )


def order_of_day(
    previous: tuple[int, ...], place: int | None, roster: tuple[int, ...]
) -> tuple[int, ...]:
    """F-01: the circle rolls on over days: whose turn was next begins the new day.

    :param previous: the order of the day before, nobody on the first day
    :param place: where in it the last turn was used, None where none was
    :param roster: the reps of the site; new ones join at the end
    """
    start = 0 if place is None else place + 1
    rolled = previous[start:] + previous[:start]
    return tuple(dict.fromkeys((*(rep for rep in rolled if rep in roster), *roster)))


def overnight(state: State, settings: Settings) -> State:
    """F-02: what a new day begins with: the debts, where they are carried over."""
    return State(debts=state.debts if settings.carry_over else ())


def _turn(
    rep: int, kind: str, rule: str, reason: tuple[str, Mapping], place: int | None
) -> Move:
    return Move(
        rep=rep, kind=kind, effect=COUNTED, rule=rule, reason=reason, place=place
    )
