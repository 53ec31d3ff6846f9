from dataclasses import replace

import pytest

from odoo.addons.partner_dossier.policies import steps
from odoo.addons.partner_dossier.policies.steps import Facts, Settings

FACTS = Facts(step="organised", target="filed", is_custodian=True)


def obstacle(settings=None, **changes):
    found = steps.obstacle(replace(FACTS, **changes), settings or Settings())
    return found and (found.rule, *found.reason)


def test_each_step_has_one_that_follows():
    """D-01: collected, organised, filed, in use."""
    order = ("collected", "organised", "filed", "in_use")
    assert [steps.after(it) for it in order] == [*order[1:], None]


@pytest.mark.parametrize("target", steps.STEPS)
@pytest.mark.parametrize("step", steps.STEPS)
def test_no_step_is_passed_over_and_back_takes_a_reason(step, target):
    """D-01: forward one at a time; back to any earlier one, with its reason."""
    order = steps.STEPS
    forward = order.index(target) - order.index(step)
    found = obstacle(step=step, target=target)
    if forward == 1:
        assert found is None
    elif forward < 0:
        assert found == ("D-01", "no_reason", {})
        assert obstacle(step=step, target=target, reason=" ") == found
        assert obstacle(step=step, target=target, reason="A co-owner came") is None
    else:
        assert found == ("D-01", "not_next", {})


@pytest.mark.parametrize(
    ("step", "target", "whose"),
    [
        ("collected", "organised", "anybody"),
        ("organised", "collected", "anybody"),
        ("organised", "filed", "custodian"),
        ("filed", "in_use", "custodian"),
        ("filed", "organised", "custodian"),
        ("in_use", "collected", "custodian"),
        ("in_use", "filed", "custodian"),
    ],
)
def test_what_is_filed_the_custodian_moves(step, target, whose):
    """D-09"""
    found = obstacle(step=step, target=target, is_custodian=False, reason="So asked")
    expected = ("D-09", "not_custodian", {}) if whose == "custodian" else None
    assert found == expected


def test_a_missing_paper_blocks_the_filing_and_nothing_else():
    """D-05: a setting of the company."""
    assert obstacle(blocking=1) == ("D-05", "blocked", {"count": 1})
    assert obstacle(blocking=0) is None
    assert obstacle(Settings(filed_complete=False), blocking=1) is None
    assert obstacle(step="collected", target="organised", blocking=3) is None
    assert obstacle(step="in_use", target="filed", blocking=3, reason="Why") is None
    assert Settings().filed_complete


def test_rules_may_be_added():
    assert steps.obstacle(replace(FACTS, target="in_use"), Settings(), rules=()) is None
