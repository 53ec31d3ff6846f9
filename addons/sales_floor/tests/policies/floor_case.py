"""What happens on a floor, for the tests of the regulation's cases.

All policies are asked one after the other, as the floor does: who receives
(``arrival``, ``rota``), who goes on midway (``change``), and whose customer it is
(``attribution``).
"""

from dataclasses import dataclass, field, replace

from floor_history import NAMES, A, B, C, D, facts, on, told, visit

from odoo.addons.sales_floor.policies import (
    arrival,
    attribution,
    change,
    history,
    passing,
    rota,
    turns,
)

TODAY = 5
ROTA = (A, B, C, D)
TURN = {"C": "used", "N": "unused", "V": "lost", "R": "given back"}
OWED = {"priority": "goes first", "make_up": "makes up"}


@dataclass(frozen=True, kw_only=True)
class Ways:
    """What a site has set in each policy; the regulation's own ways by default."""

    door: arrival.Settings = field(default_factory=arrival.Settings)
    rota: passing.Settings = field(default_factory=passing.Settings)
    midway: change.Settings = field(default_factory=change.Settings)
    whose: history.Settings = field(default_factory=history.Settings)


# Whose turn it is stands in for an absent rep, and missed turns are made up.
IN_TURN = Ways(
    door=arrival.Settings(stand_in="rota"),
    rota=passing.Settings(absence="make_up", busy="make_up"),
    whose=history.Settings(stand_in="rota"),
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """What happens.

    ``order``: of the day; ``reps``: how they stand; ``asked``: what the desk learns,
    None where nobody comes; ``moved``: what is found midway; ``later``: what else is
    put on record of the visit; ``before``: earlier visits; ``known``: what else is
    known of the customer; ``deal``: its day.
    """

    order: tuple = ROTA
    reps: dict = field(default_factory=dict)
    asked: dict | None = field(default_factory=dict)
    moved: dict | None = None
    later: dict = field(default_factory=dict)
    before: tuple = ()
    known: dict = field(default_factory=dict)
    deal: int = TODAY
    ways: Ways = Ways()

    def outcome(self):
        """Whose customer; what became of whose turn; who is next; by which rules."""
        floor, visits = Floor(self), ()
        if self.asked is not None:
            visits = floor.received()
        if self.moved is not None:
            visits += floor.moved(*visits)
        found = attribution.decide(
            facts(*self.before, *visits, deal=self.deal, **self.known),
            self.ways.whose,
        )
        rules = dict.fromkeys((*floor.rules, *(found.rules if found else ())))
        became = (
            f"{NAMES[it.rep]} {OWED[it.kind] if it.effect == 'P' else TURN[it.effect]}"
            for it in floor.entries
        )
        return told(found), ", ".join(became), floor.next(), " ".join(rules)


class Floor:
    """The rota of the day and its ledger of turns, while a case happens."""

    def __init__(self, case):
        self.case = case
        self.ways = case.ways
        self.order = tuple(
            passing.Rep(rep=rep, **case.reps.get(NAMES[rep], {})) for rep in case.order
        )
        self.entries = ()
        self.rules = []

    @property
    def facts(self):
        return passing.Facts(order=self.order, state=turns.replay(self.entries))

    def write(self, moves, pick=None):
        self.entries += turns.written(moves, len(self.entries) + 1, pick)
        self.rules += [it.rule for it in moves]

    def picked(self, name):
        """Who receives in turn, which is written to the ledger."""
        chosen = rota.pick(self.facts, self.ways.rota)
        self.write((*chosen.passed, chosen.turn), name)
        return chosen.turn.rep

    def last(self, rep):
        """Who stands in for a rep."""
        return rota.last_available(self.facts, self.ways.rota, frozenset({rep}))

    def next(self):
        """Who receives the next new visitor, once all are there and free."""
        order = tuple(passing.Rep(rep=rep.rep) for rep in self.order)
        chosen = rota.pick(replace(self.facts, order=order), self.ways.rota)
        return NAMES[chosen.turn.rep]

    def received(self):
        """The visit, if the visitor is received."""
        ready = rota.able(self.facts, self.ways.rota)
        asked = arrival.Facts(ready=ready, day=on(TODAY), **self.case.asked)
        found = arrival.decide(asked, self.ways.door)
        self.rules.append(found.rule)
        if found.by == "nobody":
            return ()
        if found.effect == "C":
            rep = self.picked("door")
        else:
            rep = found.rep
            if found.by == "rota":
                rep = rota.pick(self.facts, self.ways.rota).turn.rep
            elif found.by == "last":
                rep = self.last(rep)
            self.write([move(rep, found.kind, "N", found.rule)])
        if "takes_next" in found.notes:
            self.write([turns.grant(rep, found.rule)])
        owner = found.reason[1].get("owner")
        is_sent = "sent" in found.reason
        later = {"for_rep": owner, "sent": is_sent, **self.case.later}
        return (visit(TODAY, rep, found.kind, **later),)

    def moved(self, first):
        """The visit to who goes on, if it is another one."""
        asked = change.Facts(rep=first.rep, **self.case.moved)
        found = change.decide(asked, self.ways.midway)
        self.rules.append(found.rule)
        rep = self.last(first.rep) if found.receiver == "last" else found.rep
        for it in found.turns:
            if it.effect == "C":
                rep = self.picked("midway")
            elif it.effect == "R":
                [used] = [entry for entry in self.entries if entry.effect == "C"]
                back = turns.take_back(used, self.facts.state, "recognised")
                self.write([back.turn])
            elif it.effect == "P":
                self.write([turns.grant(first.rep, found.rule)])
            else:
                whose = first.rep if it.party == "first" else rep
                self.write([move(whose, "regular", it.effect, found.rule)])
        if found.receiver == "first":
            return ()
        how = {
            "F-05": {"kind": "returning"},
            "F-06": {"kind": "new", "change": "as_new"},
            "F-12": {"kind": "designated", "change": "named"},
            "F-13": {"kind": "obligation", "for_rep": first.holder},
        }[found.rule]
        if "instigated" in found.reason:
            how["change"] = "instigated"
        return (visit(TODAY, rep, hour=14, before=first.holder, **how),)


def move(rep, kind, effect, rule):
    return turns.Move(rep=rep, kind=kind, effect=effect, rule=rule, reason=("", {}))
