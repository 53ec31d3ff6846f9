"""Tests of the rules on notices (D-12)."""

from dataclasses import FrozenInstanceError, replace
from datetime import datetime

import pytest

from odoo.addons.charter_base.policies.decision import Finding
from odoo.addons.partner_dossier.policies import notice as policy

DRAFT = policy.Facts(named=True, said=True)
ISSUED = replace(DRAFT, issued=True)
HANDING = replace(ISSUED, side="handed", name="Chen Jing", mark=True)
RECEIVING = replace(
    ISSUED, side="received", name="Li Na", mark=True, signed=frozenset({"handed"})
)
SIGNED = replace(ISSUED, signed=frozenset({"handed", "received"}), custodian=True)
SETTINGS = policy.Settings()


def key(facts, rules):
    found = policy.obstacle(facts, SETTINGS, rules)
    if found is None:
        return None
    assert isinstance(found, Finding)
    assert found.rule == "D-12"
    return found.reason[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"named": False}, "empty"),
        ({"said": False}, "empty"),
        ({"issued": True}, "issued"),
    ],
)
def test_a_notice_is_issued_once_and_says_something(change, said):
    """D-12: registered once, with a subject and with words or a file."""
    assert key(replace(DRAFT, **change), policy.ISSUING) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (HANDING, None),
        (RECEIVING, None),
        (replace(HANDING, issued=False), "not_issued"),
        (replace(HANDING, signed=frozenset({"handed"})), "signed_already"),
        (replace(RECEIVING, signed=frozenset()), "not_handed"),
        (replace(HANDING, name=" "), "no_name"),
        (replace(HANDING, mark=False), "no_mark"),
        (
            replace(RECEIVING, signed=frozenset({"handed", "received"})),
            "signed_already",
        ),
    ],
)
def test_who_hands_it_out_signs_and_then_who_receives_it(facts, said):
    """D-12: each side once, by name and with a mark, in this order."""
    assert key(facts, policy.SIGNING) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"issued": False}, "not_issued"),
        ({"filed": True}, "filed"),
        ({"custodian": False}, "not_custodian"),
        ({"signed": frozenset({"handed"})}, "unsigned"),
        ({"signed": frozenset()}, "unsigned"),
    ],
)
def test_it_is_filed_once_both_have_signed(change, said):
    """D-12, D-09: by the custodian."""
    assert key(replace(SIGNED, **change), policy.FILING) == said


def test_what_is_unsigned_is_named():
    """D-12: whose signature is missing."""
    found = policy.obstacle(
        replace(SIGNED, signed=frozenset()), SETTINGS, policy.FILING
    )
    assert found.reason == ("unsigned", {"sides": ("handed", "received")})
    half = replace(SIGNED, signed=frozenset({"handed"}))
    found = policy.obstacle(half, SETTINGS, policy.FILING)
    assert found.reason == ("unsigned", {"sides": ("received",)})


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        (DRAFT, "draft"),
        (ISSUED, "unsigned"),
        (replace(ISSUED, signed=frozenset({"handed"})), "unsigned"),
        (replace(ISSUED, signed=frozenset({"received"})), "unsigned"),
        (SIGNED, "signed"),
        (replace(SIGNED, filed=True), "filed"),
        (replace(SIGNED, issued=False, filed=True), "draft"),
    ],
)
def test_its_status_says_how_far_it_has_come(facts, status):
    """D-12: unsigned ones are listed."""
    assert policy.status(facts) == status


def test_a_side_that_another_addon_adds_changes_nothing():
    """D-12: both sides count, whoever signs besides."""
    witnessed = replace(SIGNED, signed=frozenset({"handed", "received", "witness"}))
    assert policy.status(witnessed) == "signed"
    assert key(witnessed, policy.FILING) is None


def test_after_three_days_somebody_is_asked():
    """D-12: the days are a setting."""
    issued = datetime(2026, 3, 7, 9)
    assert policy.sign_by(issued, SETTINGS) == datetime(2026, 3, 10, 9)
    assert policy.sign_by(issued, policy.Settings(days=1)) == datetime(2026, 3, 8, 9)


def test_our_side_is_the_one_that_hands_out_or_receives():
    """D-12: both ways."""
    assert policy.OURS == {"out": "handed", "in": "received"}
    assert policy.Facts() == policy.Facts(
        direction="out", issued=False, filed=False, named=False, said=False
    )


def test_facts_say_nothing_that_is_not_given():
    """D-12: nothing is signed, filed or said by default."""
    empty = policy.Facts()
    assert empty.extra == policy.Settings().extra == {}
    assert not empty.signed
    assert (empty.side, empty.name, empty.mark, empty.custodian) == (
        "",
        "",
        False,
        False,
    )
    assert key(replace(empty, issued=True, side="handed"), policy.SIGNING) == "no_name"


def test_facts_and_settings_are_named_and_stay():
    """D-12: nobody changes them on the way."""
    for made in (policy.Facts(), policy.Settings()):
        with pytest.raises(FrozenInstanceError):
            made.extra = {}
    for kind in (policy.Facts, policy.Settings):
        with pytest.raises(TypeError):
            kind(1)
