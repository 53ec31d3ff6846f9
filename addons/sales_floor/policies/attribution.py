"""Whose customer is it, and how is the commission shared? (F-05, F-06, F-10 … F-23)

Two questions: who outside the reps has a claim (the company's pool, an employee who
referred the customer), and how the reps share the rest. Each is answered by the first
of its rules that has a say, so that of two rules that fit there is always one answer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .arrival import OBLIGATION
from .registration import within

# Parties that are no rep.
POOL, REP, REFERRER = "pool", "rep", "referrer"
# How a company customer came to the deal.
NAMED, INTRODUCED, AFTER_SALES, OTHERS = "named", "introduced", "after_sales", "others"
WHOLE = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A visit of the customer that counts.

    ``rep`` received; ``instead_of``: the rep for whom it was an obligation; ``day``: at
    the site; ``until``: the last day on which the registration is valid; ``forgot``:
    the customer came before and recalled nobody; ``on_turn``: an obligation done by
    whose turn it was.
    """

    rep: int
    day: date
    until: date
    kind: str = "turn"
    instead_of: int | None = None
    forgot: bool = False
    on_turn: bool = False

    @property
    def holder(self) -> int:
        """Whose registration it is: F-10, F-13, F-21."""
        return self.rep if self.instead_of is None else self.instead_of


@dataclass(frozen=True, kw_only=True)
class Midway:
    """F-12: the manager gave way to who designated another rep midway."""

    first: int
    designated: int
    instigated: bool = False


@dataclass(frozen=True, kw_only=True)
class Share:
    """``party``: ``rep``, ``referrer`` or ``pool``; who, None for the pool."""

    party: str
    percent: Decimal
    rule: str
    who: int | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a customer at a floor.

    ``visits``: those that count, in order; ``today``: the day of the question, at the
    site; ``deal_on``: the day of the deal; ``recognised_on``: when rep or customer who
    had forgotten each other recognised one another, ``recognised_first``: before the
    deal of that day; ``midway``; ``lost``: the reps who
    lost every right by a serious fault (F-06); ``company``: how a customer of the
    company came to the deal, ``named``, ``introduced``, ``after_sales`` or ``others``;
    ``company_since``: when they came to the company; ``referrer``: the employee whose
    referral is valid; ``spouse_visits``: of a spouse registered apart, before the deal;
    ``decided``: by a dispute; ``settled``: what stood at the deal.
    """

    visits: tuple[Visit, ...] = ()
    today: date
    deal_on: date | None = None
    recognised_on: date | None = None
    recognised_first: bool = True
    midway: Midway | None = None
    lost: frozenset[int] = frozenset()
    company: str | None = None
    company_since: date | None = None
    referrer: int | None = None
    spouse_visits: tuple[Visit, ...] = ()
    decided: tuple[Share, ...] = ()
    settled: tuple[Share, ...] = ()
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Percentages of one side; the other side has the rest.

    ``forgotten``: the original rep's of who recognised late (F-05); ``same_day``: of
    who served on the day of the deal (F-10); ``designated``: midway (F-12);
    ``introduced`` and ``after_sales``: the rep's of a company customer (F-15);
    ``referrer`` (F-16); ``spouse``: of who registered second (F-20). ``recognition``:
    how long a late recognition counts, ``months`` or ``days``, and how many;
    ``expired_shares``: an original registration that had expired shares too;
    ``owner_absent``: ``last`` (001) or ``next`` (004); ``late_first``: F-05 and F-20 go
    before the earlier registration; ``expiry_frees``: an expired registration frees
    the customer for a later one.
    """

    forgotten: Decimal = Decimal(50)
    same_day: Decimal = Decimal(50)
    designated: Decimal = Decimal(30)
    introduced: Decimal = Decimal(70)
    after_sales: Decimal = Decimal(30)
    referrer: Decimal = Decimal(30)
    spouse: Decimal = Decimal(50)
    recognition: tuple[str, int] = ("months", 1)
    expired_shares: bool = False
    owner_absent: str = "last"
    late_first: bool = True
    expiry_frees: bool = True
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reps:
    """How the reps share what is theirs: the owner first, percentages add up to 100."""

    owner: int
    parts: tuple[tuple[int, Decimal], ...]
    rule: str
    reason: tuple[str, Mapping]


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What somebody who is no rep has: ``percent`` of the whole, and why."""

    party: str
    percent: Decimal
    rule: str
    reason: tuple[str, Mapping]
    who: int | None = None


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """``owner``: the rep who follows the customer, None: nobody yet, or the company;
    the shares, adding up to exactly 100, or none where nobody has any.
    """

    owner: int | None
    shares: tuple[Share, ...]
    rules: tuple[str, ...]
    reasons: tuple[tuple[str, Mapping], ...]


RepRule = Callable[[Facts, Settings], Reps | None]
ClaimRule = Callable[[Facts, Settings], Claim | None]


# How the reps share


def designated_midway(facts: Facts, settings: Settings) -> Reps | None:
    """F-12: 70 % first rep, 30 % designated; all to the first if instigated."""
    midway = facts.midway
    if not midway or midway.first in facts.lost:
        return None
    percent = Decimal(0) if midway.instigated else settings.designated
    reason = ("instigated" if midway.instigated else "midway", {})
    return _two(midway.first, midway.designated, percent, "F-12", reason)


def spouses(facts: Facts, settings: Settings) -> Reps | None:
    """F-20: spouses registered by two reps: both serve, half each."""
    mine = _first_valid(facts, settings, facts.visits)
    theirs = _first_valid(facts, settings, facts.spouse_visits)
    if not mine or not theirs or mine.holder == theirs.holder:
        return None
    first, second = sorted((mine, theirs), key=lambda visit: visit.day)
    reason = ("spouses", {})
    return _two(first.holder, second.holder, settings.spouse, "F-20", reason)


def served_on_the_day(facts: Facts, settings: Settings) -> Reps | None:
    """F-10 (004): who served for an absent rep on the day of the deal has half."""
    for visit in _of(facts, facts.visits):
        absent = visit.instead_of
        if not (visit.on_turn and settings.owner_absent == "next"):
            continue
        if absent is not None and visit.day == facts.deal_on:
            reason = ("same_day", {})
            return _two(absent, visit.rep, settings.same_day, "F-10", reason)
    return None


def forgotten(facts: Facts, settings: Settings) -> Reps | None:
    """F-05: came before, recalled nobody, and was received by another rep.

    Recognised the same day: the original rep's. A deal on the spot before that, or no
    recognition within the month: the new rep's. Recognised within it: the new rep
    follows up, half each.
    """
    new = next((visit for visit in _of(facts, facts.visits) if visit.forgot), None)
    original = new and _original(facts, settings, new)
    if not original:
        return None
    known_on, on_the_spot = facts.recognised_on, facts.deal_on == new.day
    if known_on == new.day and (facts.recognised_first or not on_the_spot):
        return _one(original.holder, "F-05", ("recognised_same_day", {}))
    if on_the_spot:
        return _one(new.holder, "F-05", ("on_the_spot", {}))
    if known_on and within(new.day, known_on, settings.recognition):
        reason = ("recognised_late", {})
        return _two(new.holder, original.holder, settings.forgotten, "F-05", reason)
    return _one(new.holder, "F-05", ("not_recognised", {}))


def earliest(facts: Facts, settings: Settings) -> Reps | None:
    """F-19: of several registrations that are valid the earlier wins (F-17)."""
    visit = _first_valid(facts, settings, facts.visits)
    if not visit:
        return None
    others = {it.holder for it in facts.visits} - {visit.holder}
    reason = ("earlier" if others else "registered", {})
    return _one(visit.holder, "F-19" if others else "F-17", reason)


def _original(facts: Facts, settings: Settings, new: Visit) -> Visit | None:
    """The earlier registration of another rep; expired ones count if so set."""
    for visit in _of(facts, facts.visits):
        valid = visit.until >= new.day or settings.expired_shares
        if visit.day <= new.day and visit.holder != new.holder and valid:
            return visit
    return None


def _of(facts: Facts, visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """F-06: without those whose rep lost every right, and what the company arranged."""
    return tuple(
        visit
        for visit in visits
        if visit.holder not in facts.lost
        and (visit.kind != OBLIGATION or visit.instead_of is not None)
    )


def _first_valid(
    facts: Facts, settings: Settings, visits: Iterable[Visit]
) -> Visit | None:
    day = facts.deal_on or facts.today
    mine = _of(facts, visits)
    valid = [visit for visit in mine if visit.until >= day]
    if not valid and not settings.expiry_frees:
        valid = mine
    return next(iter(valid), None)


def _one(rep: int, rule: str, reason: tuple[str, Mapping]) -> Reps:
    return Reps(owner=rep, parts=((rep, WHOLE),), rule=rule, reason=reason)


def _two(
    owner: int, other: int, percent: Decimal, rule: str, reason: tuple[str, Mapping]
) -> Reps:
    """The other rep has ``percent``, the owner the rest."""
    parts = ((owner, WHOLE - percent), (other, percent))
    return Reps(owner=owner, parts=parts, rule=rule, reason=reason)


# The first that has a say decides.
REP_RULES: tuple[RepRule, ...] = (
    designated_midway,  # what the manager granted on the day itself stands first
    served_on_the_day,
    spouses,
    forgotten,
    earliest,
)
# F-05 and F-20 come after the earlier registration, if a company wants it so.
STRICT_REP_RULES: tuple[RepRule, ...] = (
    designated_midway,
    served_on_the_day,
    earliest,
    spouses,
    forgotten,
)


# Who else has a claim


def from_the_company(facts: Facts, settings: Settings) -> Claim | None:
    """F-15: of a customer who came to the company before any floor registration."""
    first = min((visit.day for visit in facts.visits), default=None)
    since = facts.company_since
    if not facts.company or (first and since and first < since):
        return None
    reps = {
        INTRODUCED: settings.introduced,
        AFTER_SALES: settings.after_sales,
    }.get(facts.company, Decimal(0))
    reason = (f"company_{facts.company}", {})
    return Claim(party=POOL, percent=WHOLE - reps, rule="F-15", reason=reason)


def referral(facts: Facts, settings: Settings) -> Claim | None:
    """F-16: the employee whose referral is valid has 30 %."""
    if facts.referrer is None:
        return None
    return Claim(
        party=REFERRER,
        percent=settings.referrer,
        rule="F-16",
        reason=("referral", {}),
        who=facts.referrer,
    )


# A customer of the company is nobody's to refer.
CLAIM_RULES: tuple[ClaimRule, ...] = (from_the_company, referral)


# Both together


def decide(
    facts: Facts,
    settings: Settings,
    rep_rules: tuple[RepRule, ...] | None = None,
    claim_rules: tuple[ClaimRule, ...] = CLAIM_RULES,
) -> Attribution:
    """F-05 … F-23: the owner and the shares.

    What stood at the deal stays (F-22); a dispute that was decided stands before all
    rules (F-23).
    """
    if facts.settled:
        return _given(facts.settled, "F-22", ("settled", {}))
    if facts.decided:
        return _given(facts.decided, "F-23", ("decided", {}))
    if rep_rules is None:
        rep_rules = REP_RULES if settings.late_first else STRICT_REP_RULES
    reps = next(filter(None, (rule(facts, settings) for rule in rep_rules)), None)
    claim = next(filter(None, (rule(facts, settings) for rule in claim_rules)), None)
    if not reps and not (claim and claim.party == POOL):
        return Attribution(owner=None, shares=(), rules=(), reasons=())
    return _combined(reps, claim)


def _combined(reps: Reps | None, claim: Claim | None) -> Attribution:
    """The claim first, the reps share the rest; without a rep the pool has it all."""
    if not reps:
        whole = Share(party=POOL, percent=WHOLE, rule=claim.rule)
        return _given((whole,), claim.rule, claim.reason)
    taken = claim.percent if claim else Decimal(0)
    rest = WHOLE - taken
    shares = [
        Share(party=REP, who=rep, percent=percent * rest / WHOLE, rule=reps.rule)
        for rep, percent in reps.parts
    ]
    rules, reasons = [reps.rule], [reps.reason]
    if claim:
        shares.append(
            Share(party=claim.party, who=claim.who, percent=taken, rule=claim.rule)
        )
        rules.append(claim.rule)
        reasons.append(claim.reason)
    shares = tuple(share for share in shares if share.percent)
    owner = None if taken == WHOLE else reps.owner
    return Attribution(
        owner=owner,
        shares=merged(shares),
        rules=tuple(dict.fromkeys(rules)),
        reasons=tuple(reasons),
    )


def _given(
    shares: tuple[Share, ...], rule: str, reason: tuple[str, Mapping]
) -> Attribution:
    owner = next((share.who for share in shares if share.party == REP), None)
    return Attribution(owner=owner, shares=shares, rules=(rule,), reasons=(reason,))


def merged(shares: tuple[Share, ...]) -> tuple[Share, ...]:
    """F-23: two roles of one person are one share, in the order of the first."""
    found: dict[int | None, Share] = {}
    for share in shares:
        known = found.get(share.who)
        percent = share.percent + (known.percent if known else 0)
        first = known or share
        found[share.who] = Share(
            party=first.party, who=first.who, percent=percent, rule=first.rule
        )
    return tuple(found.values())
