"""Who receives a visitor, and does it use a turn?

F-01, F-04, F-05, F-07, F-10, F-11, F-13 to F-16, F-21. The visitor is asked in this
order: been here before? named somebody? sent by somebody? announced?
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from .passing import DESIGNATED
from .turns import COUNTED, NOT_COUNTED

# By whom: a certain rep, whose turn it is, the last who can (an obligation), nobody.
BY_REP, BY_ROTA, BY_LAST, BY_NOBODY = "rep", "rota", "last", "nobody"
# Kinds of receptions, besides ``DESIGNATED``. Who came before is ``returning``, or
# ``forgotten`` while nobody knows whose they are.
NEW, RETURNING, FORGOTTEN, INTRODUCED, OBLIGATION, COMPANY, REFERRAL, NONE = (
    "new",
    "returning",
    "forgotten",
    "introduced",
    "obligation",
    "company",
    "referral",
    "none",
)
# What whoever receives must do: try to reach the rep whose customer it is, or may do:
# take the next new customer.
REACH_REP, TAKES_NEXT = "reach_rep", "takes_next"

VALID = frozenset({"valid"})
NEXT_BY_ROTA = frozenset({"rota"})


@dataclass(frozen=True, kw_only=True)
class Record:
    """The registration that the register finds for a visitor.

    ``rep``: whose customer it says they are; ``in_force``: it has not expired.
    """

    rep: int
    in_force: bool = True


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the screen asked, in its order, and who can receive now.

    ``needs_reception``: it is a customer; ``came_before``, and ``recalled``: the rep
    they recall; ``record``: what the register finds; ``named``: the rep they asked for
    before the reception proper began, ``insisted``: the manager yields where they may
    not choose; ``sent_by``: the rep of the old customer who sent them, ``brought``:
    who comes along, ``announced_for``: for what day the old customer announced them to
    that rep by phone, with a time; ``company``: they came through the company or its
    executives, ``company_rep``: who were told to receive them; ``floor_first``: they
    were registered on the floor before that, or before an employee referred them;
    ``referral``: the state of that referral; ``recognised_by``: the rep who knows
    them; ``ready``: the reps who can receive now; ``day``: today, at the site.
    """

    ready: frozenset[int]
    day: date
    needs_reception: bool = True
    came_before: bool = False
    recalled: int | None = None
    record: Record | None = None
    named: int | None = None
    insisted: bool = False
    sent_by: int | None = None
    brought: bool = False
    announced_for: date | None = None
    company: bool = False
    company_rep: int | None = None
    floor_first: bool = False
    referral: str | None = None
    recognised_by: int | None = None
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Who stands in, and what counts.

    ``stand_in``: for an absent rep's customer the ``last`` in the rota receives (001),
    or whose turn it is, ``rota`` (004); ``match_recognises``: who is found in the
    register is recognised, though they recall nobody; ``expired_returns``: an expired
    registration leads back to its rep too; ``forgotten_uses_turn``: receiving who came
    before and is not recognised uses a turn; ``announced_counts``: the rep to whom
    customers were announced receives them; ``stand_in_takes_next``: who stood in for an
    introduced customer takes the next one.
    """

    stand_in: str = "last"
    match_recognises: bool = True
    expired_returns: bool = False
    forgotten_uses_turn: bool = True
    announced_counts: bool = True
    stand_in_takes_next: bool = True
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reception:
    """Who receives, by which rule, and the turn's effect.

    ``by``: ``rep``, ``rota``, ``last`` or ``nobody``; ``rep``: who, where it is a
    certain one, else who it is done for; ``effect``: C or N. By ``rota`` with N the rep
    whose turn it is receives and keeps it: nobody is passed over.
    """

    kind: str
    by: str
    rep: int | None
    effect: str
    rule: str
    reason: tuple[str, Mapping]
    notes: tuple[str, ...] = ()


Rule = Callable[[Facts, Settings], Reception | None]


def no_customer(facts: Facts, settings: Settings) -> Reception | None:
    """F-01: a visitor who needs no reception uses no turn."""
    if facts.needs_reception:
        return None
    return Reception(
        kind=NONE,
        by=BY_NOBODY,
        rep=None,
        effect=NOT_COUNTED,
        rule="F-01",
        reason=("no_reception", {}),
    )


def names_another(facts: Facts, settings: Settings) -> Reception | None:
    """F-13: a registered customer who insists on another gets an obligation at most."""
    owner = registered_with(facts, settings)
    if owner is None or facts.named not in facts.ready - {owner}:
        return None
    if facts.insisted:
        return _by_rep(OBLIGATION, facts.named, "F-13", "insisted", owner=owner)
    if owner in facts.ready:
        return _by_rep(RETURNING, owner, "F-13", "another_refused", named=facts.named)
    return None


def recognised(facts: Facts, settings: Settings) -> Reception | None:
    """F-05: who recalls nobody and is recognised goes back to the original rep."""
    owner = registered_with(facts, settings)
    if facts.recalled is not None or owner not in facts.ready & {facts.recognised_by}:
        return None
    return _by_rep(RETURNING, owner, "F-05", "recognised")


def returns(facts: Facts, settings: Settings) -> Reception | None:
    """F-04, F-10: who comes again goes back to the rep the register says.

    Where that rep cannot receive, somebody stands in who uses no turn for it.
    """
    owner = registered_with(facts, settings)
    if owner is None:
        return None
    if owner in facts.ready:
        return _by_rep(RETURNING, owner, "F-04", "registered")
    if settings.stand_in in NEXT_BY_ROTA:
        return Reception(
            kind=RETURNING,
            by=BY_ROTA,
            rep=owner,
            effect=NOT_COUNTED,
            rule="F-10",
            reason=("owner_away_rota", {"owner": owner}),
            notes=(REACH_REP,),
        )
    return _by_last(RETURNING, owner, "F-10", "owner_away", (REACH_REP,))


def recalls(facts: Facts, settings: Settings) -> Reception | None:
    """F-04: who recalls their rep and is not in the register goes back to them too."""
    if not facts.came_before or facts.record or facts.recalled not in facts.ready:
        return None
    return _by_rep(RETURNING, facts.recalled, "F-04", "recalled")


def through_the_company(facts: Facts, settings: Settings) -> Reception | None:
    """F-15: by rota; a rep designated all the same does it as an obligation."""
    if not facts.company or facts.floor_first:
        return None
    designated = facts.company_rep or facts.named
    if designated in facts.ready:
        return _by_rep(COMPANY, designated, "F-15", "company_designated")
    return _by_rota(COMPANY, "F-15", "company")


def announced(facts: Facts, settings: Settings) -> Reception | None:
    """F-21: (a) the old customer phoned the rep, who announced the new one."""
    if facts.sent_by is None or not settings.announced_counts:
        return None
    if facts.announced_for != facts.day or facts.named not in {None, facts.sent_by}:
        return None
    return _introduced(facts, settings, "announced")


def brought(facts: Facts, settings: Settings) -> Reception | None:
    """F-21, F-07: (b) an old customer brings a new one and asks for the rep.

    Both together are one reception.
    """
    if not facts.brought or facts.sent_by is None:
        return None
    if facts.named not in {facts.sent_by}:
        return None
    return _introduced(facts, settings, "brought")


def named(facts: Facts, settings: Settings) -> Reception | None:
    """F-11: named before the reception proper begins, and able to receive: no turn."""
    if facts.named not in facts.ready:
        return None
    return _by_rep(DESIGNATED, facts.named, "F-11", "named")


def referred(facts: Facts, settings: Settings) -> Reception | None:
    """F-16: an employee's referral is received by rota; without effect, it is new."""
    if facts.referral is None:
        return None
    if facts.referral in VALID and not facts.floor_first:
        return _by_rota(REFERRAL, "F-16", "referral")
    return _by_rota(NEW, "F-16", "referral_invalid")


def named_away(facts: Facts, settings: Settings) -> Reception | None:
    """F-11: where the rep who was named cannot receive, the rota applies."""
    if facts.named is None:
        return None
    return _by_rota(NEW, "F-11", "named_away", named=facts.named)


def expired(facts: Facts, settings: Settings) -> Reception | None:
    """F-17: after its registration has expired a customer is anybody's."""
    if not facts.record or facts.record.in_force:
        return None
    return _by_rota(NEW, "F-17", "expired")


def forgotten(facts: Facts, settings: Settings) -> Reception | None:
    """F-05: who came before, and nobody knows to whom, goes to the next rep as new.

    F-04: the company may say that this uses no turn.
    """
    if not facts.came_before:
        return None
    key = "forgotten" if facts.recalled is None else "not_registered"
    found = _by_rota(FORGOTTEN, "F-05", key)
    if settings.forgotten_uses_turn:
        return found
    return replace(found, effect=NOT_COUNTED)


def brought_along(facts: Facts, settings: Settings) -> Reception | None:
    """F-07, F-14: an old customer with a new one, asking for nobody, is one reception.

    It is the new one's: by rota.
    """
    if not facts.brought:
        return None
    return _by_rota(NEW, "F-07", "brought_along")


def sent(facts: Facts, settings: Settings) -> Reception | None:
    """F-14, F-21: (c) who was sent without notice is new, whoever sent them."""
    if facts.sent_by is None:
        return None
    return _by_rota(NEW, "F-14", "sent")


def only_recognised(facts: Facts, settings: Settings) -> Reception | None:
    """F-11: that a rep knows who comes for the first time names nobody."""
    if facts.recognised_by is None:
        return None
    return _by_rota(NEW, "F-11", "only_recognised")


def new(facts: Facts, settings: Settings) -> Reception | None:
    """F-01: a new customer is received by rota."""
    return _by_rota(NEW, "F-01", "new")


# The first that has a say decides. Whose customer it is comes before whom they want,
# that before who sent them, and a certain rep before the rota.
RULES: tuple[Rule, ...] = (
    no_customer,
    names_another,
    recognised,
    returns,
    recalls,
    through_the_company,
    announced,
    brought,
    named,
    referred,
    named_away,
    expired,
    forgotten,
    brought_along,
    sent,
    only_recognised,
    new,
)


def decide(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Reception:
    """F-04, F-11, F-21: who receives, by the first rule that has a say."""
    return next(filter(None, (rule(facts, settings) for rule in rules)))


def registered_with(facts: Facts, settings: Settings) -> int | None:
    """F-10, F-05, F-17: whose customer a visitor is by the register.

    It decides, not the rep who is recalled. Where a match alone is no recognition, the
    visitor recalls a rep or asks for theirs, or that rep recognises them.
    """
    record = facts.record
    if not record or not (record.in_force or settings.expired_returns):
        return None
    is_known = settings.match_recognises or facts.recalled is not None
    if is_known or record.rep in {facts.named, facts.recognised_by}:
        return record.rep
    return None


def _introduced(facts: Facts, settings: Settings, key: str) -> Reception:
    """F-21: who stood in for an introduced customer takes the next one."""
    rep = facts.sent_by
    if rep in facts.ready:
        return _by_rep(INTRODUCED, rep, "F-21", key)
    notes = (REACH_REP, TAKES_NEXT) if settings.stand_in_takes_next else (REACH_REP,)
    return _by_last(INTRODUCED, rep, "F-21", f"{key}_away", notes)


def _by_rep(kind: str, rep: int, rule: str, key: str, **params: int) -> Reception:
    return Reception(
        kind=kind,
        by=BY_REP,
        rep=rep,
        effect=NOT_COUNTED,
        rule=rule,
        reason=(key, {"rep": rep, **params}),
    )


def _by_rota(kind: str, rule: str, key: str, **params: int) -> Reception:
    return Reception(
        kind=kind,
        by=BY_ROTA,
        rep=None,
        effect=COUNTED,
        rule=rule,
        reason=(key, params),
    )


def _by_last(
    kind: str, owner: int, rule: str, key: str, notes: tuple[str, ...]
) -> Reception:
    return Reception(
        kind=kind,
        by=BY_LAST,
        rep=owner,
        effect=NOT_COUNTED,
        rule=rule,
        reason=(key, {"owner": owner}),
        notes=notes,
    )
