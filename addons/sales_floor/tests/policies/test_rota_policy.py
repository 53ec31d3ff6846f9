"""Whose turn it is, from the first visitor of a day to the next morning."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.sales_floor.policies import passing, rota, turns
from odoo.addons.sales_floor.policies.passing import Facts, Rep, Settings
from odoo.addons.sales_floor.policies.turns import Debt, Move, State

A, B, C, D = 1001, 1002, 1003, 1004
ALL = (A, B, C, D)


def facts(*reps, state=None, **states):
    """Everybody ready, but who is named: ``facts(Rep(rep=A, ...), place=2)``."""
    known = {rep.rep: rep for rep in reps}
    order = tuple(known.get(rep) or Rep(rep=rep) for rep in ALL)
    return Facts(order=order, state=state or State(**states))


def picked(found, settings=None):
    """The rep, what becomes of the turn, and of those passed over."""
    chosen = rota.pick(found, settings or Settings())
    passed = [(it.rep, it.effect) for it in chosen.passed]
    return chosen.turn and chosen.turn.rep, passed


def debt(rep, kind="priority", rule="F-02"):
    return Debt(rep=rep, kind=kind, rule=rule)


def write(found, chosen, name):
    """The facts after a pick was written to the ledger."""
    entries = turns.written((*chosen.passed, chosen.turn), 1, name)
    return replace(found, state=turns.replay(entries, found.state))


def received_in_turn(found, count, settings=None):
    reps = []
    for number in range(count):
        chosen = rota.pick(found, settings or Settings())
        reps.append(chosen.turn.rep)
        found = write(found, chosen, number)
    return reps, found


def with_rep(found, rep, **changes):
    order = tuple(replace(it, **changes) if it.rep == rep else it for it in found.order)
    return replace(found, order=order)


def test_new_customers_are_received_in_turn():
    """F-01: round and round."""
    reps, _after = received_in_turn(facts(), 9)
    assert reps == [A, B, C, D, A, B, C, D, A]


def test_a_pick_says_who_and_by_which_rule():
    """F-01: counted, at the place it came to."""
    turn = Move(
        rep=C, kind="regular", effect="C", rule="F-01", reason=("in_turn", {}), place=2
    )
    expected = rota.Pick(turn=turn, rule="F-01", reason=("in_turn", {}), passed=())
    assert rota.pick(facts(place=1), Settings()) == expected


def test_the_next_receives_for_who_is_absent():
    """F-02: the turn of the round is gone."""
    away = facts(Rep(rep=A, status="absent"))
    assert picked(away) == (B, [(A, "V")])
    after = write(away, rota.pick(away, Settings()), "one")
    back = with_rep(after, A, status="ready")
    assert received_in_turn(back, 3)[0] == [C, D, A]


def test_who_was_on_an_errand_is_next_on_return():
    """F-02: once, however long it took."""
    away = facts(Rep(rep=A, status="errand", approved=True))
    assert picked(away) == (B, [(A, "P")])
    reps, away = received_in_turn(away, 7)
    assert reps == [B, C, D, B, C, D, B]
    back = with_rep(away, A, status="ready")
    chosen = rota.pick(back, Settings())
    reason = ("priority", {"owed": 1})
    turn = Move(rep=A, kind="priority", effect="C", rule="F-02", reason=reason)
    assert chosen == rota.Pick(turn=turn, rule="F-02", reason=reason)
    assert received_in_turn(back, 4)[0] == [A, C, D, A]


def test_who_was_away_makes_up_for_every_missed_turn():
    """F-02: after 004, as many new customers as turns missed, in order."""
    settings = Settings(absence="make_up")
    away = facts(Rep(rep=A, status="business"), Rep(rep=B, status="business"))
    reps, away = received_in_turn(away, 4, settings)
    assert reps == [C, D, C, D]
    assert [it.rep for it in away.state.debts] == [A, B, A, B]
    back = with_rep(away, A, status="ready")
    reps, back = received_in_turn(back, 3, settings)
    assert reps == [A, A, A]
    back = with_rep(back, B, status="ready")
    assert received_in_turn(back, 4, settings)[0] == [B, B, B, C]
    assert rota.pick(away, settings).rule == "F-01"


def test_what_is_owed_to_who_cannot_receive_yet_waits():
    """F-02, F-33: the next debt is paid, then the circle goes on."""
    debts = (debt(A), debt(B), debt(9999))
    busy = facts(Rep(rep=A, receiving=("new",)), place=2, debts=debts)
    assert picked(busy) == (B, [])
    busy = with_rep(busy, B, status="absent")
    assert picked(busy) == (D, [])


def test_priority_turns_come_before_make_ups_and_older_before_younger():
    """F-02: the next turn first; what is made up is made up in order."""
    debts = (debt(D, "make_up"), debt(C, "make_up"), debt(B), debt(A))
    found = facts(debts=debts, place=0)
    reps, after = received_in_turn(found, 5)
    assert reps == [B, A, D, C, B]
    assert after.state == State(place=1)


def test_who_is_not_ready_loses_the_turn():
    """F-03: and the next receives."""
    assert picked(facts(Rep(rep=A, status="not_ready"))) == (B, [(A, "V")])


def test_a_cancelled_turn_is_lost_once():
    """F-03: the turn of this round, not that of the next."""
    [ahead] = turns.written([turns.cancel(B)], 1, None)
    found = facts(state=turns.replay([ahead]))
    reps, found = received_in_turn(found, 7)
    assert reps == [A, C, D, A, B, C, D]
    assert found.state.cancelled == frozenset()


def test_who_is_with_a_customer_that_named_them_is_passed_over():
    """F-11: what was missed is not made up."""
    assert picked(facts(Rep(rep=A, receiving=("designated",)))) == (B, [(A, "V")])


def test_who_left_is_passed_over_without_a_word():
    """F-01: nothing becomes of a turn that nobody has."""
    found = facts(Rep(rep=A, status="left"), Rep(rep=B, status="absent"))
    assert picked(found) == (C, [(B, "V")])


def test_where_nobody_can_receive_nobody_is_passed_over():
    """F-01, F-03: the visitor waits, nothing is lost meanwhile."""
    away = facts(*(Rep(rep=rep, status="absent") for rep in ALL), debts=(debt(A),))
    nobody = rota.Pick(turn=None, rule="F-01", reason=("nobody", {}), passed=())
    assert rota.pick(away, Settings()) == nobody
    assert rota.pick(Facts(order=()), Settings()) == nobody
    assert rota.upcoming(away, Settings(), 2) == ()
    assert rota.stand_by(away, Settings()) is None
    assert rota.last_available(away, Settings()) is None


def test_all_are_passed_over_in_the_order_of_their_turns():
    """F-01, F-02: round the end of the circle."""
    found = facts(
        Rep(rep=C, status="absent"),
        Rep(rep=D, receiving=("new",)),
        Rep(rep=A, status="errand"),
        place=1,
    )
    assert picked(found) == (B, [(C, "V"), (D, "P"), (A, "V")])


def test_a_second_pass_of_the_circle_leaves_nobody_out():
    """F-01: of one rep who can receive, it is always the turn."""
    others = [Rep(rep=rep, status="off") for rep in (A, B, D)]
    for place in (None, 0, 1, 2, 3):
        assert picked(facts(*others, place=place)) == (C, [])


@pytest.mark.parametrize(
    ("place", "expected"),
    [(None, (0, 1, 2, 3)), (0, (1, 2, 3, 0)), (2, (3, 0, 1, 2)), (3, (0, 1, 2, 3))],
)
def test_the_circle_begins_after_the_last_turn(place, expected):
    """F-01: who had it comes last."""
    assert rota.circle(facts(place=place)) == expected


def test_who_comes_late_joins_at_the_end():
    """F-01: the places before them stay."""
    found = facts(place=3)
    found = replace(found, order=(*found.order, Rep(rep=1005)))
    assert received_in_turn(found, 3)[0] == [1005, A, B]


def test_the_second_stands_by():
    """F-32: who would receive while the first one does."""
    assert rota.stand_by(facts(), Settings()) == B
    assert rota.stand_by(facts(Rep(rep=B, status="absent")), Settings()) == C
    assert rota.stand_by(facts(place=0, debts=(debt(D),)), Settings()) == B
    twice = (debt(D), debt(D))
    assert rota.stand_by(facts(place=3, debts=twice), Settings()) == A
    alone = [Rep(rep=rep, status="off") for rep in (A, B, D)]
    assert rota.stand_by(facts(*alone), Settings()) is None


def test_the_first_two_are_on_duty_over_lunch():
    """F-09: or as many as the company says."""
    found = facts(Rep(rep=C, status="absent"), place=0)
    assert rota.lunch_duty(found, Settings()) == (B, D)
    assert rota.lunch_duty(found, Settings(lunch_duty=1)) == (B,)
    assert rota.lunch_duty(found, Settings(lunch_duty=3)) == (B, D, A)
    assert rota.lunch_duty(found, Settings(lunch_duty=9)) == (B, D, A)
    assert rota.lunch_duty(found, Settings(lunch_duty=0)) == ()


def test_the_picks_to_come_are_those_that_would_be_written():
    """F-01: each with whom it passes over, a cancelled turn once."""
    found = facts(place=3, cancelled=frozenset({A}))
    picks = rota.upcoming(found, Settings(), 4)
    assert [it.turn.rep for it in picks] == [B, C, D, A]
    assert [[it.rep for it in pick.passed] for pick in picks] == [[A], [], [], []]


def test_the_last_in_the_rota_receives_an_absent_rep_s_customer():
    """F-10, F-21: the last in the order of the turns to come who can."""
    assert rota.last_available(facts(), Settings()) == D
    found = facts(Rep(rep=B, receiving=("new",)), place=1)
    assert rota.last_available(found, Settings()) == A
    assert rota.last_available(found, Settings(), frozenset({A})) == D
    assert rota.last_available(found, Settings(), frozenset({A, D})) == C
    assert rota.last_available(found, Settings(), frozenset({A, B})) == D
    assert rota.last_available(found, Settings(), frozenset({A, D, C})) is None
    assert rota.last_available(facts(cancelled=frozenset({D})), Settings()) == C


def test_who_can_receive_now():
    """F-03, F-33: neither who is away nor who is with a customer."""
    found = facts(Rep(rep=A, receiving=("new",)), Rep(rep=C, status="lunch"), place=2)
    assert rota.able(found, Settings()) == {B, D}


def test_the_screen_tells_how_everybody_stands_and_why():
    """F-01, F-32: in the order of the turns to come."""
    found = facts(
        Rep(rep=B, status="errand", approved=True),
        place=0,
        debts=(debt(A, rule="F-21"), debt(B), debt(D, "make_up"), debt(D, "make_up")),
    )

    def line(rep, number, role, rule, key, priority=0, make_up=0, **params):
        return rota.Standing(
            rep=rep,
            number=number,
            role=role,
            rule=rule,
            reason=(key, params),
            priority=priority,
            make_up=make_up,
        )

    assert rota.standing(found, Settings()) == (
        line(B, 1, "barred", "F-02", "still_owed", priority=1, why="errand"),
        line(C, 2, "waiting", "F-01", "waiting"),
        line(D, 3, "stand_by", "F-02", "make_up", make_up=2, owed=2),
        line(A, 4, "next", "F-21", "priority", priority=1, owed=1),
    )
    roles = [it.role for it in rota.standing(facts(), Settings())]
    assert roles == ["next", "stand_by", "waiting", "waiting"]


def test_where_one_alone_can_receive_nobody_stands_by():
    """F-32: the others are told as barred."""
    alone = [Rep(rep=rep, status="absent") for rep in (A, B, D)]
    roles = {it.rep: it.role for it in rota.standing(facts(*alone), Settings())}
    assert roles == {A: "barred", B: "barred", C: "next", D: "barred"}


def test_a_rep_in_nobody_s_debt_is_owed_nothing():
    """F-02: a line on the screen says 0."""
    line = rota.Standing(rep=A, number=1, role="next", rule="F-01", reason=("x", {}))
    assert (line.priority, line.make_up) == (0, 0)


def test_a_swap_needs_the_supervisor():
    """F-01: nobody trades turns on their own."""
    refused = rota.swap(ALL, B, D, approved=False)
    assert refused == rota.Swap(
        allowed=False, order=ALL, rule="F-01", reason=("not_approved", {})
    )
    assert rota.swap(ALL, B, D, approved=True) == rota.Swap(
        allowed=True, order=(A, D, C, B), rule="F-01", reason=("approved", {})
    )


@pytest.mark.parametrize(
    ("one", "other", "key"),
    [(A, A, "same"), (A, 1009, "not_in_rota"), (1009, A, "not_in_rota")],
)
def test_a_swap_is_between_two_of_the_rota(one, other, key):
    """F-01: nobody swaps with themselves or with a stranger."""
    swap = rota.swap(ALL, one, other, approved=True)
    assert (swap.allowed, swap.order, swap.reason) == (False, ALL, (key, {}))


def test_two_alone_can_swap_too():
    """F-01: with each other."""
    assert rota.swap((A, B), A, B, approved=True).order == (B, A)


def test_after_a_swap_each_has_the_turns_that_were_the_other_s():
    """F-01: the one who had a turn has another, who waited waits once more."""
    found = facts(place=0)
    order = rota.swap(ALL, A, D, approved=True).order
    found = replace(found, order=tuple(Rep(rep=rep) for rep in order))
    assert received_in_turn(found, 7)[0] == [B, C, A, D, B, C, A]


def test_the_circle_rolls_on_over_days():
    """F-01: the day begins with whose turn was next."""
    assert rota.order_of_day(ALL, 1, ALL) == (C, D, A, B)
    assert rota.order_of_day(ALL, 0, ALL) == (B, C, D, A)
    assert rota.order_of_day(ALL, 3, ALL) == ALL
    assert rota.order_of_day(ALL, None, ALL) == ALL
    assert rota.order_of_day((), None, (B, A)) == (B, A)


def test_who_is_new_joins_at_the_end_and_who_went_is_left_out():
    """F-01: the others keep their places."""
    roster = (1005, A, B, D, 1006)
    assert rota.order_of_day(ALL, 1, roster) == (D, A, B, 1005, 1006)


def test_what_is_owed_is_owed_on_the_next_day_unless_the_company_says_no():
    """F-02: a day begins without a last turn and without cancelled ones."""
    state = State(place=2, debts=(debt(A),), cancelled=frozenset({B}), pick="one")
    assert rota.overnight(state, Settings()) == State(debts=(debt(A),))
    assert rota.overnight(state, Settings()).pick is None
    assert rota.overnight(state, Settings(carry_over=False)) == State()


def test_a_visitor_without_need_leaves_the_turn_where_it_was():
    """F-01: who received them is next again, and so are those passed over."""
    found = facts(Rep(rep=A, status="absent"))
    chosen = rota.pick(found, Settings())
    entries = turns.written((*chosen.passed, chosen.turn), 1, "one")
    back = turns.take_back(entries[-1], turns.replay(entries), "no_reception")
    entries += turns.written([back.turn], 3, None)
    assert turns.replay(entries) == State()


def test_the_turn_of_who_served_a_forgotten_customer_is_next():
    """F-05: also where others received meanwhile."""
    found = facts()
    entries, state = (), State()
    for name in ("one", "two"):
        chosen = rota.pick(replace(found, state=state), Settings())
        entries += turns.written([chosen.turn], len(entries) + 1, name)
        state = turns.replay(entries)
    back = turns.take_back(entries[0], state, "recognised")
    state = turns.replay((*entries, *turns.written([back.turn], 3, None)))
    assert received_in_turn(replace(found, state=state), 3)[0] == [A, C, D]


def test_another_addon_s_rule_is_asked_everywhere():
    """F-03: what else keeps a rep from receiving keeps them from everything."""

    def training(rep, facts, settings):
        if rep.rep == A:
            return Move(rep=A, kind="x", effect="V", rule="X-01", reason=("x", {}))
        return None

    found, settings = facts(place=0), Settings()
    rules = (training, *passing.RULES)
    owed = facts(place=3, debts=(debt(A),))
    assert rota.pick(owed, settings, rules).turn.rep == B
    assert rota.able(found, settings, rules) == {B, C, D}
    assert rota.last_available(found, settings, rules=rules) == D
    assert rota.stand_by(owed, settings, rules) == C
    assert rota.lunch_duty(owed, settings, rules) == (B, C)
    assert [it.turn.rep for it in rota.upcoming(owed, settings, 4, rules)] == [B, C, D]
    assert rota.standing(found, settings, rules)[-1].rule == "X-01"


STATUSES = ["ready", "not_ready", "absent", "errand", "business", "lunch", "left"]
SETTINGS = st.builds(
    Settings,
    absence=st.sampled_from(["forfeit", "make_up"]),
    make_up=st.sampled_from(["all", "one", "none"]),
    make_up_approval=st.booleans(),
    busy=st.sampled_from(["keep", "lose", "make_up"]),
    excused=st.sampled_from(["keep", "lose"]),
    designated_make_up=st.booleans(),
)
CHANGES = st.fixed_dictionaries(
    {
        "status": st.sampled_from(STATUSES),
        "excused": st.booleans(),
        "approved": st.booleans(),
        "on_duty": st.booleans(),
        "receiving": st.sampled_from([(), (), ("new",), ("designated",)]),
    }
)


@given(
    SETTINGS,
    st.integers(1, 5),
    st.permutations(range(8)),
    st.lists(st.lists(CHANGES, min_size=8, max_size=8), max_size=30),
)
def test_a_day_is_fair(settings, steady, places, hours):
    """F-01, F-02, F-33: whatever the others do, those who are always there share alike.

    Nobody receives who cannot; a ledger comes to the same however often it is read;
    turns are owed as far as the company says, and paid in order.
    """
    reps = [2000 + place for place in places]
    always = set(reps[:steady])
    entries, counted = (), dict.fromkeys(always, 0)
    for hour, changes in enumerate(hours):
        order = tuple(
            Rep(rep=rep) if rep in always else Rep(rep=rep, **change)
            for rep, change in zip(sorted(reps), changes, strict=True)
        )
        state = turns.replay(entries)
        found = Facts(order=order, state=state)
        chosen = rota.pick(found, settings)
        turn = chosen.turn
        assert turn.rep in rota.able(found, settings)
        assert not {it.rep for it in chosen.passed} & rota.able(found, settings)
        if turn.kind == "regular":
            counted.update({turn.rep: counted.get(turn.rep, 0) + 1})
        else:
            [oldest, *_rest] = [
                it for it in state.debts if (it.rep, it.kind) == (turn.rep, turn.kind)
            ]
            assert oldest.rule == turn.rule
        new = turns.written((*chosen.passed, turn), len(entries) + 1, hour)
        state = turns.replay(new, state)
        entries += new
        assert state == turns.replay(reversed(entries))
        for rep in reps:
            assert turns.owed(state, rep, "priority") <= 1
            most = passing.MAKE_UPS[settings.make_up]
            assert most is None or turns.owed(state, rep, "make_up") <= most
        shares = [counted[rep] for rep in always]
        assert max(shares) - min(shares) <= 1
