"""Tests of whose customer it is: its settings and its limits."""

from dataclasses import replace

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

from odoo.addons.sales_floor.policies import attribution, history, registration
from odoo.addons.sales_floor.policies.history import Settings

SETTINGS = Settings()
ROTA = Settings(stand_in="rota")


def decide(*visits, **values):
    settings = replace(SETTINGS, **values.pop("settings", {}))
    return attribution.decide(facts(*visits, **values), settings)


def whose(*visits, **values):
    return told(decide(*visits, **values))


# -- F-05: the visitor who recalls nobody --


def forgot(day=5, known=None, rep=B, **values):
    return visit(day, rep, "forgotten", recognised=known, **values)


@pytest.mark.parametrize(
    ("start", "month", "days", "expected"),
    [
        # from 7 March: a calendar month ends on 7 April, 30 days on 6 April
        (0, ("months", 1), 31, "B: B 50, A 50"),
        (0, ("months", 1), 32, "B: B 100"),
        (0, ("days", 30), 30, "B: B 50, A 50"),
        (0, ("days", 30), 31, "B: B 100"),
        # from 31 March: on 30 April
        (24, ("months", 1), 30, "B: B 50, A 50"),
        (24, ("months", 1), 31, "B: B 100"),
        # from 31 January 2027: on 28 February
        (330, ("months", 1), 28, "B: B 50, A 50"),
        (330, ("months", 1), 29, "B: B 100"),
    ],
)
def test_the_last_day_of_the_month_is_still_in_time(start, month, days, expected):
    """F-05: recognised within one month, by the calendar or 30 days."""
    known = recognised(start + days)
    visits = (visit(start, hour=9), forgot(start, known))
    found = whose(*visits, deal=start + 2, day=999, settings={"month": month})
    assert found == expected


def test_the_same_day_is_a_day_and_not_24_hours():
    """F-05: recognised that day before the deal, or on the day after."""
    assert whose(visit(0), forgot(known=recognised(5, hour=23)), deal=6) == "A: A 100"
    found = whose(visit(0), forgot(known=recognised(6, hour=0)), deal=6)
    assert found == "B: B 50, A 50"


@pytest.mark.parametrize(
    ("hour", "expected"), [(17, "A: A 100"), (18, "A: A 100"), (19, "B: B 100")]
)
def test_on_the_day_of_the_deal_recognition_must_come_before_it(hour, expected):
    """F-05: a deal on the spot before recognition is the new rep's."""
    visits = (visit(0), forgot(known=recognised(5, hour=hour)))
    assert whose(*visits, deal=5, hour=18) == expected


def test_without_a_deal_it_is_the_same():
    """F-05: whose customer it is has an answer at any time."""
    assert whose(visit(0), forgot(known=recognised(5))) == "A: A 100"
    assert whose(visit(0), forgot(known=recognised(9))) == "B: B 50, A 50"
    assert whose(visit(0), forgot()) == "B: B 100"


@pytest.mark.parametrize(("day", "late"), [(20, False), (21, True)])
def test_recognition_after_the_deal_is_a_setting(day, late):
    """F-05: within the month it is shared, cfg unless that was after the deal."""
    visits = (visit(0), forgot(known=recognised(day)))
    assert whose(*visits, deal=20) == "B: B 50, A 50"
    found = whose(*visits, deal=20, settings={"recognised_after_deal": False})
    assert found == ("B: B 100" if late else "B: B 50, A 50")


def test_whether_the_register_recognises_is_a_setting():
    """F-05: cfg whether a match in the register counts as recognition."""
    visits = (visit(0), forgot(known=recognised(9, by="register")))
    assert whose(*visits, deal=20) == "B: B 100"
    matches = {"match_recognises": True}
    assert whose(*visits, deal=20, settings=matches) == "B: B 50, A 50"
    seen = (visit(0), forgot(known=recognised(9, by="visitor")))
    assert whose(*seen, deal=20) == "B: B 50, A 50"


@pytest.mark.parametrize(("until", "is_original"), [(5, True), (4, False)])
def test_an_expired_original_registration_is_none_unless_set_otherwise(
    until, is_original
):
    """F-05, F-17: cfg after the original registration expired."""
    for known, expected in (
        (recognised(5), "A: A 100"),
        (recognised(9), "B: B 50, A 50"),
    ):
        visits = (visit(0, until=until), forgot(known=known))
        found = whose(*visits, deal=7)
        assert found == (expected if is_original else "B: B 100")
    visits = (visit(0, until=until), forgot(known=recognised(9)))
    found = whose(*visits, deal=7, settings={"expired_original": True})
    assert found == "B: B 50, A 50"


@pytest.mark.parametrize(
    "visits",
    [
        (),
        (visit(0, approved=False),),
        (visit(0, C),),
        (visit(6),),
        (visit(0, A, change="named", before=C),),
    ],
    ids=["none", "not approved", "another's", "later", "named midway"],
)
def test_who_never_registered_the_customer_before_is_no_original(visits):
    """F-05: the original rep is one by the register."""
    found = decide(*visits, forgot(known=recognised(9)), deal=20)
    assert told(found) == "B: B 100"
    assert found.grounds[0].reason == ("not_recognised", {})


def test_nobody_is_their_own_original():
    """F-05: who receives a customer is no rep of an earlier visit by that."""
    found = decide(forgot(known=recognised(9, B)), deal=20)
    assert (told(found), found.grounds[0].reason[0]) == ("B: B 100", "not_recognised")


def test_who_forgot_twice_is_taken_as_the_last_time():
    """F-05: what was before counts for the original of the last time alone."""
    visits = (visit(0), forgot(3, recognised(9)), forgot(5, None, C))
    assert whose(*visits, deal=20) == "C: C 100"
    again = (visit(0), forgot(3, recognised(9)), forgot(5, recognised(9, B), C))
    assert whose(*again, deal=20) == "C: C 50, B 50"
    same_day = (visit(0), forgot(3, recognised(9)), forgot(5, recognised(5, B), C))
    found = decide(*same_day, deal=20)
    assert told(found) == "B: B 50, A 50"
    assert [it.reason[0] for it in found.grounds] == [
        "same_day",
        "in_time",
        "registered",
    ]


def test_a_forgotten_visit_that_does_not_count_decides_nothing():
    """F-05, F-18: nor one received in the rep's place."""
    found = whose(visit(0), forgot(known=recognised(9), approved=False), deal=20)
    assert found == "A: A 100"
    assert whose(visit(0), forgot(for_rep=A), deal=20) == "A: A 100"


def test_the_new_reps_half_goes_on_by_the_rules():
    """F-05, F-17: later visits count as ever."""
    visits = (visit(0), forgot(known=recognised(6), until=3), visit(9, A, "returning"))
    assert whose(*visits, deal=10) == "A: A 100"
    assert whose(*visits, deal=8) == "B: B 50, A 50"


def test_whether_f_05_goes_before_f_19_is_a_setting():
    """F-05, F-19: else the earlier registration wins; the same day stays as it is."""
    last = {"forgotten_first": False}
    for known in (None, recognised(9), recognised(60)):
        assert whose(visit(0), forgot(known=known), deal=20, settings=last) == (
            "A: A 100"
        )
    for deal in (5, 20):
        found = decide(visit(0), forgot(), deal=deal, settings=last)
        assert (told(found), found.rules) == ("A: A 100", ("F-19",))
    same_day = decide(visit(0), forgot(known=recognised(5)), settings=last)
    assert same_day.grounds[0].reason[0] == "same_day"


# -- F-06, F-12: changes of rep --


def test_who_lost_the_rights_may_earn_them_anew():
    """F-06: what comes after the change counts, what others had before as well."""
    changed = visit(1, B, change="as_new", before=A, until=3)
    assert whose(visit(0), changed, deal=3) == "B: B 100"
    assert whose(visit(0), changed, visit(2), deal=5) == "A: A 100"
    assert whose(visit(0, C), visit(0, A, hour=9), changed, deal=3) == "C: C 100"
    at_once = replace(visit(1), key=99, entered_at=moment(0))
    assert whose(visit(0), changed, at_once, deal=3) == "B: B 100"


def test_who_received_in_the_owners_place_has_nothing_by_that_alone():
    """F-13: an obligation; only a rule that says so gives a part."""
    [served] = history.in_place((visit(0, B, "obligation"),))
    assert (served.rep, served.rule, served.percent) == (B, "F-13", 0)


def test_two_changes_as_new_leave_the_last_rep():
    """F-06: each first one loses every right."""
    one = visit(1, B, change="as_new", before=A)
    other = visit(2, C, change="as_new", before=B)
    found = decide(visit(0), one, other, deal=3)
    assert told(found) == "C: C 100"
    assert found.rules == ("F-06", "F-17")
    rights = [it.reason[1] for it in found.grounds if it.rule == "F-06"]
    assert rights == [{"rep": A}, {"rep": B}]


def test_a_change_takes_effect_before_the_new_visit_counts():
    """F-06: the manager decided; the new form may still wait for approval."""
    changed = visit(1, B, change="as_new", before=A, approved=False)
    assert decide(visit(0), changed, deal=3) is None


def test_whom_a_customer_named_has_a_part_of_the_first_reps_only():
    """F-12: nothing where the first rep has nothing."""
    named = visit(5, C, "designated", hour=12, change="named", before=B)
    assert whose(visit(0), visit(5, B), named, deal=6) == "A: A 100"
    assert decide(named, deal=6) is None
    twice = visit(0, D, "designated", hour=14, change="named", before=A)
    first = visit(0, C, "designated", hour=12, change="named", before=A)
    assert whose(visit(0), first, twice, deal=6) == "A: A 49, C 21, D 30"


# -- F-10, F-13, F-21: who received in the owner's place --


def test_of_several_that_day_the_last_who_stood_in_has_the_part():
    """F-10 B: the deal was made with them; all who stood in are told."""
    visits = (
        visit(0),
        visit(5, C, "returning", hour=12, for_rep=A),
        visit(5, B, "returning", hour=11, for_rep=A),
        visit(4, D, "returning", for_rep=A),
        visit(5, A, "returning", hour=9),
    )
    found = attribution.decide(facts(*visits, deal=5), ROTA)
    assert told(found) == "A: A 50, C 50"
    assert [(it.rep, it.percent) for it in found.served] == [(B, 0), (C, 50), (D, 0)]


def test_nobody_stands_in_for_a_deal_that_is_not_made():
    """F-10 B: without a deal there is nothing to share."""
    visits = (visit(0), visit(5, B, "returning", for_rep=A))
    assert told(attribution.decide(facts(*visits, day=5), ROTA)) == "A: A 100"
    assert attribution.decide(facts(deal=5), ROTA) is None


# -- F-15, F-16: who came through somebody --


@pytest.mark.parametrize(("hour", "is_company"), [(9, True), (10, True), (11, False)])
def test_the_company_must_be_asked_before_the_first_visit(hour, is_company):
    """F-15: on the same day it is the hour that counts."""
    asked = company(0, hour)
    found = whose(visit(0), deal=3, company=asked)
    assert found == ("A: A 70, pool 30" if is_company else "A: A 100")


@pytest.mark.parametrize(("day", "is_company"), [(30, False), (31, True)])
def test_an_expired_registration_does_not_keep_the_company_out(day, is_company):
    """F-15, F-17: on its last day it still does."""
    visits = (visit(0), visit(40, B, "company"))
    found = whose(*visits, deal=40, company=company(day))
    assert found == ("B: B 70, pool 30" if is_company else "B: B 100")


def test_a_visit_that_does_not_count_does_not_keep_the_company_out():
    """F-15, F-18: nor whom a customer named midway."""
    for first in (visit(0, approved=False), visit(0, C, change="named", before=D)):
        visits = (first, visit(5, B, "company"))
        found = whose(*visits, deal=5, company=company(3))
        assert found == "B: B 70, pool 30"


@pytest.mark.parametrize(
    ("day", "expected"), [(-3, "B: B 70, staff 30"), (-2, "B: B 70, pool 30")]
)
def test_of_company_and_employee_whoever_came_first_has_the_part(day, expected):
    """F-15, F-16: never both; on a tie the company."""
    values = {"deal": 0, "company": company(-2), "referral": referred(day=day)}
    assert whose(visit(0, B), **values) == expected


def test_a_referral_that_is_not_valid_does_not_keep_the_company_out():
    """F-15, F-16: it has to be signed."""
    values = {"company": company(-2), "referral": referred("kept", day=-3)}
    assert whose(visit(0, B), deal=0, **values) == "B: B 70, pool 30"


def test_who_came_through_the_company_stays_so_whoever_forgets_whom():
    """F-15, F-20: what was looked at is not asked again of a part."""
    visits = (visit(0), forgot(known=recognised(9)))
    assert whose(*visits, deal=20, company=company(2)) == "B: B 50, A 50"
    found = whose(visit(0), deal=20, company=company(2), kin=(kin(visit(5, B)),))
    assert found == "A B: A 50, B 50"


def test_two_roles_of_one_person_are_one_share():
    """F-16: a rep who refers a customer and receives them has it all."""
    own = replace(referred(), referrer=B)
    [share] = decide(visit(0, B), deal=0, referral=own).shares
    assert (share.party, share.person, share.percent) == ("rep", B, 100)
    assert share.rule == "F-17"
    midway = visit(0, B, "designated", hour=12, change="named", before=A)
    assert whose(visit(0), midway, deal=0, referral=own) == "A: A 49, B 51"


# -- F-17, F-19: registrations --


def test_the_day_of_the_deal_counts_not_today():
    """F-17: what expired since, and who came since, change nothing."""
    visits = (visit(0), visit(20, B))
    assert whose(*visits, deal=30, day=99) == "A: A 100"
    assert whose(*visits, deal=31, day=99) == "B: B 100"
    assert whose(*visits, day=30) == "A: A 100"
    assert whose(*visits, day=31) == "B: B 100"


@pytest.mark.parametrize(("hour", "expected"), [(18, "B: B 100"), (17, "A: A 100")])
def test_who_came_after_the_deal_has_no_part_in_it(hour, expected):
    """F-22: on the day of the deal it is the hour that counts."""
    late = visit(3, B, hour=18, entered_at=moment(-9))
    assert whose(visit(0), late, deal=3, hour=hour) == expected


def test_what_expired_stands_or_is_nobodys():
    """F-17: cfg what expiry frees."""
    found = decide(visit(0), deal=31)
    assert (told(found), found.grounds[0].reason[0]) == ("A: A 100", "expired")
    assert decide(visit(0), deal=30).grounds[0].reason[0] == "registered"
    void = {"register": registration.Settings(expiry="void")}
    found = decide(visit(0), deal=31, settings=void)
    assert (told(found), found.rules) == ("pool: pool 100", ("F-17",))
    assert found.grounds[0].reason == ("void", {})
    assert whose(visit(0), deal=30, settings=void) == "A: A 100"
    assert decide(deal=31, settings=void) is None


# -- F-20: spouses --


def test_spouses_of_one_rep_are_one_reps():
    """F-20: nothing to share; nor where one of them is registered by nobody."""
    assert whose(visit(0), kin=(kin(visit(2, A)),), deal=20) == "A: A 100"
    assert whose(visit(0), kin=(kin(),), deal=20) == "A: A 100"
    assert decide(kin=(kin(visit(2, B)),), deal=20) is None


@pytest.mark.parametrize("expired", [visit(0, until=9), visit(2, B, until=9)])
def test_spouses_are_both_registered_at_the_deal(expired):
    """F-17, F-20: what expired is no registration where expiry is final."""
    one, other = (expired, visit(2, B)) if expired.rep == A else (visit(0), expired)
    void = {"register": registration.Settings(expiry="void")}
    found = decide(one, kin=(kin(other),), deal=20, settings=void)
    assert "F-20" not in found.rules


@pytest.mark.parametrize(
    ("visited", "expected"), [(20, "A B: A 50, B 50"), (21, "A: A 100")]
)
def test_the_spouse_visited_before_the_deal(visited, expected):
    """F-20: separately, but before the deal."""
    assert whose(visit(0), kin=(kin(visit(visited, B)),), deal=20) == expected


@pytest.mark.parametrize(("day", "late"), [(20, False), (21, True)])
def test_spouses_found_only_after_the_deal_are_a_setting(day, late):
    """F-20: cfg found only after the deal."""
    spouse = (kin(visit(2, B), day=day),)
    found = whose(visit(0), kin=spouse, deal=20)
    assert found == ("A: A 100" if late else "A B: A 50, B 50")
    settings = {"kin_after_deal": True}
    found = whose(visit(0), kin=spouse, deal=20, settings=settings)
    assert found == "A B: A 50, B 50"
    assert whose(visit(0), kin=spouse) == "A B: A 50, B 50"


def test_further_kin_is_a_setting():
    """F-20: cfg which relatives count; the buyer's rep has the larger part."""
    family = (kin(visit(2, B), relation="parent"), kin(visit(3, C)))
    assert whose(visit(0), kin=family, deal=20) == "A C: A 50, C 50"
    settings = {"kin": frozenset({"spouse", "parent"})}
    found = whose(visit(0), kin=family, deal=20, settings=settings)
    assert found == "A C B: A 25, C 25, B 50"


def test_each_spouse_is_looked_at_by_all_rules():
    """F-05, F-12, F-20: the spouse's half is shared as theirs alone would be."""
    theirs = (visit(0, B), forgot(5, recognised(9, B), C))
    found = decide(visit(0), kin=(kin(*theirs),), deal=20)
    assert told(found) == "A C: A 50, C 25, B 25"


def test_whether_f_20_goes_before_f_19_is_a_setting():
    """F-19, F-20: else the earlier registration of the household wins."""
    settings = {"kin_first": False}
    for one, other, expected in ((0, 2, "A: A 100"), (2, 0, "B: B 100")):
        spouse = (kin(visit(other, B)),)
        found = decide(visit(one, A), kin=spouse, deal=20, settings=settings)
        assert (told(found), found.rules) == (expected, ("F-19",))
        assert [it.reason[0] for it in found.grounds] == ["household", "earlier"]
