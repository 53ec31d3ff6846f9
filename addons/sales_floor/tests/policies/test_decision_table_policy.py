"""The regulation's cases from the door to the deal: whose customer, and whose turn.

Each says whose customer and with what shares, what becomes of whose turn, who receives
the next new visitor, and the rules that say so. The order of the day is A, B, C, D, and
it is A's turn. C is who registered a customer before. The visitor comes on day 5, which
is the day of the deal too unless the case says otherwise.

Of rules that apply together the first in the order of a policy's ``RULES`` has
priority: see ``test_priority_policy`` and ``test_attribution_pairs_policy``.
"""

from decimal import Decimal

import pytest
from floor_case import IN_TURN, ROTA, TODAY, Case, Ways
from floor_history import A, B, C, company, kin, on, recognised, visit
from floor_history import referral as referred

from odoo.addons.sales_floor.policies import arrival, change, history, rota

REGISTERED = {"before": (visit(0, C),)}
KNOWN = {**REGISTERED, "asked": {"came_before": True, "record": arrival.Record(rep=C)}}
FORGOT = {**REGISTERED, "asked": {"came_before": True}}
C_AWAY = {"reps": {"C": {"status": "absent"}}}
RULING = history.Ruling(
    reps=(B,),
    shares=tuple(
        history.Share(party="rep", person=rep, percent=Decimal(percent), rule="F-23")
        for rep, percent in ((B, 60), (A, 40))
    ),
)
SPOUSE = {"kin": (kin(visit(2, C)),)}


def known(**asked):
    """C's customer comes again, and says so much more."""
    return {**REGISTERED, "asked": {**KNOWN["asked"], **asked}}


def swapped(approved):
    return rota.swap(ROTA, A, B, approved=approved).order


CASES = {
    # Whose turn it is
    "a new visitor is received by whose turn it is": (
        Case(),
        ("A: A 100", "A used", "B", "F-01 F-17"),
    ),
    "a visitor who needs no reception uses no turn": (
        Case(asked={"needs_reception": False}),
        (None, "", "A", "F-01"),
    ),
    "absent without a good reason, the turn of the round is lost": (
        Case(reps={"A": {"status": "absent"}}),
        ("B: B 100", "A lost, B used", "C", "F-01 F-02 F-17"),
    ),
    "on a superior's errand, verified, the next turn comes first": (
        Case(reps={"A": {"status": "errand", "approved": True}}),
        ("B: B 100", "A goes first, B used", "A", "F-01 F-02 F-17"),
    ),
    "on a superior's errand, not verified, the turn is lost": (
        Case(reps={"A": {"status": "errand"}}),
        ("B: B 100", "A lost, B used", "C", "F-01 F-02 F-17"),
    ),
    "away on business, where missed turns are made up": (
        Case(reps={"A": {"status": "business"}}, ways=IN_TURN),
        ("B: B 100", "A makes up, B used", "A", "F-01 F-02 F-17"),
    ),
    "busy with a customer, where missed turns are made up": (
        Case(reps={"A": {"receiving": ("new",)}}, ways=IN_TURN),
        ("B: B 100", "A makes up, B used", "A", "F-01 F-33 F-17"),
    ),
    "not ready to receive, the turn is lost": (
        Case(reps={"A": {"status": "not_ready"}}),
        ("B: B 100", "A lost, B used", "C", "F-01 F-03 F-17"),
    ),
    "a swap of turns without approval changes nothing": (
        Case(order=swapped(approved=False)),
        ("A: A 100", "A used", "B", "F-01 F-17"),
    ),
    "a swap of turns that the supervisor approved": (
        Case(order=swapped(approved=True)),
        ("B: B 100", "B used", "A", "F-01 F-17"),
    ),
    "over lunch the first of the two on duty receives": (
        Case(reps={"C": {"status": "lunch"}, "D": {"status": "lunch"}}),
        ("A: A 100", "A used", "B", "F-01 F-17"),
    ),
    "over lunch who leaves the duty loses the turn to the other on duty": (
        Case(reps={"A": {"status": "lunch", "on_duty": True}}),
        ("B: B 100", "A lost, B used", "C", "F-01 F-09 F-17"),
    ),
    # Who came before
    "a registered customer comes again: the rep on record": (
        Case(**KNOWN),
        ("C: C 100", "C unused", "A", "F-04 F-17"),
    ),
    "a registered customer recalls another rep: the register decides": (
        Case(**known(recalled=B)),
        ("C: C 100", "C unused", "A", "F-04 F-17"),
    ),
    "the rep on record is absent: the last in the rota, as an obligation": (
        Case(**KNOWN, **C_AWAY),
        ("C: C 100", "D unused", "A", "F-10 F-17"),
    ),
    "the rep on record is absent, in turn: a deal that same day is halved": (
        Case(**KNOWN, **C_AWAY, ways=IN_TURN),
        ("C: C 50, A 50", "A unused", "A", "F-10 F-17"),
    ),
    "the rep on record is absent, in turn: a later deal is an obligation's": (
        Case(**KNOWN, **C_AWAY, ways=IN_TURN, deal=6),
        ("C: C 100", "A unused", "A", "F-10 F-17"),
    ),
    "a registration that expired: anybody's new customer": (
        Case(
            before=(visit(0, C, until=4),),
            asked={
                "came_before": True,
                "record": arrival.Record(rep=C, in_force=False),
            },
        ),
        ("A: A 100", "A used", "B", "F-17 F-01"),
    ),
    "the rep is forgotten, but recognised at the door": (
        Case(**known(recognised_by=C)),
        ("C: C 100", "C unused", "A", "F-05 F-17"),
    ),
    "the rep is forgotten, but recognised later that day": (
        Case(
            **FORGOT,
            later={"recognised": recognised(5, C)},
            moved={"original": C},
            deal=20,
        ),
        ("C: C 100", "A used, A given back, C unused", "A", "F-05 F-01 F-17"),
    ),
    "the rep is forgotten and recognised that day, turns are not given back": (
        Case(
            **FORGOT,
            later={"recognised": recognised(5, C)},
            moved={"original": C},
            ways=Ways(midway=change.Settings(restore_turn=False)),
        ),
        ("C: C 100", "A used, C unused", "B", "F-05 F-01 F-17"),
    ),
    "the rep is forgotten, a deal on the spot": (
        Case(**FORGOT),
        ("A: A 100", "A used", "B", "F-05 F-01 F-17"),
    ),
    "the rep is forgotten, recognised only after a deal on the spot": (
        Case(
            **FORGOT,
            later={"recognised": recognised(5, C, hour=19)},
            moved={"original": C, "dealt": True},
        ),
        ("A: A 100", "A used", "B", "F-05 F-01 F-17"),
    ),
    "the rep is forgotten, recognised within the month": (
        Case(
            **FORGOT,
            later={"recognised": recognised(9, C)},
            moved={"original": C, "same_day": False},
            deal=20,
        ),
        ("A: A 50, C 50", "A used", "B", "F-05 F-01 F-17"),
    ),
    "the rep is forgotten, not recognised within the month": (
        Case(**FORGOT, deal=20),
        ("A: A 100", "A used", "B", "F-05 F-01 F-17"),
    ),
    "the rep is forgotten, recognised after more than a month": (
        Case(**FORGOT, later={"recognised": recognised(60, C)}, deal=20),
        ("A: A 100", "A used", "B", "F-05 F-01 F-17"),
    ),
    # Who names somebody, or wants another rep
    "a rep is named at entry": (
        Case(asked={"named": B}),
        ("B: B 100", "B unused", "A", "F-11"),
    ),
    "a turn missed for a customer who named the rep is not made up": (
        Case(reps={"A": {"receiving": ("designated",)}}, ways=IN_TURN),
        ("B: B 100", "A lost, B used", "C", "F-01 F-11 F-17"),
    ),
    "a rep knows the new visitor, who names nobody": (
        Case(asked={"recognised_by": B}),
        ("A: A 100", "A used", "B", "F-11 F-01 F-17"),
    ),
    "the rep is rejected without a fault": (
        Case(moved={}),
        ("A: A 100", "A used", "B", "F-01 F-06 F-17"),
    ),
    "the rep is rejected for an ordinary fault": (
        Case(moved={"fault": "ordinary"}),
        ("A: A 100", "A used", "B", "F-01 F-06 F-17"),
    ),
    "the rep is rejected for a serious fault": (
        Case(moved={"fault": "serious"}),
        ("B: B 100", "A used, A lost, B used", "C", "F-01 F-06 F-17"),
    ),
    "the rep is rejected by a customer who is adamant": (
        Case(moved={"adamant": True}, deal=20),
        ("B: B 100", "A used, A lost, B used", "C", "F-01 F-06 F-17"),
    ),
    "the rep is rejected, and the manager gives a priority turn": (
        Case(moved={"adamant": True, "priority": True}),
        ("B: B 100", "A used, A lost, B used, A goes first", "A", "F-01 F-06 F-17"),
    ),
    "another is named midway, refused in principle": (
        Case(moved={"wants": B, "adamant": True}),
        ("A: A 100", "A used", "B", "F-01 F-12 F-17"),
    ),
    "another is named midway and the manager yields": (
        Case(moved={"wants": B, "yields": True}),
        ("A: A 70, B 30", "A used, B unused", "B", "F-01 F-12 F-17"),
    ),
    "another is named midway who instigated it": (
        Case(moved={"wants": B, "yields": True, "instigated": True}),
        ("A: A 100", "A used, B unused", "B", "F-01 F-12 F-17"),
    ),
    "a registered customer names another, refused in principle": (
        Case(**known(named=B)),
        ("C: C 100", "C unused", "A", "F-13 F-17"),
    ),
    "a registered customer insists on another: an obligation": (
        Case(**known(named=B, insisted=True)),
        ("C: C 100", "B unused", "A", "F-13 F-17"),
    ),
    "a registered customer names another midway and the manager yields": (
        Case(**KNOWN, moved={"registered": True, "wants": B, "yields": True}),
        ("C: C 100", "C unused, B unused", "A", "F-04 F-13 F-17"),
    ),
    # Whom an old customer sent
    "an old customer brings a new one, asking for nobody: one reception": (
        Case(asked={"sent_by": C, "brought": True}),
        ("A: A 100", "A used", "B", "F-07 F-01 F-17"),
    ),
    "an old customer announced a new one to the rep": (
        Case(asked={"sent_by": C, "announced_for": on(TODAY)}),
        ("C: C 100", "C unused", "A", "F-21"),
    ),
    "an old customer announced a new one to the rep, who is absent": (
        Case(asked={"sent_by": C, "announced_for": on(TODAY)}, **C_AWAY),
        ("C: C 100", "D unused, D goes first", "D", "F-21"),
    ),
    "an old customer brings a new one and asks for the rep": (
        Case(asked={"sent_by": C, "brought": True, "named": C}),
        ("C: C 100", "C unused", "A", "F-21"),
    ),
    "an old customer brings a new one and asks for the rep, who is absent": (
        Case(asked={"sent_by": C, "brought": True, "named": C}, **C_AWAY),
        ("C: C 100", "D unused, D goes first", "D", "F-21"),
    ),
    "an old customer sends a new one without notice": (
        Case(asked={"sent_by": C}),
        ("A: A 100", "A used", "B", "F-14 F-01 F-21"),
    ),
    # Who came through the company or an employee
    "the company introduces, the rep does it all": (
        Case(asked={"company": True}, known={"company": company()}),
        ("A: A 70, pool 30", "A used", "B", "F-15 F-01 F-17"),
    ),
    "an executive picks the rep": (
        Case(
            asked={"company": True, "company_rep": B},
            known={"company": company(picked=True)},
        ),
        ("pool: pool 100", "B unused", "A", "F-15"),
    ),
    "the company makes the deal, a rep does the after-sales": (
        Case(asked=None, known={"company": company(arranged=True, after_sales=B)}),
        ("pool: pool 70, B 30", "", "A", "F-15"),
    ),
    "the company makes the deal, other staff do the after-sales": (
        Case(asked=None, known={"company": company(arranged=True)}),
        ("pool: pool 100", "", "A", "F-15"),
    ),
    "registered on the floor before the company was asked": (
        Case(
            **known(company=True, floor_first=True),
            known={"company": company(2)},
        ),
        ("C: C 100", "C unused", "A", "F-04 F-17"),
    ),
    "a valid referral by an employee": (
        Case(asked={"referral": "valid"}, known={"referral": referred()}),
        ("A: A 70, staff 30", "A used", "B", "F-16 F-01 F-17"),
    ),
    "a referral whose day was not kept": (
        Case(asked={"referral": "lapsed"}, known={"referral": referred("lapsed")}),
        ("A: A 100", "A used", "B", "F-16 F-01 F-17"),
    ),
    "a referral that nobody confirmed on the visit": (
        Case(asked={"referral": "registered"}, known={"referral": referred("invalid")}),
        ("A: A 100", "A used", "B", "F-16 F-01 F-17"),
    ),
    "a referral after the floor had registered the customer": (
        Case(
            **known(referral="valid", floor_first=True),
            known={"referral": referred("invalid", day=2)},
        ),
        ("C: C 100", "C unused", "A", "F-04 F-17"),
    ),
    # What is registered twice, changes, or stays open
    "spouses came separately and were registered by two reps": (
        Case(known=SPOUSE, deal=20),
        ("A C: A 50, C 50", "A used", "B", "F-01 F-20 F-17"),
    ),
    "two registrations of one customer: the earlier one": (
        Case(**REGISTERED, deal=20),
        ("C: C 100", "A used", "B", "F-01 F-19"),
    ),
    "two registrations, the earlier one had expired by the deal": (
        Case(before=(visit(0, C, until=19),), deal=20),
        ("A: A 100", "A used", "B", "F-01 F-17"),
    ),
    "the name changes after the deal": (
        Case(known={"changed": ("name",)}),
        ("A: A 100", "A used", "B", "F-01 F-22 F-17"),
    ),
    "the unit changes after the deal": (
        Case(known={"changed": ("unit",)}),
        ("A: A 100", "A used", "B", "F-01 F-22 F-17"),
    ),
    "what the rules leave open is left to people": (
        Case(later={"approved": False}),
        (None, "A used", "B", "F-01"),
    ),
    "what the director approved in a dispute": (
        Case(known={"ruling": RULING}),
        ("B: B 60, A 40", "A used", "B", "F-01 F-23"),
    ),
    "a call is no evidence: a visitor who called before is new": (
        Case(before=(visit(0, C, register="calls"),)),
        ("A: A 100", "A used", "B", "F-01 F-17"),
    ),
    "a call alone decides nothing": (
        Case(asked=None, before=(visit(0, C, register="calls"),)),
        (None, "", "A", ""),
    ),
}


@pytest.mark.parametrize(("case", "expected"), CASES.values(), ids=CASES)
def test_each_case_of_the_regulation_has_its_answer(case, expected):
    """F-01 … F-23, F-33: whose customer, whose turn, by which rules."""
    assert case.outcome() == expected
