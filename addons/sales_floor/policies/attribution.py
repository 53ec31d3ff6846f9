"""Whose customer is it, and who has what share of a deal?

F-04 to F-06, F-10 to F-17, F-19 to F-23. A rule names who has a part, or takes a part
and leaves the rest to be decided anew without what it has considered: an employee's
30 % first, then whose the other 70 % are. So any rules that apply together give one
answer, and the parts add up to 100 %.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter

from . import arrival, registration
from .division import Division, Part, Rule, divide
from .history import (
    AS_NEW,
    EMPLOYEE,
    INSTIGATED,
    MIDWAY,
    POOL,
    Attribution,
    Facts,
    Ruling,
    Settings,
    Visit,
    are_served_apart,
    came_by_company,
    changed,
    day_of,
    forgotten,
    in_place,
    is_after,
    is_referred,
    last,
    prevailing,
    recognition,
    registering,
    until,
)
from .registration import Registration

IN_TURN = frozenset({"rota"})


def ruled(facts: Facts, settings: Settings) -> Division | None:
    """F-23: what the sales director approved in a dispute."""
    if not facts.ruling:
        return None
    return _as_given("F-23", ("ruled", {}), facts.ruling)


def unchanged(facts: Facts, settings: Settings) -> Division | None:
    """F-22: a change of name or unit after the deal changes nothing."""
    if not facts.changed:
        return None
    reason = ("changed", {"what": facts.changed})
    if not facts.stood:
        return _goes_on("F-22", reason, replace(facts, changed=()))
    return replace(_as_given("F-22", reason, facts.stood), served=facts.stood.served)


def arranged(facts: Facts, settings: Settings) -> Division | None:
    """F-15: the company made the deal: a rep has a part for the after-sales only."""
    if not came_by_company(facts, settings) or not facts.company.arranged:
        return None
    pool, rep = Part(party=POOL), facts.company.after_sales
    if rep is None:
        return Division(rule="F-15", reason=("arranged", {}), parts=(pool,), reps=())
    return Division(
        rule="F-15",
        reason=("after_sales", {"rep": rep}),
        parts=(Part(percent=settings.after_sales_percent, person=rep), pool),
        reps=(),
    )


def picked(facts: Facts, settings: Settings) -> Division | None:
    """F-15: who was designated for a company customer receives as an obligation."""
    if not came_by_company(facts, settings) or not facts.company.picked:
        return None
    served = (visit for visit in facts.visits if visit.kind in {arrival.COMPANY})
    return Division(
        rule="F-15",
        reason=("picked", {}),
        parts=(Part(party=POOL),),
        reps=(),
        served=in_place(served),
    )


def introduced_by_company(facts: Facts, settings: Settings) -> Division | None:
    """F-15: introduced only, a rep did it all: the company has a part."""
    if not came_by_company(facts, settings):
        return None
    pool = Part(percent=settings.pool_percent, party=POOL)
    rest = replace(facts, company=None, referral=None)
    return _goes_on("F-15", ("introduced_by_company", {}), rest, pool)


def referred(facts: Facts, settings: Settings) -> Division | None:
    """F-16: a valid referral gives the introducer a part, whoever received."""
    if not is_referred(facts):
        return None
    person = facts.referral.referrer
    introducer = Part(percent=settings.referrer_percent, party=EMPLOYEE, person=person)
    rest = replace(facts, referral=None)
    return _goes_on("F-16", ("referred", {"referrer": person}), rest, introducer)


def kin(facts: Facts, settings: Settings) -> Division | None:
    """F-20: spouses registered by two reps are served by both, half each."""
    one = next((it for it in facts.kin if are_served_apart(facts, it, settings)), None)
    if not one:
        return None
    others = tuple(it for it in facts.kin if it not in {one})
    if not settings.kin_first:
        visits = (*facts.visits, *one.visits)
        household = replace(facts, visits=visits, kin=others)
        return _goes_on("F-19", ("household", {}), household)
    theirs = Part(
        percent=settings.kin_percent, facts=replace(facts, visits=one.visits, kin=())
    )
    reason = ("kin", {"relation": one.relation})
    return _goes_on("F-20", reason, replace(facts, kin=others), theirs)


def lost_rights(facts: Facts, settings: Settings) -> Division | None:
    """F-06: after a change of rep as new, the first one has no rights any more."""
    changes = (visit for visit in facts.visits if visit.change in {AS_NEW})
    change = min(changes, key=attrgetter("at"), default=None)
    if not change:
        return None
    kept = (
        visit
        for visit in facts.visits
        if visit.at > change.at or visit.holder not in {change.before}
    )
    rest = changed(replace(facts, visits=tuple(kept)), change, change=None)
    return _goes_on("F-06", ("lost_rights", {"rep": change.before}), rest)


def recognised_same_day(facts: Facts, settings: Settings) -> Division | None:
    """F-05: (g) recognised that day, and before a deal: the original rep's."""
    visit = forgotten(facts)
    known = visit and recognition(facts, visit, settings)
    if not known or known.on not in {visit.on} or is_after(known.at, facts.deal):
        return None
    rest = changed(facts, visit, for_rep=known.original)
    return _goes_on("F-05", ("same_day", {"original": known.original}), rest)


def on_the_spot(facts: Facts, settings: Settings) -> Division | None:
    """F-05: (h) a deal on the spot, before they were recognised: the new rep's."""
    visit = forgotten(facts)
    if not visit or not facts.deal or facts.deal.on not in {visit.on}:
        return None
    return _as_new("on_the_spot", facts, visit, settings)


def recognised_in_time(facts: Facts, settings: Settings) -> Division | None:
    """F-05: (i) recognised within the month: the new rep goes on, half each."""
    visit = forgotten(facts)
    known = visit and recognition(facts, visit, settings)
    if not known or known.on > registration.last_day(visit.on, settings.month):
        return None
    if is_after(known.at, facts.deal) and not settings.recognised_after_deal:
        return None
    original = Part(percent=settings.original_percent, person=known.original)
    return _as_new("in_time", facts, visit, settings, original)


def not_recognised(facts: Facts, settings: Settings) -> Division | None:
    """F-05: (j) not recognised within the month: the new rep's."""
    visit = forgotten(facts)
    return _as_new("not_recognised", facts, visit, settings) if visit else None


def named_midway(facts: Facts, settings: Settings) -> Division | None:
    """F-12: whom the customer named midway has a part, but not who instigated it."""
    named = last(visit for visit in facts.visits if visit.change in MIDWAY)
    owner = prevailing(facts, settings)
    if not named or not owner or owner.holder not in {named.before}:
        return None
    visits = tuple(it for it in facts.visits if it.key not in {named.key})
    reason = (named.change, {"named": named.rep})
    parts = []
    if named.change not in {INSTIGATED}:
        parts.append(Part(percent=settings.named_percent, person=named.rep))
    return _goes_on("F-12", reason, replace(facts, visits=visits), *parts)


def stood_in(facts: Facts, settings: Settings) -> Division | None:
    """F-10: (004) the deal is made the same day with who stood in: half each."""
    owner = prevailing(facts, settings)
    if not owner or not facts.deal or settings.stand_in not in IN_TURN:
        return None
    stood = [
        visit
        for visit in owner.entries
        if visit.kind in {arrival.RETURNING}
        and visit.rep not in {owner.holder}
        and visit.on in {facts.deal.on}
    ]
    if not stood:
        return None
    rest = facts
    for visit in stood:
        rest = changed(rest, visit, rep=owner.holder)
    rep = stood[-1].rep
    part = Part(percent=settings.same_day_percent, person=rep)
    finding = _goes_on("F-10", ("stood_in", {"rep": rep}), rest, part)
    return replace(finding, served=in_place(stood))


def void(facts: Facts, settings: Settings) -> Division | None:
    """F-17: where no registration is valid and expiry makes them void: nobody's."""
    is_known = any(map(registration.counts, registering(facts.visits)))
    if not is_known or prevailing(facts, settings):
        return None
    return Division(
        rule="F-17", reason=("void", {}), parts=(Part(party=POOL),), reps=()
    )


def earlier(facts: Facts, settings: Settings) -> Division | None:
    """F-19: of two registrations the earlier one wins."""
    owner = prevailing(facts, settings)
    found = registration.in_force(
        registering(facts.visits), day_of(facts), settings.register
    )
    others = {it.holder for it in found if it.holder not in {owner.holder}}
    return _owned("F-19", "earlier", owner, others=sorted(others)) if others else None


def designated(facts: Facts, settings: Settings) -> Division | None:
    """F-11: named before the reception proper began: the rep's who was named."""
    owner = prevailing(facts, settings)
    if not owner or owner.first.kind not in {arrival.DESIGNATED}:
        return None
    return _owned("F-11", "designated", owner)


def introduced(facts: Facts, settings: Settings) -> Division | None:
    """F-21: (a, b) announced, or brought to a rep: that rep's, whoever received."""
    owner = prevailing(facts, settings)
    if not owner or owner.first.kind not in {arrival.INTRODUCED}:
        return None
    return _owned("F-21", "introduced", owner)


def sent(facts: Facts, settings: Settings) -> Division | None:
    """F-21, F-14: (c) sent by an old customer without notice: who received's."""
    owner = prevailing(facts, settings)
    return _owned("F-21", "sent", owner) if owner and owner.first.sent else None


def registered(facts: Facts, settings: Settings) -> Division | None:
    """F-17: the registration is the basis, whoever received later (F-10, F-13)."""
    owner = prevailing(facts, settings)
    if not owner:
        return None
    key = "registered" if day_of(facts) <= owner.until else "expired"
    return _owned("F-17", key, owner)


# The first that has a say decides; what it leaves goes to itself and those after it.
RULES: tuple[Rule, ...] = (
    # What was decided by the director for this very customer goes before any rule.
    ruled,
    # Then what stands: nothing that is found after the deal is looked at.
    unchanged,
    # Whether a rep has anything at all: no reception, none of the rota, some of it.
    arranged,
    picked,
    introduced_by_company,
    # One of both takes its part off the top, whichever came first: see came_by_company.
    referred,
    # Two customers are looked at each alone, by all that follows.
    kin,
    # Who lost all rights is no original, first or earlier rep any more.
    lost_rights,
    # F-05 before F-19, which would never leave the new rep anything. Recognition on
    # the day before the deal on the spot, that before the month, the month's end last.
    recognised_same_day,
    on_the_spot,
    recognised_in_time,
    not_recognised,
    # A part of the rep's whose customer it is, so after it is known who that is.
    named_midway,
    stood_in,
    # Nothing to compare before something counts; a conflict before how each came.
    void,
    earlier,
    designated,
    introduced,
    sent,
    registered,
)


def decide(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Attribution | None:
    """F-17, F-23: whose customer and whose commission; None where it is left open."""
    found = divide(until(facts), settings, rules)
    if not found:
        return None
    percents = {share.person: share.percent for share in found.shares}
    served = (
        replace(it, percent=percents.get(it.rep, Decimal(0))) for it in found.served
    )
    return replace(found, served=tuple(served))


def _owned(rule: str, key: str, owner: Registration, **params: object) -> Division:
    """F-17: all of it is the holder's; who received in their place has none of it."""
    rep = owner.holder
    return Division(
        rule=rule,
        reason=(key, {"rep": rep, **params}),
        parts=(Part(person=rep, owns=True),),
        served=in_place(it for it in owner.entries if it.rep not in {rep}),
    )


def _goes_on(
    rule: str, reason: tuple[str, Mapping], rest: Facts, *parts: Part
) -> Division:
    return Division(rule=rule, reason=reason, parts=(*parts, Part(facts=rest)))


def _as_new(
    key: str,
    facts: Facts,
    visit: Visit,
    settings: Settings,
    part: Part | None = None,
) -> Division | None:
    """F-05, F-19: it counts from that visit on, and what was before does not."""
    if not settings.forgotten_first:
        return None
    rest = changed(facts, visit, kind=arrival.NEW)
    visits = tuple(it for it in rest.visits if it.at >= visit.at)
    reason = (key, {"original": part.person} if part else {})
    parts = [part] if part else []
    return _goes_on("F-05", reason, replace(rest, visits=visits), *parts)


def _as_given(
    rule: str, reason: tuple[str, Mapping], given: Attribution | Ruling
) -> Division:
    parts = tuple(
        Part(
            percent=share.percent,
            party=share.party,
            person=share.person,
            rule=share.rule,
        )
        for share in reversed(given.shares)
    )
    return Division(rule=rule, reason=reason, parts=parts, reps=given.reps)
