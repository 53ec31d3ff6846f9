from datetime import date

import pytest

from odoo.addons.partner_dossier.policies import membership
from odoo.addons.partner_dossier.policies.membership import Facts, Span

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in range(1, 5))
ROLES = ("family", "emergency", "contact", "head", "legal", "agent", "staff")


def found(role="contact", start=FEB, end=None, others=(), scope="signs"):
    role = "".join(list(role))  # as stored: equal, and not the same
    facts = Facts(
        role=role, span=Span(start=start, end=end), others=others, scope=scope
    )
    obstacle = membership.obstacle(facts)
    return obstacle and (obstacle.rule, obstacle.reason)


@pytest.mark.parametrize("role", ROLES)
def test_one_contact_person_and_one_legal_representative_at_a_time(role):
    """D-03: in the other roles there may be several."""
    taken = found(role=role, others=(Span(start=JAN),))
    if role in ("contact", "legal"):
        assert taken == ("D-03", ("taken", {"role": role}))
    else:
        assert taken is None


@pytest.mark.parametrize(
    ("one", "other", "overlaps"),
    [
        (Span(start=FEB), Span(start=JAN), True),
        (Span(start=FEB), Span(start=JAN, end=FEB), True),
        (Span(start=MAR), Span(start=JAN, end=FEB), False),
        (Span(start=JAN, end=FEB), Span(start=FEB), True),
        (Span(start=JAN, end=FEB), Span(start=MAR), False),
        (Span(start=JAN, end=FEB), Span(start=FEB, end=MAR), True),
        (Span(start=JAN, end=APR), Span(start=FEB, end=MAR), True),
        (Span(start=JAN, end=FEB), Span(start=MAR, end=APR), False),
        (Span(start=MAR, end=APR), Span(start=JAN, end=FEB), False),
    ],
)
def test_two_overlap_on_a_day_that_both_have(one, other, overlaps):
    """D-03: the first and the last day count."""
    assert membership.overlap(one, other) is overlaps
    assert membership.overlap(other, one) is overlaps


def test_who_ended_leaves_the_role_to_the_next_one():
    """D-03: dated, never overwritten."""
    gone = (Span(start=JAN, end=date(2026, 1, 31)),)
    assert found(others=gone) is None
    assert found(others=(*gone, Span(start=MAR))) is not None


def test_nobody_ends_before_the_first_day():
    """D-03: the same day is the shortest."""
    assert found(end=JAN) == ("D-03", ("ends_early", {}))
    assert found(end=date(2026, 2, 1)) is None
    assert found(end=MAR) is None


@pytest.mark.parametrize("role", ["adviser", *ROLES])
def test_an_authorisation_states_its_scope(role):
    """M-09: 均需载明授权范围."""
    for scope in ("", " "):
        expected = ("M-09", ("no_scope", {})) if role == "agent" else None
        assert found(role=role, scope=scope) == expected


@pytest.mark.parametrize(
    ("span", "day", "last"),
    [
        (Span(start=JAN), FEB, date(2026, 1, 31)),
        (Span(start=JAN), JAN, None),
        (Span(start=FEB), JAN, None),
        (Span(start=JAN), date(2026, 1, 2), JAN),
        (Span(start=JAN, end=date(2026, 1, 31)), FEB, date(2026, 1, 31)),
        (Span(start=JAN, end=date(2026, 1, 30)), FEB, None),
        (Span(start=JAN, end=MAR), FEB, date(2026, 1, 31)),
    ],
)
def test_who_is_replaced_ends_the_day_before_the_next_one_begins(span, day, last):
    """D-03: the history of changes has no hole, and no day twice."""
    assert membership.handed_over(span, day) == last


def test_nothing_said_is_alone_in_the_role_and_without_end():
    """D-03: the defaults."""
    bare = Facts(role="family", span=Span(start=JAN))
    assert bare == Facts(
        role="family", span=Span(start=JAN, end=None), others=(), scope="", extra={}
    )
