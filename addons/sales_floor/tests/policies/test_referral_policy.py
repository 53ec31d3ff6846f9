"""Tests of the rules on employees' referrals (F-16)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from odoo.addons.charter_base.policies.decision import Finding
from odoo.addons.sales_floor.policies import referral as policy

DAY = date(2026, 3, 7)
NOON = datetime(2026, 3, 7, 12)
BEFORE, AFTER = datetime(2026, 3, 5, 9), datetime(2026, 3, 7, 15)
NEXT = DAY + timedelta(1)
# Registered two days before the visit agreed; nobody has come yet.
FACTS = policy.Facts(registered_at=BEFORE, visit_on=DAY, today=DAY)
CAME = replace(FACTS, came_at=NOON, came_on=DAY)
CONFIRMED = replace(CAME, accompanied=True)
SETTINGS = policy.Settings()


def standing(facts, settings=SETTINGS):
    found = policy.decide(facts, settings)
    assert found.rule == "F-16"
    return found.state, found.reason[0]


def test_until_the_day_agreed_is_over_it_waits_for_the_visit():
    """F-16: registered with the project manager, with the date of the visit."""
    found = policy.decide(FACTS, SETTINGS)
    assert (found.state, found.reason) == ("registered", ("waiting", {"day": DAY}))
    assert standing(replace(FACTS, today=DAY - timedelta(1))) == (
        "registered",
        "waiting",
    )


def test_it_lapses_the_day_after():
    """F-16: not kept, it lapses."""
    found = policy.decide(replace(FACTS, today=NEXT), SETTINGS)
    assert (found.state, found.reason) == ("lapsed", ("not_kept", {"day": DAY}))


@pytest.mark.parametrize(
    ("days", "state"), [(-1, "lapsed"), (0, "kept"), (1, "lapsed")]
)
def test_a_visit_on_another_day_does_not_keep_it(days, state):
    """F-16: the customer comes on the day agreed, neither before nor after."""
    on = DAY + timedelta(days)
    facts = replace(CAME, came_on=on, today=NEXT)
    assert standing(facts)[0] == state


def test_days_of_grace_are_a_setting():
    """F-16: cfg how many days later a visit still keeps it."""
    settings = replace(SETTINGS, grace_days=2)
    for days, waiting, came in [
        (1, "registered", "kept"),
        (2, "registered", "kept"),
        (3, "lapsed", "lapsed"),
    ]:
        on = DAY + timedelta(days)
        assert standing(replace(FACTS, today=on), settings)[0] == waiting
        assert standing(replace(CAME, today=on, came_on=on), settings)[0] == came


def test_kept_it_waits_for_the_introducer_then_for_the_signature():
    """F-16: the introducer comes along, or had phoned; then it is signed."""
    assert standing(CAME) == ("kept", "to_confirm")
    assert standing(CONFIRMED) == ("kept", "to_sign")
    assert standing(replace(CONFIRMED, is_signed=True)) == ("confirmed", "signed")


@pytest.mark.parametrize(
    ("phoned_at", "key"),
    [(BEFORE, "to_sign"), (NOON, "to_sign"), (AFTER, "to_confirm")],
)
def test_a_call_confirms_beforehand_only(phoned_at, key):
    """F-16: or phones the project manager beforehand."""
    assert standing(replace(CAME, phoned_at=phoned_at)) == ("kept", key)


def test_a_signature_without_the_introducer_confirms_nothing():
    """F-16: checked and signed is what the introducer confirmed."""
    assert standing(replace(CAME, is_signed=True)) == ("kept", "to_confirm")


def test_not_confirmed_and_received_as_new_it_is_invalid():
    """F-16: registered, but the introducer neither came nor phoned."""
    received = replace(CAME, received_as_new=True)
    assert standing(received) == ("invalid", "unconfirmed")
    assert standing(replace(received, is_signed=True)) == ("invalid", "unconfirmed")
    assert standing(replace(received, accompanied=True)) == ("kept", "to_sign")


@pytest.mark.parametrize(
    ("entered_at", "state"),
    [
        (BEFORE - timedelta(days=1), "invalid"),
        (BEFORE, "invalid"),
        (BEFORE + timedelta(minutes=1), "kept"),
        (AFTER, "kept"),
    ],
)
def test_who_is_registered_on_the_floor_first_is_no_referral(entered_at, state):
    """F-16: floor registration first: no claim, whatever was confirmed."""
    assert standing(replace(CONFIRMED, floor_entered_at=entered_at))[0] == state


def test_the_floor_first_goes_before_everything():
    """F-16: signed or lapsed, there never was a claim."""
    facts = replace(CONFIRMED, is_signed=True, floor_entered_at=BEFORE, today=NEXT)
    assert standing(facts) == ("invalid", "floor_first")


@pytest.mark.parametrize(
    ("came_at", "found"),
    [
        (BEFORE - timedelta(minutes=1), ("invalid", "visited_first")),
        (BEFORE, ("invalid", "visited_first")),
        (BEFORE + timedelta(minutes=1), ("kept", "to_sign")),
    ],
)
def test_it_is_registered_before_the_first_visit(came_at, found):
    """F-16: on the way to the desk it is too late."""
    assert standing(replace(CONFIRMED, came_at=came_at)) == found


ASKED = policy.Facts(visit_on=DAY, today=DAY)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({}, None),
        ({"visit_on": NEXT}, None),
        ({"others": ("lapsed", "invalid")}, None),
        ({"others": ("lapsed", "registered")}, "referred_already"),
        ({"others": ("kept",)}, "referred_already"),
        ({"others": ("confirmed",)}, "referred_already"),
        ({"today": NEXT}, "past"),
        ({"came_on": DAY}, "visited_first"),
        ({"floor_entered_at": BEFORE}, "floor_first"),
        ({"is_rep": True, "floor_entered_at": BEFORE}, "rep"),
    ],
)
def test_what_stands_against_registering_a_referral(change, key):
    """F-16: by no rep of the floor, before the first visit, for a day to come; anew
    after it lapsed.
    """
    found = policy.registering_obstacle(replace(ASKED, **change), SETTINGS)
    assert found == (key and Finding(rule="F-16", reason=(key, {})))


def test_who_is_not_said_to_manage_signs_nothing():
    """F-16: nobody is the project manager unless it is known."""
    found = policy.signing_obstacle(CONFIRMED, SETTINGS)
    assert found.reason == ("not_manager", {})


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({}, None),
        ({"is_referrer": True}, "own"),
        ({"is_referrer": True, "is_manager": False}, "own"),
        ({"is_manager": False}, "not_manager"),
        ({"accompanied": False}, "to_confirm"),
        ({"accompanied": False, "received_as_new": True}, "not_to_sign"),
        ({"is_signed": True}, "not_to_sign"),
        ({"came_on": NEXT}, "not_to_sign"),
        ({"came_on": None, "came_at": None}, "not_to_sign"),
    ],
)
def test_the_project_manager_signs_what_was_kept_and_confirmed(change, key):
    """F-16: never one's own referral, nor what is not there to be signed."""
    facts = replace(CONFIRMED, is_manager=True)
    found = policy.signing_obstacle(replace(facts, **change), SETTINGS)
    assert found == (key and Finding(rule="F-16", reason=(key, {})))
