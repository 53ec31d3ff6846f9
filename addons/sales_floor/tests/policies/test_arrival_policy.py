"""Who receives a visitor."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from odoo.addons.sales_floor.policies import arrival
from odoo.addons.sales_floor.policies.arrival import (
    Facts,
    Reception,
    Record,
    Settings,
)

A, B, C, AWAY = 1001, 1002, 1003, 1009
READY = frozenset({A, B, C})
TODAY, YESTERDAY = date(2026, 3, 9), date(2026, 3, 8)
TOMORROW = date(2026, 3, 10)


def decide(settings=None, **facts):
    known = Facts(**{"ready": READY, "day": TODAY, **facts})
    return arrival.decide(known, Settings(**(settings or {})))


def by_rep(kind, rep, rule, key, **params):
    reason = (key, {"rep": rep, **params})
    return Reception(
        kind=kind, by="rep", rep=rep, effect="N", rule=rule, reason=reason, notes=()
    )


def by_rota(kind, rule, key, effect="C", **params):
    reason = (key, params)
    return Reception(
        kind=kind, by="rota", rep=None, effect=effect, rule=rule, reason=reason
    )


def by_last(kind, owner, rule, key, *notes):
    reason = (key, {"owner": owner})
    return Reception(
        kind=kind,
        by="last",
        rep=owner,
        effect="N",
        rule=rule,
        reason=reason,
        notes=notes,
    )


def test_a_new_customer_is_received_by_rota():
    """F-01: it uses a turn."""
    assert decide() == by_rota("new", "F-01", "new")


def test_who_needs_no_reception_uses_no_turn():
    """F-01: whoever they are and name."""
    found = Reception(
        kind="none",
        by="nobody",
        rep=None,
        effect="N",
        rule="F-01",
        reason=("no_reception", {}),
        notes=(),
    )
    assert decide(needs_reception=False) == found
    assert decide(needs_reception=False, named=A, record=Record(rep=A)) == found


@pytest.mark.parametrize("recalled", [A, B, AWAY, None])
def test_who_returns_goes_back_to_the_rep_the_register_says(recalled):
    """F-04, F-10: the register decides, not whom they recall."""
    found = decide(came_before=True, recalled=recalled, record=Record(rep=A))
    assert found == by_rep("returning", A, "F-04", "registered")


def test_who_says_they_never_came_is_found_in_the_register():
    """F-04, F-10: by the registration."""
    found = decide(record=Record(rep=A))
    assert found == by_rep("returning", A, "F-04", "registered")


def test_the_last_in_the_rota_receives_an_absent_rep_s_customer():
    """F-10: after 001, no turn, and tries to reach the rep."""
    found = decide(came_before=True, record=Record(rep=AWAY))
    assert found == by_last("returning", AWAY, "F-10", "owner_away", "reach_rep")


def test_or_the_rep_whose_turn_it_is_stands_in_and_keeps_it():
    """F-10: after 004, no turn either."""
    settings = {"stand_in": "rota"}
    found = decide(settings, came_before=True, record=Record(rep=AWAY))
    assert found == Reception(
        kind="returning",
        by="rota",
        rep=AWAY,
        effect="N",
        rule="F-10",
        reason=("owner_away_rota", {"owner": AWAY}),
        notes=("reach_rep",),
    )
    found = decide(settings, came_before=True, record=Record(rep=A))
    assert found == by_rep("returning", A, "F-04", "registered")


def test_who_recalls_a_rep_without_a_registration_goes_back_to_them_too():
    """F-04: handed to the colleague who received them."""
    found = decide(came_before=True, recalled=A)
    assert found == by_rep("returning", A, "F-04", "recalled")
    assert decide(recalled=A) == by_rota("new", "F-01", "new")


def test_without_a_registration_nobody_stands_in_for_a_recalled_rep():
    """F-05, F-10: what counts is the register."""
    found = decide(came_before=True, recalled=AWAY)
    assert found == by_rota("forgotten", "F-05", "not_registered")


def test_who_recalls_nobody_and_is_not_recognised_is_new():
    """F-05: to the next rep."""
    assert decide(came_before=True) == by_rota("forgotten", "F-05", "forgotten")


def test_the_company_may_say_that_such_a_reception_uses_no_turn():
    """F-04, F-05: as all later visits use none."""
    found = decide({"forgotten_uses_turn": False}, came_before=True)
    assert found == by_rota("forgotten", "F-05", "forgotten", effect="N")


def test_who_is_recognised_at_the_door_goes_back_to_the_original_rep():
    """F-05: where the register bears it out."""
    record = Record(rep=A)
    back = by_rep("returning", A, "F-05", "recognised")
    for match_recognises in (True, False):
        settings = {"match_recognises": match_recognises}
        found = decide(settings, came_before=True, record=record, recognised_by=A)
        assert found == back
    found = decide(came_before=True, record=record, recognised_by=A, recalled=B)
    assert found == by_rep("returning", A, "F-04", "registered")
    found = decide(came_before=True, recognised_by=A)
    assert found == by_rota("forgotten", "F-05", "forgotten")
    found = decide(came_before=True, record=Record(rep=AWAY), recognised_by=AWAY)
    assert found == by_last("returning", AWAY, "F-10", "owner_away", "reach_rep")


def test_a_match_in_the_register_may_be_no_recognition():
    """F-05: then who recalls nobody is new, unless somebody recognises somebody."""
    settings, facts = {"match_recognises": False}, {"came_before": True}
    facts["record"] = Record(rep=A)
    new = by_rota("forgotten", "F-05", "forgotten")
    assert decide(settings, **facts) == new
    assert decide(settings, **facts, recognised_by=B) == new
    back = by_rep("returning", A, "F-04", "registered")
    assert decide(settings, **facts, recalled=B) == back
    assert decide(settings, **facts, named=A) == back


def test_after_its_registration_expired_a_customer_is_anybody_s():
    """F-17: unless the company says that they are still the rep's."""
    facts = {"came_before": True, "record": Record(rep=A, in_force=False)}
    assert decide(**facts) == by_rota("new", "F-17", "expired")
    assert decide(**facts, recalled=A) == by_rota("new", "F-17", "expired")
    back = by_rep("returning", A, "F-04", "registered")
    assert decide({"expired_returns": True}, **facts) == back
    assert decide(**facts, named=B) == by_rep("designated", B, "F-11", "named")


def test_who_names_a_rep_at_entry_is_received_by_them():
    """F-11: it uses no turn."""
    assert decide(named=B) == by_rep("designated", B, "F-11", "named")
    forgot = decide(came_before=True, named=B)
    assert forgot == by_rep("designated", B, "F-11", "named")


def test_where_the_named_rep_cannot_receive_the_rota_applies():
    """F-11: there is nobody to honour it."""
    assert decide(named=AWAY) == by_rota("new", "F-11", "named_away", named=AWAY)


def test_that_a_rep_knows_a_new_customer_names_nobody():
    """F-11: after 004."""
    assert decide(recognised_by=A) == by_rota("new", "F-11", "only_recognised")


def test_a_registered_customer_is_not_given_another_rep():
    """F-13: in principle refused."""
    facts = {"came_before": True, "record": Record(rep=A), "named": B}
    refused = by_rep("returning", A, "F-13", "another_refused", named=B)
    assert decide(**facts) == refused
    insists = by_rep("obligation", B, "F-13", "insisted", owner=A)
    assert decide(**facts, insisted=True) == insists


def test_a_registered_customer_of_an_absent_rep_who_names_another():
    """F-13, F-10: gets them only where the manager yields."""
    facts = {"record": Record(rep=AWAY), "named": B}
    stand_in = by_last("returning", AWAY, "F-10", "owner_away", "reach_rep")
    assert decide(**facts) == stand_in
    insists = by_rep("obligation", B, "F-13", "insisted", owner=AWAY)
    assert decide(**facts, insisted=True) == insists


def test_nobody_is_given_another_rep_who_cannot_receive():
    """F-13, F-33: then their own receives, or who stands in."""
    facts = {"insisted": True, "named": AWAY}
    back = by_rep("returning", A, "F-04", "registered")
    assert decide(**facts, record=Record(rep=A)) == back
    facts = {"insisted": True, "named": A}
    assert decide(**facts, record=Record(rep=A)) == back


def test_who_insists_on_the_own_rep_gets_them():
    """F-13: that is no other one."""
    assert decide(named=A, insisted=True) == by_rep("designated", A, "F-11", "named")


def test_a_company_customer_is_received_by_rota():
    """F-15: executives had better designate nobody."""
    assert decide(company=True) == by_rota("company", "F-15", "company")


def test_a_rep_designated_all_the_same_uses_no_turn():
    """F-15: an obligation, whoever designates them."""
    obligation = by_rep("company", B, "F-15", "company_designated")
    assert decide(company=True, company_rep=B) == obligation
    assert decide(company=True, named=B) == obligation
    assert decide(company=True, company_rep=B, named=A) == obligation
    away = decide(company=True, company_rep=AWAY)
    assert away == by_rota("company", "F-15", "company")


def test_who_was_on_the_floor_first_is_no_company_customer():
    """F-15: the normal rules apply."""
    facts = {"company": True, "floor_first": True}
    assert decide(**facts) == by_rota("new", "F-01", "new")
    named = by_rep("designated", B, "F-11", "named")
    assert decide(**facts, company_rep=A, named=B) == named
    assert decide(company_rep=B) == by_rota("new", "F-01", "new")


def test_a_referred_customer_is_received_by_rota():
    """F-16: it uses a turn."""
    assert decide(referral="valid") == by_rota("referral", "F-16", "referral")
    named = by_rep("designated", B, "F-11", "named")
    assert decide(referral="valid", named=B) == named


@pytest.mark.parametrize(
    "facts",
    [
        {"referral": "lapsed"},
        {"referral": "registered"},
        {"referral": "valid", "floor_first": True},
    ],
)
def test_a_referral_without_effect_makes_a_new_customer(facts):
    """F-16: not kept, not confirmed, or the floor registered first."""
    assert decide(**facts) == by_rota("new", "F-16", "referral_invalid")


def test_an_announced_customer_is_received_by_the_rep():
    """F-21: (a) no turn, whether they name the rep or not."""
    facts = {"sent_by": A, "announced_for": TODAY}
    expected = by_rep("introduced", A, "F-21", "announced")
    assert decide(**facts) == expected
    assert decide(**facts, named=A) == expected
    named = by_rep("designated", B, "F-11", "named")
    assert decide(**facts, named=B) == named


def test_where_the_announced_rep_is_away_the_last_stands_in_and_takes_the_next():
    """F-21: (a) as an obligation, without a turn."""
    facts = {"sent_by": AWAY, "announced_for": date(2026, 3, 9)}
    notes = ("reach_rep", "takes_next")
    away = by_last("introduced", AWAY, "F-21", "announced_away", *notes)
    assert decide(**facts) == away
    assert decide(**facts, named=AWAY) == away
    settings = {"stand_in_takes_next": False}
    away = by_last("introduced", AWAY, "F-21", "announced_away", "reach_rep")
    assert decide(settings, **facts) == away


@pytest.mark.parametrize("day", [YESTERDAY, TOMORROW, None])
def test_an_announcement_holds_for_its_day(day):
    """F-21: (c) without notice they are whose turn it is."""
    found = decide(sent_by=A, announced_for=day)
    assert found == by_rota("new", "F-14", "sent")


def test_the_company_may_hear_no_announcements():
    """F-14, F-21: who is sent is new, unless they name somebody."""
    settings = {"announced_counts": False}
    facts = {"sent_by": A, "announced_for": TODAY}
    assert decide(settings, **facts) == by_rota("new", "F-14", "sent")
    named = by_rep("designated", A, "F-11", "named")
    assert decide(settings, **facts, named=A) == named


def test_nobody_announces_for_nobody():
    """F-21: it is to a rep that the old customer phoned."""
    assert decide(announced_for=TODAY) == by_rota("new", "F-01", "new")
    found = decide(brought=True)
    assert found == by_rota("new", "F-07", "brought_along")


def test_who_is_brought_and_asks_for_the_rep_is_received_by_them():
    """F-21, F-07: (b) both together are one reception."""
    facts = {"sent_by": A, "brought": True}
    found = decide(**facts, named=A)
    assert found == by_rep("introduced", A, "F-21", "brought")
    named = by_rep("designated", B, "F-11", "named")
    assert decide(**facts, named=B) == named
    unbrought = by_rep("designated", A, "F-11", "named")
    assert decide(sent_by=A, named=A) == unbrought


def test_where_the_rep_asked_for_is_away_the_last_stands_in_and_takes_the_next():
    """F-21: (b) as an obligation, without a turn."""
    facts = {"sent_by": AWAY, "brought": True, "named": AWAY}
    notes = ("reach_rep", "takes_next")
    away = by_last("introduced", AWAY, "F-21", "brought_away", *notes)
    assert decide(**facts) == away
    alone = by_rota("new", "F-11", "named_away", named=AWAY)
    assert decide(sent_by=AWAY, named=AWAY) == alone


def test_an_old_customer_with_a_new_one_is_one_reception():
    """F-07, F-14: where they ask for nobody it is by rota, and one turn."""
    found = decide(sent_by=A, brought=True)
    assert found == by_rota("new", "F-07", "brought_along")


def test_the_source_s_own_ways_hold_until_the_company_changes_them():
    """F-04, F-05, F-10, F-14, F-17, F-21: after 001."""
    assert Settings() == Settings(
        stand_in="last",
        match_recognises=True,
        expired_returns=False,
        forgotten_uses_turn=True,
        announced_counts=True,
        stand_in_takes_next=True,
    )
    assert Record(rep=A).in_force
    assert Facts(ready=READY, day=TODAY) == Facts(
        ready=READY,
        day=TODAY,
        needs_reception=True,
        came_before=False,
        recalled=None,
        record=None,
        named=None,
        insisted=False,
        sent_by=None,
        brought=False,
        announced_for=None,
        company=False,
        company_rep=None,
        floor_first=False,
        referral=None,
        recognised_by=None,
    )


def test_the_rules_are_asked_in_their_order():
    """F-04, F-11, F-21: whose they are, whom they want, who sent them, whose turn."""
    facts = {
        "needs_reception": False,
        "insisted": True,
        "recognised_by": A,
        "record": Record(rep=A),
        "came_before": True,
        "recalled": B,
        "company": True,
        "announced_for": TODAY,
        "brought": True,
        "named": B,
        "referral": "valid",
        "sent_by": B,
    }
    told = [decide(**facts).reason[0]]
    for name in facts:
        facts = {key: value for key, value in facts.items() if key != name}
        told.append(decide(**facts).reason[0])
    assert told == [
        "no_reception",
        "insisted",
        "another_refused",
        "another_refused",
        "recalled",
        "company_designated",
        "company_designated",
        "announced",
        "brought",
        "named",
        "referral",
        "sent",
        "new",
    ]


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("recognised", {"recognised_by": A, "record": Record(rep=A), "company": True}),
        ("registered", {"recalled": B, "came_before": True, "record": Record(rep=A)}),
        ("company", {"company": True, "sent_by": A, "announced_for": TODAY}),
        ("named", {"named": B, "record": Record(rep=A, in_force=False)}),
        ("referral", {"referral": "valid", "named": AWAY}),
        ("referral", {"referral": "valid", "record": Record(rep=A, in_force=False)}),
        ("named_away", {"named": AWAY, "record": Record(rep=A, in_force=False)}),
        ("expired", {"record": Record(rep=A, in_force=False), "came_before": True}),
        ("forgotten", {"came_before": True, "brought": True, "sent_by": A}),
        ("brought_along", {"brought": True, "sent_by": A, "recognised_by": A}),
        ("sent", {"sent_by": A, "recognised_by": A}),
    ],
)
def test_of_two_rules_the_earlier_one_is_told(key, facts):
    """F-04, F-11, F-21: whose they are, whom they want, who sent them, whose turn."""
    assert decide(**facts).reason[0] == key


REPS = st.sampled_from([None, A, B, C, AWAY])
FACTS = st.builds(
    Facts,
    ready=st.frozensets(st.sampled_from([A, B, C])),
    day=st.just(TODAY),
    needs_reception=st.booleans(),
    came_before=st.booleans(),
    recalled=REPS,
    record=st.none()
    | st.builds(Record, rep=st.sampled_from([A, B, AWAY]), in_force=st.booleans()),
    named=REPS,
    insisted=st.booleans(),
    sent_by=REPS,
    brought=st.booleans(),
    announced_for=st.sampled_from([None, YESTERDAY, TODAY]),
    company=st.booleans(),
    company_rep=REPS,
    floor_first=st.booleans(),
    referral=st.sampled_from([None, "valid", "lapsed"]),
    recognised_by=REPS,
)
SETTINGS = st.builds(
    Settings,
    stand_in=st.sampled_from(["last", "rota"]),
    match_recognises=st.booleans(),
    expired_returns=st.booleans(),
    forgotten_uses_turn=st.booleans(),
    announced_counts=st.booleans(),
    stand_in_takes_next=st.booleans(),
)


@settings_of_hypothesis(suppress_health_check=[HealthCheck.too_slow])
@given(FACTS, SETTINGS)
def test_every_visitor_is_received_by_somebody_who_can(facts, settings):
    """F-01, F-33: by a certain rep only if they can receive, and then without a turn.

    A turn is used by rota alone; for a rep who can receive nobody stands in.
    """
    found = arrival.decide(facts, settings)
    if found.by == "rep":
        assert found.rep in facts.ready
    if found.by == "last":
        assert found.rep not in facts.ready
        assert "reach_rep" in found.notes
    if found.effect == "C":
        assert found.by == "rota"
        assert found.rep is None


def test_another_addon_adds_a_rule():
    """F-11: as for guests of honour."""

    def honoured(facts, settings):
        if facts.extra.get("honoured"):
            return by_rep("honoured", settings.extra["host"], "X-01", "honoured")
        return None

    settings = Settings(extra={"host": C})
    rules = (honoured, *arrival.RULES)
    guest = Facts(ready=READY, day=TODAY, extra={"honoured": True})
    assert arrival.decide(guest, settings, rules).rule == "X-01"
    plain = Facts(ready=READY, day=TODAY)
    assert arrival.decide(plain, settings, rules).rule == "F-01"
