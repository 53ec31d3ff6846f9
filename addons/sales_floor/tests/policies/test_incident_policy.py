"""Incidents on the floor and the source's penalties."""

from decimal import Decimal

import pytest

from odoo.addons.charter_base.policies.decision import Finding
from odoo.addons.sales_floor.policies import incident
from odoo.addons.sales_floor.policies.incident import (
    Facts,
    Penalty,
    Settings,
)

TOWARDS_OTHERS = [
    "poaching",
    "fighting",
    "refusing",
    "neglecting",
    "breaking_off",
    "leaving",
    "cutting_in",
    "false_data",
    "concealed_data",
]


def decide(kind, settings=None, **facts):
    return incident.decide(Facts(kind=kind, **facts), Settings(**(settings or {})))


@pytest.mark.parametrize("kind", TOWARDS_OTHERS)
def test_an_ordinary_incident_costs_the_day_s_base_pay(kind):
    """F-28: or as many days' as the company says."""
    assert decide(kind) == Penalty(
        rule="F-28",
        reason=("ordinary", {}),
        days=1,
        months=0,
        bonus_percent=Decimal(0),
        dismissal=False,
        correction=False,
        cancels_turn=False,
    )
    assert decide(kind, {"days": 3}).days == 3


@pytest.mark.parametrize("kind", TOWARDS_OTHERS)
def test_a_serious_one_costs_the_month_s_base_pay_and_half_the_bonus(kind):
    """F-28: the numbers are the company's."""
    assert decide(kind, serious=True) == Penalty(
        rule="F-28", reason=("serious", {}), months=1, bonus_percent=Decimal(50)
    )
    settings = {"months": 2, "bonus_percent": Decimal(20)}
    other = decide(kind, settings, serious=True)
    assert (other.months, other.bonus_percent, other.days) == (2, Decimal(20), 0)


@pytest.mark.parametrize("is_serious", [True, False])
def test_who_stirs_up_quarrels_is_dismissed(is_serious):
    """F-28: with half the month's bonus."""
    assert decide("stirring", serious=is_serious) == Penalty(
        rule="F-28",
        reason=("stirring", {}),
        bonus_percent=Decimal(50),
        dismissal=True,
    )
    settings = {"stirring_percent": Decimal(40)}
    assert decide("stirring", settings).bonus_percent == 40


@pytest.mark.parametrize("kind", ["listing", "renaming", "speculating", "over_heads"])
@pytest.mark.parametrize("is_serious", [True, False])
def test_deals_of_one_s_own_are_forbidden_and_the_manager_says_the_penalty(
    kind, is_serious
):
    """F-24: the source names none."""
    left_open = Penalty(rule="F-24", reason=("left_open", {}))
    assert decide(kind, serious=is_serious) == left_open


@pytest.mark.parametrize(
    ("kind", "cancels_turn"),
    [
        ("appearance", True),
        ("materials", False),
        ("information", False),
        ("attention", False),
    ],
)
def test_who_is_not_ready_mends_it_first(kind, cancels_turn):
    """F-03: for dress and appearance the turn of the round can be cancelled."""
    assert decide(kind, serious=True) == Penalty(
        rule="F-03",
        reason=("unready", {}),
        correction=True,
        cancels_turn=cancels_turn,
    )


@pytest.mark.parametrize(
    ("kind", "rule"), [("service_fault", "F-06"), ("swapping", "F-01")]
)
def test_what_else_is_forbidden_names_its_rule(kind, rule):
    """F-06, F-01: an ordinary fault midway, a turn traded without approval."""
    assert decide(kind) == Penalty(rule=rule, reason=("left_open", {}))


def test_every_kind_has_its_rule():
    """F-28, F-24, F-03: no kind is missing here."""
    assert set(incident.KINDS) == {
        *TOWARDS_OTHERS,
        *("stirring", "listing", "renaming", "speculating", "over_heads"),
        *("appearance", "materials", "information", "attention"),
        *("service_fault", "swapping"),
    }
    assert all(decide(kind).rule == rule for kind, rule in incident.KINDS.items())


def test_a_kind_that_is_not_in_the_catalogue_is_an_error():
    """F-28: nothing is punished that no rule forbids."""
    with pytest.raises(KeyError):
        decide("whistling")


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"verified": True}, "not_manager"),
        ({"is_manager": True, "is_party": True}, "party"),
        ({"is_manager": True}, "not_verified"),
        ({"is_manager": True, "verified": True, "is_party": True}, "party"),
        ({"is_party": True}, "not_manager"),
        ({"is_manager": True, "verified": True}, "not_heard"),
    ],
)
def test_the_manager_decides_on_what_was_verified(facts, key):
    """F-28: and nobody on what they had a part in."""
    found = incident.obstacle(Facts(kind="poaching", **facts), Settings())
    assert found == Finding(rule="F-28", reason=(key, {}))


def test_nothing_stands_in_the_manager_s_way():
    """F-28: once it is verified."""
    facts = Facts(kind="poaching", verified=True, is_manager=True)
    assert incident.obstacle(facts, Settings(hearing=False)) is None
    heard = Facts(kind="poaching", verified=True, is_manager=True, heard=True)
    assert incident.obstacle(heard, Settings()) is None
    assert Facts(kind="poaching") == Facts(
        kind="poaching",
        verified=False,
        serious=False,
        heard=False,
        is_lead=False,
        is_manager=False,
        is_party=False,
        is_reporter=False,
    )


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({}, "not_lead"),
        ({"is_lead": True, "is_party": True, "is_reporter": True}, "party"),
        ({"is_lead": True, "is_reporter": True}, "own_report"),
        ({"is_lead": True}, None),
    ],
)
def test_another_one_who_leads_looks_into_it(facts, key):
    """F-28: not who reported it, nor who had a part in it."""
    facts = Facts(kind="poaching", **facts)
    found = incident.obstacle(facts, Settings(), incident.VERIFYING)
    assert found == (key and Finding(rule="F-28", reason=(key, {})))


def test_another_addon_adds_rules():
    """F-28: a penalty of its own, and a check."""

    def fined(facts, settings):
        if facts.extra.get("again"):
            days = settings.extra["again"]
            return Penalty(rule="X-01", reason=("again", {}), days=days)
        return None

    def on_leave(facts, settings):
        if facts.extra.get("on_leave"):
            return Finding(rule="X-02", reason=("on_leave", {}))
        return None

    facts = Facts(kind="poaching", extra={"again": True, "on_leave": True})
    settings = Settings(extra={"again": 9})
    assert incident.decide(facts, settings, (fined, *incident.RULES)).days == 9
    checks = (on_leave, *incident.CHECKS)
    assert incident.obstacle(facts, settings, checks).rule == "X-02"
