from dataclasses import replace
from datetime import date

import pytest

from odoo.addons.partner_dossier.policies import paper
from odoo.addons.partner_dossier.policies.paper import Facts, Settings

TODAY = date(2026, 3, 10)
STATUSES = ("missing", "received", "verified", "expired", "waived")
# Nothing stands in the way of any of the steps but where they start.
FINE = Facts(
    step="verify",
    status="received",
    today=TODAY,
    original="sight",
    original_seen=True,
    complete=True,
    authentic=True,
    validity="yearly",
    valid_until=date(2026, 3, 10),
    blocking=True,
    is_manager=True,
    reason="Lost in the post",
)


def stored(text):
    """As it comes from a database: equal, and not the same."""
    return "".join(list(text))


def found(facts, **settings):
    words = ("step", "status", "original", "validity")
    facts = replace(facts, **{name: stored(getattr(facts, name)) for name in words})
    obstacle = paper.obstacle(facts, Settings(**settings))
    return obstacle and (obstacle.rule, obstacle.reason[0])


@pytest.mark.parametrize(
    ("step", "starts", "leads"),
    [
        ("receive", {"missing", "received", "expired", "waived"}, "received"),
        ("verify", {"received"}, "verified"),
        ("return", {"received"}, "missing"),
        ("waive", {"missing", "received", "expired"}, "waived"),
        ("renew", {"verified", "expired"}, "verified"),
    ],
)
def test_each_step_starts_where_it_may(step, starts, leads):
    """D-05: missing, received, verified, expired, waived."""
    assert step in paper.STEPS
    assert paper.TO[step] == leads
    for status in STATUSES:
        facts = replace(FINE, step=stored(step), status=stored(status))
        obstacle = paper.obstacle(facts, Settings())
        if status in starts:
            assert obstacle is None
        else:
            assert obstacle.rule == "D-05"
            assert obstacle.reason == (f"not_{step}", {"status": status})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"original_seen": False}, ("D-05", "not_seen")),
        ({"original_seen": False, "original": "keep"}, ("D-05", "not_seen")),
        ({"original_seen": False, "original": "none"}, None),
        ({"complete": False}, ("D-05", "not_checked")),
        ({"authentic": False}, ("D-05", "not_checked")),
        ({"valid_until": None}, ("D-05", "no_last_day")),
        ({"valid_until": None, "validity": "until"}, ("D-05", "no_last_day")),
        ({"valid_until": None, "validity": "none"}, None),
        ({"valid_until": None, "validity": "decade"}, ("D-05", "no_last_day")),
        ({"valid_until": date(2026, 3, 9)}, ("D-05", "expired")),
        ({"valid_until": date(2026, 3, 11)}, None),
        ({"valid_until": date(2026, 3, 9), "validity": "none"}, ("D-05", "expired")),
        ({"reason": "", "is_manager": False}, None),
    ],
)
def test_verified_is_what_was_seen_found_complete_authentic_and_good(change, expected):
    """D-05: 完整性和真实性, by who verifies it."""
    assert found(replace(FINE, **change)) == expected


def test_the_day_on_which_it_expired_is_named():
    """D-05: the sentence says when."""
    facts = replace(FINE, valid_until=date(2026, 3, 9))
    obstacle = paper.obstacle(facts, Settings())
    assert obstacle.reason[1] == {"day": date(2026, 3, 9)}


@pytest.mark.parametrize("step", ["receive", "waive", "return", "renew"])
def test_only_verifying_asks_for_the_checks(step):
    """D-05: what was brought is received as it is."""
    status = {"receive": "missing", "renew": "verified"}.get(step, "received")
    facts = replace(
        FINE,
        step=step,
        status=status,
        original_seen=False,
        complete=False,
        authentic=False,
        valid_until=None,
    )
    assert found(facts) is None
    long_ago = replace(facts, valid_until=date(2020, 1, 1))
    expected = ("D-05", "expired") if step == "renew" else None
    assert found(long_ago) == expected


@pytest.mark.parametrize("step", ["waive", "return"])
def test_it_is_waived_or_given_back_for_a_reason(step):
    """D-05: which stays on record."""
    facts = replace(FINE, step=step)
    for reason in ("", "  "):
        assert found(replace(facts, reason=reason)) == ("D-05", "no_reason")
    assert found(facts) is None


def test_what_blocks_is_waived_by_the_manager_alone():
    """D-05 cfg: or by everybody, where it is set so."""
    facts = replace(FINE, step="waive", is_manager=False)
    assert found(facts) == ("D-05", "not_manager")
    assert found(facts, manager_waives=False) is None
    assert found(replace(facts, blocking=False)) is None
    assert found(replace(facts, is_manager=True)) is None
    assert found(replace(facts, step="return")) is None
    added = replace(facts, step="withdraw")  # a step of another addon
    assert paper.waived_by_the_manager(added, Settings()) is None


@pytest.mark.parametrize(
    ("validity", "expected"),
    [
        ("yearly", None),
        ("until", ("D-03", "not_yearly")),
        ("none", ("D-03", "not_yearly")),
        ("zodiac", ("D-03", "not_yearly")),
    ],
)
def test_inspected_is_what_is_inspected_every_year(validity, expected):
    """D-03: the yearly inspection of a licence."""
    facts = replace(FINE, step="renew", status="verified", validity=validity)
    assert found(facts) == expected
    assert found(replace(FINE, validity=validity)) is None
    assert found(replace(facts, step="receive", status="missing")) is None


def test_the_next_inspection_is_so_many_months_later():
    """D-03: a year, or as it is set."""
    assert paper.next_inspection(TODAY, Settings()) == date(2027, 3, 10)
    assert paper.next_inspection(TODAY, Settings(months=6)) == date(2026, 9, 10)


@pytest.mark.parametrize(
    ("status", "due_on", "valid_until", "moments"),
    [
        (
            "verified",
            date(2026, 1, 1),
            date(2026, 6, 30),
            {"remind": date(2026, 5, 31), "expire": date(2026, 7, 1)},
        ),
        ("verified", date(2026, 1, 1), None, {}),
        ("missing", date(2026, 1, 1), date(2026, 6, 30), {"due": date(2026, 1, 2)}),
        ("missing", None, date(2026, 6, 30), {}),
        ("received", date(2026, 1, 1), date(2026, 6, 30), {}),
        ("expired", date(2026, 1, 1), date(2026, 6, 30), {}),
        ("waived", date(2026, 1, 1), date(2026, 6, 30), {}),
    ],
)
def test_one_is_reminded_before_and_asked_after(status, due_on, valid_until, moments):
    """D-03: thirty days before it expires; D-05: the day after it should have come."""
    found_moments = paper.moments(stored(status), due_on, valid_until, Settings())
    assert found_moments == moments


def test_how_long_before_is_a_setting():
    """D-03: reminder before it is due."""
    moments = paper.moments("verified", None, TODAY, Settings(remind_days=9))
    assert moments["remind"] == date(2026, 3, 1)


def test_nothing_said_is_confirmed_by_nobody():
    """D-05: the defaults of the facts and of the settings."""
    bare = Facts(step="verify", status="received", today=TODAY)
    assert bare == Facts(
        step="verify",
        status="received",
        today=TODAY,
        original="none",
        original_seen=False,
        complete=False,
        authentic=False,
        validity="none",
        valid_until=None,
        blocking=False,
        is_manager=False,
        reason="",
        extra={},
    )
    assert Settings() == Settings(
        remind_days=30, months=12, manager_waives=True, extra={}
    )
