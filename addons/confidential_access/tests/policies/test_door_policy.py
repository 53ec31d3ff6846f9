from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.confidential_access.policies import door

NOW = datetime(2026, 11, 2, 8)
HOUR = timedelta(hours=1)
SETTINGS = door.Settings()
FACTS = door.Facts(
    level="confidential", sees=True, cleared=True, purpose="The owner asks", now=NOW
)


def decide(settings=SETTINGS, **facts):
    return door.decide(replace(FACTS, **facts), settings)


def granted(key=1, expires_at=NOW + HOUR):
    return door.Grant(key=key, state="granted", expires_at=expires_at)


@pytest.mark.parametrize("level", door.LEVELS)
def test_who_does_not_see_a_record_reads_nothing_of_it(level):
    """D-08: of another site, whatever the level and the approval."""
    verdict = decide(level=level, sees=False, grants=(granted(),))
    assert (verdict.allowed, verdict.rule) == (False, "D-08")
    assert verdict.reason == ("not_seen", {})
    assert not verdict.by_grant


@pytest.mark.parametrize(
    ("level", "allowed"),
    [
        ("public", True),
        ("internal", True),
        ("confidential", False),
        ("access_card", False),
    ],
)
def test_what_is_confidential_takes_the_clearance(level, allowed):
    """D-08: those whose role needs it."""
    verdict = decide(level=level, cleared=False, grants=(granted(),))
    assert verdict.allowed is allowed
    if not allowed:
        assert verdict.reason == ("not_cleared", {})
        assert not verdict.by_grant


def test_each_reading_has_its_purpose():
    """A-10: short of what the company asks for it is none."""
    verdict = decide(purpose="abc")
    assert (verdict.allowed, verdict.rule) == (False, "A-10")
    assert verdict.reason == ("no_purpose", {"length": 4})
    assert decide(purpose="abcd").allowed
    assert not decide(purpose="abcd", settings=door.Settings(purpose_length=5)).allowed
    assert decide(level="public", purpose="").allowed
    assert not decide(level="internal", purpose="").allowed


def test_the_clearance_opens_what_is_confidential():
    """A-10: and the verdict says by which rule."""
    assert decide() == door.Verdict(allowed=True, rule="A-10", reason=("allowed", {}))


def test_an_access_card_takes_an_approval_in_force():
    """D-08: given, not used, not expired."""
    verdict = decide(level="access_card", grants=(granted(key=7),))
    assert verdict == door.Verdict(
        allowed=True, rule="D-08", reason=("granted", {}), by_grant=True, grant=7
    )
    assert not decide(level="access_card", grants=(granted(expires_at=NOW),)).allowed


@pytest.mark.parametrize(
    ("states", "reason"),
    [
        ((), "no_grant"),
        (("requested",), "grant_requested"),
        (("refused", "used"), "grant_refused"),
        (("revoked",), "grant_revoked"),
        (("used", "refused"), "grant_used"),
    ],
)
def test_without_one_it_says_what_became_of_the_latest(states, reason):
    """D-08."""
    grants = tuple(
        door.Grant(key=n, state=state, expires_at=NOW + HOUR)
        for n, state in enumerate(states)
    )
    verdict = decide(level="access_card", grants=grants)
    assert verdict == door.Verdict(
        allowed=False, rule="D-08", reason=(reason, {}), by_grant=True
    )


def test_an_expired_approval_is_called_so():
    """D-08."""
    verdict = decide(level="access_card", grants=(granted(expires_at=NOW - HOUR),))
    assert verdict.reason == ("grant_expired", {})


def test_of_two_approvals_the_one_that_ends_first_is_used():
    """D-08."""
    grants = (granted(key=1, expires_at=NOW + 2 * HOUR), granted(key=2))
    assert decide(level="access_card", grants=grants).grant == 2


def test_an_older_approval_still_counts_after_a_new_request():
    """D-08."""
    grants = (door.Grant(key=2, state="requested"), granted(key=1))
    assert decide(level="access_card", grants=grants).grant == 1


def test_a_file_opens_with_its_reading_and_not_long_after():
    """A-10: within the minutes that the company sets, without another approval."""
    settings = door.Settings(file_minutes=3)
    edge = NOW - timedelta(minutes=3)
    for level in door.LEVELS:
        verdict = decide(level=level, consulted_at=edge, settings=settings)
        assert verdict == door.Verdict(
            allowed=True, rule="A-10", reason=("allowed", {})
        )
        assert decide(level=level, consulted_at=NOW, settings=settings).allowed
        late = decide(
            level=level, consulted_at=edge - timedelta(seconds=1), settings=settings
        )
        assert (late.allowed, late.rule) == (False, "A-10")
        assert late.reason == ("too_late", {"minutes": 3})


def test_the_numbers_of_the_house():
    """A-10: what holds where a company sets nothing else."""
    assert (SETTINGS.purpose_length, SETTINGS.file_minutes) == (4, 10)


@pytest.mark.parametrize("before", door.LEVELS)
@pytest.mark.parametrize("after", door.LEVELS)
def test_a_level_is_lowered_when_more_people_may_read(before, after):
    """A-10."""
    order = ("public", "internal", "confidential", "access_card")
    lowered = order.index(after) < order.index(before)
    assert door.is_lowered(before, after) is lowered


@given(
    level=st.sampled_from(door.LEVELS),
    sees=st.booleans(),
    cleared=st.booleans(),
    purpose=st.text(max_size=6),
    state=st.sampled_from(["requested", "granted", "refused", "revoked", "used"]),
    minutes=st.integers(-90, 90),
)
def test_an_access_card_never_opens_without_a_usable_approval(
    level, sees, cleared, purpose, state, minutes
):
    """D-08: whatever else holds."""
    expires = NOW + timedelta(minutes=minutes)
    grant = door.Grant(key=1, state=state, expires_at=expires)
    verdict = decide(
        level=level, sees=sees, cleared=cleared, purpose=purpose, grants=(grant,)
    )
    usable = state == "granted" and minutes > 0
    if level == "access_card" and verdict.allowed:
        assert usable and verdict.grant == 1
    if verdict.allowed:
        assert sees and (cleared or level in ("public", "internal"))


def test_another_addon_adds_a_rule():
    """Rules are given in the order they are asked."""

    def never(facts, settings):
        return door.Verdict(allowed=False, rule="S-01", reason=("never", {}))

    verdict = door.decide(FACTS, SETTINGS, (never, *door.RULES))
    assert verdict.rule == "S-01"
