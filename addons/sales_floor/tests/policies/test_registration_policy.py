"""Tests of the rules on entries of the registers (F-17, F-18, F-27)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.sales_floor.policies import registration as policy

DAY = date(2026, 3, 7)
FORM = {
    "visitor_name": "Ms Wang",
    "phone": "138 0013 8000",
    "background": "Two children",
    "needs": "Three rooms",
    "outcome": "contract",
}
FACTS = policy.Facts(arrived_on=DAY, today=DAY, is_rep=True)
SETTINGS = policy.Settings()


@pytest.mark.parametrize(
    ("start", "period", "last"),
    [
        (date(2026, 3, 7), ("months", 1), date(2026, 4, 7)),
        (date(2026, 1, 31), ("months", 1), date(2026, 2, 28)),
        (date(2028, 1, 31), ("months", 1), date(2028, 2, 29)),
        (date(2026, 11, 30), ("months", 1), date(2026, 12, 30)),
        (date(2026, 12, 31), ("months", 1), date(2027, 1, 31)),
        (date(2026, 12, 1), ("months", 14), date(2028, 2, 1)),
        (date(2026, 3, 7), ("days", 30), date(2026, 4, 6)),
    ],
)
def test_a_period_ends_on_the_same_day_of_the_month_or_at_its_end(start, period, last):
    """F-17: valid one month, as calendar month or as 30 days."""
    assert policy.last_day(start, period) == last


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 24))
def test_a_month_is_never_longer_than_31_days(start, months):
    """F-17: the edges of months of any length."""
    last = policy.last_day(start, ("months", months))
    assert timedelta(28 * months) <= last - start <= timedelta(31 * months)


@pytest.mark.parametrize(
    ("day", "is_within"),
    [
        (date(2026, 3, 6), False),
        (date(2026, 3, 7), True),
        (date(2026, 4, 7), True),
        (date(2026, 4, 8), False),
    ],
)
def test_the_first_and_the_last_day_are_within(day, is_within):
    """F-05, F-17: a period has its first and its last day."""
    assert policy.within(DAY, day, ("months", 1)) is is_within


def test_a_registration_counts_from_the_first_visit_unless_set_otherwise():
    """F-17: cfg from the first or from the last visit."""
    visits = (DAY, date(2026, 3, 20), date(2026, 4, 7))
    assert policy.valid_until(visits, SETTINGS) == date(2026, 4, 7)
    renewing = replace(SETTINGS, counts_from="last")
    assert policy.valid_until(visits, renewing) == date(2026, 5, 7)


@pytest.mark.parametrize("counts_from", ["first", "last"])
def test_a_visit_after_the_expiry_is_registered_anew(counts_from):
    """F-17: what has expired is not renewed; the visit is a registration of its own."""
    settings = replace(SETTINGS, counts_from=counts_from)
    assert policy.valid_until((DAY,), settings) == date(2026, 4, 7)
    late = (DAY, date(2026, 4, 8))
    assert policy.valid_until(late, settings) == date(2026, 5, 8)


def test_a_complete_form_lacks_nothing():
    """F-27: mandatory items."""
    assert policy.missing(FORM) == ()


@pytest.mark.parametrize("name", policy.ALWAYS)
def test_each_mandatory_item_is_missed(name):
    """F-27: whatever the outcome; blanks are nothing."""
    for empty in ("", "  ", None, False):
        assert policy.missing({**FORM, name: empty}) == (name,)
    without = {key: value for key, value in FORM.items() if key != name}
    assert policy.missing(without) == (name,)


@pytest.mark.parametrize(
    ("outcome", "names"),
    [
        ("none", ("no_deal_reason",)),
        ("withdrawn", ("withdrawal_reason",)),
        ("deposit", ("signing_on",)),
    ],
)
def test_an_outcome_asks_for_its_reason(outcome, names):
    """F-27: why no deal, why withdrawn, when they sign."""
    form = {**FORM, "outcome": outcome}
    assert policy.missing(form) == names
    assert policy.missing({**form, names[0]: "said"}) == ()


def test_who_needed_no_reception_leaves_no_form():
    """F-01, F-27: there is nothing to ask them."""
    assert policy.missing({"outcome": "no_reception"}) == ()


def test_the_rep_enters_the_same_day():
    """F-18: registrations are entered the same day."""
    assert policy.entry_obstacle(FACTS, SETTINGS) is None


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"entered": True}, "entered"),
        ({"is_open": True}, "open"),
        ({"is_rep": False}, "not_rep"),
        ({"today": DAY + timedelta(1)}, "late"),
        ({"today": DAY + timedelta(1), "is_manager": True}, "late"),
    ],
)
def test_what_stands_against_an_entry(change, key):
    """F-18: once, by who received, the same day; nobody backdates for themselves."""
    found = policy.entry_obstacle(replace(FACTS, **change), SETTINGS)
    assert (found.rule, found.reason) == ("F-18", (key, {}))


def test_who_is_nobody_enters_nothing():
    """F-18: nobody received the visitor, nobody manages."""
    found = policy.entry_obstacle(policy.Facts(arrived_on=DAY, today=DAY), SETTINGS)
    assert found.reason == ("not_rep", {})


def test_the_project_manager_enters_what_the_rep_forgot():
    """F-18: a late entry is the project manager's."""
    late = replace(FACTS, is_rep=False, is_manager=True, today=DAY + timedelta(9))
    assert policy.entry_obstacle(late, SETTINGS) is None


def test_days_for_late_entries_are_a_setting():
    """F-18: cfg how many days later."""
    later = replace(FACTS, today=DAY + timedelta(2))
    assert policy.entry_obstacle(later, replace(SETTINGS, late_entry=2)) is None
    assert policy.entry_obstacle(later, replace(SETTINGS, late_entry=3)) is None
    assert policy.entry_obstacle(later, replace(SETTINGS, late_entry=1))


def test_the_project_manager_approves():
    """F-18: a registration counts once approved."""
    facts = replace(FACTS, is_rep=False, is_manager=True)
    assert policy.approval_obstacle(facts) is None


@pytest.mark.parametrize(
    ("is_rep", "is_manager", "key"),
    [(True, True, "own"), (True, False, "own"), (False, False, "not_manager")],
)
def test_nobody_else_approves_and_never_the_rep_concerned(is_rep, is_manager, key):
    """F-18: approved by the project manager, never by the rep concerned."""
    facts = replace(FACTS, is_rep=is_rep, is_manager=is_manager)
    found = policy.approval_obstacle(facts)
    assert (found.rule, found.reason) == ("F-18", (key, {}))


A, B, C = 1001, 1002, 1003


def entry(day, rep=A, *, entered=None, until=None, **values):
    """An approved entry of a visit so many days after the first."""
    on = DAY + timedelta(day)
    at = datetime.combine(on, time(10))
    values = {
        "approved": True,
        "entered_at": at + timedelta(hours=entered or 1),
        "valid_until": policy.last_day(on, ("days", 30 if until is None else until)),
        **values,
    }
    return policy.Entry(key=day, rep=rep, at=at, on=on, **values)


def found(*entries, counts_from="last"):
    settings = replace(SETTINGS, counts_from=counts_from)
    return [
        (it.holder, [entry.key for entry in it.entries], (it.until - DAY).days)
        for it in policy.registrations(entries, settings)
    ]


def wins(*entries, day=0, settings=SETTINGS):
    """Whose registration prevails on a day, and which visit it began with."""
    winner = policy.prevailing(entries, DAY + timedelta(day), settings)
    return winner and (winner.holder, winner.first.key)


def test_an_entry_is_the_reps_in_whose_place_somebody_received():
    """F-10, F-13: an obligation gives nobody a registration."""
    assert entry(0).holder == A
    assert entry(0, B, for_rep=A).holder == A


@pytest.mark.parametrize(
    "change",
    [{"approved": False}, {"entered_at": None}, {"register": "calls"}],
    ids=["not approved", "not entered", "a call"],
)
def test_what_is_not_entered_and_approved_or_is_a_call_decides_nothing(change):
    """F-08, F-18: it counts once the project manager approved it; calls never."""
    assert policy.counts(entry(0))
    assert not policy.counts(entry(0, **change))
    assert found(entry(0, **change)) == []
    assert wins(entry(0, **change), entry(1, B), day=1) == (B, 1)


def test_nothing_is_approved_unless_it_is_known():
    """F-18: an entry of which no approval is known does not count."""
    known = entry(0)
    fresh = policy.Entry(
        key=1, rep=known.rep, at=known.at, on=known.on, entered_at=known.entered_at
    )
    assert not policy.counts(fresh)


def test_visits_to_one_rep_are_one_registration_until_it_expires():
    """F-17: the last day still belongs to it; the day after is a new one."""
    assert found(entry(0), entry(30, until=0), entry(31)) == [
        (A, [0, 30], 30),
        (A, [31], 61),
    ]


def test_a_later_visit_never_shortens_a_registration():
    """F-17: renewed from the last visit, it goes as far as the farthest."""
    assert found(entry(5, until=40), entry(0)) == [(A, [0, 5], 45)]
    assert found(entry(0), entry(5, until=1)) == [(A, [0, 5], 30)]


def test_counted_from_the_first_visit_a_later_one_prolongs_nothing():
    """F-17: whichever of the two was approved first."""
    assert found(entry(0), entry(5), counts_from="first") == [(A, [0, 5], 30)]


def test_registrations_of_several_reps_stand_in_the_order_of_their_first_visits():
    """F-17: each rep's own, the obligation of another among them."""
    entries = (entry(40), entry(0), entry(3, B), entry(5, B, for_rep=A), entry(2, C))
    assert found(*entries) == [
        (A, [0, 5], 35),
        (C, [2], 32),
        (B, [3], 33),
        (A, [40], 70),
    ]


def test_the_earlier_registration_wins():
    """F-19: the one that was entered first, whoever was visited first."""
    assert wins(entry(0), entry(3, B), day=5) == (A, 0)
    assert wins(entry(0, entered=99), entry(3, B), day=5) == (B, 3)


def test_what_is_registered_later_is_not_known_yet():
    """F-19: each day has its own answer."""
    assert wins(entry(3, B), day=2) is None
    assert wins(entry(3, B), day=3) == (B, 3)
    assert wins(day=3) is None


def test_an_expired_registration_yields_to_a_valid_one():
    """F-17, F-19: on its last day it still wins, the day after the other one does."""
    entries = (entry(0), entry(20, B))
    assert wins(*entries, day=30) == (A, 0)
    assert wins(*entries, day=31) == (B, 20)


def test_what_expired_stands_until_another_is_registered_unless_expiry_is_final():
    """F-17: cfg what expiry frees: the customer, or the claim to commission too."""
    void = replace(SETTINGS, expiry="void")
    assert wins(entry(0), day=31) == (A, 0)
    assert wins(entry(0), day=31, settings=void) is None
    assert wins(entry(0), day=30, settings=void) == (A, 0)


def test_of_several_that_expired_the_last_one_stands():
    """F-17: whoever was in force last; of two, the earlier one as ever."""
    assert wins(entry(0), entry(20, B), day=99) == (B, 20)
    both = (entry(0), entry(20, B, until=10), entry(25, C, until=1))
    assert wins(*both, day=99) == (A, 0)
    days = [it.until for it in policy.in_force(both, DAY + timedelta(99), SETTINGS)]
    assert days == [DAY + timedelta(30)] * 2


@given(
    st.lists(st.tuples(st.integers(0, 90), st.sampled_from([A, B, C])), max_size=8),
    st.integers(0, 120),
)
def test_who_wins_is_registered_by_then_and_nobody_valid_was_earlier(visits, day):
    """F-17, F-19: for any visits and any day."""
    entries = [entry(at, rep) for at, rep in visits]
    on = DAY + timedelta(day)
    winner = policy.prevailing(entries, on, SETTINGS)
    assert (winner is None) is all(it.on > on for it in entries)
    if winner:
        assert winner.first.on <= on
        valid = [
            it
            for it in policy.registrations(entries, SETTINGS)
            if it.first.on <= on <= it.until
        ]
        earlier = (it.first.entered_at < winner.first.entered_at for it in valid)
        assert (winner in valid) is bool(valid)
        assert not any(earlier)
