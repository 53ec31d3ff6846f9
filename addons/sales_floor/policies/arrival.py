"""Who receives a visitor? (F-01, F-04, F-05, F-07, F-10, F-11, F-13 … F-16, F-21)

Asked in this order at the desk: been here before, named somebody, sent by somebody,
announced. What is answered decides whether the rota is asked at all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .rota import COUNTED, NOT_COUNTED

# Who receives: this rep, who is next in the rota, or the last in it.
REP, ROTA, LAST = "rep", "rota", "last"
# Kinds of receptions.
TURN, OWNER, DESIGNATED, OBLIGATION, COMPANY, REFERRAL = (
    "turn",
    "owner",
    "designated",
    "obligation",
    "company",
    "referral",
)
OLD_CUSTOMER, EMPLOYEE, THE_COMPANY = "old_customer", "employee", "company"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known when a visitor comes in.

    ``came_before``: as the visitor says; ``recalls``: the rep they recall, or who
    recognised them; ``registered_with``: whose registration, still valid, the register
    holds; ``named``: whom they ask for before the reception proper; ``known_to``: a rep
    who knows them, unasked; ``sent_by``: ``old_customer``, ``employee`` or ``company``;
    ``introducer``: the rep of the old customer; ``announced``: that customer phoned the
    rep, who announced the visit with its time; ``brought_along``: the old customer is
    with them; ``referral_valid``: the employee's referral is registered and confirmed;
    ``able``: the reps who can receive now.
    """

    came_before: bool = False
    recalls: int | None = None
    registered_with: int | None = None
    named: int | None = None
    known_to: int | None = None
    sent_by: str | None = None
    introducer: int | None = None
    announced: bool = False
    brought_along: bool = False
    referral_valid: bool = False
    able: frozenset[int] = frozenset()
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``owner_absent``: ``last`` in the rota receives for an absent rep (after 001), or
    who is ``next`` (after 004); ``match_recalls``: a match in the register counts as
    recognition; ``forgotten_counts``: receiving who came before but recalls nobody uses
    ``named_absent``: who named somebody absent is received by the ``rota`` as new, or
    by the ``last`` in their stead.
    """

    owner_absent: str = "last"
    match_recalls: bool = False
    forgotten_counts: bool = True
    named_absent: str = "rota"
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reception:
    """Who receives and what it does to their turn, by which rule, and why.

    ``by``: ``rep``, ``rota`` or ``last``; ``instead_of``: the rep for whom an
    obligation is done, who is to be told.
    """

    kind: str
    by: str
    rule: str
    reason: tuple[str, Mapping]
    rep: int | None = None
    effect: str = NOT_COUNTED
    instead_of: int | None = None


Rule = Callable[[Facts, Settings], Reception | None]


def their_rep(facts: Facts, settings: Settings) -> int | None:
    """F-04: the rep on record: recalled, recognised, or (cfg) found in the register."""
    if facts.recalls is not None:
        return facts.recalls
    if facts.named is not None and facts.named == facts.registered_with:
        return facts.named
    if facts.came_before and settings.match_recalls:
        return facts.registered_with
    return None


def names_another(facts: Facts, settings: Settings) -> Reception | None:
    """F-13: a registered customer who asks for another rep: an obligation at most."""
    others = facts.registered_with
    if others is None or facts.named in (None, others) or facts.named not in facts.able:
        return None
    return Reception(
        kind=OBLIGATION,
        by=REP,
        rep=facts.named,
        rule="F-13",
        reason=("names_another", {}),
        instead_of=others,
    )


def came_back(facts: Facts, settings: Settings) -> Reception | None:
    """F-04: who came before goes back to their rep; it never uses a turn."""
    rep = their_rep(facts, settings)
    if rep is None or rep not in facts.able:
        return None
    return Reception(
        kind=OWNER, by=REP, rep=rep, rule="F-04", reason=("came_before", {})
    )


def rep_is_away(facts: Facts, settings: Settings) -> Reception | None:
    """F-10: for a rep who is away another one receives, as an obligation."""
    rep = their_rep(facts, settings)
    if rep is None:
        return None
    by = LAST if settings.owner_absent == "last" else ROTA
    return Reception(
        kind=OBLIGATION,
        by=by,
        rule="F-10",
        reason=("rep_away", {}),
        instead_of=rep,
    )


def recalls_nobody(facts: Facts, settings: Settings) -> Reception | None:
    """F-05: who came before but does not recall the rep is received as new."""
    if not facts.came_before:
        return None
    return Reception(
        kind=TURN,
        by=ROTA,
        rule="F-05",
        reason=("recalls_nobody", {}),
        effect=COUNTED if settings.forgotten_counts else NOT_COUNTED,
    )


def company_names(facts: Facts, settings: Settings) -> Reception | None:
    """F-15: whom the company names receives a company customer as an obligation."""
    if facts.sent_by != THE_COMPANY or facts.named not in facts.able:
        return None
    return Reception(
        kind=OBLIGATION,
        by=REP,
        rep=facts.named,
        rule="F-15",
        reason=("company_names", {}),
    )


def from_the_company(facts: Facts, settings: Settings) -> Reception | None:
    """F-15: a company customer is received by rota as well."""
    if facts.sent_by != THE_COMPANY:
        return None
    return Reception(
        kind=COMPANY, by=ROTA, rule="F-15", reason=("company", {}), effect=COUNTED
    )


def referred(facts: Facts, settings: Settings) -> Reception | None:
    """F-16: who comes by a confirmed referral of an employee is received by rota."""
    if facts.sent_by != EMPLOYEE or not facts.referral_valid:
        return None
    return Reception(
        kind=REFERRAL, by=ROTA, rule="F-16", reason=("referred", {}), effect=COUNTED
    )


def introduced(facts: Facts, settings: Settings) -> Reception | None:
    """F-21: an old customer's rep receives whom that customer announced or brings.

    By phone, and the rep announced it with its time; or brought along, asking for the
    rep.
    """
    rep = facts.introducer
    brings = facts.brought_along and facts.named == rep
    if facts.sent_by != OLD_CUSTOMER or rep is None or not (facts.announced or brings):
        return None
    if rep in facts.able:
        return Reception(
            kind=DESIGNATED, by=REP, rep=rep, rule="F-21", reason=("introduced", {})
        )
    return Reception(
        kind=OBLIGATION,
        by=LAST,
        rule="F-21",
        reason=("introducer_away", {}),
        instead_of=rep,
    )


def designated(facts: Facts, settings: Settings) -> Reception | None:
    """F-11: whom a visitor names before the reception proper receives, off the rota."""
    if facts.named is None:
        return None
    if facts.named in facts.able:
        return Reception(
            kind=DESIGNATED,
            by=REP,
            rep=facts.named,
            rule="F-11",
            reason=("designated", {}),
        )
    if settings.named_absent == "last":
        return Reception(
            kind=OBLIGATION,
            by=LAST,
            rule="F-11",
            reason=("named_away", {}),
            instead_of=facts.named,
        )
    return None


def brought_along(facts: Facts, settings: Settings) -> Reception | None:
    """F-07: an old customer and the new one they bring are one reception."""
    if facts.sent_by != OLD_CUSTOMER or not facts.brought_along:
        return None
    return Reception(
        kind=TURN, by=ROTA, rule="F-07", reason=("brought_along", {}), effect=COUNTED
    )


def sent_by_an_old_customer(facts: Facts, settings: Settings) -> Reception | None:
    """F-14: who was sent by an old customer is new."""
    if facts.sent_by != OLD_CUSTOMER:
        return None
    return Reception(
        kind=TURN, by=ROTA, rule="F-14", reason=("sent", {}), effect=COUNTED
    )


def merely_known(facts: Facts, settings: Settings) -> Reception | None:
    """F-11: whom a rep merely knows, and who names nobody, is received by rota."""
    if facts.known_to is None:
        return None
    return Reception(
        kind=TURN, by=ROTA, rule="F-11", reason=("merely_known", {}), effect=COUNTED
    )


def new(facts: Facts, settings: Settings) -> Reception:
    """F-01: a new visitor is received by who is next in the rota."""
    return Reception(kind=TURN, by=ROTA, rule="F-01", reason=("new", {}), effect=COUNTED)


# The first that has a say decides.
RULES: tuple[Rule, ...] = (
    names_another,  # a registration stands before whom they ask for
    came_back,
    rep_is_away,
    company_names,  # a company customer is one only where no registration was first
    from_the_company,
    referred,
    introduced,  # an introduction names the rep with more right than the visitor
    designated,
    recalls_nobody,  # who names somebody is received by them, forgotten or not
    brought_along,
    sent_by_an_old_customer,
    merely_known,
    new,
)


def decide(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Reception:
    """F-04: who receives, by the first of the rules that has a say."""
    found = (rule(facts, settings) for rule in rules)
    return next(reception for reception in found if reception)
