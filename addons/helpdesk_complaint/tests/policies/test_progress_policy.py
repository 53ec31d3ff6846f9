import pytest

from odoo.addons.helpdesk_complaint.policies.progress import (
    STEPS,
    Facts,
    may_close,
    step,
)

CASES = [
    # handled, answered, closed: step
    ((False, False, False), "received"),
    ((True, False, False), "handled"),
    ((False, True, False), "answered"),
    ((True, True, False), "answered"),
    ((False, False, True), "closed"),
    ((True, True, True), "closed"),
]


def facts(handled, answered, closed):
    return Facts(handled=handled, answered=answered, closed=closed)


@pytest.mark.parametrize(("stands", "expected"), CASES)
def test_a_customer_reads_the_farthest_step(stands, expected):
    """C-02: one of four words, whatever the stages are called."""
    assert step(facts(*stands)) == expected
    assert expected in STEPS


def test_the_steps_stand_in_their_order():
    """C-02"""
    assert STEPS == ("received", "handled", "answered", "closed")


@pytest.mark.parametrize(("stands", "_step"), CASES)
def test_a_customer_closes_what_is_answered_and_open(stands, _step):
    """C-02: a complaint cannot close without a reply on record."""
    _handled, answered, closed = stands
    assert may_close(facts(*stands)) == (answered and not closed)
