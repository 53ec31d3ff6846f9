"""Who decides what the rules leave open, and what must be on record? (F-23)

The project manager gives a written opinion by fault and contribution, the sales
director approves it; neither has a part in the matter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from odoo.addons.charter_base.policies.decision import Finding

from .history import POOL, REP, Ruling, Share

WHOLE = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A dispute as it is on record, and who acts now.

    ``parties``: the reps who dispute; ``opinion``: in words, and by party their
    ``faults`` and ``contributions``; ``reps``: whose customer it is to be, none for the
    company's; ``shares``: of the commission; ``author``: who gave the opinion, None
    before; ``user``: who acts now, who ``is_manager`` of the project or ``is_director``
    of sales; ``is_decided``: approved already.
    """

    parties: frozenset[int]
    user: int
    opinion: str = ""
    faults: Mapping[int, str] = field(default_factory=dict)
    contributions: Mapping[int, str] = field(default_factory=dict)
    reps: tuple[int, ...] = ()
    shares: tuple[Share, ...] = ()
    author: int | None = None
    is_manager: bool = False
    is_director: bool = False
    is_decided: bool = False
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``same_person``: who gave the opinion may also approve it, as director."""

    same_person: bool = False
    extra: Mapping = field(default_factory=dict)


Rule = Callable[[Facts, Settings], Finding | None]


def still_open(facts: Facts, settings: Settings) -> Finding | None:
    """F-23: what was approved stays as it was decided."""
    return _obstacle("decided") if facts.is_decided else None


def by_manager(facts: Facts, settings: Settings) -> Finding | None:
    """F-23: the opinion is the project manager's."""
    return None if facts.is_manager else _obstacle("not_manager")


def by_director(facts: Facts, settings: Settings) -> Finding | None:
    """F-23: it is for the sales director to approve or to send back."""
    return None if facts.is_director else _obstacle("not_director")


def no_party(facts: Facts, settings: Settings) -> Finding | None:
    """F-23: nobody decides who disputes, or has a share in it."""
    shared = {share.person for share in facts.shares}
    return _obstacle("party") if facts.user in facts.parties | shared else None


def by_another(facts: Facts, settings: Settings) -> Finding | None:
    """F-23: nobody approves their own opinion, unless the company allows it."""
    if settings.same_person or facts.author not in {facts.user}:
        return None
    return _obstacle("own_opinion")


def in_writing(facts: Facts, settings: Settings) -> Finding | None:
    """F-23: the opinion is written."""
    return None if facts.opinion.strip() else _obstacle("opinion")


def weighed(facts: Facts, settings: Settings) -> Finding | None:
    """F-23: by the fault and the contribution of each party."""
    for party in sorted(facts.parties):
        for key, said in (
            ("fault", facts.faults),
            ("contribution", facts.contributions),
        ):
            if not said.get(party, "").strip():
                return _obstacle(key, party=party)
    return None


def shared_out(facts: Facts, settings: Settings) -> Finding | None:
    """F-23: the shares add up to 100 %, each once, and each more than nothing."""
    total = sum(share.percent for share in facts.shares)
    if total not in {WHOLE}:
        return _obstacle("total", total=total)
    if any(share.percent <= 0 for share in facts.shares):
        return _obstacle("nothing")
    if any(map(_is_nobodys, facts.shares)):
        return _obstacle("nobody")
    persons = [share.person for share in facts.shares]
    twice = [it for place, it in enumerate(persons) if it in persons[:place]]
    return _obstacle("twice", person=twice[0]) if twice else None


def _is_nobodys(share: Share) -> bool:
    """F-23: a share without a person, or the pool's with one."""
    return bool(share.person) if share.party in {POOL} else share.person is None


def owned(facts: Facts, settings: Settings) -> Finding | None:
    """F-23: whose customer it is to be has a share as a rep."""
    persons = {share.person for share in facts.shares if share.party in {REP}}
    without = [rep for rep in facts.reps if rep not in persons]
    return _obstacle("no_share", rep=without[0]) if without else None


def given(facts: Facts, settings: Settings) -> Finding | None:
    """F-23: without an opinion there is nothing to approve."""
    return _obstacle("no_opinion") if facts.author is None else None


# Who may not, before what is missing: the first is told.
OPINION: tuple[Rule, ...] = (
    still_open,
    by_manager,
    no_party,
    in_writing,
    weighed,
    shared_out,
    owned,
)
# To approve, or with a reason to send back to the project manager.
APPROVAL: tuple[Rule, ...] = (still_open, by_director, no_party, given, by_another)


def obstacle(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...]
) -> Finding | None:
    """F-23: the first thing that stands against an opinion or its approval, if any."""
    return next(filter(None, (rule(facts, settings) for rule in rules)), None)


def ruling(facts: Facts) -> Ruling:
    """F-23: what holds once it is approved."""
    return Ruling(reps=facts.reps, shares=facts.shares)


def _obstacle(key: str, **params: object) -> Finding:
    return Finding(rule="F-23", reason=(key, params))
