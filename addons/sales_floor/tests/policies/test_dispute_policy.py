"""Tests of the rules on disputes (F-23)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.sales_floor.policies import dispute as policy
from odoo.addons.sales_floor.policies.history import Ruling, Share

A, B, MANAGER, DIRECTOR = 1001, 1002, 3001, 3002


def share(person, percent, party="rep"):
    return Share(party=party, person=person, percent=Decimal(percent), rule="F-23")


FACTS = policy.Facts(
    parties=frozenset({A, B}),
    user=MANAGER,
    opinion="A registered the customer, B closed the deal.",
    faults={A: "none", B: "did not ask the register"},
    contributions={A: "the first visit", B: "the negotiation"},
    reps=(A,),
    shares=(share(A, 60), share(B, 30), share(None, 10, "pool")),
    is_manager=True,
)
GIVEN = replace(
    FACTS, author=MANAGER, user=DIRECTOR, is_manager=False, is_director=True
)
SETTINGS = policy.Settings()


def opinion(**changes):
    found = policy.obstacle(replace(FACTS, **changes), SETTINGS, policy.OPINION)
    assert found is None or found.rule == "F-23"
    return found and found.reason


def approval(settings=SETTINGS, **changes):
    found = policy.obstacle(replace(GIVEN, **changes), settings, policy.APPROVAL)
    assert found is None or found.rule == "F-23"
    return found and found.reason


def test_the_project_manager_gives_the_opinion():
    """F-23: written, by fault and contribution, with shares that add up."""
    assert opinion() is None
    assert opinion(is_manager=False) == ("not_manager", {})
    assert opinion(is_manager=False, is_director=True) == ("not_manager", {})


def test_the_sales_director_approves_it():
    """F-23: or sends it back."""
    assert approval() is None
    assert approval(is_director=False) == ("not_director", {})
    assert approval(is_director=False, is_manager=True) == ("not_director", {})


def test_without_an_opinion_there_is_nothing_to_approve():
    """F-23: the opinion comes first."""
    assert approval(author=None) == ("no_opinion", {})


def test_what_was_approved_is_decided():
    """F-23: neither a new opinion nor another approval."""
    assert opinion(is_decided=True) == ("decided", {})
    assert approval(is_decided=True) == ("decided", {})


def test_nobody_who_disputes_decides():
    """F-23: neither gives the opinion nor approves it."""
    parties = frozenset({A, B, MANAGER, DIRECTOR})
    assert opinion(parties=parties) == ("party", {})
    assert approval(parties=parties) == ("party", {})


def test_nobody_decides_on_a_share_of_their_own():
    """F-23: not as the introducer of the customer either."""
    for user, ask in ((MANAGER, opinion), (DIRECTOR, approval)):
        shares = (share(A, 70), share(user, 30, "employee"))
        assert ask(shares=shares) == ("party", {})
        parties = frozenset({A, user})
        assert ask(shares=shares, parties=parties) == ("party", {})


def test_nobody_approves_their_own_opinion_unless_set_otherwise():
    """F-23: cfg a director who is the project manager as well."""
    assert approval(author=DIRECTOR) == ("own_opinion", {})
    assert approval(replace(SETTINGS, same_person=True), author=DIRECTOR) is None


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_the_opinion_is_in_writing(nothing):
    """F-23: a dispute keeps its reasons."""
    assert opinion(opinion=nothing) == ("opinion", {})


@pytest.mark.parametrize(
    ("field", "key"), [("faults", "fault"), ("contributions", "contribution")]
)
def test_fault_and_contribution_of_each_party_are_said(field, key):
    """F-23: by the size of the faults and of the contributions to the deal."""
    said = getattr(FACTS, field)
    assert opinion(**{field: {**said, B: " "}}) == (key, {"party": B})
    assert opinion(**{field: {B: said[B]}}) == (key, {"party": A})
    assert opinion(**{field: {}}) == (key, {"party": A})


@pytest.mark.parametrize(
    ("shares", "reason"),
    [
        ((), ("total", {"total": 0})),
        ((share(A, 60), share(B, "39.99")), ("total", {"total": Decimal("99.99")})),
        ((share(A, 60), share(B, "40.01")), ("total", {"total": Decimal("100.01")})),
        ((share(A, 100), share(B, 0)), ("nothing", {})),
        ((share(A, 110), share(B, -10)), ("nothing", {})),
        ((share(None, 60), share(A, 40)), ("nobody", {})),
        ((share(A, 60), share(B, 40, "pool")), ("nobody", {})),
        ((share(A, 60), share(A, 40, "employee")), ("twice", {"person": A})),
        (
            (share(A, 20), share(B, 20), share(A, 30), share(B, 30)),
            ("twice", {"person": A}),
        ),
        (
            (share(None, 50, "pool"), share(None, 50, "pool")),
            ("twice", {"person": None}),
        ),
        ((share(B, 100),), ("no_share", {"rep": A})),
        ((share(A, 10, "employee"), share(B, 90)), ("no_share", {"rep": A})),
        ((share(A, "0.01"), share(B, "99.99")), None),
        ((share(A, 100),), None),
    ],
)
def test_the_shares_are_shared_out(shares, reason):
    """F-23: exactly 100 %, each person once, and something for the owner."""
    assert opinion(shares=shares) == reason


def test_of_several_owners_each_has_a_share():
    """F-23: the first who has none is told."""
    shares = (share(None, 100, "pool"),)
    assert opinion(reps=(B, A), shares=shares) == ("no_share", {"rep": B})
    assert opinion(reps=(A, B), shares=(share(A, 100),)) == ("no_share", {"rep": B})


def test_who_is_not_said_to_decide_decides_nothing():
    """F-23: nobody manages or directs unless it is known."""
    facts = policy.Facts(parties=frozenset({A, B}), user=MANAGER)
    assert policy.by_manager(facts, SETTINGS).reason == ("not_manager", {})
    assert policy.by_director(facts, SETTINGS).reason == ("not_director", {})
    assert policy.still_open(facts, SETTINGS) is None


def test_the_company_can_have_the_customer():
    """F-23: then no rep has, whatever their shares."""
    assert opinion(reps=(), shares=(share(None, 70, "pool"), share(B, 30))) is None


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=6))
def test_any_split_of_100_percent_will_do(parts):
    """F-23: to the hundredth, however odd."""
    total = sum(parts)
    percents = [Decimal(10_000 * part // total) / 100 for part in parts]
    percents[0] += 100 - sum(percents)
    shares = tuple(share(rep, it) for rep, it in enumerate(percents, start=A))
    facts = replace(FACTS, shares=shares, reps=(A,))
    found = policy.shared_out(facts, SETTINGS)
    assert (found is None) is all(percents)


def test_who_may_not_comes_before_what_is_missing():
    """F-23: the first obstacle is told."""
    assert opinion(is_manager=False, opinion="") == ("not_manager", {})
    assert approval(is_director=False, author=None) == ("not_director", {})


def test_what_holds_is_what_was_written():
    """F-23: for ``attribution`` to apply."""
    assert policy.ruling(GIVEN) == Ruling(reps=(A,), shares=FACTS.shares)
