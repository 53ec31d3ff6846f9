import pytest

from odoo.addons.partner_dossier.policies.completeness import (
    Facts,
    Papers,
    Settings,
    completeness,
    counts,
)

# The last one as another addon might add it.
STATUSES = ("missing", "received", "verified", "expired", "waived", "rejected")


@pytest.mark.parametrize("received", [False, True])
@pytest.mark.parametrize("status", STATUSES)
def test_verified_and_waived_papers_count(status, received):
    """D-05: received ones where it is set so (cfg)."""
    expected = status in ("verified", "waived") or (received and status == "received")
    stored = "".join(list(status))  # equal, and not the same
    assert counts(stored, Settings(count_received=received)) is expected


@pytest.mark.parametrize(
    ("verified", "missing", "emergency", "percent"),
    [
        (0, 7, False, 0),
        (0, 7, True, 12),
        (3, 4, True, 50),
        (7, 0, True, 100),
        (7, 0, False, 87),
        (299, 0, False, 99),
        (0, 0, True, 100),
        (0, 0, False, 0),
    ],
)
def test_a_hundred_percent_only_when_nothing_is_lacking(
    verified, missing, emergency, percent
):
    """D-05, D-06: papers and emergency contact, each with the same weight."""
    papers = tuple(
        Papers(status=status, count=count)
        for status, count in (("verified", verified), ("missing", missing))
        if count
    )
    found = completeness(Facts(papers=papers, emergency=emergency), Settings())
    assert found.percent == percent
    assert found.missing == missing
    assert found.lacks_emergency is not emergency
    assert found.rules == ("D-05", "D-06")


def test_without_the_rule_on_emergency_contacts_nobody_has_to_be_called():
    """D-06 cfg: a company may switch it off."""
    settings = Settings(ask_emergency=False)
    found = completeness(Facts(papers=(Papers(status="verified"),)), settings)
    assert (found.percent, found.lacks_emergency) == (100, False)
    assert completeness(Facts(), settings).percent == 100
    half = Facts(papers=(Papers(status="verified"), Papers(status="missing")))
    assert completeness(half, settings).percent == 50


def test_what_blocks_is_counted_beside_what_is_missing():
    """D-05: of the papers that do not count, those that block."""
    papers = (
        Papers(status="missing", blocking=True, count=2),
        Papers(status="expired", blocking=True),
        Papers(status="received", blocking=False, count=4),
        Papers(status="verified", blocking=True, count=8),
        Papers(status="waived", blocking=True, count=16),
    )
    found = completeness(Facts(papers=papers, emergency=True), Settings())
    assert (found.missing, found.blocking) == (7, 3)
    assert found.percent == 25 * 100 // 32


def test_nothing_said_is_one_paper_that_blocks_and_no_emergency_contact():
    """D-05, D-06: the defaults."""
    assert Papers(status="x") == Papers(status="x", blocking=True, count=1)
    assert Facts() == Facts(papers=(), emergency=False, extra={})
    assert Settings() == Settings(count_received=False, ask_emergency=True, extra={})
