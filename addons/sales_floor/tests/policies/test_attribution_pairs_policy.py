"""Tests of rules on whose customer it is that apply together: one answer to each pair.

Of each rule a case in which it has a say; of each two of them both cases at once.
"""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from floor_history import (
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    J,
    facts,
    kin,
    on,
    recognised,
    told,
    visit,
)
from floor_history import company as asked_before
from floor_history import referral as valid_referral

from odoo.addons.sales_floor.policies import attribution, history, registration
from odoo.addons.sales_floor.policies.history import (
    Attribution,
    Ruling,
    Settings,
    Share,
)


def whole(rep):
    return (Share(party="rep", person=rep, percent=Decimal(100), rule="F-17"),)


# A registered the customer first; the others come in by one of the cases each.
FIRST = visit(0, A)
PLAIN = facts(FIRST, deal=20)
STOOD = Attribution(owner="rep", reps=(H,), shares=whole(H), grounds=())


def first(**values):
    """The case that the first visit was another one."""
    return lambda facts: replace(
        facts,
        visits=tuple(
            replace(it, **values) if it.key == FIRST.key else it for it in facts.visits
        ),
    )


def also(*visits):
    """The case that there were more visits."""
    return lambda facts: replace(facts, visits=(*facts.visits, *visits))


def company(**values):
    """The case that the company was asked before; its cases add up."""

    def case(facts):
        known = facts.company or asked_before()
        return replace(facts, company=replace(known, **values))

    return case


def known(**values):
    return lambda facts: replace(facts, **values)


CASES = {
    "ruled": known(ruling=Ruling(reps=(J,), shares=whole(J))),
    "unchanged": known(changed=("name",), stood=STOOD),
    "arranged": company(arranged=True),
    "picked": company(picked=True),
    "introduced_by_company": company(),
    "referred": known(referral=valid_referral()),
    "kin": known(kin=(kin(visit(2, C)),)),
    "lost_rights": also(visit(0, E, hour=14, change="as_new", before=A)),
    "named_midway": also(visit(0, F, hour=12, change="named", before=A)),
    "stood_in": also(visit(20, G, "returning", hour=12, for_rep=A)),
    "earlier": also(visit(3, D)),
    "designated": first(kind="designated"),
    "introduced": first(kind="introduced"),
    "sent": first(sent=True),
}
NAMES = [rule.__name__ for rule in attribution.RULES]


def forgotten(facts, names):
    """The case that the customer recalls nobody, and B receives them."""
    if not any(name.startswith(("recognised", "on_the", "not_")) for name in names):
        return facts
    day = 20 if "on_the_spot" in names else 6
    found = None
    if "recognised_in_time" in names:
        found = recognised(day + 3)
    if "recognised_same_day" in names:
        found = recognised(day)
    return also(visit(day, B, "forgotten", recognised=found))(facts)


def expired(facts):
    """The case that whatever was registered has expired before the deal."""
    end = on(15)
    visits = (
        replace(it, valid_until=end) if it.on < end else it for it in facts.visits
    )
    return replace(facts, visits=tuple(visits))


def together(*names):
    facts = forgotten(PLAIN, names)
    for name in names:
        facts = CASES.get(name, lambda same: same)(facts)
    if "void" not in names:
        return facts, Settings(stand_in="rota")
    void = registration.Settings(expiry="void")
    return expired(facts), Settings(stand_in="rota", register=void)


def matching(facts, settings):
    """The rules that have a say, by their names."""
    facts = history.until(facts)
    return {rule.__name__ for rule in attribution.RULES if rule(facts, settings)}


# What two rules that both have a say come to. The first of them says whose part is
# taken off, or that it is all there is to say; read: where rule and other both have a
# say, whose customer it is and who has what share. ``AFTER``: with any rule after it.
AFTER = "AFTER"
TOGETHER = {
    "ruled": {
        "J: J 100": AFTER,
    },
    "unchanged": {
        "H: H 100": AFTER,
    },
    "arranged": {
        "pool: pool 100": AFTER,
    },
    "picked": {
        "pool: pool 100": AFTER,
    },
    "introduced_by_company": {
        "A: A 70, pool 30": (
            "referred recognised_same_day earlier designated introduced sent registered"
        ),
        "A C: A 35, C 35, pool 30": "kin",
        "E: E 70, pool 30": "lost_rights",
        "B: B 70, pool 30": "on_the_spot not_recognised",
        "B: B 35, A 35, pool 30": "recognised_in_time",
        "A: A 49, F 21, pool 30": "named_midway",
        "A: A 35, G 35, pool 30": "stood_in",
        "pool: pool 100": "void",
    },
    "referred": {
        "A C: A 35, C 35, staff 30": "kin",
        "E: E 70, staff 30": "lost_rights",
        "A: A 70, staff 30": (
            "recognised_same_day earlier designated introduced sent registered"
        ),
        "B: B 70, staff 30": "on_the_spot not_recognised",
        "B: B 35, A 35, staff 30": "recognised_in_time",
        "A: A 49, F 21, staff 30": "named_midway",
        "A: A 35, G 35, staff 30": "stood_in",
        "pool: pool 70, staff 30": "void",
    },
    "kin": {
        "E C: E 50, C 50": "lost_rights",
        "A C: A 50, C 50": (
            "recognised_same_day earlier designated introduced sent registered"
        ),
        "B C: B 50, C 50": "on_the_spot not_recognised",
        "B C: B 25, A 25, C 50": "recognised_in_time",
        "A C: A 35, F 15, C 50": "named_midway",
        "A C: A 25, G 25, C 50": "stood_in",
    },
    "lost_rights": {
        "B: B 100": (
            "recognised_same_day on_the_spot recognised_in_time not_recognised"
        ),
        "E: E 100": (
            "named_midway stood_in earlier designated introduced sent registered"
        ),
        "pool: pool 100": "void",
    },
    "recognised_same_day": {
        "A: A 100": (
            "on_the_spot recognised_in_time not_recognised earlier "
            "designated introduced sent registered"
        ),
        "A: A 70, F 30": "named_midway",
        "A: A 50, G 50": "stood_in",
        "pool: pool 100": "void",
    },
    "on_the_spot": {
        "B: B 100": (
            "recognised_in_time not_recognised named_midway stood_in "
            "earlier designated introduced sent registered"
        ),
    },
    "recognised_in_time": {
        "B: B 50, A 50": (
            "not_recognised named_midway stood_in earlier designated "
            "introduced sent registered"
        ),
        "pool: pool 50, A 50": "void",
    },
    "not_recognised": {
        "B: B 100": (
            "named_midway stood_in earlier designated introduced sent registered"
        ),
        "pool: pool 100": "void",
    },
    "named_midway": {
        "A: A 35, G 35, F 30": "stood_in",
        "A: A 70, F 30": "earlier designated introduced sent registered",
    },
    "stood_in": {
        "A: A 50, G 50": "earlier designated introduced sent registered",
    },
    "earlier": {
        "A: A 100": AFTER,
    },
    "designated": {
        "A: A 100": "sent registered",
    },
    "introduced": {
        "A: A 100": AFTER,
    },
    "sent": {
        "A: A 100": AFTER,
    },
}


def documented():
    pairs = {}
    for one, outcomes in TOGETHER.items():
        for expected, others in outcomes.items():
            after = NAMES[NAMES.index(one) + 1 :]
            names = after if others in {AFTER} else others.split()
            pairs |= {(one, other): expected for other in names}
    return pairs


PAIRS = documented()


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_has_a_case(name):
    """F-05 … F-23: one in which it has a say."""
    assert name in matching(*together(name))


@pytest.mark.parametrize(
    ("one", "other"), [*combinations(NAMES, 2)], ids=lambda name: name
)
def test_two_rules_that_both_have_a_say_give_one_answer(one, other):
    """F-05 … F-23: the documented one, and every pair that can be is documented."""
    facts, settings = together(one, other)
    both = {one, other} <= matching(facts, settings)
    assert both is ((one, other) in PAIRS)
    if both:
        found = attribution.decide(facts, settings)
        assert told(found) == PAIRS[one, other]
        assert sum(share.percent for share in found.shares) == 100


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda name: name)
def test_of_two_rules_the_first_in_the_order_is_asked_first(one, other):
    """F-05 … F-23: its reason is the first to be told, or that of one before it."""
    facts, settings = together(one, other)
    found = attribution.decide(facts, settings)
    has_say = matching(facts, settings)
    name = next(name for name in NAMES if name in has_say)
    finding = getattr(attribution, name)(history.until(facts), settings)
    ground = found.grounds[0]
    assert (ground.rule, ground.reason) == (finding.rule, finding.reason)
