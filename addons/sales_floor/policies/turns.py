"""The ledger of turns: what became of each, and what that comes to.

F-01, F-02. Entries are never changed: a turn that should not have been used, lost or
owed is taken back by an entry of its own.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import attrgetter

# Kinds of turns; ``cancelled`` is a regular one that was cancelled before it came.
REGULAR, PRIORITY, MAKE_UP, CANCELLED = "regular", "priority", "make_up", "cancelled"
# What becomes of a turn: it is used, not touched, lost, owed, or taken back.
COUNTED, NOT_COUNTED, VOIDED, OWED, RETURNED = "C", "N", "V", "P", "R"

ON_DEBT = frozenset({PRIORITY, MAKE_UP})
IN_ADVANCE = frozenset({CANCELLED})


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
    of: Entry | None = None


@dataclass(frozen=True, kw_only=True)
class Correction:
    """The move that takes an entry back; None where it cannot be, and why not."""

    turn: Move | None
    rule: str
    reason: tuple[str, Mapping]


# Why a turn is taken back, and the rule that says so.
GROUNDS = {"no_reception": "F-01", "recognised": "F-05", "mistake": "F-18"}


def replay(entries: Iterable[Entry], start: State | None = None) -> State:
    """F-01, F-02: what a day's entries come to.

    :param start: what the day before left, none on the first
    """
    return reduce(apply, sorted(entries, key=attrgetter("seq")), start or State())


def apply(state: State, entry: Entry) -> State:
    """F-01, F-02: what an entry makes of a state.

    What is not counted changes nothing.
    """
    change = CHANGES.get(entry.effect)
    if not change:
        return state
    is_same_pick = entry.pick is not None and entry.pick == state.pick
    before = state.before if is_same_pick else replace(state, pick=None, before=None)
    return replace(change(state, entry), pick=entry.pick, before=before)


def owed(state: State, rep: int, kind: str) -> int:
    """F-02: how many turns of a kind are owed to a rep."""
    return len(_where(state, rep, kind))


def written(moves: Iterable[Move], seq: int, pick: Hashable) -> tuple[Entry, ...]:
    """F-01: the moves of one pick as the ledger's entries, from ``seq`` on."""
    return tuple(
        Entry(
            seq=number,
            rep=move.rep,
            kind=move.kind,
            effect=move.effect,
            rule=move.rule,
            place=move.place,
            pick=pick,
            of=move.of,
        )
        for number, move in enumerate(moves, start=seq)
    )


def cancel(rep: int) -> Move:
    """F-03: the floor supervisor cancels a rep's turn of the round, before it comes."""
    return Move(
        rep=rep, kind=CANCELLED, effect=VOIDED, rule="F-03", reason=("cancel", {})
    )


def grant(rep: int, rule: str) -> Move:
    """F-06, F-21: a turn is owed that nobody was passed over for."""
    return Move(rep=rep, kind=PRIORITY, effect=OWED, rule=rule, reason=("granted", {}))


def take_back(
    entry: Entry, state: State, ground: str, taken_back: bool = False
) -> Correction:
    """F-01, F-05, F-18: an entry is not altered: another one takes it back.

    A turn that was used is the rep's again: they are next, and where no turn was used
    since, all is as before. A turn that was lost is owed; one that was owed is not any
    more.

    :param state: as it is now
    :param ground: one of ``GROUNDS``
    :param taken_back: whether another entry took it back already
    """
    rule = GROUNDS[ground]
    refusal = None
    if entry.effect not in TAKEN_BACK:
        refusal = "nothing_used"
    elif taken_back:
        refusal = "taken_back"
    elif not _is_pending(entry, state):
        refusal = "settled"
    if refusal:
        return Correction(turn=None, rule=rule, reason=(refusal, {}))
    reason = (ground, {})
    turn = Move(
        rep=entry.rep,
        kind=entry.kind,
        effect=RETURNED,
        rule=rule,
        reason=reason,
        of=entry,
    )
    return Correction(turn=turn, rule=rule, reason=reason)


def _is_pending(entry: Entry, state: State) -> bool:
    """F-02, F-03: whether what it says is still to come can still be taken back."""
    if entry.effect in {OWED}:
        return bool(owed(state, entry.rep, entry.kind))
    return not _is_in_advance(entry) or entry.rep in state.cancelled


def _is_in_advance(entry: Entry) -> bool:
    return entry.kind in IN_ADVANCE and entry.pick is None


def _used(state: State, entry: Entry) -> State:
    """F-01, F-02: the circle goes on from there; a turn owed is paid, the oldest."""
    if entry.kind in ON_DEBT:
        return _without(state, _where(state, entry.rep, entry.kind)[:1])
    return state if entry.place is None else replace(state, place=entry.place)


def _owing(state: State, entry: Entry) -> State:
    """F-02: a turn is owed, after those owed before."""
    return replace(state, debts=(*state.debts, _debt(entry, entry.kind)))


def _lost(state: State, entry: Entry) -> State:
    """F-03: a turn is cancelled in advance, until a pick comes to it."""
    if _is_in_advance(entry):
        return replace(state, cancelled=state.cancelled | {entry.rep})
    if entry.kind in IN_ADVANCE:
        return replace(state, cancelled=state.cancelled - {entry.rep})
    return state


def _taken_back(state: State, entry: Entry) -> State:
    return TAKEN_BACK[entry.of.effect](state, entry.of)


def _unused(state: State, entry: Entry) -> State:
    """F-01: a visitor who needed no reception used no turn: the rep is next again."""
    if entry.pick is not None and entry.pick == state.pick:
        return state.before
    kind = entry.kind if entry.kind in ON_DEBT else PRIORITY
    return replace(state, debts=(_debt(entry, kind), *state.debts))


def _not_lost(state: State, entry: Entry) -> State:
    """F-02, F-03: a turn lost by mistake is owed; a cancellation still to come ends."""
    if _is_in_advance(entry):
        return replace(state, cancelled=state.cancelled - {entry.rep})
    return replace(state, debts=(*state.debts, _debt(entry, PRIORITY)))


def _not_owed(state: State, entry: Entry) -> State:
    """F-02: a turn owed by mistake is not owed: the latest of them."""
    return _without(state, _where(state, entry.rep, entry.kind)[-1:])


def _where(state: State, rep: int, kind: str) -> tuple[int, ...]:
    wanted = (rep, kind)
    return tuple(at for at, it in enumerate(state.debts) if (it.rep, it.kind) == wanted)


def _without(state: State, places: tuple[int, ...]) -> State:
    debts = (debt for at, debt in enumerate(state.debts) if at not in places)
    return replace(state, debts=tuple(debts))


def _debt(entry: Entry, kind: str) -> Debt:
    return Debt(rep=entry.rep, kind=kind, rule=entry.rule)


CHANGES = {COUNTED: _used, OWED: _owing, VOIDED: _lost, RETURNED: _taken_back}
TAKEN_BACK = {COUNTED: _unused, VOIDED: _not_lost, OWED: _not_owed}
