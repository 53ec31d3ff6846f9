"""Whose turn is it, and what becomes of those passed over?

F-01, F-02, F-03, F-09, F-11, F-32, F-33. The order of the day is a circle of places. A
ledger keeps what became of every turn; its state is where in the circle the last turn
was counted and which turns are owed to whom. Whom a turn is owed to receives as soon as
they can; after them the circle goes on.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace

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
# Kinds of turns.
REGULAR, PRIORITY, MAKE_UP, CANCELLED = "regular", "priority", "make_up", "cancelled"
# What becomes of a turn: it is used, not touched, lost, owed, or given back.
COUNTED, NOT_COUNTED, VOIDED, OWED, RETURNED = "C", "N", "V", "P", "R"
# An open reception that a rep has because the customer named them.
DESIGNATED = "designated"

PRESENT = frozenset({READY})
GONE = frozenset({LEFT, OFF})
AWAY_FOR_THE_FIRM = frozenset({ERRAND, BUSINESS})
# How many turns can be owed at once, by the setting.
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
class Debt:
    """A turn owed to a rep, ``priority`` or ``make_up``, and the rule that owes it."""

    rep: int
    kind: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class State:
    """What a ledger comes to.

    ``place``: of the last regular turn that was used, counted from 0; None before the
    first; ``debts``: the oldest first; ``cancelled``: whose next turn is cancelled.
    ``pick`` and ``before``: the last pick, and the state it met.
    """

    place: int | None = None
    debts: tuple[Debt, ...] = ()
    cancelled: frozenset[int] = frozenset()
    pick: Hashable = field(default=None, repr=False, compare=False)
    before: "State | None" = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What became of a turn, as the ledger keeps it.

    ``place``: of a regular turn that was used; ``pick``: what the entries of one pick
    have in common, None for what a person decided; ``of``: the entry that an entry
    with effect R takes back.
    """

    seq: int
    rep: int
    kind: str
    effect: str
    rule: str = ""
    place: int | None = None
    pick: Hashable = None
    of: "Entry | None" = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``order``: everybody in the order of the day; ``state``: of the ledger."""

    order: tuple[Rep, ...]
    state: State = State()
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How the rota treats who is passed over.

    ``absence``: the round's turn is lost (``forfeit``, after 001), or whoever is away
    for the firm makes it up (``make_up``, after 004); ``make_up``: ``all`` missed
    turns, ``one`` at a time or ``none``; ``make_up_approval``: only if the project
    manager approved the absence; ``busy``: who is with a customer will ``keep`` the
    place, ``lose`` the turn or ``make_up``; ``excused``: who is absent with a good
    reason will ``keep`` the place or ``lose`` the turn; ``designated_make_up``: so is
    who misses a turn while with a customer who named them; ``carry_over``: what is owed
    is owed on the next day too; ``lunch_duty``: how many are on duty over lunch.
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


@dataclass(frozen=True, kw_only=True)
class Move:
    """What becomes of one rep's turn: an entry to be written, where it has an effect.

    The reason as (key, parameters).
    """

    rep: int
    kind: str
    effect: str | None
    rule: str
    reason: tuple[str, Mapping]
    place: int | None = None


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
class Reorder:
    """The order as it is from now on; the same one where a change is refused."""

    allowed: bool
    order: tuple[int, ...]
    rule: str
    reason: tuple[str, Mapping]


Rule = Callable[[Rep, Facts, Settings], Move | None]


# The rules: what keeps a rep from receiving, and what becomes of the turn


def gone(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-01: who is not on the floor today has no turn that could be lost or owed."""
    if rep.status in GONE:
        return _move(rep, None, "F-01", rep.status)
    return None


def cancelled(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-03: for dress and appearance the supervisor can cancel the round's turn."""
    if rep.rep in facts.state.cancelled:
        return _move(rep, VOIDED, "F-03", "cancelled", kind=CANCELLED)
    return None


def named_by_a_customer(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-11: a turn missed while with a customer who named the rep is not made up."""
    if DESIGNATED in rep.receiving and not settings.designated_make_up:
        return _move(rep, VOIDED, "F-11", "designated")
    return None


def with_a_customer(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-33: nobody leaves a customer for another; F-02 says what becomes of the turn."""
    if not rep.receiving:
        return None
    treatments = {"keep": _kept, "lose": _lost, "make_up": _made_up}
    return treatments[settings.busy](rep, facts, settings, "F-33", "busy")


def not_ready(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-03: who is not ready may not receive, and the turn is lost."""
    if rep.status in {NOT_READY}:
        return _lost(rep, facts, settings, "F-03", "not_ready")
    return None


def away_for_the_firm(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-02: after 004, as many turns as were missed are made up on return."""
    if rep.status not in AWAY_FOR_THE_FIRM or settings.absence in {"forfeit"}:
        return None
    if settings.make_up_approval and not rep.approved:
        return _lost(rep, facts, settings, "F-02", "unapproved")
    return _made_up(rep, facts, settings, "F-02", rep.status)


def on_errand(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-02: after 001, a superior's errand, verified, gives the next turn first."""
    if rep.status not in {ERRAND}:
        return None
    if rep.approved:
        return _kept(rep, facts, settings, "F-02", "errand")
    return _lost(rep, facts, settings, "F-02", "unapproved")


def at_lunch(rep: Rep, facts: Facts, settings: Settings) -> Move | None:
    """F-09: lunch costs nobody a turn, unless they are on duty at the desk."""
    if rep.status not in {LUNCH}:
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


def _move(rep: Rep, effect: str | None, rule: str, key: str, **rest: str) -> Move:
    kind = rest.pop("kind", REGULAR)
    return Move(rep=rep.rep, kind=kind, effect=effect, rule=rule, reason=(key, rest))


def _lost(rep: Rep, facts: Facts, settings: Settings, rule: str, key: str) -> Move:
    return _move(rep, VOIDED, rule, key)


def _kept(rep: Rep, facts: Facts, settings: Settings, rule: str, key: str) -> Move:
    """F-02: the place is kept, once however many rounds go by."""
    if owed(facts.state, rep.rep, PRIORITY):
        return _move(rep, NOT_COUNTED, rule, "still_owed", why=key)
    return _move(rep, OWED, rule, key, kind=PRIORITY)


def _made_up(rep: Rep, facts: Facts, settings: Settings, rule: str, key: str) -> Move:
    """F-02: a missed turn is made up, as far as the company makes up for turns."""
    most = MAKE_UPS[settings.make_up]
    if most is None or owed(facts.state, rep.rep, MAKE_UP) < most:
        return _move(rep, OWED, rule, key, kind=MAKE_UP)
    return _move(rep, VOIDED, rule, "not_made_up", why=key)


# Who is next


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
            turn = Move(
                rep=debt.rep,
                kind=debt.kind,
                effect=COUNTED,
                rule=debt.rule,
                reason=reason,
            )
            return Pick(turn=turn, rule=debt.rule, reason=reason)
    passed = []
    for place in circle(facts):
        rep = facts.order[place]
        move = obstacle(rep, facts, settings, rules)
        if not move:
            turn = replace(_move(rep, COUNTED, "F-01", "in_turn"), place=place)
            passed = tuple(move for move in passed if move.effect)
            return Pick(turn=turn, rule=turn.rule, reason=turn.reason, passed=passed)
        passed.append(move)
    return Pick(turn=None, rule="F-03", reason=("nobody", {}))


def obstacle(
    rep: Rep, facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Move | None:
    """F-03, F-33: what keeps a rep from receiving now, None where nothing does."""
    return next(filter(None, (rule(rep, facts, settings) for rule in rules)), None)


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
    while len(found) < count:
        chosen = pick(facts, settings, rules)
        if not chosen.turn:
            break
        found.append(chosen)
        facts = _once_received(facts, chosen)
    return tuple(found)


def _once_received(facts: Facts, chosen: Pick) -> Facts:
    order = tuple(
        replace(rep, receiving=(REGULAR,)) if rep.rep == chosen.turn.rep else rep
        for rep in facts.order
    )
    state = replay(entries(chosen, 0, None), facts.state)
    return replace(facts, order=order, state=state)


def stand_by(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> int | None:
    """F-32: the second in the rota stands by at the desk."""
    _first, *second = upcoming(facts, settings, 2, rules) or (None,)
    return second[0].turn.rep if second else None


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
    picks = upcoming(facts, settings, 2, rules)
    roles = dict(zip((it.turn.rep for it in picks), ("next", "stand_by"), strict=False))
    told = {it.turn.rep: it.turn for it in picks}
    found = []
    for number, place in enumerate(circle(facts), start=1):
        rep = facts.order[place]
        move = obstacle(rep, facts, settings, rules)
        why = move or told.get(rep.rep) or _move(rep, COUNTED, "F-01", "in_turn")
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


# The ledger


def owed(state: State, rep: int, kind: str) -> int:
    """F-02: how many turns of a kind are owed to a rep."""
    return sum(debt.rep == rep and debt.kind == kind for debt in state.debts)


def entries(chosen: Pick, seq: int, pick: Hashable) -> tuple[Entry, ...]:
    """F-01, F-02: what a pick leaves in the ledger, those passed over first.

    :param seq: of the first entry
    :param pick: what these entries have in common
    """
    moves = (*chosen.passed, *filter(None, (chosen.turn,)))
    return tuple(
        Entry(
            seq=number,
            rep=move.rep,
            kind=move.kind,
            effect=move.effect,
            rule=move.rule,
            place=move.place,
            pick=pick,
        )
        for number, move in enumerate(moves, start=seq)
    )


def replay(ledger: Iterable[Entry], state: State = State()) -> State:
    """F-01: what a ledger comes to, from the state that it begins with."""
    for entry in ledger:
        state = _after(state, entry)
    return state


def _after(state: State, entry: Entry) -> State:
    if entry.effect == RETURNED:
        return _given_back(state, entry)
    if entry.pick is not None and entry.pick != state.pick:
        before = replace(state, pick=None, before=None)
        state = replace(state, pick=entry.pick, before=before)
    if entry.kind == CANCELLED:
        change = {entry.rep} if entry.effect == NOT_COUNTED else set()
        return replace(state, cancelled=state.cancelled - {entry.rep} | change)
    if entry.effect == OWED:
        debt = Debt(rep=entry.rep, kind=entry.kind, rule=entry.rule)
        return replace(state, debts=(*state.debts, debt))
    if entry.effect == COUNTED and entry.kind in {PRIORITY, MAKE_UP}:
        return _paid(state, entry.rep, entry.kind)
    if entry.place is not None:
        return replace(state, place=entry.place)
    return state


def _given_back(state: State, entry: Entry) -> State:
    """F-01: the rep is next again, unless others have had their turn since.

    Then their place is kept, as it is for a turn that was lost by mistake.
    """
    taken = entry.of
    if taken.kind == CANCELLED:
        return replace(state, cancelled=state.cancelled - {taken.rep})
    if taken.effect == OWED:
        return _paid(state, taken.rep, taken.kind)
    if taken.effect == COUNTED and taken.pick == state.pick and state.before:
        return state.before
    debt = Debt(rep=taken.rep, kind=PRIORITY, rule=entry.rule)
    return replace(state, debts=(*state.debts, debt))


def _paid(state: State, rep: int, kind: str) -> State:
    """F-02: the oldest turn of this kind is owed to the rep no longer."""
    debts = list(state.debts)
    for at, debt in enumerate(debts):
        if debt.rep == rep and debt.kind == kind:
            del debts[at]
            break
    return replace(state, debts=tuple(debts))


# The order of the day


def order_of_day(
    before: Facts, reps: tuple[int, ...], settings: Settings
) -> tuple[tuple[int, ...], State]:
    """F-01: the circle rolls on over the days.

    :param before: the last day, as it ended
    :param reps: who is a rep of the floor on the new day; who is new stands last
    :return: the order of the new day, and the state it begins with
    """
    rolled = [before.order[place].rep for place in circle(before)]
    order = [rep for rep in rolled if rep in reps]
    order += [rep for rep in reps if rep not in order]
    debts = before.state.debts if settings.carry_over else ()
    state = State(
        debts=tuple(debt for debt in debts if debt.rep in order),
        cancelled=before.state.cancelled & frozenset(order),
    )
    return tuple(order), state


def reorder(
    order: tuple[int, ...], wanted: tuple[int, ...], *, approved: bool
) -> Reorder:
    """F-01: nobody swaps turns without the floor supervisor's approval."""
    if not approved:
        reason = ("not_approved", {})
        return Reorder(allowed=False, order=order, rule="F-01", reason=reason)
    if sorted(order) != sorted(wanted):
        reason = ("not_the_same_reps", {})
        return Reorder(allowed=False, order=order, rule="F-01", reason=reason)
    return Reorder(allowed=True, order=wanted, rule="F-01", reason=("approved", {}))
