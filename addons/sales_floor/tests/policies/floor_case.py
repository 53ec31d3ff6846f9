"""What happens to a visitor, for the tests of the regulation's cases.

A case is asked of all policies one after the other, as the floor does: who receives
(``arrival``, ``rota``), who goes on midway (``change``), and whose customer it is
(``attribution``).
"""

from dataclasses import dataclass, field

from floor_history import A, B, C, D, facts, on, told, visit

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
REP = dict(zip("ABCD", ROTA, strict=True))
NAMES = {rep: name for name, rep in REP.items()}
TURN = {
    ("C", None): "used",
    ("N", None): "unused",
    ("V", None): "lost",
    ("R", None): "given back",
    ("P", "priority"): "goes first",
    ("P", "make_up"): "makes up",
}


@dataclass(frozen=True, kw_only=True)
class Ways:
    """What a site has set in each policy; the regulation's own ways by default."""

    door: arrival.Settings = arrival.Settings()
    rota: passing.Settings = passing.Settings()
    midway: change.Settings = change.Settings()
    whose: history.Settings = history.Settings()


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
    None where nobody comes; ``moved``: what the sales manager finds midway; ``later``:
    what is put on record of the visit; ``before``: earlier visits; ``known``: what else
    is known of the customer; ``deal``: its day.
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
        """Whose customer, what becomes of the turns, and by which rules."""
        visits, moves, rules = self._received()
        found = attribution.decide(
            facts(*self.before, *visits, deal=self.deal, **self.known),
            self.ways.whose,
        )
        if found:
            assert sum(share.percent for share in found.shares) == 100
            rules += found.rules
        return told(found), ", ".join(moves), " ".join(dict.fromkeys(rules))

    def _received(self):
        if self.asked is None:
            return (), [], ()
        floor = passing.Facts(
            order=tuple(
                passing.Rep(rep=rep, **self.reps.get(NAMES[rep], {}))
                for rep in self.order
            )
        )
        asked = arrival.Facts(
            ready=rota.able(floor, self.ways.rota), day=on(TODAY), **self.asked
        )
        found = arrival.decide(asked, self.ways.door)
        rep, written = self._served(floor, found)
        if rep is None:
            return (), [], (found.rule,)
        owner = found.reason[1].get("owner")
        one = visit(
            TODAY,
            rep,
            found.kind,
            for_rep=owner,
            sent="sent" in found.reason,
            **self.later,
        )
        moves = [became(it.rep, it.effect, it.kind) for it in written]
        rules = (found.rule, *(it.rule for it in written))
        if self.moved is None:
            return (one,), moves, rules
        state = turns.replay(turns.written(written, 1, "door"))
        floor = passing.Facts(order=floor.order, state=state)
        other, more, rule = self._moved(floor, one)
        return (one, *other), moves + more, (*rules, rule)

    def _served(self, floor, found):
        """Who receives, and what goes into the ledger of turns for it."""
        rep = found.rep
        if found.by == "rota":
            chosen = rota.pick(floor, self.ways.rota)
            if found.effect == "C":
                return chosen.turn.rep, (*chosen.passed, chosen.turn)
            rep = chosen.turn.rep
        elif found.by == "last":
            rep = rota.last_available(floor, self.ways.rota, frozenset({rep}))
        moves = [
            turns.Move(
                rep=rep,
                kind=found.kind,
                effect=found.effect,
                rule=found.rule,
                reason=found.reason,
            )
        ]
        if "takes_next" in found.notes:
            moves.append(turns.grant(rep, found.rule))
        return rep, moves

    def _moved(self, floor, one):
        """The visit of who goes on, if it is another one."""
        found = change.decide(
            change.Facts(rep=one.rep, **self.moved), self.ways.midway
        )
        rep = found.rep
        if found.receiver == "next":
            rep = rota.pick(floor, self.ways.rota).turn.rep
        elif found.receiver == "last":
            rep = rota.last_available(floor, self.ways.rota, frozenset({one.rep}))
        moves = [
            became(one.rep if it.party == "first" else rep, it.effect, "priority")
            for it in found.turns
        ]
        if found.receiver == "first":
            return (), moves, found.rule
        how = {
            "F-05": {"kind": "returning"},
            "F-06": {"kind": "new", "change": "as_new"},
            "F-12": {"kind": "designated", "change": "named"},
            "F-13": {"kind": "obligation", "for_rep": one.holder},
        }[found.rule]
        if "instigated" in found.reason:
            how["change"] = "instigated"
        other = visit(TODAY, rep, hour=14, before=one.holder, **how)
        return (other,), moves, found.rule


def became(rep, effect, kind):
    return f"{NAMES[rep]} {TURN[effect, kind if effect == 'P' else None]}"
