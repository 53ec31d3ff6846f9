from dataclasses import FrozenInstanceError

import pytest

from odoo.addons.partner_dossier.policies.erasure import Facts, basis


def why(**facts):
    found = basis(Facts(**facts))
    return found and (found.rule, found.reason)


def test_what_nothing_keeps_is_erased():
    """D-08: a customer of the past is forgotten when asked for."""
    assert why() is None


@pytest.mark.parametrize(
    ("fact", "rule", "reason"),
    [
        ("is_archived", "A-09", "retention"),
        ("is_sealed", "A-07", "register"),
        ("is_history", "M-13", "history"),
        ("is_held", "A-09", "hold"),
        ("tenure_lasts", "D-08", "tenure"),
    ],
)
def test_each_basis_keeps_it_alone(fact, rule, reason):
    """D-08, M-13, A-07, A-09"""
    assert why(**{fact: True}) == (rule, (reason, {}))


def test_the_strongest_basis_is_told():
    """D-08, M-13, A-07, A-09: an archived paper, a register, then the others."""
    facts = ["is_archived", "is_sealed", "is_history", "is_held", "tenure_lasts"]
    told = [why(**dict.fromkeys(facts[at:], True))[1][0] for at in range(5)]
    assert told == ["retention", "register", "history", "hold", "tenure"]


def test_other_addons_may_hand_more():
    """D-08"""
    assert Facts().extra == {}


def test_facts_are_named_and_never_change():
    """D-08"""
    with pytest.raises(FrozenInstanceError):
        Facts().is_held = True
    with pytest.raises(TypeError):
        Facts(True)
