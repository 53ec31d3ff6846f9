from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.helpdesk_complaint.policies import milestones
from odoo.addons.helpdesk_complaint.policies.milestones import Due, Facts, Settings

SHANGHAI = ZoneInfo("Asia/Shanghai")
RECEIVED = datetime(2026, 3, 2, 1, 0)  # nine o'clock on a Monday in Shanghai
ACCEPTED = datetime(2026, 3, 2, 3, 30)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1))


def facts(**values):
    defaults = {"received_at": RECEIVED, "accepted_at": ACCEPTED, "zone": SHANGHAI}
    return Facts(**{**defaults, **values})


def plan(settings=None, **values):
    found = milestones.decide(facts(**values), settings or Settings())
    return {due.kind: due for due in found}


def test_a_major_complaint():
    """C-12: the manager at once, an answer in two days, ten days to solve, softly."""
    assert plan(severity="a") == {
        "forward": Due(
            kind="forward", due_at=ACCEPTED, role="site_manager", rule="C-12"
        ),
        "answer": Due(kind="answer", due_at=ACCEPTED + 2 * DAY, rule="C-12"),
        "solve": Due(
            kind="solve", due_at=ACCEPTED + 10 * DAY, rule="C-12", is_soft=True
        ),
    }


@pytest.mark.parametrize(("severity", "days"), [("b", 3), ("c", 2)])
def test_a_general_or_minor_complaint(severity, days):
    """C-12: the specialist supervisor within the hour; three days, or two."""
    assert plan(severity=severity) == {
        "forward": Due(
            kind="forward",
            due_at=ACCEPTED + HOUR,
            role="specialist_supervisor",
            rule="C-12",
        ),
        "solve": Due(kind="solve", due_at=ACCEPTED + days * DAY, rule="C-12"),
    }


@pytest.mark.parametrize("intake", ["email", "portal", "letter", "fax"])
def test_what_was_not_said_face_to_face_is_acknowledged(intake):
    """C-08: within two days of receipt, accepted or not."""
    expected = Due(kind="acknowledge", due_at=RECEIVED + 2 * DAY, rule="C-08")
    assert plan(intake=intake, accepted_at=None) == {"acknowledge": expected}
    assert plan(intake=intake, severity="b")["acknowledge"] == expected


def test_calls_are_acknowledged_where_the_company_says_so():
    """C-08: a visit never, a call by setting."""
    calls = Settings(acknowledge_phone=True)
    assert "acknowledge" not in plan(intake="phone", severity="b")
    assert "acknowledge" in plan(calls, intake="phone", severity="b")
    assert "acknowledge" not in plan(calls, intake="in_person", severity="b")


@pytest.mark.parametrize("missing", [{"severity": None}, {"accepted_at": None}])
def test_no_clock_runs_before_it_is_accepted_and_graded(missing):
    """C-12: the clocks start at acceptance."""
    assert plan(**{"severity": "b", **missing}) == {}


@pytest.mark.parametrize(
    ("setting", "asked", "due"),
    [
        ("replaces", ACCEPTED + DAY, ACCEPTED + DAY),
        ("replaces", ACCEPTED + 5 * DAY, ACCEPTED + 5 * DAY),
        ("earlier", ACCEPTED + DAY, ACCEPTED + DAY),
        ("earlier", ACCEPTED + 5 * DAY, ACCEPTED + 2 * DAY),
    ],
)
def test_a_minor_complaint_goes_by_the_time_asked_for(setting, asked, due):
    """C-12: it replaces the two days, or the earlier of both holds."""
    settings = Settings(requested=setting)
    found = plan(settings, severity="c", requested_limit=asked)["solve"]
    assert (found.due_at, found.is_soft) == (due, False)


@pytest.mark.parametrize(("severity", "days"), [("a", 10), ("b", 3)])
def test_graver_ones_do_not_go_by_it(severity, days):
    """C-12: the time asked for is a matter of C."""
    found = plan(severity=severity, requested_limit=ACCEPTED + DAY)["solve"]
    assert found.due_at == ACCEPTED + days * DAY


def test_every_number_is_the_company_s():
    """C-08, C-12: none stands in the rules."""
    settings = Settings(
        acknowledge_days=5,
        forward_minutes_major=7,
        forward_minutes=8,
        answer_days=4,
        solve_days={"a": 20, "b": 6, "c": 9},
        reply_days=11,
    )
    major = plan(settings, severity="a", intake="fax")
    assert major["acknowledge"].due_at == RECEIVED + 5 * DAY
    assert major["forward"].due_at == ACCEPTED + timedelta(minutes=7)
    assert major["answer"].due_at == ACCEPTED + 4 * DAY
    assert major["solve"].due_at == ACCEPTED + 20 * DAY
    assert plan(settings, severity="b")["forward"].due_at == ACCEPTED + timedelta(
        minutes=8
    )
    assert plan(settings, severity="c")["solve"].due_at == ACCEPTED + 9 * DAY
    told = milestones.reply(ACCEPTED, facts(), settings)
    assert told.due_at == ACCEPTED + 11 * DAY


@pytest.mark.parametrize(
    ("severity", "intake", "days"),
    [("a", "phone", 2), ("b", "phone", 3), ("c", "phone", 2)],
)
def test_the_promise_is_the_limit_that_runs(severity, intake, days):
    """C-07: the answer's for A, the solution's for B and C."""
    told = milestones.promise(facts(severity=severity, intake=intake), Settings())
    assert told == ACCEPTED + days * DAY


def test_what_waits_is_promised_from_receipt():
    """C-07: while nobody has accepted it; ungraded, nothing is promised."""
    waiting = facts(severity="b", accepted_at=None, intake="email")
    assert milestones.promise(waiting, Settings()) == RECEIVED + 3 * DAY
    assert milestones.promise(facts(severity=None), Settings()) is None


def test_the_outcome_is_told_at_the_latest_two_days_after_it_is_done():
    """C-12: whatever the severity."""
    told = milestones.reply(ACCEPTED, facts(), Settings())
    assert told == Due(kind="reply", due_at=ACCEPTED + 2 * DAY, rule="C-12")


@pytest.mark.parametrize(
    ("setting", "start"), [("change", ACCEPTED + 30 * DAY), ("receipt", RECEIVED)]
)
def test_what_became_major_gets_the_clocks_of_a_major_one(setting, start):
    """C-05: from the change, or from receipt."""
    settings = Settings(raised_from=setting)
    raised = {"raised_at": ACCEPTED + 30 * DAY}
    found = plan(settings, severity="a", **raised)
    assert found["forward"].due_at == start
    assert found["answer"].due_at == start + 2 * DAY
    assert found["solve"].due_at == start + 10 * DAY
    assert plan(settings, severity="b", **raised)["solve"].due_at == ACCEPTED + 3 * DAY


@pytest.mark.parametrize(
    ("setting", "months", "due"),
    [
        ("receipt", 1, datetime(2026, 4, 2, 1, 0)),
        ("receipt", 2, datetime(2026, 5, 2, 1, 0)),
        ("valid", 1, datetime(2026, 4, 9, 1, 0)),
    ],
)
def test_a_valid_complaint_has_a_month(setting, months, due):
    """C-05: from receipt, or from when it was found valid."""
    settings = Settings(unsolved_from=setting, unsolved_months=months)
    found = plan(settings, severity="b", valid_at=RECEIVED + 7 * DAY)["month"]
    assert found == Due(kind="month", due_at=due, rule="C-05")


def test_what_was_solved_badly_counts_as_unsolved():
    """C-05: its month runs on, unless the company says otherwise."""
    badly = facts(severity="b", valid_at=ACCEPTED)
    month = plan(severity="b", valid_at=ACCEPTED)["month"]
    assert milestones.unsolved_again(badly, Settings()) == month
    assert milestones.unsolved_again(badly, Settings(solved_badly=False)) is None


def test_what_is_major_already_needs_no_month():
    """C-05: nor does what nobody found valid."""
    assert "month" not in plan(severity="a", valid_at=ACCEPTED)
    assert "month" not in plan(severity="b")
    assert "month" in plan(severity=None, valid_at=ACCEPTED)


def test_the_month_is_the_site_s():
    """C-05: the last of January in Shanghai is the 30th in London."""
    late = {"received_at": datetime(2026, 1, 30, 17, 0), "valid_at": RECEIVED}
    found = plan(severity="c", **late)["month"]
    assert found.due_at == datetime(2026, 2, 27, 17, 0)


def test_a_limit_may_last_to_the_end_of_the_day():
    """C-12: two calendar days after Monday end on Wednesday, 23:59 at the site."""
    settings = Settings(day_mode="calendar")
    expected = datetime(2026, 3, 4, 15, 59)
    assert plan(settings, severity="c")["solve"].due_at == expected
    # already Tuesday in Shanghai
    later = plan(settings, severity="c", accepted_at=datetime(2026, 3, 2, 16, 0))
    assert later["solve"].due_at == expected + DAY


def test_a_limit_may_count_working_days():
    """C-12: the site's calendar says which; without one, calendar days count."""
    asked = []

    def nth_working_day(day, count):
        asked.append((day.isoformat(), count))
        return day.replace(day=20)

    settings = Settings(day_mode="working")
    found = plan(settings, severity="b", nth_working_day=nth_working_day)
    assert found["solve"].due_at == datetime(2026, 3, 20, 15, 59)
    assert asked == [("2026-03-02", 3)]
    without = plan(settings, severity="b")
    assert without["solve"].due_at == datetime(2026, 3, 5, 15, 59)
    calendar = plan(
        Settings(day_mode="calendar"), severity="b", nth_working_day=nth_working_day
    )
    assert calendar["solve"].due_at == datetime(2026, 3, 5, 15, 59)


def test_the_end_of_a_day_follows_the_zone_s_clock_change():
    """C-12: London's clocks go forward on 29 March 2026."""
    london = {"zone": ZoneInfo("Europe/London"), "severity": "c"}
    settings = Settings(day_mode="calendar")
    before = plan(settings, accepted_at=datetime(2026, 3, 26, 12), **london)
    after = plan(settings, accepted_at=datetime(2026, 3, 28, 12), **london)
    assert before["solve"].due_at == datetime(2026, 3, 28, 23, 59)
    assert after["solve"].due_at == datetime(2026, 3, 30, 22, 59)


@given(accepted_at=MOMENTS, severity=st.sampled_from("abc"))
def test_no_clock_runs_backward(accepted_at, severity):
    """C-12: nothing is due before it was accepted; forwarding comes first."""
    for mode in ("hours24", "calendar", "working"):
        found = plan(
            Settings(day_mode=mode), accepted_at=accepted_at, severity=severity
        )
        assert accepted_at <= found["forward"].due_at < found["solve"].due_at


def test_who_is_told_when_a_limit_has_passed():
    """C-12: a late forwarding the supervisor, a late solution the site manager."""
    assert milestones.TOLD_WHEN_LATE == {
        "acknowledge": "supervisor",
        "forward": "supervisor",
        "answer": "site_manager",
        "solve": "site_manager",
        "reply": "supervisor",
    }


def test_the_source_s_numbers_hold_until_they_are_changed():
    """C-05, C-08, C-12: as the regulation says."""
    assert Settings() == Settings(
        day_mode="hours24",
        acknowledge_days=2,
        acknowledge_phone=False,
        forward_minutes_major=0,
        forward_minutes=60,
        answer_days=2,
        solve_days={"a": 10, "b": 3, "c": 2},
        requested="replaces",
        reply_days=2,
        unsolved_months=1,
        unsolved_from="receipt",
        solved_badly=True,
        raised_from="change",
    )
    assert Facts(received_at=RECEIVED).zone is UTC
    assert Facts(received_at=RECEIVED).intake is None


def test_another_addon_adds_a_milestone():
    """C-12: a rule of another addon is planned with the others."""

    def call_back(known, settings):
        due_at = known.accepted_at + settings.extra["hours"] * HOUR
        return Due(kind="call_back", due_at=due_at, rule="X-01")

    settings = Settings(extra={"hours": 4})
    rules = (*milestones.RULES, call_back)
    known = facts(severity="b")
    found = milestones.decide(known, settings, rules)
    assert found[-1].due_at == ACCEPTED + 4 * HOUR
    quick = replace(settings, solve_days={"b": 1})
    assert milestones.promise(known, quick, rules) == ACCEPTED + DAY


def test_what_the_record_of_a_decision_leaves_out():
    """C-12: a zone and a calendar are no facts that JSON can hold."""
    hidden = {it.name for it in Facts.__dataclass_fields__.values() if not it.repr}
    assert hidden == {"zone", "nth_working_day"}
