"""What a customer is asked, and what becomes of the answers (D-04, D-11, D-16)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from odoo.addons.partner_dossier_form.policies.answers import (
    QUESTIONS,
    Link,
    Settings,
    asked,
    is_open,
    proposal,
    read,
    tries_now,
)

NOW = datetime(2026, 11, 25, 12)
TODAY = NOW.date()
SETTINGS = Settings()
CHOICES = {"housing": frozenset({"owned", "rented"})}
LINK = Link(state="sent", expires_at=NOW + timedelta(days=1))
HOUSEHOLD = asked("household")


def reading(name, value, questions=QUESTIONS, settings=SETTINGS):
    answers, found = read({name: value}, questions, CHOICES, TODAY, settings)
    return answers.get(name), [it.reason for it in found]


# -- what is asked --


def test_everybody_is_asked_who_they_are_and_whom_to_call():
    """D-11, D-06"""
    for kind in ("household", "company", "tenant_household", "parking"):
        names = [question.name for question in asked(kind)]
        assert names[:9] == [
            *("name", "phone", "email", "street", "city", "zip", "unit"),
            *("emergency_name", "emergency_phone"),
        ]
        assert names[-1] == "identity_number"


@pytest.mark.parametrize("kind", ["household", "tenant_household", "transferee"])
def test_a_household_is_asked_of_itself(kind):
    """D-04"""
    assert [question.name for question in asked(kind)][9:-1] == [
        *("birth_date", "income_band", "housing", "education", "occupation", "clubs")
    ]


@pytest.mark.parametrize("kind", ["company", "tenant_company"])
def test_a_company_is_asked_of_itself(kind):
    """D-16: owner, managers, first trade, size, industry, assets."""
    assert [question.name for question in asked(kind)][9:-1] == [
        *("proprietor", "managers", "first_trade_on", "staff_count"),
        *("industry_id", "assets"),
    ]


def test_each_question_has_its_kind_and_place():
    """D-11: by heart, as forms and imports name them."""
    kinds = {it.name: it.kind for it in QUESTIONS if it.kind != "text"}
    assert kinds == {
        "phone": "phone",
        "email": "email",
        "emergency_phone": "phone",
        "birth_date": "day",
        "income_band": "choice",
        "housing": "choice",
        "education": "choice",
        "first_trade_on": "day",
        "staff_count": "count",
        "industry_id": "choice",
        "assets": "amount",
    }
    sections = [it.section for it in QUESTIONS]
    assert {name: sections.count(name) for name in sections} == {
        "particulars": 7,
        "emergency": 2,
        "household": 6,
        "company": 6,
        "identity": 1,
    }


# -- the link --


def test_a_link_works_until_it_expires():
    """D-11: the moment of its end is the first at which it doesn't."""
    assert is_open(LINK, NOW)
    assert not is_open(LINK, LINK.expires_at)
    assert is_open(LINK, LINK.expires_at - timedelta(seconds=1))
    assert not is_open(LINK, LINK.expires_at + timedelta(days=1))


@pytest.mark.parametrize("state", ["draft", "submitted", "decided", "withdrawn"])
def test_a_link_works_once_and_not_when_it_is_taken_back(state):
    """D-11"""
    assert not is_open(replace(LINK, state=state), NOW)


def test_a_link_ends_with_the_tenure():
    """D-11: an ex-owner tells nothing of the unit any more."""
    assert not is_open(replace(LINK, tenure_ended=True), NOW)
    assert not LINK.tenure_ended


def test_a_link_without_an_end_does_not_work():
    """D-11"""
    assert is_open(replace(LINK, expires_at=None), NOW) is False


def test_tries_count_within_the_hour():
    """D-11: an hour after the first one a new hour begins."""
    assert tries_now(5, NOW - timedelta(minutes=59), NOW) == 5
    assert tries_now(5, NOW - timedelta(hours=1), NOW) == 0
    assert tries_now(5, NOW - timedelta(days=1), NOW) == 0
    assert tries_now(5, None, NOW) == 0


def test_the_limits_have_their_defaults():
    """D-11"""
    assert (SETTINGS.letters, SETTINGS.tries) == (500, 20)
    assert (SETTINGS.files, SETTINGS.megabytes) == (10, 10)
    assert SETTINGS.kinds == ("jpeg", "png", "webp", "heic", "pdf")
    assert SETTINGS.extra == {}


# -- reading --


def test_what_is_left_empty_is_no_answer():
    """D-11: nor is what is not asked."""
    given = {"name": "  ", "phone": None, "occupation": "Cook", "nonsense": "x"}
    assert read(given, HOUSEHOLD, CHOICES, TODAY, SETTINGS) == (
        {"occupation": "Cook"},
        (),
    )


def test_blanks_around_and_between_are_mended():
    """D-11"""
    assert reading("name", "  Song \n Jianping ") == ("Song Jianping", [])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("phone", "138 0215 7741"),
        ("phone", "6377150"),
        ("email", "song.jianping@home.example"),
        ("housing", "owned"),
        ("birth_date", "1978-05-12"),
        ("birth_date", "2026-11-25"),
        ("staff_count", "0"),
        ("staff_count", "999999999"),
        ("assets", "38000000.50"),
        ("assets", "0"),
    ],
)
def test_good_answers_are_kept_as_text(name, value):
    """D-11"""
    assert reading(name, value) == (value, [])


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("phone", "637715", "phone"),
        ("phone", "by post", "phone"),
        ("email", "song", "email"),
        ("email", "song@home", "email"),
        ("email", "so ng@home.example", "email"),
        ("email", "song@home.example.", "email"),
        ("email", "a@b@home.example", "email"),
        ("housing", "castle", "choice"),
        ("birth_date", "12.5.1978", "day"),
        ("birth_date", "2023-02-30", "day"),
        ("birth_date", "2026-11-26", "future"),
        ("staff_count", "many", "count"),
        ("staff_count", "-1", "count"),
        ("staff_count", "1000000000", "count"),
        ("assets", "much", "amount"),
        ("assets", "-1", "amount"),
        ("assets", "NaN", "amount"),
        ("assets", "Infinity", "amount"),
    ],
)
def test_what_is_wrong_is_said(name, value, reason):
    """D-11"""
    assert reading(name, value)[1] == [(reason, {"name": name})]


def test_no_answer_is_longer_than_set():
    """D-11: and of one too long nothing else is said."""
    settings = replace(SETTINGS, letters=5)
    assert reading("name", "x" * 5, settings=settings)[1] == []
    long = [("long", {"name": "phone", "count": 5})]
    assert reading("phone", "x" * 6, settings=settings)[1] == long


def test_all_that_is_wrong_is_said_at_once_with_its_rule():
    """D-11"""
    given = {"phone": "1", "email": "x"}
    _answers, found = read(given, HOUSEHOLD, CHOICES, TODAY, SETTINGS)
    assert [it.reason[0] for it in found] == ["phone", "email"]
    assert {it.rule for it in found} == {"D-11"}


def test_a_choice_without_choices_is_none():
    """D-11"""
    assert (
        read(
            {"education": "x"}, HOUSEHOLD, {"education": frozenset()}, TODAY, SETTINGS
        )[1][0].reason[0]
        == "choice"
    )


# -- comparing --


@pytest.mark.parametrize(
    ("kind", "now", "given", "what"),
    [
        ("text", "", "Cook", "accept"),
        ("text", "Cook", "cook", "same"),
        ("text", "Cook", "Baker", "ask"),
        ("phone", "+86 138-0215-7741", "13802157741", "same"),
        ("phone", "13802157741", "13802157742", "ask"),
        ("phone", "13802157741", "23802157741", "ask"),
        ("amount", "38000000", "38000000.00", "same"),
        ("amount", "38000000", "38000001", "ask"),
        ("day", "1978-05-12", "1978-05-12", "same"),
        ("choice", "owned", "rented", "ask"),
        ("amount", "", "1", "accept"),
    ],
)
def test_what_is_empty_is_filled_and_what_differs_is_asked(kind, now, given, what):
    """D-11"""
    assert proposal(kind, now, given) == what


def test_a_date_of_today_at_the_site_decides():
    """D-11: the day is the site's, not the server's."""
    answers, found = read(
        {"birth_date": "2026-11-25"}, HOUSEHOLD, CHOICES, date(2026, 11, 24), SETTINGS
    )
    assert [it.reason[0] for it in found] == ["future"]
    assert answers == {"birth_date": "2026-11-25"}
