"""The ledger of turns and what it comes to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.sales_floor.policies import turns
from odoo.addons.sales_floor.policies.turns import Debt, Entry, Move, State

A, B, C = 1001, 1002, 1003


def entry(seq, rep, effect, kind="regular", pick=None, **rest):
    """Each with its own copy of what its pick is known by, as read from a table."""
    pick = pick and (pick,)
    return Entry(seq=seq, rep=rep, kind=kind, effect=effect, pick=pick, **rest)


def used(seq, rep, place, pick):
    return entry(seq, rep, "C", place=place, pick=pick)


def back(seq, of):
    of = replace(of, pick=of.pick and tuple([*of.pick]))
    return entry(seq, of.rep, "R", kind=of.kind, of=of)


def debt(rep, kind="priority", rule=""):
    return Debt(rep=rep, kind=kind, rule=rule)


def test_nothing_has_happened_on_the_first_morning():
    """F-01: nobody had a turn, nothing is owed, nothing is cancelled."""
    assert turns.replay([]) == State()
    assert State() == State(place=None, debts=(), cancelled=frozenset())


def test_the_circle_goes_on_from_the_last_turn_that_was_used():
    """F-01: in the ledger's order, in whatever order it is read."""
    ledger = [used(8, B, 1, "two"), used(9, C, 2, "three"), used(7, A, 0, "one")]
    assert turns.replay(ledger).place == 2


@pytest.mark.parametrize("effect", ["N", "V"])
def test_what_was_not_counted_or_lost_does_not_move_the_circle(effect):
    """F-01, F-02: the turn that was used after it does."""
    start = State(place=1, debts=(debt(C),), cancelled=frozenset({B}))
    assert turns.apply(start, entry(1, A, effect, place=2, pick="one")) == start


def test_a_turn_that_names_no_place_does_not_move_the_circle():
    """F-01: as one that the manager gave by decision."""
    assert turns.apply(State(place=3), entry(1, A, "C")) == State(place=3)


def test_what_is_owed_is_paid_in_order():
    """F-02: the oldest first, of the same rep and kind, and no other."""
    ledger = [
        entry(1, A, "P", kind="make_up", rule="F-02"),
        entry(2, B, "P", kind="make_up", rule="F-02"),
        entry(3, A, "P", kind="priority", rule="F-02"),
        entry(4, A, "P", kind="make_up", rule="F-33"),
        entry(5, A, "C", kind="make_up"),
    ]
    state = turns.replay(ledger, State(place=2))
    assert state.place == 2
    assert state.debts == (
        debt(B, "make_up", "F-02"),
        debt(A, "priority", "F-02"),
        debt(A, "make_up", "F-33"),
    )
    assert turns.owed(state, A, "make_up") == 1
    assert turns.owed(state, A, "priority") == 1
    assert turns.owed(state, B, "priority") == 0


def test_nobody_owes_less_than_nothing():
    """F-02: a make-up that was not owed leaves no debt the other way."""
    state = turns.apply(State(place=2), entry(1, A, "C", kind="make_up", place=0))
    assert state == State(place=2)


def test_a_cancelled_turn_stays_cancelled_until_a_pick_comes_to_it():
    """F-03: the supervisor cancels the turn of the round, not those after it."""
    [ahead] = turns.written([turns.cancel(A)], 1, None)
    assert turns.cancel(A) == Move(
        rep=A, kind="cancelled", effect="V", rule="F-03", reason=("cancel", {})
    )
    other = entry(2, B, "V", kind="cancelled")
    state = turns.replay([ahead, other])
    assert state.cancelled == {A, B}
    passed = entry(3, A, "V", kind="cancelled", pick="one")
    assert turns.apply(state, passed).cancelled == {B}
    assert turns.apply(state, entry(3, A, "V", pick="one")).cancelled == {A, B}


def test_what_is_cancelled_twice_is_cancelled_once():
    """F-03: and what is lost without having been cancelled cancels nothing."""
    ledger = [entry(seq, A, "V", kind="cancelled") for seq in (1, 2)]
    assert turns.replay(ledger).cancelled == {A}
    assert turns.replay([*ledger, back(3, ledger[0])]).cancelled == frozenset()
    twice = [*ledger, back(3, ledger[0]), back(4, ledger[1])]
    assert turns.replay(twice).cancelled == frozenset()
    passed = entry(3, B, "V", kind="cancelled", pick="one")
    assert turns.replay([*ledger, passed]).cancelled == {A}


def test_what_serves_to_take_a_pick_back_is_no_fact():
    """F-01: it is not kept with a decision, nor told, nor compared."""
    state = State(place=2, pick="one", before=State(place=1))
    assert state == State(place=2)
    assert repr(state) == repr(State(place=2))


def test_a_turn_can_be_owed_by_decision():
    """F-06, F-21: a priority turn that the rep was not passed over for."""
    move = turns.grant(A, "F-21")
    assert move == Move(
        rep=A, kind="priority", effect="P", rule="F-21", reason=("granted", {})
    )
    [granted] = turns.written([move], 5, None)
    assert turns.replay([granted]).debts == (debt(A, rule="F-21"),)


def test_the_moves_of_a_pick_become_entries():
    """F-01: numbered as they come, with what they have in common."""
    first = entry(3, A, "C")
    moves = [
        Move(rep=A, kind="priority", effect="P", rule="F-02", reason=("errand", {})),
        Move(rep=B, kind="x", effect="C", rule="F-01", reason=("y", {}), place=7),
        Move(rep=C, kind="z", effect="R", rule="F-18", reason=("y", {}), of=first),
    ]
    assert turns.written(moves, 41, ("p",)) == (
        entry(41, A, "P", kind="priority", rule="F-02", pick="p"),
        entry(42, B, "C", kind="x", rule="F-01", pick="p", place=7),
        entry(43, C, "R", kind="z", rule="F-18", pick="p", of=first),
    )


def ledger_of_a_pick():
    return [
        used(1, C, 2, "zero"),
        entry(2, A, "P", kind="priority", pick="one"),
        used(3, B, 1, "one"),
    ]


def test_a_visitor_who_needed_no_reception_used_no_turn():
    """F-01: all is as before, also for those passed over, while nobody went on."""
    ledger = ledger_of_a_pick()
    noted = entry(4, C, "N", kind="returning", pick="other")
    assert turns.replay(ledger) == State(place=1, debts=(debt(A),))
    assert turns.replay([*ledger, noted, back(5, ledger[2])]) == State(place=2)


def test_if_others_went_on_meanwhile_the_rep_is_next_all_the_same():
    """F-01: the turn is owed before all others, as the rules of the entry say."""
    ledger = ledger_of_a_pick()
    again = back(5, entry(3, B, "C", rule="F-01", place=1, pick="one"))
    state = turns.replay([*ledger, used(4, C, 2, "two"), again])
    assert state == State(place=2, debts=(debt(B, rule="F-01"), debt(A)))


def test_a_make_up_that_was_not_used_is_owed_again():
    """F-01, F-02: as the kind of turn it was, and first."""
    owed = entry(1, A, "P", kind="make_up")
    paid = entry(3, A, "C", kind="make_up", pick="one")
    ledger = [owed, entry(2, B, "P", kind="make_up"), paid]
    make_ups = (debt(A, "make_up"), debt(B, "make_up"))
    assert turns.replay([*ledger, back(4, paid)]).debts == make_ups
    later = [*ledger, used(4, B, 1, "two"), back(5, paid)]
    assert turns.replay(later) == State(place=1, debts=make_ups)


def test_the_second_of_two_taken_back_does_not_undo_the_first():
    """F-01: what is taken back stays so."""
    one, two = used(1, A, 0, "one"), used(2, B, 1, "two")
    state = turns.replay([one, two, back(3, one), back(4, two)])
    assert state.debts == (debt(B), debt(A))


def test_what_a_person_decided_is_no_part_of_a_pick():
    """F-01: taking back a turn that nobody picked leaves the others."""
    one, two = entry(1, A, "C", place=0), entry(2, B, "C", place=1)
    state = turns.replay([one, two, back(3, two)])
    assert state == State(place=1, debts=(debt(B),))


def test_a_visitor_received_after_all_can_be_taken_back_again():
    """F-01: the same visitor's pick, written anew, meets the state as it then is."""
    one, two = used(1, A, 0, "one"), used(2, B, 1, "two")
    again = used(4, C, 2, "one")
    ledger = [one, two, back(3, one), again]
    assert turns.replay(ledger) == State(place=2, debts=(debt(A),))
    assert turns.replay([*ledger, back(5, again)]) == State(place=1, debts=(debt(A),))


def test_a_turn_lost_by_mistake_is_owed():
    """F-02, F-18: after what is owed already; an entry is not altered."""
    lost = entry(2, A, "V", rule="F-02", pick="one")
    ledger = [entry(1, B, "P", kind="priority"), lost, used(3, B, 1, "one")]
    state = turns.replay([*ledger, back(4, lost)])
    assert state == State(place=1, debts=(debt(B), debt(A, rule="F-02")))


def test_a_cancellation_is_taken_back_before_or_after_the_turn_came():
    """F-03, F-18: before it the turn comes, after it the turn is owed."""
    ahead = entry(1, A, "V", kind="cancelled")
    ledger = [ahead, entry(2, B, "V", kind="cancelled")]
    assert turns.replay([*ledger, back(3, ahead)]) == State(cancelled=frozenset({B}))
    passed = entry(3, A, "V", kind="cancelled", pick="one")
    state = turns.replay([*ledger, passed, back(4, passed)])
    assert state == State(cancelled=frozenset({B}), debts=(debt(A),))


def test_a_turn_owed_by_mistake_is_not_owed():
    """F-02, F-18: the latest of several."""
    ledger = [
        entry(1, A, "P", kind="priority", rule="F-02"),
        entry(2, B, "P", kind="priority", rule="F-02"),
        entry(3, A, "P", kind="priority", rule="F-21"),
    ]
    state = turns.replay([*ledger, back(4, ledger[2])])
    assert state.debts == (debt(A, rule="F-02"), debt(B, rule="F-02"))
    third = entry(4, A, "P", kind="priority", rule="F-06")
    state = turns.replay([*ledger, third, back(5, third)])
    assert [it.rule for it in state.debts] == ["F-02", "F-02", "F-21"]
    assert turns.replay([ledger[0], back(2, ledger[0])]).debts == ()


@pytest.mark.parametrize(
    ("ground", "rule"),
    [("no_reception", "F-01"), ("recognised", "F-05"), ("mistake", "F-18")],
)
def test_who_takes_an_entry_back_says_why(ground, rule):
    """F-01, F-05, F-18: a visitor without need, a forgotten rep, a mistake."""
    taken = used(1, A, 0, "one")
    reason = (ground, {})
    move = Move(rep=A, kind="regular", effect="R", rule=rule, reason=reason, of=taken)
    correction = turns.Correction(turn=move, rule=rule, reason=reason)
    assert turns.take_back(taken, State(), ground) == correction


def refusal(of, state=None, **rest):
    correction = turns.take_back(of, state or State(), "mistake", **rest)
    assert (correction.turn is None) == (correction.reason[0] != "mistake")
    assert correction.rule == "F-18"
    return correction.reason


@pytest.mark.parametrize("effect", ["N", "R"])
def test_where_nothing_was_used_there_is_nothing_to_take_back(effect):
    """F-18: neither what did not count nor what took another entry back."""
    assert refusal(entry(1, A, effect)) == ("nothing_used", {})


@pytest.mark.parametrize("effect", ["C", "V", "P"])
def test_nothing_is_taken_back_twice(effect):
    """F-18: a turn comes back once."""
    of, state = entry(1, A, effect, kind="priority"), State(debts=(debt(A),))
    assert refusal(of, state) == ("mistake", {})
    assert refusal(of, state, taken_back=True) == ("taken_back", {})


def test_what_has_been_paid_is_owed_no_more():
    """F-02, F-18: then the turn that paid it can be taken back."""
    of = entry(1, A, "P", kind="priority")
    wrong = State(debts=(debt(B), debt(A, "make_up")), cancelled=frozenset({A}))
    assert refusal(of, wrong) == ("settled", {})
    assert refusal(of, State(debts=(debt(A), debt(A)))) == ("mistake", {})


def test_a_cancellation_that_came_to_pass_is_taken_back_where_it_did():
    """F-03, F-18: at the turn that was lost by it."""
    ahead = entry(1, A, "V", kind="cancelled")
    assert refusal(ahead, State(cancelled=frozenset({B}))) == ("settled", {})
    assert refusal(ahead, State(cancelled=frozenset({A}))) == ("mistake", {})
    passed = entry(1, A, "V", kind="cancelled", pick="one")
    assert refusal(passed) == ("mistake", {})
    assert refusal(entry(1, A, "V")) == ("mistake", {})


ENTRIES = st.builds(
    Entry,
    seq=st.integers(1, 400),
    rep=st.sampled_from([A, B, C]),
    kind=st.sampled_from(["regular", "priority", "make_up", "cancelled"]),
    effect=st.sampled_from(["C", "N", "V", "P"]),
    place=st.sampled_from([None, 0, 1, 2]),
    pick=st.sampled_from([None, "one", "two", "three"]),
)


@given(st.lists(ENTRIES, unique_by=lambda it: it.seq), st.integers(0, 400))
def test_a_ledger_read_in_two_parts_comes_to_the_same(ledger, cut):
    """F-01: the state is a matter of the entries and nothing else."""
    first = [it for it in ledger if it.seq <= cut]
    second = [it for it in ledger if it.seq > cut]
    in_parts = turns.replay(second, turns.replay(first))
    assert in_parts == turns.replay(ledger[::-1])


@given(st.lists(ENTRIES, min_size=1, unique_by=lambda it: it.seq))
def test_taking_the_last_pick_back_leaves_no_trace(ledger):
    """F-01: whatever came before, a visitor without need used no turn."""
    before = turns.replay(ledger)
    pick = [
        entry(401, A, "V", kind="cancelled", pick="new"),
        entry(402, B, "P", kind="make_up", pick="new"),
        used(403, C, 2, "new"),
    ]
    assert turns.replay([*ledger, *pick, back(404, pick[2])]) == before
