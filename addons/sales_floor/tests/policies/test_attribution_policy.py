"""Tests of whose customer it is: rule by rule, with its reasons."""

from dataclasses import replace
from decimal import Decimal

import pytest
from floor_history import (
    A,
    B,
    C,
    D,
    company,
    facts,
    kin,
    moment,
    recognised,
    told,
    visit,
)
from floor_history import referral as referred

from odoo.addons.sales_floor.policies import attribution
from odoo.addons.sales_floor.policies.history import Ruling, Settings, Share

SETTINGS = Settings()
ROTA = Settings(stand_in="rota")


def decide(*visits, settings=SETTINGS, **values):
    found = attribution.decide(facts(*visits, **values), settings)
    assert sum(share.percent for share in found.shares) == 100
    assert found.owner == {0: "pool", 1: "rep"}.get(len(found.reps), "joint")
    return found


def outcome(*visits, settings=SETTINGS, **values):
    """Whose and the shares, the first rule and its reason."""
    found = decide(*visits, settings=settings, **values)
    ground = found.grounds[0]
    return told(found), ground.rule, ground.reason[0]


def served(found):
    return [(it.rep, it.rule, it.percent) for it in found.served]


@pytest.mark.parametrize(("rep", "whose"), [(A, "A: A 100"), (B, "B: B 100")])
def test_a_new_visitor_is_the_reps_who_received_in_turn(rep, whose):
    """F-01, F-02, F-03, F-09: whoever's turn it was at last."""
    assert outcome(visit(0, rep), deal=0) == (whose, "F-17", "registered")


def test_who_returns_is_the_reps_on_record():
    """F-04, F-10: the register decides."""
    visits = (visit(0), visit(5, A, "returning"))
    assert outcome(*visits, deal=5) == ("A: A 100", "F-17", "registered")


@pytest.mark.parametrize("deal", [5, 20])
def test_who_is_recognised_the_same_day_is_the_original_reps(deal):
    """F-05: who received has nothing of it, as long as there was no deal."""
    visits = (visit(0), visit(5, B, "forgotten", recognised=recognised(5)))
    found = decide(*visits, deal=deal)
    assert told(found) == "A: A 100"
    assert found.rules == ("F-05", "F-17")
    assert found.grounds[0].reason == ("same_day", {"original": A})
    assert served(found) == [(B, "F-05", 0)]


@pytest.mark.parametrize(
    "known", [None, recognised(5, hour=19), recognised(12)], ids=str
)
def test_a_deal_on_the_spot_before_recognition_is_the_new_reps(known):
    """F-05: recognised never, later that day or the next week."""
    visits = (visit(0), visit(5, B, "forgotten", recognised=known))
    assert outcome(*visits, deal=5) == ("B: B 100", "F-05", "on_the_spot")


def test_who_is_recognised_within_the_month_is_shared():
    """F-05: the new rep goes on, half each, by the earlier rep's name."""
    visits = (visit(0), visit(5, B, "forgotten", recognised=recognised(10)))
    assert outcome(*visits, deal=20) == ("B: B 50, A 50", "F-05", "in_time")
    found = decide(*visits, deal=20)
    assert found.grounds[0].reason == ("in_time", {"original": A})
    assert [share.rule for share in found.shares] == ["F-17", "F-05"]


@pytest.mark.parametrize("known", [None, recognised(60)], ids=["never", "too late"])
def test_who_is_not_recognised_within_the_month_is_the_new_reps(known):
    """F-05: that a month has passed changes nothing."""
    visits = (visit(0), visit(5, B, "forgotten", recognised=known))
    assert outcome(*visits, deal=20) == ("B: B 100", "F-05", "not_recognised")


def test_who_stands_in_for_an_absent_rep_has_nothing():
    """F-10 A: the last in the rota receives as an obligation."""
    visits = (visit(0), visit(5, B, "returning", for_rep=A))
    assert outcome(*visits, deal=5) == ("A: A 100", "F-17", "registered")
    [one] = decide(*visits, deal=5).served
    assert (one.visit, one.rep, one.rule, one.percent) == (130, B, "F-10", 0)


def test_a_deal_that_same_day_is_shared_with_who_received_in_turn():
    """F-10 B (004): half each that same day, otherwise an obligation."""
    visits = (visit(0), visit(5, B, "returning", for_rep=A))
    that_day = decide(*visits, deal=5, settings=ROTA)
    assert told(that_day) == "A: A 50, B 50"
    assert that_day.grounds[0].reason == ("stood_in", {"rep": B})
    assert that_day.rules == ("F-10", "F-17")
    assert served(that_day) == [(B, "F-10", 50)]
    later = decide(*visits, deal=6, settings=ROTA)
    assert told(later) == "A: A 100"
    assert served(later) == [(B, "F-10", 0)]


def test_without_a_serious_fault_the_first_rep_keeps_the_customer():
    """F-06 a, b: no change of rep, no change of rights."""
    assert outcome(visit(0), deal=0) == ("A: A 100", "F-17", "registered")


def test_after_a_serious_fault_the_first_rep_has_no_rights():
    """F-06 c: the customer counts as new, the next rep has it all."""
    visits = (visit(0), visit(0, B, hour=12, change="as_new", before=A))
    found = decide(*visits, deal=20)
    assert told(found) == "B: B 100"
    assert found.rules == ("F-06", "F-17")
    assert found.grounds[0].reason == ("lost_rights", {"rep": A})


def test_who_was_named_at_entry_has_the_customer():
    """F-11: named before the reception proper began."""
    found = outcome(visit(0, B, "designated"), deal=3)
    assert found == ("B: B 100", "F-11", "designated")


def test_who_merely_knows_the_visitor_has_nothing():
    """F-11 (004): not named, so the rota's."""
    assert outcome(visit(0, B), deal=3) == ("B: B 100", "F-17", "registered")


def test_who_was_announced_is_the_reps_even_if_away():
    """F-21 a: the last in the rota receives as an obligation."""
    found = decide(visit(0, B, "introduced", for_rep=A), deal=0)
    assert told(found) == "A: A 100"
    assert found.rules == ("F-21",)
    assert found.grounds[0].reason == ("introduced", {"rep": A})
    assert served(found) == [(B, "F-21", 0)]


def test_who_is_brought_and_asks_for_a_rep_is_that_reps():
    """F-07, F-21 b."""
    found = outcome(visit(0, A, "introduced"), deal=0)
    assert found == ("A: A 100", "F-21", "introduced")


def test_who_is_sent_without_notice_is_who_received():
    """F-14, F-21 c."""
    assert outcome(visit(0, B, sent=True), deal=0) == ("B: B 100", "F-21", "sent")


@pytest.mark.parametrize("deal", [0, 20])
def test_who_was_named_midway_has_the_smaller_part(deal):
    """F-12: 70 % first rep, 30 % whom the customer named."""
    visits = (visit(0), visit(0, B, "designated", hour=12, change="named", before=A))
    assert outcome(*visits, deal=deal) == ("A: A 70, B 30", "F-12", "named")


def test_who_instigated_a_change_has_nothing():
    """F-12: all of it is the first rep's."""
    named = visit(0, B, "designated", hour=12, change="instigated", before=A)
    found = decide(visit(0), named, deal=0)
    assert told(found) == "A: A 100"
    assert found.grounds[0].rule == "F-12"
    assert found.grounds[0].reason == ("instigated", {"named": B})


@pytest.mark.parametrize("settings", [SETTINGS, ROTA], ids=["last", "rota"])
def test_a_registered_customer_who_insists_on_another(settings):
    """F-13: an obligation at most, on the day of the deal too."""
    visits = (visit(0), visit(5, B, "obligation", for_rep=A))
    found = decide(*visits, deal=5, settings=settings)
    assert told(found) == "A: A 100"
    assert served(found) == [(B, "F-13", 0)]


def test_whom_an_executive_picked_has_nothing():
    """F-15: all of it is the pool's."""
    visits = (visit(0, B, "company"), visit(3, B, "returning"))
    found = decide(*visits, deal=3, company=company(picked=True))
    assert told(found) == "pool: pool 100"
    assert found.grounds[0].reason == ("picked", {})
    assert served(found) == [(B, "F-15", 0)]


def test_introduced_by_the_company_only():
    """F-15: 70 % the rep who did it all, 30 % the pool."""
    found = outcome(visit(0, B, "company"), deal=9, company=company())
    assert found == ("B: B 70, pool 30", "F-15", "introduced_by_company")


def test_arranged_by_the_company_with_a_rep_for_the_after_sales():
    """F-15: 30 % the rep, 70 % the pool, whose customer it is."""
    found = decide(deal=0, company=company(arranged=True, after_sales=B))
    assert told(found) == "pool: pool 70, B 30"
    assert (found.rules, found.shares[1].party) == (("F-15",), "rep")
    assert found.grounds[0].reason == ("after_sales", {"rep": B})


def test_arranged_by_the_company_with_other_staff_after():
    """F-15: all of it is the pool's."""
    found = outcome(deal=0, company=company(arranged=True))
    assert found == ("pool: pool 100", "F-15", "arranged")


@pytest.mark.parametrize("values", [{}, {"picked": True}, {"arranged": True}], ids=str)
def test_who_was_on_the_floor_first_is_no_company_customer(values):
    """F-15: whatever the company did after."""
    found = outcome(visit(0), deal=3, company=company(1, **values))
    assert found == ("A: A 100", "F-17", "registered")


def test_a_valid_referral_gives_the_introducer_a_part():
    """F-16: 30 % introducer, 70 % who received."""
    found = decide(visit(0, B, "referral"), deal=0, referral=referred())
    assert told(found) == "B: B 70, staff 30"
    assert [share.party for share in found.shares] == ["rep", "employee"]
    assert found.rules == ("F-16", "F-17")


@pytest.mark.parametrize("state", ["registered", "kept", "lapsed", "invalid"])
def test_any_other_referral_gives_nothing(state):
    """F-16: not kept, not confirmed, or the floor was first."""
    found = outcome(visit(0, B), deal=0, referral=referred(state))
    assert found == ("B: B 100", "F-17", "registered")


def test_spouses_registered_by_two_reps_are_both():
    """F-20: both serve, half each."""
    found = decide(visit(0), kin=(kin(visit(2, B)),), deal=20)
    assert (found.owner, told(found)) == ("joint", "A B: A 50, B 50")
    assert found.rules == ("F-20", "F-17")
    assert found.grounds[0].reason == ("kin", {"relation": "spouse"})


def test_of_two_registrations_the_earlier_one_wins():
    """F-19: whichever was entered first."""
    visits = (visit(0), visit(5, C), visit(6, B))
    found = decide(*visits, deal=20)
    assert told(found) == "A: A 100"
    assert found.rules == ("F-19",)
    assert found.grounds[0].reason == ("earlier", {"rep": A, "others": [B, C]})
    late = visit(0, entered_at=moment(9))
    assert outcome(late, visit(5, B), deal=20) == ("B: B 100", "F-19", "earlier")


@pytest.mark.parametrize("what", [("name",), ("unit",), ("name", "unit")])
def test_a_change_of_name_or_unit_changes_nothing(what):
    """F-22: rep and commission stay, whoever knows the new name."""
    visits = (visit(0), visit(5, B, "returning", for_rep=A))
    stood = decide(*visits, deal=5, referral=referred(), settings=ROTA)
    assert told(stood) == "A: A 35, B 35, staff 30"
    late = (kin(visit(0, D)),)
    found = decide(visit(0, C), kin=late, deal=5, changed=what, stood=stood)
    assert (found.reps, found.shares) == (stood.reps, stood.shares)
    assert found.served == stood.served
    assert [it.rule for it in found.grounds] == ["F-22"]
    assert found.grounds[0].reason == ("changed", {"what": what})


def test_a_change_without_a_record_is_decided_as_it_was_at_the_deal():
    """F-22: the change is told, and has no say."""
    found = decide(visit(0), visit(9, B), deal=3, changed=("name",))
    assert told(found) == "A: A 100"
    assert found.rules == ("F-22", "F-17")


@pytest.mark.parametrize(
    "visits",
    [(), (visit(0, approved=False),), (visit(0, entered_at=None),)],
    ids=["no visit", "not approved", "not entered"],
)
def test_what_the_rules_leave_open_is_left_to_people(visits):
    """F-23: nothing counts that could decide, nor what is left of a part."""
    assert attribution.decide(facts(*visits, deal=0), SETTINGS) is None
    introduced = facts(*visits, deal=0, company=company())
    assert attribution.decide(introduced, SETTINGS) is None


def test_what_the_director_approved_holds():
    """F-23: the shares as they were approved."""
    shares = tuple(
        Share(party=party, person=person, percent=Decimal(percent), rule="F-23")
        for party, person, percent in (
            ("rep", A, "33.33"),
            ("rep", B, "46.67"),
            ("pool", None, "20"),
        )
    )
    found = decide(visit(0, C), deal=3, ruling=Ruling(reps=(A,), shares=shares))
    assert (found.owner, found.reps, found.shares) == ("rep", (A,), shares)
    assert found.grounds[0].reason == ("ruled", {})


def test_a_call_is_never_evidence():
    """F-08: whoever took it, and however early."""
    call = visit(0, register="calls")
    assert attribution.decide(facts(call, deal=3), SETTINGS) is None
    assert outcome(call, visit(1, B), deal=3) == ("B: B 100", "F-17", "registered")


def test_a_ruling_goes_before_a_change_of_name():
    """F-22, F-23: decided for this very customer, whenever."""
    shares = (Share(party="rep", person=D, percent=Decimal(100), rule="F-23"),)
    stood = decide(visit(0), deal=3)
    ruling = Ruling(reps=(D,), shares=shares)
    found = decide(visit(0), deal=3, changed=("name",), stood=stood, ruling=ruling)
    assert told(found) == "D: D 100"


def test_another_addons_rule_takes_its_place_in_the_order():
    """F-17: a rule of its own before ours, and ours where it has no say."""

    def vip(known, settings):
        if not known.extra.get("vip"):
            return None
        part = attribution.Part(person=D, owns=True)
        return attribution.Division(rule="V-1", reason=("vip", {}), parts=(part,))

    rules = (vip, *attribution.RULES)
    plain = facts(visit(0), deal=3)
    assert told(attribution.decide(plain, SETTINGS, rules)) == "A: A 100"
    special = replace(plain, extra={"vip": True})
    assert told(attribution.decide(special, SETTINGS, rules)) == "D: D 100"
