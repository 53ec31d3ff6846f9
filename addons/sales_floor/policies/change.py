"""What happens when a visitor wants another rep midway? (F-06, F-12, F-13)

The sales manager decides; the rules say what follows for turns, rights and shares.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

NO_FAULT, ORDINARY, SERIOUS = "none", "ordinary", "serious"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``fault``: of the first rep, ``none``, ``ordinary`` or ``serious``; ``adamant``:
    the visitor does not give way; ``wanted``: the rep they ask for, None if only
    another one; ``registered``: they were registered before today; ``yields``: the
    manager gives way to who designates a rep; ``instigated``: the designated rep
    instigated it.
    """

    fault: str = NO_FAULT
    adamant: bool = False
    wanted: int | None = None
    registered: bool = False
    yields: bool = False
    instigated: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``priority``: who loses a customer for a serious fault, or because the customer
    was adamant, may get a priority turn: ``none``, ``adamant`` (only without a serious
    fault) or ``always``.
    """

    priority: str = "none"
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Change:
    """What follows.

    ``goes_on``: the first rep goes on; ``by``: else ``rota`` or ``rep`` receives;
    ``kind``: of that reception; ``first_keeps``: the first rep keeps their rights;
    ``voids``: the first rep's turn becomes an empty one; ``priority``: they get a
    priority turn; ``penalty``: an incident is to be noted.
    """

    goes_on: bool
    rule: str
    reason: tuple[str, Mapping]
    by: str | None = None
    kind: str | None = None
    first_keeps: bool = True
    voids: bool = False
    priority: bool = False
    penalty: bool = False


Rule = Callable[[Facts, Settings], Change | None]


def registered_wants_another(facts: Facts, settings: Settings) -> Change | None:
    """F-13: of a registered customer another rep serves as an obligation at most."""
    if facts.wanted is None or not facts.registered or facts.fault == SERIOUS:
        return None
    return _designated(facts, "F-13", "obligation")


def designated_midway(facts: Facts, settings: Settings) -> Change | None:
    """F-12: refused in principle; the manager may yield, the first rep keeps most."""
    if facts.wanted is None or facts.fault == SERIOUS:
        return None
    return _designated(facts, "F-12", "designated")


def _designated(facts: Facts, rule: str, kind: str) -> Change:
    penalty = facts.instigated
    if not facts.yields:
        reason = ("refused", {})
        return Change(goes_on=True, rule=rule, reason=reason, penalty=penalty)
    return Change(
        goes_on=False,
        by="rep",
        kind=kind,
        rule=rule,
        reason=("instigated" if facts.instigated else "yielded", {}),
        penalty=penalty,
    )


def serious_or_adamant(facts: Facts, settings: Settings) -> Change | None:
    """F-06: next by rota, the customer is new, the first rep loses every right."""
    serious = facts.fault == SERIOUS
    if not serious and not facts.adamant:
        return None
    wanted = settings.priority
    return Change(
        goes_on=False,
        by="rota",
        kind="turn",
        rule="F-06",
        reason=("serious" if serious else "adamant", {}),
        first_keeps=False,
        voids=True,
        priority=wanted == "always" or (wanted == "adamant" and not serious),
        penalty=facts.fault != NO_FAULT,
    )


def ordinary_fault(facts: Facts, settings: Settings) -> Change | None:
    """F-06: an ordinary fault is noted, the customer calmed, the reception goes on."""
    if facts.fault != ORDINARY:
        return None
    return Change(
        goes_on=True, rule="F-06", reason=("ordinary", {}), penalty=True
    )


def no_fault(facts: Facts, settings: Settings) -> Change:
    """F-06: without a fault the wish is refused; the sales manager helps."""
    return Change(goes_on=True, rule="F-06", reason=("no_fault", {}))


# A named rep is asked about first: that the visitor is adamant is what F-12 and F-13
# presuppose. A serious fault stands above both.
RULES: tuple[Rule, ...] = (
    registered_wants_another,
    designated_midway,
    serious_or_adamant,
    ordinary_fault,
    no_fault,
)


def decide(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Change:
    """F-06, F-12, F-13: what follows from the wish for another rep."""
    found = (rule(facts, settings) for rule in rules)
    return next(change for change in found if change)
