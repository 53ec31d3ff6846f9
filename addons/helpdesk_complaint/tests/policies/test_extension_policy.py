from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from odoo.addons.helpdesk_complaint.policies import extension
from odoo.addons.helpdesk_complaint.policies.extension import Facts, Finding, Settings

DUE = datetime(2026, 3, 5, 1, 0)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
FACTS = Facts(
    kind="solve",
    is_open=True,
    due_at=DUE,
    new_due_at=DUE + DAY,
    now=DUE - DAY,
    is_manager=True,
)


def obstacle(rules, settings=None, **changes):
    found = extension.obstacle(replace(FACTS, **changes), settings or Settings(), rules)
    return found and (found.rule, *found.reason)


@pytest.mark.parametrize(
    "rules", [extension.ASKING, extension.APPROVING, extension.REFUSING]
)
def test_in_time_and_in_order(rules):
    """C-12: asked for and decided before the limit passes."""
    assert obstacle(rules) is None


@pytest.mark.parametrize("rules", [extension.ASKING, extension.APPROVING])
@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"is_open": False}, "not_open"),
        ({"kind": "answer"}, "not_open"),
        ({"kind": "reply"}, "not_open"),
        ({"new_due_at": DUE}, "not_later"),
        ({"new_due_at": DUE - SECOND}, "not_later"),
        ({"new_due_at": DUE - DAY}, "past"),
        ({"new_due_at": DUE - 2 * DAY}, "past"),
        ({"now": DUE + SECOND}, "passed"),
        ({"now": DUE + DAY}, "past"),
    ],
)
def test_what_stands_in_the_way(rules, changes, key):
    """C-12: the first rule that does is told."""
    assert obstacle(rules, **changes) == ("C-12", key, {})


def test_the_last_moment_is_in_time():
    """C-12: the limit itself has not passed it."""
    assert obstacle(extension.ASKING, now=DUE) is None
    assert obstacle(extension.ASKING, new_due_at=DUE + SECOND) is None


def test_a_company_may_allow_it_after_the_limit_too():
    """C-12: by setting, but never into the past."""
    after = Settings(after=True)
    assert Settings().after is False
    assert obstacle(extension.APPROVING, after, now=DUE + SECOND) is None
    assert obstacle(extension.APPROVING, after, now=DUE + DAY)[1] == "past"


@pytest.mark.parametrize("rules", [extension.APPROVING, extension.REFUSING])
@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"is_manager": False}, "not_manager"),
        ({"is_asker": True}, "own"),
        ({"is_manager": False, "is_asker": True}, "not_manager"),
        ({"is_manager": False, "is_open": False}, "not_manager"),
    ],
)
def test_who_decides(rules, changes, key):
    """C-12: the site's manager, and not who asked for it."""
    assert obstacle(rules, **changes) == ("C-12", key, {})


def test_refusing_needs_no_time():
    """C-12: a request that came to nothing can be refused any day."""
    assert obstacle(extension.REFUSING, now=DUE + DAY, is_open=False) is None


def test_nobody_is_the_manager_by_default():
    """C-12: approval is never assumed."""
    plain = Facts(kind="solve", is_open=True, due_at=DUE, new_due_at=DUE, now=DUE)
    assert plain.is_manager is False
    assert plain.is_asker is False


def test_both_decisions_name_the_rule():
    """C-12: on record with it."""
    settings = Settings()
    assert extension.approved(FACTS, settings) == Finding(
        rule="C-12", reason=("approved", {})
    )
    assert extension.refused(FACTS, settings) == Finding(
        rule="C-12", reason=("refused", {})
    )
