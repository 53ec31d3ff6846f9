from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from odoo.addons.archive_retention.policies import movement
from odoo.addons.archive_retention.policies.movement import Facts, Settings

NOW = datetime(2026, 3, 5, 1, 0)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
FACTS = Facts(
    kind="loan",
    custody="in",
    is_kept=True,
    is_custodian=True,
    party=True,
    now=NOW,
    due_at=NOW + DAY,
    handed_by="He Xue",
    received_by="Liu Yang",
)


def obstacle(settings=None, **changes):
    found = movement.obstacle(replace(FACTS, **changes), settings or Settings())
    return found and (found.rule, *found.reason)


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("receipt", "out", "in"),
        ("transfer", "in", "in"),
        ("loan", "in", "lent"),
        ("return", "lent", "in"),
        ("dispatch", "in", "out"),
    ],
)
def test_each_entry_starts_where_the_item_is_and_says_where_it_is_then(
    kind, before, after
):
    """A-06: what is lent is not lent again, what is here is not given back."""
    assert movement.after(kind) == after
    for custody in ("in", "lent", "out"):
        found = obstacle(kind=kind, custody=custody, place="Room 2")
        expected = None if custody == before else ("A-06", f"is_{custody}", {})
        assert found == expected


@pytest.mark.parametrize(
    ("changes", "key", "params"),
    [
        ({"is_custodian": False}, "not_custodian", {}),
        ({"is_kept": False}, "not_kept", {}),
        ({"custody": "lent"}, "is_lent", {}),
        ({"kind": "dispatch", "held": True}, "held", {}),
        ({"party": False}, "no_party", {}),
        ({"kind": "dispatch", "party": False}, "no_party", {}),
        ({"kind": "transfer"}, "no_place", {}),
        ({"kind": "transfer", "place": " "}, "no_place", {}),
        ({"due_at": None}, "no_term", {}),
        ({"due_at": NOW}, "past_term", {}),
        ({"due_at": NOW - DAY}, "past_term", {}),
        ({"due_at": NOW + 30 * DAY + SECOND}, "long_term", {"days": 30}),
        ({"handed_by": ""}, "not_signed", {}),
        ({"handed_by": " "}, "not_signed", {}),
        ({"received_by": ""}, "not_signed", {}),
        ({"received_by": " "}, "not_signed", {}),
    ],
)
def test_what_stands_in_the_way(changes, key, params):
    """A-06, A-12, D-09."""
    assert obstacle(**changes) == ("A-06", key, params)


def test_bare_facts_lack_all_that_must_be_said():
    bare = Facts(
        kind="loan",
        custody="in",
        is_kept=True,
        is_custodian=True,
        party=True,
        now=NOW,
    )
    assert movement.obstacle(bare, Settings()).reason[0] == "no_term"
    termed = replace(bare, due_at=NOW + DAY)
    assert movement.obstacle(termed, Settings()).reason[0] == "not_signed"
    one = replace(termed, handed_by="He Xue")
    assert movement.obstacle(one, Settings()).reason[0] == "not_signed"
    other = replace(termed, received_by="He Xue")
    assert movement.obstacle(other, Settings()).reason[0] == "not_signed"
    move = replace(bare, kind="transfer", handed_by="a", received_by="b")
    assert movement.obstacle(move, Settings()).reason[0] == "no_place"
    sent = replace(bare, kind="dispatch", handed_by="a", received_by="b")
    assert movement.obstacle(sent, Settings()) is None


def test_the_first_obstacle_is_told():
    changes = {
        "is_custodian": False,
        "is_kept": False,
        "custody": "lent",
        "party": False,
        "due_at": None,
        "handed_by": "",
    }
    keys = []
    for name in list(changes):
        keys.append(obstacle(**changes)[1])
        del changes[name]
    assert keys == [
        "not_custodian",
        "not_kept",
        "is_lent",
        "no_party",
        "no_term",
        "not_signed",
    ]


def test_a_loan_may_last_as_long_as_the_company_says():
    """A-06: to the second."""
    assert obstacle(due_at=NOW + 30 * DAY) is None
    assert obstacle(due_at=NOW + SECOND) is None
    week = Settings(loan_days=7)
    assert obstacle(week, due_at=NOW + 7 * DAY) is None
    assert obstacle(week, due_at=NOW + 8 * DAY)[2] == {"days": 7}


@pytest.mark.parametrize("kind", ["receipt", "return", "transfer", "dispatch"])
def test_only_a_loan_has_a_term(kind):
    """A-06."""
    custody = {"receipt": "out", "return": "lent"}.get(kind, "in")
    assert obstacle(kind=kind, custody=custody, place="x", due_at=None) is None


@pytest.mark.parametrize("kind", ["receipt", "return"])
def test_what_comes_in_needs_no_name_beside_the_signature(kind):
    """A-06."""
    custody = {"receipt": "out", "return": "lent"}[kind]
    assert obstacle(kind=kind, custody=custody, party=False, place="") is None


@pytest.mark.parametrize("kind", ["loan", "transfer", "return"])
def test_a_hold_stops_no_loan(kind):
    """A-09: it stays the archive's."""
    custody = "lent" if kind == "return" else "in"
    assert obstacle(kind=kind, custody=custody, place="x", held=True) is None


def test_reminders_go_before_and_after():
    """A-06: the borrower the day before, the manager three days after."""
    due = NOW + 10 * DAY
    assert movement.reminders(NOW, due, Settings()) == {
        "soon": due - DAY,
        "chase": due + 3 * DAY,
    }
    settings = Settings(remind_days=4, escalate_days=5)
    assert movement.reminders(NOW, due, settings) == {
        "soon": due - 4 * DAY,
        "chase": due + 5 * DAY,
    }


def test_a_short_loan_has_no_first_reminder():
    """A-06."""
    assert "soon" not in movement.reminders(NOW, NOW + DAY, Settings())
    assert "soon" not in movement.reminders(NOW, NOW + DAY - SECOND, Settings())
    assert "soon" in movement.reminders(NOW, NOW + DAY + SECOND, Settings())


def test_another_addon_adds_a_rule():
    assert movement.obstacle(replace(FACTS, is_kept=False), Settings(), ()) is None
