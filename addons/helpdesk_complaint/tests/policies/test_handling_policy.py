from itertools import product

import pytest

from odoo.addons.helpdesk_complaint.policies import handling
from odoo.addons.helpdesk_complaint.policies.handling import Facts, Finding, Settings

REPLY = Finding(rule="C-02", reason=("reply", {}))
OUTCOME = Finding(rule="C-02", reason=("outcome", {}))
SIGNATURE = Finding(rule="C-22", reason=("signature", {}))


@pytest.mark.parametrize(
    ("reply", "outcome", "signed"), product((False, True), (None, "satisfied"), (0, 1))
)
def test_closing_needs_a_reply_an_outcome_and_a_signature(reply, outcome, signed):
    """C-02, C-22: each that lacks is told, with its rule."""
    facts = Facts(has_reply=reply, outcome=outcome, is_signed=bool(signed))
    expected = [
        finding
        for finding, there in ((REPLY, reply), (OUTCOME, outcome), (SIGNATURE, signed))
        if not there
    ]
    assert handling.missing(facts, Settings()) == tuple(expected)


@pytest.mark.parametrize("outcome", ["satisfied", "exhausted"])
def test_either_outcome_will_do(outcome):
    """C-02: satisfied, or every reasonable way was used."""
    facts = Facts(has_reply=True, outcome=outcome, is_signed=True)
    assert handling.missing(facts, Settings()) == ()


def test_a_company_may_close_without_a_signature():
    """C-22: by setting; a signature does no harm."""
    settings = Settings(needs_signature=False)
    assert handling.missing(Facts(), settings) == (REPLY, OUTCOME)
    assert handling.missing(Facts(is_signed=True), settings) == (REPLY, OUTCOME)


def test_a_duplicate_closes_with_the_one_that_stands_for_it():
    """C-02: the reply is due on the other one."""
    assert handling.missing(Facts(duplicate=True), Settings()) == ()


def test_nothing_is_on_record_until_it_is():
    """C-02, C-22: by default all is missing, and a signature needed."""
    assert handling.missing(Facts(), Settings()) == (REPLY, OUTCOME, SIGNATURE)
    assert Facts().explanation == ""


def test_a_valid_complaint_needs_no_explanation():
    """C-10: it counts."""
    expected = Finding(rule="C-10", reason=("valid", {}))
    assert handling.found_valid(Facts(), Settings()) == expected


@pytest.mark.parametrize("explanation", ["", "  \n"])
def test_an_invalid_one_is_explained_first(explanation):
    """C-10: patiently, and on record."""
    assert handling.found_invalid(Facts(explanation=explanation), Settings()) is None
    explained = Facts(explanation="The noise is next door's.")
    expected = Finding(rule="C-10", reason=("invalid", {}))
    assert handling.found_invalid(explained, Settings()) == expected


@pytest.mark.parametrize(("handler", "superior"), product((False, True), repeat=2))
def test_who_is_in_charge_of_the_solution_signs(handler, superior):
    """C-22: the handler, or who supervises them."""
    facts = Facts(is_handler=handler, is_superior=superior)
    assert handling.may_sign(facts, Settings()) == (handler or superior)
    assert handling.may_sign(Facts(), Settings()) is False


def test_another_addon_asks_for_more():
    """C-02: a photo, say, before it is closed."""

    def photographed(facts, settings):
        if facts.extra.get("photos", 0) < settings.extra["photos"]:
            return Finding(rule="X-01", reason=("photo", {}))
        return None

    settings = Settings(needs_signature=False, extra={"photos": 1})
    facts = Facts(has_reply=True, outcome="satisfied")
    rules = (*handling.RULES, photographed)
    assert [it.rule for it in handling.missing(facts, settings, rules)] == ["X-01"]
