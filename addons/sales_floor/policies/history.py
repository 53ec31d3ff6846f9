"""What a customer's history is made of, and what whose customer it is comes to.

F-05, F-06, F-10 to F-17, F-20, F-22, F-23: the facts that ``attribution`` decides on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter

from odoo.addons.charter_base.policies.decision import Finding

from . import arrival, referral, registration
from .registration import Registration

# Who can have a share.
REP, POOL, EMPLOYEE = "rep", "pool", "employee"
# Whose customer it is: a rep's, the company's (the pool's), or that of several reps.
JOINT = "joint"
# How a visit followed from a change of rep: by F-06 as new, by F-12 to who was named.
AS_NEW, NAMED, INSTIGATED = "as_new", "named", "instigated"

MIDWAY = frozenset({NAMED, INSTIGATED})
BY_REGISTER = frozenset({"register"})
# By what rule somebody received in the owner's place, by kind of reception.
IN_PLACE = {
    arrival.OBLIGATION: "F-13",
    arrival.INTRODUCED: "F-21",
    arrival.COMPANY: "F-15",
    arrival.FORGOTTEN: "F-05",
}


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """The original rep was recognised: by the ``rep``, the ``visitor``, the
    ``register``.
    """

    original: int
    at: datetime
    on: date
    by: str = "rep"


@dataclass(frozen=True, kw_only=True)
class Visit(registration.Entry):
    """A visit of the customer, as the register has it.

    ``kind``: of the reception; ``sent``: by an old customer, without notice;
    ``recognised``: whose customer it turned out to be, of one who recalled nobody;
    ``change``, ``before``: how and after whom the rep came to receive them midway.
    """

    kind: str = arrival.NEW
    sent: bool = False
    recognised: Recognition | None = None
    change: str | None = None
    before: int | None = None


@dataclass(frozen=True, kw_only=True)
class Company:
    """The customer came through the company or its executives, who were asked first.

    ``arranged``: they made the deal without a reception; ``after_sales``: the rep who
    then does it, None where other staff do; ``picked``: a rep was designated.
    """

    at: datetime
    on: date
    arranged: bool = False
    picked: bool = False
    after_sales: int | None = None


@dataclass(frozen=True, kw_only=True)
class Referral:
    """An employee's referral and where it stands (``referral.decide``)."""

    referrer: int
    registered_at: datetime
    state: str


@dataclass(frozen=True, kw_only=True)
class Kin:
    """A relative who visited on their own; ``found_at``: when that was found."""

    found_at: datetime
    visits: tuple[Visit, ...]
    relation: str = "spouse"


@dataclass(frozen=True, kw_only=True)
class Deal:
    """The customer committed, whatever is signed or paid later."""

    at: datetime
    on: date


@dataclass(frozen=True, kw_only=True)
class Share:
    """A part of the commission in percent, and the rule that gives it.

    ``party``: ``rep``, ``employee`` or ``pool``; ``person``: None for the pool.
    """

    party: str
    person: int | None
    percent: Decimal
    rule: str


@dataclass(frozen=True, kw_only=True)
class Served:
    """Somebody received in the owner's place; ``percent``: all they have, often 0."""

    visit: int
    rep: int
    rule: str
    percent: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """Whose customer it is, who has what share, and why.

    ``owner``: ``rep``, ``joint`` or ``pool``; ``reps``: who they are; ``grounds``: the
    rules in the order in which they applied.
    """

    owner: str
    reps: tuple[int, ...]
    shares: tuple[Share, ...]
    grounds: tuple[Finding, ...]
    served: tuple[Served, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """F-31: the rules that applied, each once."""
        return tuple(dict.fromkeys(ground.rule for ground in self.grounds))


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What the sales director approved in a dispute; ``reps``: whose customer it is."""

    reps: tuple[int, ...]
    shares: tuple[Share, ...]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The whole history of a customer. Days are those of the site.

    ``day``: today; ``visits``: of all their records; ``changed``: what changed after
    the deal, ``name`` or ``unit``; ``stood``: what was attributed at the deal.
    """

    day: date
    visits: tuple[Visit, ...] = ()
    deal: Deal | None = None
    company: Company | None = None
    referral: Referral | None = None
    kin: tuple[Kin, ...] = ()
    ruling: Ruling | None = None
    changed: tuple[str, ...] = ()
    stood: Attribution | None = None
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Percentages are of one side; the other side has the rest.

    ``original_percent``: of the original rep who was recognised in time (F-05);
    ``same_day_percent``: of who received in the owner's place on the day of the deal,
    where ``stand_in`` is ``rota`` and not ``last`` (F-10); ``named_percent``: of who
    was named midway (F-12); ``pool_percent``: of the company where it only introduced,
    ``after_sales_percent``: of the rep where it arranged the deal (F-15);
    ``referrer_percent`` (F-16); ``kin_percent``: of the relative's rep (F-20).

    ``month``: the time to recognise; ``match_recognises``: a match in the register
    recognises too; ``expired_original``: so is a rep whose registration had expired;
    ``recognised_after_deal``: within the month, but only after the deal;
    ``kin``: relations that count, ``kin_after_deal``: found only after the deal;
    ``forgotten_first``, ``kin_first``: F-05 and F-20 go before F-19;
    ``register``: how long registrations count (F-17).
    """

    original_percent: Decimal = Decimal(50)
    same_day_percent: Decimal = Decimal(50)
    named_percent: Decimal = Decimal(30)
    pool_percent: Decimal = Decimal(30)
    after_sales_percent: Decimal = Decimal(30)
    referrer_percent: Decimal = Decimal(30)
    kin_percent: Decimal = Decimal(50)
    stand_in: str = "last"
    month: tuple[str, int] = ("months", 1)
    match_recognises: bool = False
    expired_original: bool = False
    recognised_after_deal: bool = True
    kin: frozenset[str] = frozenset({"spouse"})
    kin_after_deal: bool = False
    forgotten_first: bool = True
    kin_first: bool = True
    register: registration.Settings = field(default_factory=registration.Settings)
    extra: Mapping = field(default_factory=dict)


def prevailing(facts: Facts, settings: Settings) -> Registration | None:
    """F-19: the registration that wins, on the day of the deal or today."""
    found = registering(facts.visits)
    return registration.prevailing(found, day_of(facts), settings.register)


def registering(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """F-12: the visits that can be registrations: not whom a customer named midway."""
    return tuple(visit for visit in visits if visit.change not in MIDWAY)


def day_of(facts: Facts) -> date:
    """F-17: the day that counts: of the deal, else today."""
    return facts.deal.on if facts.deal else facts.day


def until(facts: Facts) -> Facts:
    """F-20, F-22: the facts as of the deal: who came later has no part in it."""
    if not facts.deal:
        return facts
    kin = (replace(one, visits=_by(one.visits, facts.deal)) for one in facts.kin)
    return replace(facts, visits=_by(facts.visits, facts.deal), kin=tuple(kin))


def came_by_company(facts: Facts, settings: Settings) -> bool:
    """F-15: unless registered on the floor before, or validly referred before."""
    company = facts.company
    if not company:
        return False
    if is_referred(facts) and facts.referral.registered_at < company.at:
        return False
    before = (visit for visit in registering(facts.visits) if visit.at < company.at)
    known = registration.registrations(before, settings.register)
    return not any(company.on <= it.until for it in known)


def is_referred(facts: Facts) -> bool:
    """F-16: only a referral that the project manager signed is valid."""
    return bool(facts.referral) and facts.referral.state in {referral.CONFIRMED}


def are_served_apart(facts: Facts, one: Kin, settings: Settings) -> bool:
    """F-20: both were registered, by different reps, and it was found in time."""
    is_late = is_after(one.found_at, facts.deal) and not settings.kin_after_deal
    if is_late or one.relation not in settings.kin:
        return False
    own = prevailing(facts, settings)
    theirs = prevailing(replace(facts, visits=one.visits), settings)
    return bool(own and theirs) and own.holder not in {theirs.holder}


def forgotten(facts: Facts) -> Visit | None:
    """F-05: the last visit that counts of the customer as one who recalls nobody."""
    return last(
        visit
        for visit in facts.visits
        if visit.kind in {arrival.FORGOTTEN}
        and visit.for_rep is None
        and registration.counts(visit)
    )


def recognition(facts: Facts, visit: Visit, settings: Settings) -> Recognition | None:
    """F-05, F-17: who was recognised, if their registration counted on that visit."""
    known = visit.recognised
    if not known or (known.by in BY_REGISTER and not settings.match_recognises):
        return None
    before = (it for it in registering(facts.visits) if it.at < visit.at)
    since = date.min if settings.expired_original else visit.on
    is_original = any(
        it.holder in {known.original} and since <= it.until
        for it in registration.registrations(before, settings.register)
    )
    return known if is_original else None


def is_after(moment: datetime, deal: Deal | None) -> bool:
    """F-05, F-20: whether something was found only after the deal."""
    return deal is not None and deal.at < moment


def in_place(visits: Iterable[Visit]) -> tuple[Served, ...]:
    """F-10, F-13, F-15, F-21: who received in whose place, by which rule."""
    return tuple(
        Served(visit=it.key, rep=it.rep, rule=IN_PLACE.get(it.kind, "F-10"))
        for it in visits
    )


def last(visits: Iterable[Visit]) -> Visit | None:
    return max(visits, key=attrgetter("at"), default=None)


def changed(facts: Facts, visit: Visit, **values: object) -> Facts:
    """The same facts, but for a visit that is to be looked at otherwise."""
    visits = (
        replace(it, **values) if it.key in {visit.key} else it for it in facts.visits
    )
    return replace(facts, visits=tuple(visits))


def _by(visits: Iterable[Visit], deal: Deal) -> tuple[Visit, ...]:
    return tuple(visit for visit in visits if visit.at <= deal.at)
