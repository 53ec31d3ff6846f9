from odoo import models
from odoo.exceptions import UserError

from ..policies import arrival, change, rota, turns

MANAGERS = ("sales_manager", "project_manager")


class FloorVisitChangeMixin(models.AbstractModel):
    """A visitor wants another rep midway (F-06, F-12, F-13)."""

    _name = "floor.visit.change.mixin"
    _description = "Visit That Changes Hands"

    # -- rules --

    def _change_facts(self, grounds):
        """F-06, F-12, F-13: what the sales manager found.

        :param dict grounds: fault, adamant, wanted_user_id, yields, instigated and
            priority
        """
        self.ensure_one()
        return change.Facts(
            rep=self.user_id.id,
            registered=bool(self.came_before and self.partner_id)
            or bool(self.instead_of_id),
            wants=grounds.get("wanted_user_id") or None,
            fault=grounds.get("fault") or None,
            adamant=bool(grounds.get("adamant")),
            yields=bool(grounds.get("yields")),
            instigated=bool(grounds.get("instigated")),
            priority=bool(grounds.get("priority")),
        )

    def _change_settings(self):
        self.ensure_one()
        return self.company_id.sudo()._floor_change_settings()

    def _change_rules(self):
        """F-06, F-12, F-13: the rules in the order they are asked."""
        return change.RULES

    def _change_decide(self, facts, settings):
        return change.decide(facts, settings, self._change_rules())

    def _change_sentence(self, decided):
        sentences = {
            "serious_fault": self.env._(
                "a serious fault: the next in the rota receives, the first rep has no"
                " rights any more"
            ),
            "adamant": self.env._(
                "the customer insists: the next in the rota receives, the first rep has"
                " no rights any more"
            ),
            "same": self.env._("they ask for who receives them already"),
            "refused": self.env._("refused in principle: the first rep goes on"),
            "obligation": self.env._(
                "an obligation: the customer stays the first rep's"
            ),
            "yielded": self.env._("the manager gave way to the customer"),
            "instigated": self.env._(
                "the manager gave way, but that rep instigated it"
            ),
            "ordinary_fault": self.env._(
                "the fault is put on record, the first rep goes on"
            ),
            "no_fault": self.env._(
                "no fault: the first rep goes on, the manager helps"
            ),
        }
        key = decided.reason[0]
        why = sentences.get(key, key)
        return self.env._("%(rule)s: %(why)s", rule=decided.rule, why=why)

    # -- business --

    def _change_rep(self, grounds, signer, reason, request_uuid=None):
        """F-06, F-12, F-13: decide on the wish, and hand the visitor on if need be.

        :return: the sentence that says what came of it
        :raise UserError: without a reason, or where nobody else can receive
        """
        self.ensure_one()
        self._check_open()
        site = self.site_id
        site.require_floor_role(*MANAGERS, user=signer)
        if not (reason or "").strip():
            raise UserError(self.env._("Say what the customer has against the rep."))
        facts, settings = self._change_facts(grounds), self._change_settings()
        decided = self._change_decide(facts, settings)
        sentence = self._change_sentence(decided)
        day = site.today_rota().sudo()
        with site.deciding_floor() as fresh:
            of_rota = day._as_committed(fresh)._rota_facts()
        following = self.browse()
        if decided.receiver != change.FIRST:
            rep, chosen = self._who_goes_on(day, of_rota, decided)
            self._finish(signer)
            following = day._open_visit(
                _reception(decided, self._holder().id),
                rep,
                chosen,
                self._handed_on(),
                signer=signer,
                facts=(None, of_rota),
            ).sudo()
            self._change_turns(day, decided, signer, reason)
        self.env["floor.change"].sudo().create(
            {
                **self.env["floor.change"].decision_values(
                    decided,
                    facts=facts,
                    settings=settings,
                    reason=self.env._("%(rule)s (%(why)s)", rule=sentence, why=reason),
                ),
                "visit_id": self.id,
                "next_visit_id": following.id,
                "user_id": self.user_id.id,
                "to_user_id": (following or self).user_id.id,
                "receiver": decided.receiver,
                "is_new": decided.as_new,
                "is_fault": decided.penalty,
                "signed_by_id": signer.id,
                "request_uuid": request_uuid,
            }
        )
        site.tell_floor()
        return sentence

    def _who_goes_on(self, day, facts, decided):
        """Who receives from here on, and the pick where a turn is used."""
        settings, rules = day._rota_settings(), day._rota_rules()
        rep = chosen = None
        if decided.receiver == change.NEXT:
            chosen = rota.pick(facts, settings, rules)
            rep = chosen.turn and chosen.turn.rep
        elif decided.receiver == change.LAST:
            first = frozenset({self.user_id.id})
            rep = rota.last_available(facts, settings, first, rules)
        elif decided.rep in rota.able(facts, settings, rules):
            rep = decided.rep
        if not rep:
            raise UserError(
                self.env._("Nobody else can receive just now: the first rep goes on.")
            )
        return rep, chosen

    def _change_turns(self, day, decided, signer, reason):
        """F-06: the first rep's reception was an empty turn; another may be owed."""
        first = {
            turns.VOIDED: turns.Move(
                rep=self.user_id.id,
                kind=turns.REGULAR,
                effect=turns.VOIDED,
                rule=decided.rule,
                reason=("empty", {}),
            ),
            turns.OWED: turns.grant(self.user_id.id, decided.rule),
        }
        moves = [
            first[turn.effect]
            for turn in decided.turns
            if turn.party == change.FIRST and turn.effect in first
        ]
        if moves:
            numbers = self.env["floor.turn"].draw_numbers(self.site_id, len(moves))
            day._keep_turns(moves, numbers, signer=signer, why=reason)

    def _handed_on(self):
        """What the next rep's visit takes over."""
        return {
            "visitor_name": self.visitor_name,
            "phone": self.phone,
            "party_size": self.party_size,
            "source_id": self.source_id.id,
            "came_before": self.came_before,
            "partner_id": self.partner_id.id,
        }


def _reception(decided, holder):
    """The reception that follows from a change."""
    keeps = decided.rule == "F-13"
    kinds = {change.NEXT: arrival.NEW, change.DESIGNATED: arrival.DESIGNATED}
    return arrival.Reception(
        kind=arrival.OBLIGATION if keeps else kinds[decided.receiver],
        by=arrival.BY_REP,
        rep=None,
        effect=turns.NOT_COUNTED,
        rule=decided.rule,
        reason=("handed_on", {"owner": holder} if keeps else {}),
    )
