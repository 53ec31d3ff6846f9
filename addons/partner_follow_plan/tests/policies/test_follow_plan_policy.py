"""Tests of the rules on following up (D-13)."""

from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta

import pytest

from odoo.addons.charter_base.policies.decision import Finding
from odoo.addons.partner_follow_plan.policies import follow_plan as policy

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
FACTS = policy.Facts(
    importance="a",
    likelihood="high",
    on=TODAY,
    today=TODAY,
    said="She comes on Saturday",
    own=True,
)
SETTINGS = policy.Settings(
    days={("a", "high"): 3, ("a", "low"): 14, ("c", "high"): 20, ("a", "closed"): 30}
)


@pytest.mark.parametrize(
    ("change", "days"),
    [
        ({}, 3),
        ({"likelihood": "low"}, 14),
        ({"importance": "c"}, 20),
        ({"closed": True}, 30),
        ({"closed": True, "likelihood": "low"}, 30),
    ],
)
def test_a_customer_is_followed_up_at_the_interval_of_the_class(change, days):
    """D-13: by importance and likelihood; closed ones at intervals of their own."""
    found = policy.follow_up(replace(FACTS, **change), SETTINGS)
    assert found == policy.Next(
        on=TODAY + days * DAY, rule="D-13", reason=("class", {"days": days})
    )


@pytest.mark.parametrize(("ago", "on"), [(1, 2), (2, 1), (3, 0), (4, 0), (100, 0)])
def test_it_counts_from_the_last_contact_and_is_never_past(ago, on):
    """D-13: what should have been long ago is due today."""
    found = policy.follow_up(replace(FACTS, on=TODAY - ago * DAY), SETTINGS)
    assert found.on == TODAY + on * DAY


def test_a_day_agreed_goes_before_the_table():
    """D-13: the rep plans."""
    agreed = replace(FACTS, next_on=TODAY + 40 * DAY)
    assert policy.follow_up(agreed, SETTINGS) == policy.Next(
        on=TODAY + 40 * DAY, rule="D-13", reason=("wished", {})
    )
    unknown = replace(agreed, importance="b")
    assert policy.follow_up(unknown, SETTINGS).on == TODAY + 40 * DAY


def test_a_class_that_the_table_lacks_has_no_day():
    """D-13"""
    assert policy.follow_up(replace(FACTS, importance="b"), SETTINGS) is None
    assert policy.follow_up(FACTS, SETTINGS, rules=()) is None


def key(facts, checks=policy.CHECKS):
    found = policy.obstacle(facts, SETTINGS, checks)
    if found is None:
        return None
    assert isinstance(found, Finding)
    assert (found.rule, found.reason[1]) == ("D-13", {})
    return found.reason[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"own": False}, "not_own"),
        ({"said": " "}, "nothing_said"),
        ({"on": TODAY - DAY}, None),
        ({"on": TODAY + DAY}, "to_come"),
        ({"next_on": TODAY + DAY}, None),
        ({"next_on": TODAY}, "next_past"),
        ({"next_on": TODAY - DAY}, "next_past"),
    ],
)
def test_a_contact_is_the_rep_s_says_something_and_was(change, said):
    """D-13: and plans what is to come."""
    assert key(replace(FACTS, **change)) == said


def test_facts_say_nothing_that_is_not_given():
    """D-13"""
    empty = policy.Facts(importance="a", likelihood="low")
    assert empty == replace(
        empty, closed=False, on=None, today=None, said="", own=False, next_on=None
    )
    assert empty.extra == SETTINGS.extra == {}
    for made in (empty, SETTINGS, policy.follow_up(FACTS, SETTINGS)):
        with pytest.raises(FrozenInstanceError):
            made.rule = "X"
    with pytest.raises(TypeError):
        policy.Facts("a", "low")
    with pytest.raises(TypeError):
        policy.Settings({})
    with pytest.raises(TypeError):
        policy.Next(TODAY, "D-13", ("class", {}))
