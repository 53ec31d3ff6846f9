"""A customer changes reps midway."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.sales_floor.policies import change
from odoo.addons.sales_floor.policies.change import Change, Facts, Settings, Share, Turn

A, B, C = 1001, 1002, 1003


def decide(settings=None, **facts):
    return change.decide(Facts(rep=A, **facts), Settings(**(settings or {})))


def turns(**effects):
    return tuple(Turn(party=party, effect=effect) for party, effect in effects.items())


def shares(**percents):
    return tuple(
        Share(party=party, percent=Decimal(percent))
        for party, percent in percents.items()
    )


def stays(rule, key, *, penalty=False):
    return Change(
        receiver="first",
        rep=A,
        rule=rule,
        reason=(key, {"rep": A}),
        decided_by="sales_manager",
        turns=(),
        shares=(),
        as_new=False,
        penalty=penalty,
    )


def to_the_next(key, *more, penalty=False):
    return Change(
        receiver="next",
        rep=None,
        rule="F-06",
        reason=(key, {"rep": A}),
        decided_by="sales_manager",
        turns=(*turns(first="V", next="C"), *more),
        shares=shares(next=100),
        as_new=True,
        penalty=penalty,
    )


def obligation(receiver, rep, *, penalty=False):
    return Change(
        receiver=receiver,
        rep=rep,
        rule="F-13",
        reason=("obligation", {"rep": A}),
        decided_by="sales_manager",
        turns=turns(**{receiver: "N"}),
        shares=shares(first=100),
        penalty=penalty,
    )


def designated(key, penalty=False, **percents):
    return Change(
        receiver="designated",
        rep=B,
        rule="F-12",
        reason=(key, {"named": B}),
        decided_by="sales_manager",
        turns=turns(designated="N"),
        shares=shares(**percents),
        penalty=penalty,
    )


def test_without_a_fault_a_change_is_refused():
    """F-06: (a) the sales manager helps; nothing becomes of the turn."""
    assert decide() == stays("F-06", "no_fault")
    assert decide(yields=True, priority=True) == stays("F-06", "no_fault")


def test_an_ordinary_fault_is_noted_and_the_reception_goes_on():
    """F-06: (b) a penalty, no change of rep."""
    expected = stays("F-06", "ordinary_fault", penalty=True)
    assert decide(fault="ordinary") == expected


def test_after_a_serious_fault_the_next_receives_a_new_customer():
    """F-06: (c) whatever else is known."""
    expected = to_the_next("serious_fault", penalty=True)
    assert decide(fault="serious") == expected
    assert decide(fault="serious", wants=B, yields=True) == expected
    assert decide(fault="serious", wants=A, adamant=True) == expected


def test_so_it_is_where_the_customer_will_not_go_on():
    """F-06: (c) whoever is to blame."""
    assert decide(adamant=True) == to_the_next("adamant")
    expected = to_the_next("adamant", penalty=True)
    assert decide(adamant=True, fault="ordinary") == expected


def test_the_manager_may_give_the_first_rep_a_priority_turn():
    """F-06: unless the company wants none given."""
    owed = turns(first="P")
    expected = to_the_next("serious_fault", *owed, penalty=True)
    assert decide(fault="serious", priority=True) == expected
    assert decide(adamant=True, priority=True) == to_the_next("adamant", *owed)
    none = decide({"priority_turn": "none"}, adamant=True, priority=True)
    assert none == to_the_next("adamant")


def test_a_new_customer_who_names_another_midway_is_refused():
    """F-12: in principle, however adamant."""
    assert decide(wants=B) == stays("F-12", "refused")
    assert decide(wants=B, adamant=True) == stays("F-12", "refused")
    noted = stays("F-12", "refused", penalty=True)
    assert decide(wants=B, fault="ordinary") == noted


def test_if_the_manager_yields_the_first_rep_has_the_greater_share():
    """F-12: 70 and 30; who was named uses no turn."""
    expected = designated("yielded", first=70, designated=30)
    assert decide(wants=B, yields=True) == expected
    noted = designated("yielded", penalty=True, first=70, designated=30)
    assert decide(wants=B, yields=True, fault="ordinary") == noted
    settings = {"designated_percent": Decimal("12.5")}
    other = designated("yielded", first="87.5", designated="12.5")
    assert decide(settings, wants=B, yields=True) == other


def test_who_brought_it_about_has_nothing_of_it():
    """F-12: all of it is the first rep's."""
    expected = designated("instigated", first=100)
    assert decide(wants=B, yields=True, instigated=True) == expected


def test_naming_the_own_rep_changes_nothing():
    """F-12, F-13: whoever yields."""
    same = stays("F-12", "same")
    assert decide(wants=A, yields=True, adamant=True) == same
    assert decide(wants=A, yields=True, registered=True) == same


@pytest.mark.parametrize("wants", [B, None])
def test_a_registered_customer_gets_another_only_if_the_manager_yields(wants):
    """F-13: however adamant and whatever the fault."""
    facts = {"registered": True, "wants": wants}
    assert decide(**facts) == stays("F-13", "refused")
    assert decide(**facts, adamant=True) == stays("F-13", "refused")
    noted = stays("F-13", "refused", penalty=True)
    assert decide(**facts, fault="serious") == noted


def test_where_the_manager_yields_it_is_an_obligation():
    """F-13: the first rep keeps all; who named nobody gets the last."""
    facts = {"registered": True, "yields": True}
    assert decide(**facts, wants=B) == obligation("designated", B)
    assert decide(**facts) == obligation("last", None)
    noted = obligation("designated", B, penalty=True)
    assert decide(**facts, wants=B, fault="ordinary") == noted


def test_who_is_recognised_the_same_day_goes_back_to_the_original_rep():
    """F-05: the server has the turn back, the original uses none."""
    back = Change(
        receiver="original",
        rep=C,
        rule="F-05",
        reason=("recognised", {"original": C}),
        decided_by=None,
        turns=turns(first="R", original="N"),
        shares=shares(original=100),
        as_new=False,
        penalty=False,
    )
    assert decide(original=C) == back
    assert decide(original=C, fault="serious", wants=B) == back
    kept = decide({"restore_turn": False}, original=C)
    assert kept.turns == turns(original="N")


@pytest.mark.parametrize("late", [{"dealt": True}, {"same_day": False}])
def test_recognised_too_late_the_new_rep_goes_on(late):
    """F-05: after a deal on the spot, or on a later day."""
    assert decide(original=C, **late) == Change(
        receiver="first",
        rep=A,
        rule="F-05",
        reason=("recognised_late", {"original": C}),
        decided_by=None,
    )


def test_the_source_s_own_numbers_hold_until_the_company_changes_them():
    """F-05, F-06, F-12: after 001."""
    assert Settings() == Settings(
        designated_percent=Decimal(30), priority_turn="first", restore_turn=True
    )
    assert Facts(rep=A) == Facts(
        rep=A,
        registered=False,
        wants=None,
        fault=None,
        adamant=False,
        yields=False,
        instigated=False,
        priority=False,
        original=None,
        same_day=True,
        dealt=False,
    )


REPS = st.sampled_from([None, A, B, C])


@given(
    st.builds(
        Facts,
        rep=st.just(A),
        registered=st.booleans(),
        wants=REPS,
        fault=st.sampled_from([None, "ordinary", "serious"]),
        adamant=st.booleans(),
        yields=st.booleans(),
        instigated=st.booleans(),
        priority=st.booleans(),
        original=REPS,
        same_day=st.booleans(),
        dealt=st.booleans(),
    ),
    st.decimals(0, 100, places=2),
)
def test_what_a_deal_gives_is_given_out_whole(facts, percent):
    """F-06, F-12, F-13: shares come to 100 wherever a change touches them."""
    settings = Settings(designated_percent=percent)
    found = change.decide(facts, settings)
    if found.shares:
        assert sum(share.percent for share in found.shares) == 100
        assert all(share.percent > 0 for share in found.shares)
    assert (found.receiver == "first") == (not found.turns)


def test_another_addon_adds_a_rule():
    """F-06: as for a rep who falls ill."""

    def ill(facts, settings):
        if facts.extra.get("ill") and settings.extra["ill_rule"]:
            return Change(receiver="next", rep=None, rule="X-01", reason=("ill", {}))
        return None

    rules = (ill, *change.RULES)
    settings = Settings(extra={"ill_rule": True})
    ill_rep = Facts(rep=A, extra={"ill": True})
    assert change.decide(ill_rep, settings, rules).rule == "X-01"
    assert change.decide(Facts(rep=A), settings, rules).rule == "F-06"
