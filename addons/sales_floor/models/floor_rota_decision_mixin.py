from collections import defaultdict
from dataclasses import asdict

from odoo import models

from ..policies import passing, rota, turns

# Read all day, so nothing else is read with it.
LINE = ("user_id", "state", "is_excused", "is_approved", "is_on_duty")
ENTRY = ("seq", "user_id", "kind", "effect", "place", "visit_id", "taken_back_id")


class FloorRotaDecisionMixin(models.AbstractModel):
    """Whose turn it is: records in, the policy's answer and its sentence out."""

    _name = "floor.rota.decision.mixin"
    _description = "Rota That Decides"
    _inherit = ["charter.guard.mixin"]

    def _as_committed(self, fresh):
        """The rota as others see it: see :meth:`service.site.deciding_floor`.

        One that this transaction has just opened nobody else can have used.
        """
        day = fresh[self._name].browse(self.id)
        return day if day.exists() else self.sudo()

    def _rota_facts(self):
        """F-01 … F-03: the order of the day, how everybody is, and the ledger."""
        self.ensure_one()
        receiving = defaultdict(list)
        for visit in self.env["floor.visit"].search_fetch(
            [("site_id", "=", self.site_id.id), ("ended_at", "=", False)],
            ["user_id", "kind"],
        ):
            receiving[visit.user_id].append(visit.kind)
        return passing.Facts(
            order=tuple(
                line._rota_rep(receiving[line.user_id])
                for line in self.env["floor.rota.line"].search_fetch(
                    [("rota_id", "=", self.id)], LINE, order="sequence, id"
                )
            ),
            state=self._rota_state(),
        )

    def _rota_state(self):
        """Where the circle stands: what the last pick met, and the entries since.

        However long the day was, so that a pick costs the same in the evening; before
        the first one it is what the day began with.
        """
        self.ensure_one()
        ledger = self.env["floor.turn"]
        since = [("site_id", "=", self.site_id.id), ("rota_id", "=", self.id)]
        last = ledger.search_fetch(
            [*since, ("taken_back_id", "=", False), ("visit_id", "!=", False)],
            ["seq", "facts", "visit_id"],
            limit=1,
        )
        met = (last.facts or {}).get("state")
        if met:
            since += ["|", ("visit_id", "=", last.visit_id.id), ("seq", ">", last.seq)]
        return turns.replay(
            (turn._rota_entry() for turn in ledger.search_fetch(since, ENTRY)),
            self._state_from_json(met or self.opening),
        )

    def _rota_settings(self):
        self.ensure_one()
        return self.company_id.sudo()._floor_rota_settings()

    def _rota_rules(self):
        """F-02, F-03: what keeps a rep from receiving, in the order it is asked."""
        return passing.RULES

    def _rota_decide(self, facts, settings):
        return rota.pick(facts, settings, self._rota_rules())

    @staticmethod
    def _state_to_json(state):
        return {
            "place": state.place,
            "debts": [asdict(debt) for debt in state.debts],
            "cancelled": sorted(state.cancelled),
        }

    @staticmethod
    def _state_from_json(kept):
        kept = kept or {}
        return turns.State(
            place=kept.get("place"),
            debts=tuple(turns.Debt(**debt) for debt in kept.get("debts", ())),
            cancelled=frozenset(kept.get("cancelled", ())),
        )

    def _rota_sentence(self, rule, reason):
        """Why, in the reader's language; without a rule the bare reason."""
        key, params = reason
        if key in ("still_owed", "not_made_up"):
            inner = self._rota_sentence("", (params["why"], {}))
            why = (
                self.env._("%(why)s; a turn is kept already", why=inner)
                if key == "still_owed"
                else self.env._("%(why)s; no more turns are made up", why=inner)
            )
        else:
            why = self._rota_reasons(params).get(key)
        if not why:
            # of a reception that uses no turn
            return self._arrival_sentence(rule, reason)
        return self.env._("%(rule)s: %(why)s", rule=rule, why=why) if rule else why

    def _rota_reasons(self, params):
        return {
            "in_turn": self.env._("next in the rota"),
            "waiting": self.env._("waiting for the turn"),
            "priority": self.env._("a turn was kept for them: they come first"),
            "make_up": self.env._(
                "makes up for missed turns (%(owed)s owed)", owed=params.get("owed")
            ),
            "granted": self.env._("gets the next turn first"),
            "nobody": self.env._("nobody is ready to receive"),
            "left": self.env._("not on the floor today"),
            "off": self.env._("not on the floor today"),
            "cancel": self.env._("the turn of this round is cancelled"),
            "cancelled": self.env._("the floor supervisor cancelled this round's turn"),
            "designated": self.env._(
                "with a customer who named them: a turn missed meanwhile is not made up"
            ),
            "busy": self.env._("with a customer"),
            "not_ready": self.env._("not ready to receive"),
            "unapproved": self.env._(
                "away, and the project manager has not approved it"
            ),
            "errand": self.env._("on a superior's errand"),
            "business": self.env._("away on business"),
            "lunch": self.env._("at lunch"),
            "left_duty": self.env._("at lunch although on duty at the desk"),
            "excused": self.env._("absent with a good reason"),
            "absent": self.env._("absent without a good reason"),
            "empty": self.env._("the reception became an empty turn"),
            "no_reception": self.env._("the visitor needed no reception"),
            "mistake": self.env._("entered by mistake"),
            "nothing_used": self.env._("no turn was used"),
            "taken_back": self.env._("this turn has been given back already"),
            "settled": self.env._("what it owed or cancelled is past"),
        }
