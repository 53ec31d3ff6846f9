import dataclasses
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.property_unit.policies import ownership
from odoo.addons.property_unit.policies.ownership import (
    Conflict,
    Facts,
    Party,
    Plan,
    Settings,
    Transfer,
)

FIRST = date(2026, 1, 1)
DAY = timedelta(days=1)
HALF, FULL = Decimal(50), Decimal(100)
ROLES = ["owner", "co_owner", "tenant", "resident", "agent"]
DAYS = st.integers(0, 12).map(lambda days: FIRST + days * DAY)
SHARES = st.decimals("0.01", "100", places=2) | st.sampled_from([HALF, FULL])


@st.composite
def parties(draw, roles=ROLES):
    start = draw(DAYS)
    end = draw(st.none() | st.integers(0, 6).map(lambda days: start + days * DAY))
    role = draw(st.sampled_from(roles))
    return Party(
        key=draw(st.uuids()),
        person=draw(st.sampled_from("abcd")),
        role=role,
        start=start,
        end=end,
        share=draw(SHARES) if role in ownership.OWNERS else Decimal(0),
    )


def party(person="a", role="owner", start=1, end=None, share=None):
    """A party by days of January: from the 1st on, unless told otherwise."""
    if share is None:
        share = 100 if role in ownership.OWNERS else 0
    return Party(
        key=(person, role, start),
        person=person,
        role=role,
        start=date(2026, 1, start),
        end=end and date(2026, 1, end),
        share=Decimal(share),
    )


def decide(*given_parties):
    return ownership.decide(Facts(parties=given_parties), Settings())


def reason(*given_parties):
    conflict = decide(*given_parties)
    return conflict and conflict.reason[0]


def transfer(*given_parties, day=10, owners=(("n", FULL),), leaving=()):
    order = Transfer(
        day=date(2026, 1, day), owners=tuple(owners), leaving=frozenset(leaving)
    )
    return ownership.transfer(Facts(parties=given_parties), Settings(), order)


def test_an_empty_unit_is_in_order():
    """M-13: nobody is nobody's conflict."""
    assert decide() is None


def test_the_first_and_the_last_day_count():
    """M-13: both are days of the party."""
    stay = party(start=3, end=5)
    days = [n for n in range(1, 9) if ownership.in_force(stay, date(2026, 1, n))]
    assert days == [3, 4, 5]
    assert ownership.in_force(party(start=3), date(2099, 1, 1))


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ((1, 5), (5, 9), True),
        ((1, 5), (6, 9), False),
        ((1, None), (9, 9), True),
        ((4, 4), (1, None), True),
        ((1, None), (2, None), True),
        ((3, 4), (1, 2), False),
    ],
)
def test_two_overlap_on_one_day_at_least(one, other, together):
    """M-13: whoever is named first."""
    one, other = (party(start=start, end=end) for start, end in (one, other))
    assert ownership.overlap(one, other) is together
    assert ownership.overlap(other, one) is together


def test_nobody_leaves_before_coming():
    """M-13: one day is the shortest stay."""
    late = party(start=5, end=4)
    conflict = decide(party("b", "tenant"), late)
    assert conflict == Conflict(rule="M-13", reason=("backwards", {}), parties=(late,))
    assert decide(party(start=5, end=5)) is None


@pytest.mark.parametrize("share", ["0", "-1", "100.01", "200"])
@pytest.mark.parametrize("role", ["owner", "co_owner"])
def test_an_owner_has_a_share_of_the_whole(role, share):
    """M-13: more than nothing, at most all."""
    wrong = party(role=role, share=share)
    params = {"share": Decimal(share), "whole": FULL}
    assert decide(party("b", "tenant"), wrong) == Conflict(
        rule="M-13", reason=("share", params), parties=(wrong,)
    )


@pytest.mark.parametrize("share", ["0.01", "1", "100"])
def test_small_and_whole_shares_are_shares(share):
    """M-13: both ends of what a share can be."""
    assert decide(party(share=share)) is None


@pytest.mark.parametrize("role", ["tenant", "resident", "agent"])
def test_who_owns_nothing_has_no_share(role):
    """M-13: a tenant's share would mean nothing."""
    wrong = party(role=role, share="10")
    assert decide(wrong) == Conflict(
        rule="M-13",
        reason=("share_of_nothing", {"share": Decimal(10)}),
        parties=(wrong,),
    )
    assert decide(party(role=role)) is None


@pytest.mark.parametrize("role", ROLES)
def test_nobody_holds_a_role_twice_at_once(role):
    """M-13: another person, role or time is another matter."""
    share = 10 if role in ownership.OWNERS else 0
    one = party("a", role, 1, 5, share)
    again = party("a", role, 5, None, share)
    assert decide(one, again) == Conflict(
        rule="M-13", reason=("twice", {}), parties=(one, again)
    )
    assert decide(one, party("a", role, 6, None, share)) is None
    assert decide(one, party("b", role, 5, None, share)) is None
    assert decide(party("a", "tenant"), party("a", "resident")) is None


@pytest.mark.parametrize("role", ["owner", "co_owner"])
@pytest.mark.parametrize(("first", "second"), [(1, 4), (4, 1)])
def test_a_unit_has_one_full_owner(role, first, second):
    """M-13: whatever the whole is called; told from the day on which it begins."""
    one, other = party("a", start=first), party("b", role, second)
    assert decide(one, other) == Conflict(
        rule="M-13",
        reason=("full_owners", {"day": date(2026, 1, 4)}),
        parties=(one, other),
    )


def test_full_owners_follow_one_another():
    """M-13: the day after the last is free."""
    assert decide(party("a", end=3), party("b", start=4)) is None
    assert reason(party("a", end=3), party("b", start=3)) == "full_owners"


def test_more_than_the_whole_is_another_rule_s_matter():
    """M-13: a full owner holds the whole exactly."""
    facts = Facts(parties=(party("a", share=101), party("b", share=101)))
    assert ownership.one_full_owner(facts, Settings()) is None


def test_who_is_told_no_share_has_none():
    """M-13: not a little one."""
    assert Party(key=1, person="a", role="tenant", start=FIRST).share == 0


def test_owners_end_even_if_told_to():
    """M-13: naming them among those who leave changes nothing."""
    assert transfer(party(), leaving={"owner"}).ends == (party(),)


def test_two_full_owners_among_others_are_found():
    """M-13: not only the first two lines are compared."""
    before = party("c", start=1, end=2)
    assert (
        reason(before, party("x", "tenant"), party("a", start=3), party("b", start=4))
        == "full_owners"
    )


def test_shares_come_to_the_whole_at_most():
    """M-13: on any one day; told from the first day on which they are too many."""
    one = party("a", share="60")
    two = party("b", "co_owner", start=3, end=5, share="40")
    three = party("c", "co_owner", start=5, share="0.01")
    assert decide(one, two) is None
    assert decide(three, two, one) == Conflict(
        rule="M-13",
        reason=(
            "shares",
            {"day": date(2026, 1, 5), "total": Decimal("100.01"), "whole": FULL},
        ),
        parties=(three, two, one),
    )
    later = dataclasses.replace(three, start=date(2026, 1, 6))
    assert decide(one, two, later) is None
    assert decide(one, two, party("t", "tenant")) is None


def test_the_first_day_too_full_is_told():
    """M-13: not the last."""
    lines = [
        party(who, "co_owner", day, None, "60") for day, who in enumerate("abcd", 1)
    ]
    key, params = decide(*reversed(lines)).reason
    assert (key, params["day"], params["total"]) == ("shares", date(2026, 1, 2), 120)


def test_a_full_owner_leaves_nothing_to_others():
    """M-13: one full owner and a co-owner are too many, though not two full ones."""
    assert reason(party("a"), party("b", "co_owner", share="1")) == "shares"


def test_another_addon_brings_a_rule_of_its_own():
    """M-13: the rules are handed in, and asked in their order."""
    refusal = Conflict(rule="X-01", reason=("no", {}), parties=())
    facts = Facts(parties=(party(start=5, end=4),), extra={"moon": "full"})
    rules = (
        lambda facts, settings: refusal if facts.extra else None,
        *ownership.RULES,
    )
    assert ownership.decide(facts, Settings(), rules) == refusal
    order = Transfer(day=FIRST, owners=(("n", FULL),))
    empty = Facts(extra={"moon": "full"})
    assert ownership.transfer(empty, Settings(), order, rules) == refusal


def test_a_sale_ends_the_owners_and_begins_the_new_one():
    """M-13: the last day is the day before; the lines of before stay as they are."""
    old, wife = party("a", share="50"), party("b", "co_owner", share="50")
    tenant, gone = party("t", "tenant"), party("z", start=1, end=1, share="1")
    assert transfer(old, wife, tenant, gone) == Plan(
        rule="M-13",
        last_day=date(2026, 1, 9),
        ends=(old, wife),
        starts=(
            Party(
                key=("new", 0),
                person="n",
                role="owner",
                start=date(2026, 1, 10),
                share=FULL,
            ),
        ),
    )


def test_the_first_new_owner_is_the_owner():
    """M-13: letters go to the first, the others are co-owners."""
    plan = transfer(party(), owners=[("n", HALF), ("m", HALF)])
    assert [(it.person, it.role, it.share) for it in plan.starts] == [
        ("n", "owner", HALF),
        ("m", "co_owner", HALF),
    ]
    assert len({it.key for it in plan.starts}) == 2


def test_an_owner_keeps_a_part():
    """M-13: half for the husband: the old line ends, two begin."""
    plan = transfer(party("a"), owners=[("a", HALF), ("b", HALF)])
    assert [it.person for it in plan.starts] == ["a", "b"]
    assert len(plan.ends) == 1


def test_who_leaves_with_the_owner_is_said():
    """M-13: residents if told so; a sale ends no lease by itself."""
    lines = [party(role, role) for role in ("tenant", "resident", "agent")]
    assert transfer(party(), *lines).ends == (party(),)
    plan = transfer(party(), *lines, leaving={"resident", "agent"})
    assert [it.role for it in plan.ends] == ["owner", "resident", "agent"]


def test_who_comes_on_that_day_or_left_before_is_not_ended():
    """M-13: an end before the beginning is none; what is over stays over."""
    moved_in = party("r", "resident", start=10)
    moved_out = party("s", "resident", start=1, end=9)
    staying = party("u", "resident", start=9, end=10)
    plan = transfer(party(), moved_in, moved_out, staying, leaving={"resident"})
    assert plan.ends == (party(), staying)


def test_a_unit_without_owner_gets_its_first():
    """M-13: nobody ends."""
    assert transfer().ends == ()


def test_to_nobody_nothing_passes():
    """M-13: a new owner must be named."""
    assert transfer(party(), owners=[]) == Conflict(
        rule="M-13", reason=("nobody", {}), parties=()
    )


@pytest.mark.parametrize("start", [10, 11])
def test_a_history_has_no_second_branch(start):
    """M-13: who owns it from that day or later would be overwritten."""
    next_one = party("b", start=start)
    last = party("c", start=20, share="1")
    assert transfer(party("a", end=9), last, next_one) == Conflict(
        rule="M-13",
        reason=("later", {"day": date(2026, 1, 20)}),
        parties=(last, next_one),
    )
    assert isinstance(transfer(party("t", "tenant", start=start)), Plan)


@pytest.mark.parametrize(
    ("owners", "why"),
    [
        ([("n", FULL), ("m", FULL)], "full_owners"),
        ([("n", FULL), ("m", HALF)], "shares"),
        ([("n", Decimal(0))], "share"),
    ],
)
def test_new_owners_who_cannot_stand_together_are_refused(owners, why):
    """M-13: by the same rules as everybody."""
    assert transfer(party(), owners=owners).reason[0] == why


@given(st.lists(parties(), max_size=6))
def test_what_is_accepted_holds_on_every_day(lines):
    """M-13: looked at day by day, the slow way; what is refused fails on some day."""
    accepted = decide(*lines) is None
    fine = True
    for offset in range(25):
        held = [it for it in lines if ownership.in_force(it, FIRST + offset * DAY)]
        owners = [it for it in held if it.role in ownership.OWNERS]
        roles = [(it.person, it.role) for it in held]
        fine &= sum(it.share for it in owners) <= FULL
        fine &= sum(it.share == FULL for it in owners) <= 1
        fine &= len(roles) == len(set(roles))
    assert accepted is fine


@given(st.lists(parties(), max_size=6), st.randoms())
def test_the_order_of_lines_decides_nothing(lines, random):
    """M-13: whether they can stand together."""
    shuffled = random.sample(lines, len(lines))
    assert (decide(*lines) is None) is (decide(*shuffled) is None)


@given(
    st.lists(parties(), max_size=6),
    DAYS,
    st.lists(st.tuples(st.sampled_from("abcnm"), SHARES), max_size=3),
    st.sets(st.sampled_from(["resident", "agent", "tenant"])),
)
def test_a_transfer_keeps_the_history_and_the_rules(lines, day, owners, leaving):
    """M-13: no line is lost or begins otherwise, and the outcome is in order."""
    if decide(*lines):
        return
    facts = Facts(parties=tuple(lines))
    order = Transfer(day=day, owners=tuple(owners), leaving=frozenset(leaving))
    plan = ownership.transfer(facts, Settings(), order)
    if isinstance(plan, Conflict):
        return
    ended = {it.key for it in plan.ends}
    kept = [
        dataclasses.replace(it, end=plan.last_day) if it.key in ended else it
        for it in lines
    ]
    assert ended <= {it.key for it in lines}
    assert decide(*kept, *plan.starts) is None
    today = [
        it
        for it in (*kept, *plan.starts)
        if it.role in ownership.OWNERS and ownership.in_force(it, day)
    ]
    assert sorted(it.person for it in today) == sorted(who for who, _share in owners)
    assert plan.last_day + DAY == day
