"""Tests of whose customer it is: each row of the decision table, and its edges."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from odoo.addons.sales_floor.policies import attribution, history, registration
from odoo.addons.sales_floor.policies.history import (
    Company,
    Deal,
    Facts,
    Kin,
    Recognition,
    Referral,
    Ruling,
    Settings,
    Share,
    Visit,
)

DAY = date(2026, 3, 7)
A, B, C, D, STAFF = 1001, 1002, 1003, 1004, 2001
SETTINGS = Settings()
ROTA = Settings(stand_in="rota")


def moment(day, hour=10):
    return datetime.combine(DAY + timedelta(day), time(hour))


def visit(day, rep=A, kind="new", *, hour=10, **values):
    """An approved visit so many days after the first, valid for 30 days."""
    on = DAY + timedelta(day)
    values = {
        "approved": True,
        "entered_at": moment(day, hour + 1),
        "valid_until": registration.last_day(on, ("days", 30)),
        **values,
    }
    key = day * 24 + hour
    return Visit(key=key, rep=rep, at=moment(day, hour), on=on, kind=kind, **values)


def recognised(day, original=A, *, hour=12, by="rep"):
    on = DAY + timedelta(day)
    return Recognition(original=original, at=moment(day, hour), on=on, by=by)


def deal(day, hour=18):
    return Deal(at=moment(day, hour), on=DAY + timedelta(day))


def facts(*visits, day=60, **values):
    if isinstance(values.get("deal"), int):
        values["deal"] = deal(values["deal"])
    return Facts(day=DAY + timedelta(day), visits=visits, **values)


def given(found):
    """Whose it is, and the parts by person in percent, the pool's under None."""
    assert sum(share.percent for share in found.shares) == 100
    return found.reps, {share.person: share.percent for share in found.shares}


def decide(*visits, settings=SETTINGS, **values):
    found = attribution.decide(facts(*visits, **values), settings)
    assert found.owner == {0: "pool", 1: "rep"}.get(len(found.reps), "joint")
    return found


def outcome(*visits, settings=SETTINGS, **values):
    """Whose, the parts in percent, and the first rule with its reason."""
    found = decide(*visits, settings=settings, **values)
    reps, shares = given(found)
    ground = found.grounds[0]
    return reps, shares, (ground.rule, ground.reason[0])


# -- the decision table, row by row --


@pytest.mark.parametrize("rep", [A, B])
def test_row_1_a_new_visitor_is_the_reps_who_received_in_turn(rep):
    """Rows 1, 3 to 6 and 36; F-01, F-02, F-03, F-09: whoever's turn it was at last."""
    expected = ((rep,), {rep: 100}, ("F-17", "registered"))
    assert outcome(visit(0, rep), deal=0) == expected


def test_row_8_who_returns_is_the_reps_on_record():
    """Row 8; F-04, F-10: the register decides."""
    visits = (visit(0), visit(5, A, "returning"))
    assert outcome(*visits, deal=5) == ((A,), {A: 100}, ("F-17", "registered"))


def test_row_9_who_is_recognised_the_same_day_is_the_original_reps():
    """Row 9; F-05: the new rep has nothing of it, as long as there was no deal."""
    visits = (visit(0), visit(5, B, "forgotten", recognised=recognised(5)))
    for day in (5, 20):
        found = decide(*visits, deal=day)
        assert given(found) == ((A,), {A: 100})
        assert found.rules == ("F-05", "F-17")
        assert found.grounds[0].reason == ("same_day", {"original": A})
        assert [(it.rep, it.percent, it.rule) for it in found.served] == [
            (B, 0, "F-05")
        ]


def test_row_10_a_deal_on_the_spot_before_recognition_is_the_new_reps():
    """Row 10; F-05: recognised never, later that day or the next week."""
    for known in (None, recognised(5, hour=19), recognised(12)):
        visits = (visit(0), visit(5, B, "forgotten", recognised=known))
        expected = ((B,), {B: 100}, ("F-05", "on_the_spot"))
        assert outcome(*visits, deal=5) == expected


def test_row_11_who_is_recognised_within_the_month_is_shared():
    """Row 11; F-05: the new rep goes on, half each."""
    visits = (visit(0), visit(5, B, "forgotten", recognised=recognised(10)))
    assert outcome(*visits, deal=20) == ((B,), {B: 50, A: 50}, ("F-05", "in_time"))


def test_row_12_who_is_not_recognised_within_the_month_is_the_new_reps():
    """Row 12; F-05: never, or too late."""
    for known in (None, recognised(60)):
        visits = (visit(0), visit(5, B, "forgotten", recognised=known))
        expected = ((B,), {B: 100}, ("F-05", "not_recognised"))
        assert outcome(*visits, deal=20) == expected


def test_row_13_who_stands_in_for_an_absent_rep_has_nothing():
    """Row 13; F-10 A: the last in the rota receives as an obligation."""
    visits = (visit(0), visit(5, B, "returning", for_rep=A))
    assert outcome(*visits, deal=5) == ((A,), {A: 100}, ("F-17", "registered"))
    [served] = decide(*visits, deal=5).served
    assert served == history.Served(visit=130, rep=B, rule="F-10", percent=Decimal(0))


def test_row_14_a_deal_that_same_day_is_shared_with_who_received_in_turn():
    """Row 14; F-10 B (004): half each that same day, otherwise an obligation."""
    visits = (visit(0), visit(5, B, "returning", for_rep=A))
    assert outcome(*visits, deal=5, settings=ROTA) == (
        (A,),
        {A: 50, B: 50},
        ("F-10", "stood_in"),
    )
    assert decide(*visits, deal=5, settings=ROTA).served[0].percent == 50
    later = outcome(*visits, deal=6, settings=ROTA)
    assert later == ((A,), {A: 100}, ("F-17", "registered"))
    assert decide(*visits, deal=6, settings=ROTA).served[0].percent == 0


def test_row_15_without_a_serious_fault_the_first_rep_keeps_the_customer():
    """Row 15; F-06 a, b: no change of rep, no change of rights."""
    assert outcome(visit(0), deal=0)[:2] == ((A,), {A: 100})


def test_row_16_after_a_serious_fault_the_first_rep_has_no_rights():
    """Row 16; F-06 c: the customer counts as new, the next rep has it all."""
    visits = (visit(0), visit(0, B, hour=12, change="as_new", before=A))
    found = decide(*visits, deal=20)
    assert given(found) == ((B,), {B: 100})
    assert found.rules == ("F-06", "F-17")
    assert found.grounds[0].reason == ("lost_rights", {"rep": A})


def test_row_17_who_was_named_at_entry_has_the_customer():
    """Row 17; F-11: named before the reception proper began."""
    found = outcome(visit(0, B, "designated"), deal=3)
    assert found == ((B,), {B: 100}, ("F-11", "designated"))


def test_row_18_who_merely_knows_the_visitor_has_nothing():
    """Row 18; F-11 (004): not named, so the rota's."""
    assert outcome(visit(0, B), deal=3)[:2] == ((B,), {B: 100})


def test_row_19_who_was_announced_is_the_reps_even_if_away():
    """Row 19; F-21 a: the last in the rota receives as an obligation."""
    found = decide(visit(0, B, "introduced", for_rep=A), deal=0)
    assert given(found) == ((A,), {A: 100})
    assert found.rules == ("F-21",)
    assert [(it.rep, it.percent, it.rule) for it in found.served] == [(B, 0, "F-21")]


def test_row_20_who_is_brought_and_asks_for_a_rep_is_that_reps():
    """Rows 2 and 20; F-07, F-21 b."""
    found = outcome(visit(0, A, "introduced"), deal=0)
    assert found == ((A,), {A: 100}, ("F-21", "introduced"))


def test_row_21_who_is_sent_without_notice_is_who_received():
    """Rows 2 and 21; F-14, F-21 c."""
    found = outcome(visit(0, B, sent=True), deal=0)
    assert found == ((B,), {B: 100}, ("F-21", "sent"))


@pytest.mark.parametrize("day", [0, 20])
def test_row_22_who_was_named_midway_has_the_smaller_part(day):
    """Row 22; F-12: 70 % first rep, 30 % whom the customer named."""
    visits = (visit(0), visit(0, B, "designated", hour=12, change="named", before=A))
    expected = ((A,), {A: 70, B: 30}, ("F-12", "named"))
    assert outcome(*visits, deal=day) == expected


def test_row_22_who_instigated_it_has_nothing():
    """Row 22; F-12: all of it is the first rep's."""
    named = visit(0, B, "designated", hour=12, change="instigated", before=A)
    expected = ((A,), {A: 100}, ("F-12", "instigated"))
    assert outcome(visit(0), named, deal=0) == expected


@pytest.mark.parametrize("settings", [SETTINGS, ROTA], ids=["last", "rota"])
def test_row_23_a_registered_customer_who_insists_on_another(settings):
    """Row 23; F-13: an obligation at most, on the day of the deal too."""
    visits = (visit(0), visit(5, B, "obligation", for_rep=A))
    found = decide(*visits, deal=5, settings=settings)
    assert given(found) == ((A,), {A: 100})
    assert [(it.rep, it.percent, it.rule) for it in found.served] == [(B, 0, "F-13")]


def company(day=0, hour=8, **values):
    return Company(at=moment(day, hour), on=DAY + timedelta(day), **values)


def test_row_24_whom_an_executive_picked_has_nothing():
    """Row 24; F-15: all of it is the pool's."""
    found = decide(visit(0, B, "company"), deal=0, company=company(picked=True))
    assert given(found) == ((), {None: 100})
    assert found.grounds[0].reason == ("picked", {})
    assert [(it.rep, it.percent, it.rule) for it in found.served] == [(B, 0, "F-15")]


def test_row_25_introduced_by_the_company_only():
    """Row 25; F-15: 70 % the rep who did it all, 30 % the pool."""
    found = outcome(visit(0, B, "company"), deal=9, company=company())
    expected = ((B,), {B: 70, None: 30}, ("F-15", "introduced_by_company"))
    assert found == expected


def test_row_26_arranged_by_the_company_with_a_rep_for_the_after_sales():
    """Row 26; F-15: 30 % the rep, 70 % the pool, whose customer it is."""
    arranged = company(arranged=True, after_sales=B)
    found = outcome(deal=0, company=arranged)
    assert found == ((), {B: 30, None: 70}, ("F-15", "after_sales"))


def test_row_27_arranged_by_the_company_with_other_staff_after():
    """Row 27; F-15: all of it is the pool's."""
    found = outcome(deal=0, company=company(arranged=True))
    assert found == ((), {None: 100}, ("F-15", "arranged"))


def test_row_28_who_was_on_the_floor_first_is_no_company_customer():
    """Row 28; F-15: whatever the company did after."""
    for values in ({}, {"picked": True}, {"arranged": True}):
        found = outcome(visit(0), deal=3, company=company(1, **values))
        assert found == ((A,), {A: 100}, ("F-17", "registered"))


def referral(state="confirmed", day=-2):
    return Referral(referrer=STAFF, registered_at=moment(day), state=state)


def test_row_29_a_valid_referral_gives_the_introducer_a_part():
    """Row 29; F-16: 30 % introducer, 70 % who received."""
    found = outcome(visit(0, B, "referral"), deal=0, referral=referral())
    assert found == ((B,), {B: 70, STAFF: 30}, ("F-16", "referred"))
    shares = decide(visit(0, B, "referral"), deal=0, referral=referral()).shares
    assert [(it.party, it.person) for it in shares] == [("rep", B), ("employee", STAFF)]


@pytest.mark.parametrize("state", ["registered", "kept", "lapsed", "invalid"])
def test_row_30_any_other_referral_gives_nothing(state):
    """Row 30; F-16: not kept, not confirmed, or the floor was first."""
    found = outcome(visit(0, B), deal=0, referral=referral(state))
    assert found == ((B,), {B: 100}, ("F-17", "registered"))


def spouse(*visits, day=10, relation="spouse"):
    return (Kin(found_at=moment(day), visits=visits, relation=relation),)


def test_row_31_spouses_registered_by_two_reps_are_both():
    """Row 31; F-20: both serve, half each."""
    found = decide(visit(0), kin=spouse(visit(2, B)), deal=20)
    assert (found.owner, given(found)) == ("joint", ((A, B), {A: 50, B: 50}))
    assert found.rules == ("F-20", "F-17")


def test_row_32_of_two_registrations_the_earlier_one_wins():
    """Row 32; F-19: whichever was entered first."""
    visits = (visit(0), visit(5, B))
    assert outcome(*visits, deal=20) == ((A,), {A: 100}, ("F-19", "earlier"))
    late = visit(0, entered_at=moment(9))
    assert outcome(late, visit(5, B), deal=20)[:2] == ((B,), {B: 100})


@pytest.mark.parametrize("what", [("name",), ("unit",), ("name", "unit")])
def test_row_33_a_change_of_name_or_unit_changes_nothing(what):
    """Row 33; F-22: rep and commission stay, whoever knows the new name."""
    visits = (visit(0), visit(5, B, "returning", for_rep=A))
    stood = decide(*visits, deal=20)
    found = decide(
        visit(0, C), kin=spouse(visit(0, D)), deal=20, changed=what, stood=stood
    )
    assert given(found) == ((A,), {A: 100})
    assert (found.shares, found.served) == (stood.shares, stood.served)
    assert [it.rule for it in found.grounds] == ["F-22"]
    assert found.grounds[0].reason == ("changed", {"what": what})


def test_row_34_what_the_rules_leave_open_is_left_to_people():
    """Row 34; F-23: nothing counts that could decide."""
    for visits in ((), (visit(0, approved=False),), (visit(0, entered_at=None),)):
        assert attribution.decide(facts(*visits, deal=0), SETTINGS) is None


def test_row_34_what_the_director_approved_holds():
    """Row 34; F-23: the shares as they were approved."""
    shares = (
        Share(party="rep", person=A, percent=Decimal("33.33"), rule="F-23"),
        Share(party="rep", person=B, percent=Decimal("46.67"), rule="F-23"),
        Share(party="pool", person=None, percent=Decimal(20), rule="F-23"),
    )
    ruling = Ruling(reps=(A,), shares=shares)
    found = decide(visit(0, C), deal=3, ruling=ruling)
    assert (found.owner, found.reps) == ("rep", (A,))
    assert set(found.shares) == set(shares)
    assert found.grounds[0].reason == ("ruled", {})


def test_row_35_a_call_is_never_evidence():
    """Row 35; F-08: whoever took it, and however early."""
    call = visit(0, register="calls")
    assert attribution.decide(facts(call, deal=3), SETTINGS) is None
    assert outcome(call, visit(1, B), deal=3)[:2] == ((B,), {B: 100})
