from datetime import date

import pytest

from odoo.addons.partner_dossier.policies import checklist
from odoo.addons.partner_dossier.policies.checklist import Checklist, Dossier, Line

BATCH = Checklist(key="batch", party_type="household", move_in="batch")
SINGLE = Checklist(key="single", party_type="household", move_in="single")
OWN = Checklist(key="own", party_type="household", move_in="batch", own=True)
PARKING = Checklist(key="parking", party_type="parking", move_in="batch")
AGENT = Checklist(key="agent", party_type="agent_household", move_in="batch")


def stored(text):
    """As it comes from a database: equal, and not the same."""
    return text and "".join(list(text))


@pytest.mark.parametrize(
    ("party_type", "parts"),
    [
        ("household", ("household", "agent_household")),
        ("parking", ("parking", "agent_household")),
        ("transferee", ("transferee", "agent_household")),
        ("tenant_household", ("tenant_household", "agent_household")),
        ("company", ("company", "agent_company")),
        ("tenant_company", ("tenant_company", "agent_company")),
    ],
)
def test_an_agent_brings_more_papers_on_top(party_type, parts):
    """M-09: a company's agent two authorisations, everybody else's one."""
    assert checklist.parts(party_type, has_agent=True) == parts
    assert checklist.parts(party_type, has_agent=False) == parts[:1]
    with pytest.raises(TypeError):
        checklist.parts(party_type, True)


@pytest.mark.parametrize(
    ("lists", "move_in", "found"),
    [
        ((BATCH, SINGLE), "batch", ("batch",)),
        ((BATCH, SINGLE), "single", ("single",)),
        ((SINGLE, BATCH), "single", ("single",)),
        ((SINGLE, BATCH), "batch", ("batch",)),
        ((PARKING, BATCH), "batch", ("batch",)),
        ((BATCH,), "single", ("batch",)),
        ((BATCH, OWN), "batch", ("own",)),
        ((OWN, BATCH), "batch", ("own",)),
        ((OWN, SINGLE), "single", ("single",)),
        ((AGENT,), "batch", ()),
        ((), "batch", ()),
    ],
)
def test_the_list_for_the_way_of_moving_in_holds_the_companys_first(
    lists, move_in, found
):
    """M-09 cfg: batch and single move-in have their own lists."""
    dossier = Dossier(party_type=stored("household"), move_in=stored(move_in))
    assert checklist.chosen(lists, dossier) == found


def test_the_agents_list_comes_after_the_partys():
    """M-09: H comes after A to G."""
    dossier = Dossier(party_type="household", has_agent=True)
    assert checklist.chosen((AGENT, BATCH), dossier) == ("batch", "agent")


@pytest.mark.parametrize(
    ("party_type", "kind", "own", "lease"),
    [
        ("household", "flat", False, None),
        ("company", "shop", True, None),
        ("tenant_company", "shop", True, "own"),
        ("tenant_household", "office", True, "own"),
        ("tenant_household", None, True, "own"),
        ("tenant_household", "flat", True, "home"),
        ("tenant_household", "flat", False, "home"),
        ("tenant_company", "flat", False, "home"),
        ("tenant_company", "office", False, "entrusted"),
        ("tenant_company", "shop", False, "entrusted"),
        ("tenant_company", "parking", False, "home"),
        ("tenant_company", None, False, "home"),
    ],
)
def test_a_lease_is_of_one_of_three_cases(party_type, kind, own, lease):
    """M-12: the company's own, an owner's home, an entrusted office or shop."""
    assert checklist.lease_of(party_type, stored(kind), own=own) == lease
    with pytest.raises(TypeError):
        checklist.lease_of(party_type, kind, own)


@pytest.mark.parametrize(
    ("condition", "lease", "dwelling", "holds"),
    [
        (None, None, False, True),
        (None, "own", True, True),
        ("own", "own", False, True),
        ("own", "home", True, False),
        ("own", None, True, False),
        ("home", "home", False, True),
        ("dwelling", None, True, True),
        ("dwelling", "home", False, False),
    ],
)
def test_a_line_holds_where_its_condition_does(condition, lease, dwelling, holds):
    """M-12, and 003 2.1-1 D: photos of who lives in a dwelling."""
    line = Line(key=1, condition=stored(condition))
    dossier = Dossier(party_type="household", lease=lease, dwelling=dwelling)
    assert checklist.holds(line, dossier) is holds


def test_papers_are_of_the_customer_or_of_each_member_in_the_role():
    """D-05, M-09: photos of the owner and of each family member, IDs of these."""
    lines = [Line(key=per, per=per) for per in checklist.PER]
    lines.append(Line(key="not here", condition="own"))
    roles = {"wife": "family", "clerk": "staff", "son": "family", "x": "head"}
    members = tuple((name, stored(role)) for name, role in roles.items())
    dossier = Dossier(party_type="household", members=members)
    assert checklist.wanted(lines, dossier) == (
        ("dossier", None),
        ("family", "wife"),
        ("family", "son"),
        ("household", None),
        ("household", "wife"),
        ("household", "son"),
        ("staff", "clerk"),
    )


@pytest.mark.parametrize(
    ("days", "months", "due"),
    [
        (0, 0, None),
        (10, 0, date(2026, 2, 10)),
        (0, 3, date(2026, 4, 30)),
        (1, 1, date(2026, 3, 1)),
    ],
)
def test_a_paper_is_due_at_once_or_by_a_day(days, months, due):
    """M-12: licence, IDs and photos within three months."""
    start = date(2026, 1, 31)
    term = checklist.Term(days=days, months=months)
    assert checklist.due_on(term, start) == due


def test_nothing_said_is_an_owner_of_a_home_who_moves_in_with_many_at_once():
    """M-09 cfg: the mass move-in is the default."""
    assert Dossier(party_type="household") == Dossier(
        party_type="household",
        has_agent=False,
        move_in="batch",
        lease=None,
        dwelling=True,
        members=(),
        extra={},
    )
    assert Line(key=1) == Line(key=1, per="dossier", condition=None)
    assert Checklist(key=1, party_type="a", move_in="b").own is False
    assert checklist.Term() == checklist.Term(days=0, months=0)


def test_the_words_of_the_rules_are_those_of_the_models():
    """M-09, M-12: as data and selections spell them."""
    assert {"company", "tenant_company"} == checklist.COMPANIES
    assert {"tenant_household", "tenant_company"} == checklist.TENANTS
    assert (checklist.OWN, checklist.HOME, checklist.ENTRUSTED) == (
        "own",
        "home",
        "entrusted",
    )
    assert checklist.DWELLING == "dwelling"
