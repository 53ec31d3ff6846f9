"""Tests of the rules on violations (D-14)."""

from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime, timedelta

import pytest

from odoo.addons.charter_base.policies.decision import Finding
from odoo.addons.partner_dossier.policies import violation as policy

NOW = datetime(2026, 3, 7, 9)
TODAY = date(2026, 3, 7)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
FOUND = policy.Facts(
    what="A wall is broken through",
    found_on=TODAY - DAY,
    today=TODAY,
    now=NOW,
    demand="Build it up again",
    due_at=NOW + DAY,
)
NOTICED = replace(
    FOUND,
    step="notice",
    cure="Built up again",
    cured_by="Renovation company",
    cured_on=TODAY,
)
SETTINGS = policy.Settings()


def key(facts, rules):
    found = policy.obstacle(facts, SETTINGS, rules)
    if found is None:
        return None
    assert isinstance(found, Finding)
    assert found.rule == "D-14"
    assert not found.reason[1]
    return found.reason[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"step": "notice"}, "noticed"),
        ({"step": "cured"}, "noticed"),
        ({"step": "closed"}, "noticed"),
        ({"what": " "}, "no_what"),
        ({"found_on": TODAY}, None),
        ({"found_on": TODAY + DAY}, "future"),
        ({"found_on": None}, "future"),
        ({"demand": "\n"}, "no_demand"),
        ({"due_at": None}, "no_limit"),
        ({"due_at": NOW}, "no_limit"),
        ({"due_at": NOW - SECOND}, "no_limit"),
        ({"due_at": NOW + SECOND}, None),
    ],
)
def test_a_notice_to_cure_says_what_and_by_when(change, said):
    """D-14: a violation, then a notice to cure it with a limit."""
    assert key(replace(FOUND, **change), policy.NOTICING) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"step": "found"}, "not_noticed"),
        ({"step": "cured"}, "not_noticed"),
        ({"step": "closed"}, "not_noticed"),
        ({"cure": ""}, "no_cure"),
        ({"cured_by": " "}, "nobody"),
        ({"cured_on": None}, "no_day"),
        ({"cured_on": TODAY + DAY}, "no_day"),
        ({"cured_on": TODAY - DAY}, None),
        ({"cured_on": TODAY - 2 * DAY}, "no_day"),
    ],
)
def test_cured_says_how_by_whom_and_when(change, said):
    """D-14: closing needs how it was cured and by whom."""
    assert key(replace(NOTICED, **change), policy.CURING) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"step": "cured"}, None),
        ({"step": "closed"}, "closed"),
        ({"step": "found"}, "not_noticed"),
        ({"step": "notice"}, "not_passed"),
        (
            {"step": "notice", "due_at": NOW + SECOND, "outcome": "Handed on"},
            "not_passed",
        ),
        ({"step": "notice", "due_at": NOW}, "no_outcome"),
        ({"step": "notice", "due_at": NOW, "outcome": " "}, "no_outcome"),
        ({"step": "notice", "due_at": NOW, "outcome": "Handed on"}, None),
        ({"step": "notice", "due_at": NOW - DAY, "outcome": "Handed on"}, None),
        ({"step": "notice", "due_at": None, "outcome": "Handed on"}, None),
    ],
)
def test_it_is_closed_cured_or_after_its_limit(change, said):
    """D-14: cured or not, then closed; uncured it says what became of it."""
    assert key(replace(NOTICED, **change), policy.CLOSING) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"step": "closed"}, None),
        ({"step": "cured"}, "open"),
        ({"step": "notice"}, "open"),
        ({"step": "closed", "reopened": True}, "reopened"),
    ],
)
def test_what_is_closed_is_reopened_once(change, said):
    """D-14: by a new entry."""
    assert key(replace(NOTICED, **change), policy.REOPENING) == said


def test_the_limit_proposed_is_a_setting():
    """D-14: a week, if nobody says otherwise."""
    assert policy.cure_by(NOW, SETTINGS) == NOW + 7 * DAY
    assert policy.cure_by(NOW, policy.Settings(cure_days=2)) == NOW + 2 * DAY


def test_facts_say_nothing_that_is_not_given():
    """D-14: an entry begins with nothing known."""
    empty = policy.Facts()
    assert empty.extra == policy.Settings().extra == {}
    assert empty == policy.Facts(
        step="found",
        what="",
        found_on=None,
        today=None,
        now=None,
        demand="",
        due_at=None,
        cure="",
        cured_by="",
        cured_on=None,
        outcome="",
        reopened=False,
    )


def test_facts_and_settings_are_named_and_stay():
    """D-14: nobody changes them on the way."""
    for made in (policy.Facts(), policy.Settings()):
        with pytest.raises(FrozenInstanceError):
            made.extra = {}
    for kind in (policy.Facts, policy.Settings):
        with pytest.raises(TypeError):
            kind(1)
