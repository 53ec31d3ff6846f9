"""How the parts that rules give come to shares of exactly 100 %.

F-12, F-15, F-16, F-20: a part is somebody's, or decided anew by the rule that took the
others off and by those after it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from odoo.addons.charter_base.policies.decision import Finding

from .history import (
    JOINT,
    POOL,
    REP,
    Attribution,
    Facts,
    Served,
    Settings,
    Share,
)

WHOLE, CENT = Decimal(100), Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of what a rule disposes of: somebody's, or to be decided anew.

    ``percent``: None for what is left; ``facts``: those to decide on; ``rule``: where
    it isn't the finding's; ``owns``: theirs is the customer, too.
    """

    percent: Decimal | None = None
    party: str = REP
    person: int | None = None
    facts: Facts | None = None
    rule: str | None = None
    owns: bool = False


@dataclass(frozen=True, kw_only=True)
class Division(Finding):
    """What a rule makes of the facts: parts, the last of which is what is left.

    ``reps``: whose customer it is, where the parts don't tell.
    """

    parts: tuple[Part, ...]
    reps: tuple[int, ...] | None = None
    served: tuple[Served, ...] = ()


Rule = Callable[[Facts, Settings], Division | None]


def divide(
    facts: Facts,
    settings: Settings,
    rules: tuple[Rule, ...],
    whole: Decimal = WHOLE,
) -> Attribution | None:
    """F-16: the first rule that has a say decides; None where none has."""
    for place, rule in enumerate(rules):
        finding = rule(facts, settings)
        if finding:
            return _divided(finding, whole, settings, rules[place:])
    return None


def _divided(
    finding: Division, whole: Decimal, settings: Settings, rules: tuple[Rule, ...]
) -> Attribution | None:
    """F-20: the parts, rounded to a hundredth; the last is what is left."""
    *first, rest = finding.parts
    found, left = [], whole
    for part in first:
        percent = (whole * part.percent / WHOLE).quantize(CENT)
        left -= percent
        found.append(_decided(part, percent, finding.rule, settings, rules))
    found.append(_decided(rest, left, finding.rule, settings, rules))
    return _joined(finding, found[::-1]) if all(found) else None


def _decided(
    part: Part,
    percent: Decimal,
    rule: str,
    settings: Settings,
    rules: tuple[Rule, ...],
) -> Attribution | None:
    """F-16: whose a part is: as the rule says, or asked anew."""
    if part.facts:
        return divide(part.facts, settings, rules, percent)
    share = Share(
        party=part.party, person=part.person, percent=percent, rule=part.rule or rule
    )
    reps = (part.person,) if part.owns else ()
    return Attribution(owner=REP, reps=reps, shares=(share,), grounds=())


def _joined(finding: Division, found: list[Attribution]) -> Attribution:
    """F-16: what is left comes first; two roles of one person are one share."""
    shares: dict[int | None, Share] = {}
    for share in (share for one in found for share in one.shares):
        known = shares.get(share.person)
        total = share.percent + (known.percent if known else 0)
        shares[share.person] = replace(known or share, percent=total)
    reps = finding.reps
    if reps is None:
        reps = tuple(dict.fromkeys(rep for one in found for rep in one.reps))
    return Attribution(
        owner={0: POOL, 1: REP}.get(len(reps), JOINT),
        reps=reps,
        shares=tuple(share for share in shares.values() if share.percent),
        grounds=(
            Finding(rule=finding.rule, reason=finding.reason),
            *(ground for one in found for ground in one.grounds),
        ),
        served=(*finding.served, *(it for one in found for it in one.served)),
    )
