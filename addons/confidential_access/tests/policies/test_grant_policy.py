from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from odoo.addons.confidential_access.policies import grant

NOW = datetime(2026, 11, 2, 8)
FACTS = grant.Facts(asked_by_self=False, manages_site=True, state="requested", now=NOW)


def decide(settings=None, awaited="requested", **facts):
    settings = settings or grant.Settings()
    return grant.decide(replace(FACTS, **facts), settings, awaited)


def test_the_manager_decides_and_the_approval_ends():
    """D-08: for a limited time; a day, unless the company sets another."""
    verdict = decide()
    assert (verdict.allowed, verdict.rule) == (True, "D-08")
    assert verdict.reason == ("by_manager", {"hours": 24})
    assert verdict.expires_at == NOW + timedelta(days=1)
    verdict = decide(settings=grant.Settings(hours=2))
    assert verdict.reason == ("by_manager", {"hours": 2})
    assert verdict.expires_at == NOW + timedelta(hours=2)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"asked_by_self": True}, "own_request"),
        ({"asked_by_self": True, "manages_site": False}, "own_request"),
        ({"manages_site": False}, "not_manager"),
        ({"manages_site": False, "state": "used"}, "not_manager"),
        ({"state": "granted"}, "decided"),
        ({"state": "refused"}, "decided"),
    ],
)
def test_nobody_else_decides(facts, reason):
    """D-08: never oneself, never who doesn't manage the site, never twice."""
    verdict = decide(**facts)
    assert verdict == grant.Verdict(allowed=False, rule="D-08", reason=(reason, {}))


def test_an_approval_is_taken_back_while_it_is_one():
    """D-08."""
    assert decide(awaited="granted", state="".join(["gran", "ted"])).allowed
    assert not decide(awaited="granted", state="used").allowed
    assert not decide(awaited="granted", state="requested").allowed
