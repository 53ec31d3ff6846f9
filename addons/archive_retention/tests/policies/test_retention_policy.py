from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.archive_retention.policies import retention
from odoo.addons.archive_retention.policies.retention import (
    Change,
    Facts,
    Retention,
    Schedule,
)

DAY = date(2020, 2, 29)
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))
EVENTS = ("signing", "lease_end", "transfer")
SCHEDULES = st.lists(
    st.builds(
        Schedule,
        key=st.integers(1, 99),
        kind=st.sampled_from(["period", "permanent"]),
        event=st.sampled_from(EVENTS),
        years=st.integers(0, 60),
        months=st.integers(0, 11),
    ),
    max_size=5,
).map(tuple)
HAPPENED = st.dictionaries(st.sampled_from(EVENTS), DAYS)


def decide(*schedules, events=None, **kwargs):
    events = {"signing": DAY} if events is None else events
    return retention.decide(Facts(schedules=schedules, events=events, **kwargs))


def test_a_period_runs_from_its_event():
    """A-09."""
    found = decide(
        Schedule(key=1, event="lease_end", years=3, months=6),
        events={"signing": DAY, "lease_end": date(2024, 8, 31)},
    )
    assert found == Retention(
        state="running",
        reason=("period", {"day": date(2028, 2, 29)}),
        cutoff_on=date(2024, 8, 31),
        due_on=date(2028, 2, 29),
        schedule=1,
    )
    assert found.rule == "A-09"


def test_a_schedule_counts_from_the_signing_unless_told_otherwise():
    """A-09."""
    assert decide(Schedule(key=1)).due_on == DAY
    assert decide(Schedule(key=1, years=1)).due_on == date(2021, 2, 28)
    assert decide(Schedule(key=1, months=2)).due_on == date(2020, 4, 29)


def test_it_waits_for_an_event_to_come():
    """A-09: a period that has not begun may become the longest."""
    long = Schedule(key=1, years=30)
    short = Schedule(key=2, event="lease_end", years=1)
    found = decide(long, short)
    assert (found.state, found.schedule) == ("waiting", 2)
    assert found.reason == ("event", {"event": "lease_end"})
    assert found.due_on is None and found.cutoff_on is None


def test_without_a_schedule_nothing_goes():
    """A-09."""
    found = decide()
    assert (found.state, found.reason) == ("waiting", ("no_schedule", {}))
    assert found.schedule is None


def test_permanent_is_a_kind_not_an_empty_date():
    """A-09: it wins whatever else there is, and has no date."""
    found = decide(
        Schedule(key=1, years=99),
        Schedule(key=2, kind="permanent"),
        Schedule(key=3, event="transfer"),
    )
    assert (found.state, found.schedule) == ("permanent", 2)
    assert found.reason == ("permanent", {})
    assert found.due_on is None


@given(SCHEDULES, HAPPENED)
def test_the_longest_wins(schedules, events):
    """A-09: nothing goes before any of its schedules lets it."""
    found = decide(*schedules, events=events)
    if any(it.kind == "permanent" for it in schedules):
        assert found.state == "permanent"
    elif not schedules or any(it.event not in events for it in schedules):
        assert found.state == "waiting"
    else:
        ends = [retention.end_of(it, events[it.event]) for it in schedules]
        assert found.due_on == max(ends)
        assert found.cutoff_on in events.values()
        assert found.schedule in [it.key for it in schedules]


@given(SCHEDULES, HAPPENED, SCHEDULES)
def test_one_more_schedule_never_shortens(schedules, events, more):
    """A-09."""
    before = decide(*schedules, events=events) if schedules else None
    after = decide(*schedules, *more, events=events)
    assert before is None or not retention.is_shorter(before, after)


def test_the_order_of_schedules_does_not_matter():
    """A-09."""
    long, short = Schedule(key=1, years=5), Schedule(key=2, years=3)
    assert decide(long, short) == decide(short, long)
    assert decide(long, short).due_on == date(2025, 2, 28)
    other = Schedule(key=9, event="transfer", years=1)
    assert decide(short, other, Schedule(key=10, event="lease_end")).schedule == 9


def test_of_equal_ones_the_first_is_named():
    """A-09: and with it the day from which it was counted."""
    first = Schedule(key=7, event="transfer", months=1)
    second = Schedule(key=3, event="signing", months=2)
    events = {"transfer": date(2026, 2, 1), "signing": date(2026, 1, 1)}
    found = decide(first, second, events=events)
    assert (found.schedule, found.cutoff_on) == (7, date(2026, 2, 1))


def test_a_review_puts_it_off_and_never_forward():
    """A-09."""
    due = Schedule(key=1, years=1)
    day = date(2021, 2, 28)
    found = decide(due, kept_until=date(2023, 1, 1))
    assert found == Retention(
        state="running",
        reason=("kept", {"day": date(2023, 1, 1)}),
        cutoff_on=DAY,
        due_on=date(2023, 1, 1),
        schedule=1,
    )
    for kept in (day, date(2020, 3, 1)):
        found = decide(due, kept_until=kept)
        assert (found.due_on, found.reason[0]) == (day, "period")


def running(day):
    return Retention(state="running", due_on=day)


WAITING, PERMANENT = Retention(state="waiting"), Retention(state="permanent")


@pytest.mark.parametrize(
    ("before", "after", "shorter"),
    [
        (running(DAY), running(DAY), False),
        (running(DAY), running(DAY + timedelta(days=1)), False),
        (running(DAY), running(DAY - timedelta(days=1)), True),
        (running(DAY), WAITING, False),
        (running(DAY), PERMANENT, False),
        (WAITING, running(date.max), True),
        (WAITING, WAITING, False),
        (WAITING, PERMANENT, False),
        (PERMANENT, WAITING, True),
        (PERMANENT, running(date.max), True),
        (PERMANENT, PERMANENT, False),
    ],
)
def test_what_is_shorter(before, after, shorter):
    """A-09."""
    assert retention.is_shorter(before, after) is shorter


CHANGE = Change(
    before=running(DAY),
    after=running(DAY - timedelta(days=1)),
    held=False,
    reason="Entered wrongly",
    authority=True,
)


def refusal(**changes):
    found = retention.obstacle(replace(CHANGE, **changes))
    return found and (found.rule, *found.reason)


def test_the_manager_shortens_with_a_reason():
    """A-09."""
    assert refusal() is None


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"held": True}, "held"),
        ({"authority": False}, "not_manager"),
        ({"reason": ""}, "no_reason"),
        ({"reason": "  "}, "no_reason"),
        ({"held": True, "authority": False, "reason": ""}, "held"),
        ({"authority": False, "reason": ""}, "not_manager"),
        ({"is_event": True, "held": True}, "held"),
        ({"is_event": True, "before": PERMANENT, "held": True}, "held"),
    ],
)
def test_nothing_is_shortened_in_silence(changes, key):
    """A-09: never under a hold."""
    assert refusal(**changes) == ("A-09", key, {})


def test_lengthening_takes_nothing():
    """A-09."""
    longer = running(DAY + timedelta(days=1))
    assert refusal(after=longer, held=True, authority=False, reason="") is None


def test_the_event_that_was_waited_for_shortens_nothing():
    """A-09: the period begins; under a hold too, as the hold blocks disposal anyway."""
    begun = {"before": WAITING, "held": True, "authority": False, "reason": ""}
    assert refusal(is_event=True, **begun) is None
    assert refusal(**begun) == ("A-09", "held", {})


@given(DAYS, st.integers(-5, 5))
def test_due_from_its_day_on(day, passed):
    """A-09."""
    today = day + timedelta(days=passed)
    assert retention.is_due("running", day, today) is (passed >= 0)
    assert retention.is_due("permanent", day, today) is False
    assert retention.is_due("running", None, today) is False
