from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.archive_retention.policies import filing
from odoo.addons.archive_retention.policies.filing import Facts, Settings

DAY = date(2026, 3, 5)
CHECKS = {"complete": True, "systematic": True, "accurate": True, "true": True}
FACTS = Facts(
    signed_on=DAY,
    today=DAY,
    medium="both",
    checks=CHECKS,
    paper_format="A4",
    ink="print",
    is_custodian=True,
    has_file=True,
)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def obstacle(settings=None, **changes):
    found = filing.obstacle(replace(FACTS, **changes), settings or Settings())
    return found and (found.rule, *found.reason)


def test_what_is_in_order_is_filed():
    """A-01, A-02, D-09."""
    assert obstacle() is None
    assert obstacle(signed_on=date(2026, 3, 5)) is None
    assert obstacle(signed_on=DAY - timedelta(days=1)) is None


def test_a_document_is_a_draft_in_an_open_volume_unless_told_otherwise():
    bare = Facts(signed_on=DAY, today=DAY, medium="carrier", checks={})
    assert bare.is_custodian is False
    assert bare.has_file is False
    assert filing.obstacle(replace(bare, is_custodian=True), Settings()) is None
    paper = replace(bare, is_custodian=True, medium="paper")
    found = filing.obstacle(paper, Settings())
    assert found.reason == ("format", {"formats": "A3, A4"})
    blank = replace(paper, paper_format="A4")
    assert filing.obstacle(blank, Settings()).reason == ("no_ink", {})


@pytest.mark.parametrize(
    ("changes", "rule", "key", "params"),
    [
        ({"is_custodian": False}, "D-09", "not_custodian", {}),
        ({"is_draft": False}, "A-05", "not_draft", {}),
        ({"volume_open": False}, "A-05", "closed", {}),
        ({"signed_on": DAY + timedelta(days=1)}, "A-05", "future", {}),
        ({"paper_format": "B5"}, "A-01", "format", {"formats": "A3, A4"}),
        ({"ink": None}, "A-01", "no_ink", {}),
        ({"ink": "ballpoint"}, "A-01", "ink", {"ink": "ballpoint"}),
        ({"ink": "pencil"}, "A-01", "ink", {"ink": "pencil"}),
        ({"ink": "blue"}, "A-01", "ink", {"ink": "blue"}),
        ({"has_file": False}, "A-02", "no_file", {}),
        (
            {"checks": {**CHECKS, "systematic": False, "true": False}},
            "A-02",
            "not_checked",
            {"missing": ("systematic", "true")},
        ),
    ],
)
def test_what_stands_in_the_way(changes, rule, key, params):
    """A-01, A-02, A-05, D-09: with the rule and what it is about."""
    assert obstacle(**changes) == (rule, key, params)


def test_the_first_obstacle_is_told():
    """The person before the paper, the paper before its checks."""
    changes = [
        {"is_custodian": False},
        {"is_draft": False},
        {"volume_open": False},
        {"signed_on": DAY + timedelta(days=1)},
        {"ink": "pencil"},
        {"has_file": False},
        {"checks": {"complete": False}},
    ]
    keys = []
    while changes:
        together = {key: value for change in changes for key, value in change.items()}
        keys.append(obstacle(**together)[1])
        changes.pop(0)
    assert keys == [
        "not_custodian",
        "not_draft",
        "closed",
        "future",
        "ink",
        "no_file",
        "not_checked",
    ]


@pytest.mark.parametrize(
    ("medium", "form", "file"),
    [
        ("paper", True, False),
        ("both", True, True),
        ("electronic", False, True),
        ("carrier", False, False),
    ],
)
def test_a_form_is_asked_of_paper_and_a_file_of_what_is_electronic(medium, form, file):
    """A-01, A-02."""
    assert bool(obstacle(medium=medium, paper_format="", ink=None)) is form
    assert bool(obstacle(medium=medium, has_file=False)) is file


@pytest.mark.parametrize("written", [" a4", "A4 ", "a4"])
def test_a_format_is_known_however_it_is_written(written):
    """A-01."""
    assert obstacle(paper_format=written) is None


def test_the_company_says_which_formats_are_kept():
    """A-01."""
    settings = Settings(formats=frozenset({"B5"}))
    assert obstacle(settings)[2] == {"formats": "B5"}
    assert obstacle(settings, paper_format="B5") is None


def test_another_addon_adds_a_rule():
    assert filing.obstacle(replace(FACTS, is_draft=False), Settings(), ()) is None


@given(DAYS, st.integers(0, 400), st.integers(-400, 800))
def test_late_is_later_than_the_last_day(signed_on, days, passed):
    """A-04: the last day itself is in time."""
    settings = Settings(days=days)
    assert filing.due_on(signed_on, settings) - signed_on == timedelta(days=days)
    filed_on = signed_on + timedelta(days=passed)
    assert filing.is_late(signed_on, filed_on, settings) is (passed > days)


def test_a_week_is_the_usual_term():
    """A-04."""
    assert filing.due_on(DAY, Settings()) == date(2026, 3, 12)
