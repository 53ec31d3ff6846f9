"""Who may not receive, and what becomes of the turn."""

import pytest

from odoo.addons.sales_floor.policies import passing
from odoo.addons.sales_floor.policies.passing import Facts, Rep, Settings
from odoo.addons.sales_floor.policies.turns import Debt, Move, State

A, B = 1001, 1002
ONE = Debt(rep=A, kind="priority", rule="F-02")
AFTER_004 = {"absence": "make_up"}


def obstacle(settings=None, debts=(), cancelled=(), **rep):
    state = State(debts=debts, cancelled=frozenset(cancelled))
    facts = Facts(order=(), state=state)
    return passing.obstacle(Rep(rep=A, **rep), facts, Settings(**(settings or {})))


def move(effect, rule, key, kind="regular", **params):
    return Move(rep=A, kind=kind, effect=effect, rule=rule, reason=(key, params))


def lost(rule, key, **params):
    return move("V", rule, key, **params)


def kept(rule, key):
    return move("P", rule, key, kind="priority")


def made_up(rule, key):
    return move("P", rule, key, kind="make_up")


def test_who_is_ready_and_free_may_receive():
    """F-03, F-33: nothing keeps them from it, excused or not."""
    assert obstacle() is None
    assert obstacle(status="ready") is None
    assert obstacle(excused=True, approved=True, on_duty=True, cancelled=[B]) is None
    assert Facts(order=()).state == State()


@pytest.mark.parametrize("status", ["left", "off"])
def test_who_is_not_on_the_floor_today_has_no_turn(status):
    """F-01: neither lost nor owed, whatever else is known."""
    gone = move(None, "F-01", status)
    assert obstacle(status=status) == gone
    assert obstacle(status=status, receiving=("new",), cancelled=[A]) == gone


def test_the_supervisor_can_cancel_the_turn_of_the_round():
    """F-03: for dress and appearance, though the rep is ready."""
    cancelled = move("V", "F-03", "cancelled", kind="cancelled")
    assert obstacle(cancelled=[A]) == cancelled
    assert obstacle(cancelled=[A], receiving=("designated",)) == cancelled


def test_absent_without_a_good_reason_forfeits_the_turn():
    """F-02: the turn of this round."""
    assert obstacle(status="absent") == lost("F-02", "absent")
    assert obstacle(AFTER_004, status="absent") == lost("F-02", "absent")
    assert obstacle(status="absent", approved=True) == lost("F-02", "absent")


def test_a_superior_s_errand_gives_the_next_turn_first():
    """F-02: once it is verified."""
    assert obstacle(status="errand", approved=True) == kept("F-02", "errand")
    assert obstacle(status="errand") == lost("F-02", "unapproved")
    assert obstacle(status="errand", excused=True) == lost("F-02", "unapproved")


def test_a_place_is_kept_once_however_many_rounds_go_by():
    """F-02: the place is kept, at most one turn is owed."""
    settings = {"status": "errand", "approved": True}
    again = move("N", "F-02", "still_owed", why="errand")
    assert obstacle(debts=(ONE,), **settings) == again
    others = (
        Debt(rep=B, kind="priority", rule="F-02"),
        Debt(rep=A, kind="make_up", rule="F-02"),
    )
    assert obstacle(debts=others, **settings) == kept("F-02", "errand")


@pytest.mark.parametrize("status", ["errand", "business"])
def test_who_is_away_for_the_firm_makes_up_for_each_missed_turn(status):
    """F-02: after 004, approved or not."""
    assert obstacle(AFTER_004, status=status) == made_up("F-02", status)
    many = (Debt(rep=A, kind="make_up", rule="F-02"),) * 3
    assert obstacle(AFTER_004, debts=many, status=status) == made_up("F-02", status)


@pytest.mark.parametrize("status", ["errand", "business"])
def test_the_company_may_want_an_approval_for_it(status):
    """F-02: an absence that the project manager has not approved is no ground."""
    strict = {**AFTER_004, "make_up_approval": True}
    assert obstacle(strict, status=status) == lost("F-02", "unapproved")
    assert obstacle(strict, status=status, approved=True) == made_up("F-02", status)


@pytest.mark.parametrize(
    ("make_up", "debts", "is_made_up"),
    [
        ("none", 0, False),
        ("one", 0, True),
        ("one", 1, False),
        ("one", 2, False),
        ("all", 1, True),
    ],
)
def test_the_company_says_how_many_turns_are_made_up(make_up, debts, is_made_up):
    """F-02: none, one at a time, or all."""
    owed = (
        ONE,
        Debt(rep=B, kind="make_up", rule="F-02"),
        *(Debt(rep=A, kind="make_up", rule="F-02"),) * debts,
    )
    found = obstacle({**AFTER_004, "make_up": make_up}, owed, status="business")
    beyond = lost("F-02", "not_made_up", why="business")
    assert found == (made_up("F-02", "business") if is_made_up else beyond)


def test_business_is_an_absence_like_any_other_after_001():
    """F-02: with a good reason the place is kept, without one the turn is lost."""
    assert obstacle(status="business", approved=True) == lost("F-02", "absent")
    assert obstacle(status="business", excused=True) == kept("F-02", "excused")


def test_an_absence_with_a_good_reason_does_not_cost_the_turn():
    """F-02: the source takes it only where there is none; the company may always."""
    assert obstacle(status="absent", excused=True) == kept("F-02", "excused")
    lose = {"excused": "lose"}
    assert obstacle(lose, status="absent", excused=True) == lost("F-02", "excused")


def test_who_is_not_ready_is_barred_and_loses_the_turn():
    """F-03: with or without an excuse."""
    assert obstacle(status="not_ready") == lost("F-03", "not_ready")
    assert obstacle(status="not_ready", excused=True) == lost("F-03", "not_ready")


def test_lunch_costs_no_turn_but_who_is_on_duty():
    """F-09: the two on duty at the desk stay there."""
    assert obstacle(status="lunch") == kept("F-09", "lunch")
    assert obstacle(status="lunch", on_duty=True) == lost("F-09", "left_duty")
    excused = {"status": "lunch", "on_duty": True, "excused": True}
    assert obstacle(**excused) == lost("F-09", "left_duty")


@pytest.mark.parametrize(
    ("busy", "found"),
    [
        ("keep", kept("F-33", "busy")),
        ("lose", lost("F-33", "busy")),
        ("make_up", made_up("F-33", "busy")),
    ],
)
def test_who_is_with_a_customer_does_not_leave_for_another(busy, found):
    """F-33, F-02: the place is kept, the turn is lost or made up, by setting."""
    settings = {"busy": busy}
    assert obstacle(settings, receiving=("new",)) == found
    assert obstacle(settings, receiving=("new",), status="not_ready") == found
    assert obstacle(settings, receiving=("returning", "x")) == found


def test_a_turn_missed_for_who_named_the_rep_is_not_made_up():
    """F-11: the company may treat it as any other reception."""
    assert obstacle(receiving=("designated",)) == lost("F-11", "designated")
    assert obstacle(receiving=("x", "designated")) == lost("F-11", "designated")
    settings = {"designated_make_up": True}
    assert obstacle(settings, receiving=("designated",)) == kept("F-33", "busy")
    settings = {"designated_make_up": True, "busy": "make_up"}
    assert obstacle(settings, receiving=("designated",)) == made_up("F-33", "busy")


def test_an_unknown_state_is_no_readiness():
    """F-03: only a ready rep may receive."""
    assert obstacle(status="on the moon") == lost("F-02", "absent")


def test_the_source_s_own_numbers_hold_until_the_company_changes_them():
    """F-02, F-09, F-11: after 001."""
    assert Settings() == Settings(
        absence="forfeit",
        make_up="all",
        make_up_approval=False,
        busy="keep",
        excused="keep",
        designated_make_up=False,
        carry_over=True,
        lunch_duty=2,
    )
    assert Rep(rep=A) == Rep(
        rep=A,
        status="ready",
        excused=False,
        approved=False,
        on_duty=False,
        receiving=(),
    )


def test_another_addon_adds_a_rule():
    """F-03: what else keeps a rep from receiving."""

    def training(rep, facts, settings):
        if rep.rep in facts.extra["in_training"]:
            return Move(
                rep=rep.rep, kind="regular", effect="V", rule="X-01", reason=("x", {})
            )
        return None

    facts = Facts(order=(), extra={"in_training": {B}})
    rules = (training, *passing.RULES)
    assert passing.obstacle(Rep(rep=A), facts, Settings(), rules) is None
    assert passing.obstacle(Rep(rep=B), facts, Settings(), rules).rule == "X-01"
