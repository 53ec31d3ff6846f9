"""Tests of whose customer it is: the shares always add up, whatever the parts."""

from dataclasses import replace
from decimal import Decimal

import pytest
from floor_history import (
    A,
    B,
    C,
    D,
    company,
    facts,
    kin,
    recognised,
    visit,
)
from floor_history import referral as referred
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.sales_floor.policies import attribution
from odoo.addons.sales_floor.policies.history import Settings

SETTINGS = Settings()


def decide(*visits, **values):
    settings = replace(SETTINGS, **values.pop("settings", {}))
    return attribution.decide(facts(*visits, **values), settings)


PERCENTS = st.decimals(0, 100, places=2) | st.sampled_from([Decimal(0), Decimal(100)])
SIDES = (
    *("original_percent", "same_day_percent", "named_percent", "pool_percent"),
    *("after_sales_percent", "referrer_percent", "kin_percent"),
)
REPS = st.sampled_from([A, B, C, D])
RECOGNITIONS = st.none() | st.builds(recognised, st.integers(0, 60), REPS)
VISITS = st.lists(
    st.builds(
        visit,
        st.integers(0, 40),
        REPS,
        st.sampled_from(
            ["new", "returning", "forgotten", "designated", "introduced", "company"]
        ),
        hour=st.integers(8, 17),
        recognised=RECOGNITIONS,
        for_rep=st.none() | REPS,
        approved=st.sampled_from([True, True, False]),
        change=st.sampled_from([None, None, None, "as_new", "named", "instigated"]),
        before=REPS,
    ),
    max_size=6,
).map(tuple)
COMPANIES = st.builds(
    company,
    st.integers(-5, 20),
    arranged=st.booleans(),
    picked=st.booleans(),
    after_sales=st.none() | REPS,
)


@given(
    VISITS,
    st.fixed_dictionaries(dict.fromkeys(SIDES, PERCENTS)),
    st.none() | st.integers(0, 45),
    st.none() | COMPANIES,
    st.none() | st.builds(referred, day=st.integers(-5, 20)),
    st.lists(st.builds(lambda visits: kin(*visits), VISITS), max_size=2).map(tuple),
)
def test_the_shares_add_up_to_100(visits, percents, deal, origin, referral, family):
    """F-05 … F-20: whatever happened, at any percentages, to the hundredth."""
    known = facts(*visits, deal=deal, company=origin, referral=referral, kin=family)
    found = attribution.decide(known, Settings(stand_in="rota", **percents))
    if found:
        persons = [share.person for share in found.shares]
        assert sum(share.percent for share in found.shares) == 100
        assert len(persons) == len(set(persons))
        assert all(share.percent > 0 for share in found.shares)
        assert all(share.percent % Decimal("0.01") == 0 for share in found.shares)
        assert all((it.party == "pool") is (it.person is None) for it in found.shares)
        assert found.owner == {0: "pool", 1: "rep"}.get(len(found.reps), "joint")


@pytest.mark.parametrize(
    ("percent", "parts"),
    [
        ("0", {A: "100"}),
        ("100", {B: "100"}),
        ("33.33", {A: "66.67", B: "33.33"}),
        ("33.335", {A: "66.66", B: "33.34"}),
    ],
)
def test_a_percentage_is_of_one_side_and_the_other_has_the_rest(percent, parts):
    """F-12: whole hundredths; who has nothing has no share."""
    named = visit(0, B, "designated", hour=12, change="named", before=A)
    settings = {"named_percent": Decimal(percent)}
    found = decide(visit(0), named, deal=0, settings=settings)
    shares = {share.person: share.percent for share in found.shares}
    assert shares == {rep: Decimal(part) for rep, part in parts.items()}
    assert found.reps == (A,)


def test_parts_of_parts_lose_nothing():
    """F-05, F-16: a third of a third, and the rest is whole again."""
    third = Decimal("33.33")
    settings = {"referrer_percent": third, "original_percent": third}
    visits = (visit(0), visit(5, B, "forgotten", recognised=recognised(9)))
    found = decide(*visits, deal=20, referral=referred(), settings=settings)
    assert [share.percent for share in found.shares] == [
        Decimal("44.45"),
        Decimal("22.22"),
        third,
    ]
