"""A customer is to change reps midway: who receives on, and what of the turns?

F-05, F-06, F-12, F-13.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .turns import COUNTED, NOT_COUNTED, OWED, RETURNED, VOIDED

# Who is meant: who received first, the next by rota, whom the customer named, the last
# in the rota who can, and whose customer it was before.
FIRST, NEXT, DESIGNATED, LAST, ORIGINAL = (
    "first",
    "next",
    "designated",
    "last",
    "original",
)
SALES_MANAGER = "sales_manager"
SERIOUS = frozenset({"serious"})
FAULTS = frozenset({"ordinary", "serious"})
TO_THE_FIRST = frozenset({"first"})
WHOLE = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known when a customer is to be received by somebody else.

    ``rep``: who receives now; ``registered``: the customer came on an earlier day and
    is registered; ``wants``: the rep they name, None for anybody else; ``fault``: of
    the rep, ``ordinary`` or ``serious``; ``adamant``: the customer will not go on with
    them; ``yields``: the sales manager gives in, as nothing else helps; ``instigated``:
    it is proven that who was named brought it about; ``priority``: the manager gives
    the first rep the next turn first.
    ``original``: whose customer it turns out to be; ``same_day``: on the day of the
    visit, ``dealt``: only after the deal.
    """

    rep: int
    registered: bool = False
    wants: int | None = None
    fault: str | None = None
    adamant: bool = False
    yields: bool = False
    instigated: bool = False
    priority: bool = False
    original: int | None = None
    same_day: bool = True
    dealt: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a change costs and gives.

    ``designated_percent``: of a new customer's deal, for whom they named midway;
    ``priority_turn``: the manager may give a priority turn for a reception that became
    an empty one to the ``first`` rep, or to ``none``; ``restore_turn``: who received a
    customer that was another's has the turn back.
    """

    designated_percent: Decimal = Decimal(30)
    priority_turn: str = "first"
    restore_turn: bool = True
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What the ledger keeps of it: whose turn, and what becomes of it."""

    party: str
    effect: str


@dataclass(frozen=True, kw_only=True)
class Share:
    party: str
    percent: Decimal


@dataclass(frozen=True, kw_only=True)
class Change:
    """Who receives on, by which rule, and what follows.

    ``rep``: who, where it is a certain one; ``decided_by``: the role, None where the
    rule alone decides; ``shares``: of a deal; ``as_new``: the customer counts as new;
    ``penalty``: the first rep's fault is put on record.
    """

    receiver: str
    rep: int | None
    rule: str
    reason: tuple[str, Mapping]
    decided_by: str | None = SALES_MANAGER
    turns: tuple[Turn, ...] = ()
    shares: tuple[Share, ...] = ()
    as_new: bool = False
    penalty: bool = False


Rule = Callable[[Facts, Settings], Change | None]


def recognised(facts: Facts, settings: Settings) -> Change | None:
    """F-05: recognised the same day and before a deal, back to the original rep.

    Later the new rep goes on; what that means for a deal is a matter of ownership.
    """
    if facts.original is None:
        return None
    if facts.dealt or not facts.same_day:
        return Change(
            receiver=FIRST,
            rep=facts.rep,
            rule="F-05",
            reason=("recognised_late", {"original": facts.original}),
            decided_by=None,
        )
    restored = (Turn(party=FIRST, effect=RETURNED),) if settings.restore_turn else ()
    return Change(
        receiver=ORIGINAL,
        rep=facts.original,
        rule="F-05",
        reason=("recognised", {"original": facts.original}),
        decided_by=None,
        turns=(*restored, Turn(party=ORIGINAL, effect=NOT_COUNTED)),
        shares=(Share(party=ORIGINAL, percent=WHOLE),),
    )


def serious_fault(facts: Facts, settings: Settings) -> Change | None:
    """F-06: (c) after a serious fault the next by rota receives a new customer."""
    if facts.registered or facts.fault not in SERIOUS:
        return None
    return _to_the_next(facts, settings, "serious_fault")


def same_rep(facts: Facts, settings: Settings) -> Change | None:
    """F-12: naming who receives them already changes nothing."""
    if facts.wants not in {facts.rep}:
        return None
    return _stays(facts, "F-12", "same")


def named_by_registered(facts: Facts, settings: Settings) -> Change | None:
    """F-13: a registered customer gets another as an obligation at most."""
    if not facts.registered:
        return None
    if not facts.yields:
        return _stays(facts, "F-13", "refused")
    receiver = LAST if facts.wants is None else DESIGNATED
    return Change(
        receiver=receiver,
        rep=facts.wants,
        rule="F-13",
        reason=("obligation", {"rep": facts.rep}),
        turns=(Turn(party=receiver, effect=NOT_COUNTED),),
        shares=(Share(party=FIRST, percent=WHOLE),),
        penalty=facts.fault in FAULTS,
    )


def named_by_new(facts: Facts, settings: Settings) -> Change | None:
    """F-12: refused; if the manager yields, a deal is 70 % the first rep's.

    All of it if who was named instigated it.
    """
    if facts.wants is None:
        return None
    if not facts.yields:
        return _stays(facts, "F-12", "refused")
    named = Decimal(0) if facts.instigated else settings.designated_percent
    shares = (
        Share(party=FIRST, percent=WHOLE - named),
        Share(party=DESIGNATED, percent=named),
    )
    key = "instigated" if facts.instigated else "yielded"
    return Change(
        receiver=DESIGNATED,
        rep=facts.wants,
        rule="F-12",
        reason=(key, {"named": facts.wants}),
        turns=(Turn(party=DESIGNATED, effect=NOT_COUNTED),),
        shares=tuple(share for share in shares if share.percent),
        penalty=facts.fault in FAULTS,
    )


def adamant(facts: Facts, settings: Settings) -> Change | None:
    """F-06: (c) so it is where a new customer will by no means go on with the rep."""
    if not facts.adamant:
        return None
    return _to_the_next(facts, settings, "adamant")


def ordinary_fault(facts: Facts, settings: Settings) -> Change | None:
    """F-06: (b) the fault is punished, and the rep goes on."""
    if facts.fault not in FAULTS:
        return None
    return _stays(facts, "F-06", "ordinary_fault")


def no_fault(facts: Facts, settings: Settings) -> Change | None:
    """F-06: (a) without a fault it is refused, and the sales manager helps."""
    return _stays(facts, "F-06", "no_fault")


# The first that has a say decides.
RULES: tuple[Rule, ...] = (
    recognised,
    serious_fault,
    same_rep,
    named_by_registered,
    named_by_new,
    adamant,
    ordinary_fault,
    no_fault,
)


def decide(facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES) -> Change:
    """F-06, F-12, F-13: who receives on, by the first rule that has a say."""
    return next(filter(None, (rule(facts, settings) for rule in rules)))


def _stays(facts: Facts, rule: str, key: str) -> Change:
    return Change(
        receiver=FIRST,
        rep=facts.rep,
        rule=rule,
        reason=(key, {"rep": facts.rep}),
        penalty=facts.fault in FAULTS,
    )


def _to_the_next(facts: Facts, settings: Settings, key: str) -> Change:
    """F-06: the first rep loses every right, and the reception was an empty turn."""
    turns = [
        Turn(party=FIRST, effect=VOIDED),
        Turn(party=NEXT, effect=COUNTED),
    ]
    if facts.priority and settings.priority_turn in TO_THE_FIRST:
        turns.append(Turn(party=FIRST, effect=OWED))
    return Change(
        receiver=NEXT,
        rep=None,
        rule="F-06",
        reason=(key, {"rep": facts.rep}),
        turns=tuple(turns),
        shares=(Share(party=NEXT, percent=WHOLE),),
        as_new=True,
        penalty=facts.fault in FAULTS,
    )
