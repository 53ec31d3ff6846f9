"""Whose customer it is on either side of midnight, on the last day of a month too.

A day ends at midnight at the site, wherever that is: moments are kept in UTC, in which
the minute before and the one after are of one and the same day, or of two others.
"""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from floor_history import A, B, C, told

from odoo.addons.sales_floor.policies import attribution, history, registration
from odoo.addons.sales_floor.policies.history import Settings

SETTINGS = Settings()
IN_TURN = Settings(stand_in="rota")
HOURS_EAST = [8, 0, -10, 14]


class Site:
    """A site so many hours east of Greenwich, whose clock the tests read."""

    def __init__(self, hours):
        self.zone = timezone(timedelta(hours=hours))

    def moment(self, text):
        """The moment in UTC, and the day at the site."""
        local = datetime.fromisoformat(f"2026-{text}").replace(tzinfo=self.zone)
        at = local.astimezone(UTC).replace(tzinfo=None)
        return {"at": at, "on": local.date()}

    def visit(self, text, rep, kind="new", *, known=None, **values):
        """An approved visit, valid for a calendar month; ``known``: that C was."""
        when = self.moment(text)
        if known:
            known = history.Recognition(original=C, **self.moment(known))
        return history.Visit(
            key=text,
            rep=rep,
            kind=kind,
            approved=True,
            entered_at=when["at"],
            valid_until=registration.last_day(when["on"], ("months", 1)),
            recognised=known,
            **when,
            **values,
        )

    def whose(self, deal, *visits, settings=SETTINGS, **values):
        made = history.Deal(**self.moment(deal))
        facts = history.Facts(day=made.on, visits=visits, deal=made, **values)
        return told(attribution.decide(facts, settings))


@pytest.fixture(params=HOURS_EAST, ids=lambda hours: f"UTC{hours:+}")
def site(request):
    return Site(request.param)


@pytest.mark.parametrize(
    ("known", "expected"),
    [("03-07 23:59", "C: C 100"), ("03-08 00:00", "A: A 50, C 50")],
)
def test_recognised_the_same_day_is_until_midnight(site, known, expected):
    """F-05: from then on it is within the month."""
    visits = (
        site.visit("03-01 10:00", C),
        site.visit("03-07 23:00", A, "forgotten", known=known),
    )
    assert site.whose("03-20 10:00", *visits) == expected


@pytest.mark.parametrize(
    ("deal", "expected"),
    [("03-07 23:59", "A: A 100"), ("03-08 00:00", "A: A 50, C 50")],
)
def test_a_deal_on_the_spot_is_until_midnight(site, deal, expected):
    """F-05: from then on who recalls nobody can still be recognised."""
    visits = (
        site.visit("03-01 10:00", C),
        site.visit("03-07 23:00", A, "forgotten", known="03-12 10:00"),
    )
    assert site.whose(deal, *visits) == expected


@pytest.mark.parametrize(
    ("deal", "expected"),
    [("03-07 23:59", "C: C 50, A 50"), ("03-08 00:00", "C: C 100")],
)
def test_who_stood_in_has_a_part_until_midnight(site, deal, expected):
    """F-10: a deal that same day is halved, a later one is the owner's."""
    visits = (
        site.visit("03-01 10:00", C),
        site.visit("03-07 23:00", A, "returning", for_rep=C),
    )
    assert site.whose(deal, *visits, settings=IN_TURN) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [("02-28 23:59", "A: A 50, C 50"), ("03-01 00:00", "A: A 100")],
)
def test_a_month_to_recognise_from_31_january_ends_with_february(site, known, expected):
    """F-05: at midnight after its last day."""
    visits = (
        site.visit("01-20 10:00", C),
        site.visit("01-31 23:59", A, "forgotten", known=known),
    )
    assert site.whose("02-10 10:00", *visits) == expected


@pytest.mark.parametrize(
    ("deal", "expected"),
    [("02-28 23:59", "C: C 100"), ("03-01 00:00", "B: B 100")],
)
def test_a_registration_of_31_january_holds_until_the_end_of_february(
    site, deal, expected
):
    """F-17, F-19: until midnight the earlier one wins, then the one in force."""
    visits = (site.visit("01-31 00:00", C), site.visit("02-20 10:00", B))
    assert site.whose(deal, *visits) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("02-28 23:59", "A: A 100"), ("03-01 00:00", "A: A 70, pool 30")],
)
def test_a_registration_of_31_january_keeps_the_company_out_for_february(
    site, asked, expected
):
    """F-15, F-17: until midnight, who was on the floor first is no company customer."""
    visits = (site.visit("01-31 23:59", C), site.visit("03-05 10:00", A, "company"))
    company = history.Company(**site.moment(asked))
    assert site.whose("03-05 18:00", *visits, company=company) == expected
