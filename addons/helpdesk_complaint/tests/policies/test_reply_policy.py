from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.helpdesk_complaint.policies import reply

SETTINGS = reply.Settings(days={"a": 2, "b": 3, "c": 2})
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1))


def expected(received_at, severity, settings=SETTINGS):
    return reply.expected(
        reply.Facts(received_at=received_at, severity=severity), settings
    )


@pytest.mark.parametrize(
    ("severity", "received", "answer"),
    [
        pytest.param("a", "2024-05-06 09:30", "2024-05-08 09:30", id="major, two days"),
        pytest.param("b", "2024-05-06 09:30", "2024-05-09 09:30", id="general, three"),
        pytest.param("c", "2024-05-06 09:30", "2024-05-08 09:30", id="minor, two"),
        pytest.param("b", "2024-04-29 00:00", "2024-05-02 00:00", id="month, midnight"),
        pytest.param("a", "2024-02-28 23:59", "2024-03-01 23:59", id="leap year"),
        pytest.param("a", "2023-02-28 23:59", "2023-03-02 23:59", id="no leap year"),
        pytest.param("c", "2023-12-30 12:00", "2024-01-01 12:00", id="year end"),
    ],
)
def test_the_answer_is_due_so_many_days_of_24_hours_after_receipt(
    severity, received, answer
):
    """C-07, C-12: the reply time told is by severity, counted from receipt."""
    moment = datetime.fromisoformat(received)
    assert expected(moment, severity) == datetime.fromisoformat(answer)


@given(received_at=MOMENTS, days=st.tuples(*[st.integers(1, 365)] * 3))
def test_each_severity_has_its_own_days(received_at, days):
    """C-07: the company's number of days holds, to the second."""
    settings = reply.Settings(days=dict(zip("abc", days, strict=True)))
    for letter, count in settings.days.items():
        wait = expected(received_at, letter, settings) - received_at
        assert wait == timedelta(hours=24 * count)


def test_an_unknown_severity_gets_no_promise():
    """C-07: no time is told that nobody set."""
    with pytest.raises(KeyError):
        expected(datetime(2024, 5, 6), "d")
