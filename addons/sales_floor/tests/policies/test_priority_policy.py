"""Of rules that apply together the first in the stated order decides: pair by pair.

For who receives, who is passed over and who goes on midway. What two rules on whose
customer it is come to together is in ``test_attribution_pairs_policy``.
"""

from datetime import date
from itertools import combinations

import pytest

from odoo.addons.sales_floor.policies import arrival, change, passing
from odoo.addons.sales_floor.policies.turns import State

A, B, AWAY = 1001, 1002, 1009
TODAY = date(2026, 3, 9)
AS_EXPIRED = arrival.Record(rep=A, in_force=False)


def at_the_door(known):
    settings = {"expired_returns": known.pop("expired_returns", False)}
    facts = arrival.Facts(ready=frozenset({A, B}), day=TODAY, **known)
    return facts, arrival.Settings(**settings)


def in_the_rota(known):
    cancelled = frozenset({A} if known.pop("cancelled", False) else ())
    settings = passing.Settings(absence=known.pop("absence", "forfeit"))
    facts = passing.Facts(order=(), state=State(cancelled=cancelled))
    return passing.Rep(rep=A, **known), facts, settings


def midway(known):
    return change.Facts(rep=A, **known), change.Settings()


POLICIES = {
    "arrival": (arrival.RULES, at_the_door, arrival.decide),
    "passing": (passing.RULES, in_the_rota, passing.obstacle),
    "change": (change.RULES, midway, change.decide),
}

# The stated order: the first that has a say decides. Of each rule a case in which it
# has one; two of them together are both cases at once.
CASES = {
    # Whose customer they are comes before whom they want, that before who sent them,
    # and a certain rep before the rota.
    "arrival": {
        "no_customer": {"needs_reception": False},
        "names_another": {"record": arrival.Record(rep=A), "named": B},
        "recognised": {"record": arrival.Record(rep=A), "recognised_by": A},
        "returns": {"record": arrival.Record(rep=A)},
        "recalls": {"came_before": True, "recalled": B},
        "through_the_company": {"company": True},
        "announced": {"sent_by": B, "announced_for": TODAY},
        "brought": {"sent_by": B, "brought": True, "named": B},
        "named": {"named": B},
        "referred": {"referral": "valid"},
        "named_away": {"named": AWAY},
        "expired": {"record": AS_EXPIRED},
        "forgotten": {"came_before": True},
        "brought_along": {"brought": True},
        "sent": {"sent_by": B},
        "only_recognised": {"recognised_by": A},
        "new": {},
    },
    # Who has no turn today comes before whose turn is cancelled, then who is with a
    # customer, then why somebody is away, the reason that keeps the turn first.
    "passing": {
        "gone": {"status": "left"},
        "cancelled": {"cancelled": True},
        "named_by_a_customer": {"receiving": ("designated",)},
        "with_a_customer": {"receiving": ("new",)},
        "not_ready": {"status": "not_ready"},
        "away_for_the_firm": {"status": "errand", "absence": "make_up"},
        "on_errand": {"status": "errand"},
        "at_lunch": {"status": "lunch"},
        "excused": {"status": "absent", "excused": True},
        "absent": {"status": "absent"},
    },
    # Whose customer it was comes before what the first rep did, a serious fault before
    # whom the customer names, that before how adamant they are.
    "change": {
        "recognised": {"original": B},
        "serious_fault": {"fault": "serious"},
        "same_rep": {"wants": A},
        "named_by_registered": {"registered": True},
        "named_by_new": {"wants": B},
        "adamant": {"adamant": True},
        "ordinary_fault": {"fault": "ordinary"},
        "no_fault": {},
    },
}
# Where both cases at once don't tell: a registration that expired leads back to its rep
# too, and the rep whom they were sent to and ask for is away.
EXPIRED_RETURNS = {"record": AS_EXPIRED, "expired_returns": True}
SENT_AWAY = {"sent_by": AWAY, "named": AWAY}
SPECIAL = {
    ("names_another", "expired"): {**EXPIRED_RETURNS, "named": B},
    ("recognised", "expired"): {**EXPIRED_RETURNS, "recognised_by": A},
    ("returns", "expired"): EXPIRED_RETURNS,
    ("announced", "named_away"): {**SENT_AWAY, "announced_for": TODAY},
    ("brought", "named_away"): {**SENT_AWAY, "brought": True},
}
# Never together: whom the register knows need not be recalled; a rep has one state at
# a time; a registered customer is never another's new one.
APART = {
    *combinations(["gone", "not_ready", "away_for_the_firm", "at_lunch"], 2),
    *combinations(["gone", "not_ready", "on_errand", "at_lunch"], 2),
    *((one, "recalls") for one in ("names_another", "recognised", "returns")),
    ("recalls", "expired"),
    ("serious_fault", "named_by_registered"),
}


def together(policy, one, other):
    """Both cases at once; where they differ, by one of them or the other."""
    special = SPECIAL.get((one, other))
    first, second = CASES[policy][one], CASES[policy][other]
    return [special] if special else [{**first, **second}, {**second, **first}]


def said(policy, known):
    """What each rule that has a say says, and what is decided."""
    rules, case, decide = POLICIES[policy]
    args = case(dict(known))
    found = {rule.__name__: rule(*args) for rule in rules}
    return {name: it for name, it in found.items() if it}, decide(*args)


@pytest.mark.parametrize("policy", POLICIES)
def test_the_rules_are_asked_in_the_stated_order(policy):
    """F-01 … F-33: each has a case in which it decides."""
    rules, _case, _decide = POLICIES[policy]
    assert [rule.__name__ for rule in rules] == [*CASES[policy]]
    for name, known in CASES[policy].items():
        assert name in said(policy, known)[0]


@pytest.mark.parametrize(
    ("policy", "one", "other"),
    [
        (policy, one, other)
        for policy, cases in CASES.items()
        for one, other in combinations(cases, 2)
    ],
)
def test_of_two_rules_that_both_have_a_say_the_first_decides(policy, one, other):
    """F-01 … F-33: each pair that can apply together, and no other is left out."""
    both = [
        (found, decided)
        for found, decided in (
            said(policy, known) for known in together(policy, one, other)
        )
        if {one, other} <= set(found)
    ]
    assert bool(both) is ((one, other) not in APART)
    for found, decided in both:
        assert decided == next(found[name] for name in CASES[policy] if name in found)
