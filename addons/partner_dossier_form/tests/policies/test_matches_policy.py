"""Whom do we know already? (D-11)"""

from dataclasses import replace

import pytest

from odoo.addons.partner_dossier_form.policies.matches import (
    Match,
    Person,
    matches,
    reasons,
)

GIVEN = Person(
    name="Song Jianping",
    phones=frozenset({"+8613802157741"}),
    units=frozenset({"2-0801"}),
    identities=frozenset({7}),
)
STRANGER = Person(key=1, name="Li Na")


def test_a_stranger_is_nobody_we_know():
    """D-11"""
    assert reasons(GIVEN, STRANGER) == ()
    assert matches(GIVEN, [STRANGER]) == ()


@pytest.mark.parametrize(
    ("known", "why"),
    [
        (replace(STRANGER, identities=frozenset({7, 8})), "identity"),
        (replace(STRANGER, phones=GIVEN.phones), "phone"),
        (replace(STRANGER, name="song  JIANPING", units=GIVEN.units), "unit"),
    ],
)
def test_each_reason_is_enough_alone(known, why):
    """D-11: the same number, the same phone, the same name at the same unit."""
    assert reasons(GIVEN, known) == (why,)


def test_the_same_unit_takes_the_same_name():
    """D-11: a neighbour of the flat before is somebody else, a namesake too."""
    assert reasons(GIVEN, replace(STRANGER, units=GIVEN.units)) == ()
    assert reasons(GIVEN, replace(STRANGER, name=GIVEN.name)) == ()


def test_nobody_without_a_name_is_the_same():
    """D-11"""
    nameless = replace(GIVEN, name=" ", phones=frozenset(), identities=frozenset())
    assert reasons(nameless, replace(nameless, key=3)) == ()


def test_all_reasons_are_told_and_the_surest_is_first():
    """D-11: an identity number before a phone, a phone before a unit."""
    twin = replace(GIVEN, key=5)
    phone = replace(STRANGER, key=2, phones=GIVEN.phones)
    earlier = replace(phone, key=1)
    unit = replace(STRANGER, key=0, name=GIVEN.name, units=GIVEN.units)
    assert matches(GIVEN, [unit, phone, earlier, twin]) == (
        Match(key=5, reasons=("identity", "phone", "unit")),
        Match(key=1, reasons=("phone",)),
        Match(key=2, reasons=("phone",)),
        Match(key=0, reasons=("unit",)),
    )


def test_nothing_is_known_of_somebody_unless_said():
    """D-11"""
    nobody = Person()
    assert (nobody.key, nobody.name) == (0, "")
    assert nobody.phones == nobody.units == nobody.identities == frozenset()
