from dataclasses import replace

from odoo import api, models
from odoo.exceptions import ConcurrencyError, UserError

from ..policies import arrival, rota

# What the desk asks, and what a visit keeps of it.
VISIT_VALUES = ("visitor_name", "phone", "party_size", "source_id", "came_before")


class FloorReceptionMixin(models.AbstractModel):
    """A visitor comes in: who receives, and what becomes of everybody's turn."""

    _name = "floor.reception.mixin"
    _description = "Rota at Reception"

    # -- rules --

    def _arrival_facts(self, answers, able):
        """F-04 … F-21: what was answered at the desk, and who could receive.

        :param dict answers: see :meth:`floor.reception.arrive`
        :param able: ids of the reps who can receive now
        """
        self.ensure_one()
        introducer = self._known_visit(answers.get("introducer_visit_id"))
        return arrival.Facts(
            came_before=bool(answers.get("came_before")),
            recalls=answers.get("recalls_user_id") or None,
            registered_with=self._registered_with(answers),
            named=answers.get("named_user_id") or None,
            known_to=answers.get("knows_user_id") or None,
            sent_by=answers.get("sent_by") or None,
            introducer=answers.get("announced_to_user_id")
            or introducer._holder().id
            or None,
            announced=bool(answers.get("announced_to_user_id")),
            brought_along=bool(answers.get("brought_along")),
            referral_valid=self._referral_is_valid(answers),
            able=frozenset(able),
        )

    def _arrival_settings(self):
        self.ensure_one()
        return self.company_id.sudo()._floor_arrival_settings()

    def _arrival_rules(self):
        """F-04 … F-21: the rules in the order they are asked."""
        return arrival.RULES

    def _arrival_decide(self, facts, settings):
        return arrival.decide(facts, settings, self._arrival_rules())

    def _known_visit(self, visit_id):
        visit = self.env["floor.visit"].browse(visit_id or ()).exists()
        return visit.filtered(lambda it: it.site_id == self.site_id)

    def _registered_with(self, answers):
        """F-10, F-19: whose registration the register holds, None where there is none.

        Of the visit that the desk found; or else of the phone number that was given.
        """
        found = self._known_visit(answers.get("match_visit_id"))
        if not found and answers.get("phone"):
            found = self.env["floor.visit"]._registered(self.site_id, answers["phone"])
        return found._holder().id or None

    def _referral_is_valid(self, answers):
        """F-16: to be extended by what keeps referrals."""
        return False

    # -- business --

    def _standing(self):
        """How everybody stands and why: see :func:`policies.rota.standing`."""
        self.ensure_one()
        facts, settings = self._rota_facts(), self._rota_settings()
        return rota.standing(facts, settings, self._rota_rules())

    def _propose(self, answers):
        """Who would receive, by which rule; nothing is written.

        :return: (reception, rep, pick or None)
        """
        self.ensure_one()
        facts, settings = self._rota_facts(), self._rota_settings()
        able = rota.able(facts, settings, self._rota_rules())
        reception = self._arrival_decide(
            self._arrival_facts(answers, able), self._arrival_settings()
        )
        if reception.by == arrival.REP:
            return reception, reception.rep, None
        if reception.by == arrival.LAST:
            excluded = frozenset({reception.instead_of})
            rep = rota.last_available(facts, settings, excluded, self._rota_rules())
            return reception, rep, None
        if reception.instead_of:
            # F-10 (004): whose turn it is serves, and keeps it.
            facts = _without(facts, reception.instead_of)
            chosen = self._rota_decide(facts, settings)
            return reception, chosen.turn and chosen.turn.rep, None
        chosen = self._rota_decide(facts, settings)
        if chosen.turn and reception.effect == rota.NOT_COUNTED:
            # F-04: this reception uses no turn, though the rota says who does it.
            return reception, chosen.turn.rep, None
        return reception, chosen.turn and chosen.turn.rep, chosen

    def _receive(self, answers, signer, request_uuid=None):
        """Let a visitor be received: one visit, and what it leaves in the ledger.

        Safe for two at once: the decision is made on what others have committed, and
        what it leaves is only inserted. The same request twice is one reception.

        :return: the visit
        :raise UserError: if nobody can receive
        """
        self.ensure_one()
        visits = self.env["floor.visit"].sudo()
        with self.site_id.deciding_floor() as fresh:
            known = fresh["floor.visit"].search([("request_uuid", "=", request_uuid)])
            if request_uuid and known:
                return visits._seen(known)
            day = self._as_committed(fresh)
            reception, rep, chosen = day._propose(answers)
            if not rep:
                raise UserError(day.with_env(self.env)._nobody_sentence())
            taken = {
                "facts": day._arrival_facts(answers, ()),
                "settings": day._arrival_settings(),
            }
            rota_facts, rota_settings = day._rota_facts(), day._rota_settings()
        drawn = self.env["register.draw"].draw_batch(
            {
                f"floor.visit/{self.site_id.id}": 1,
                f"floor.turn/{self.site_id.id}": len(chosen.passed) + 1 if chosen else 1,
            }
        )
        [number] = drawn[f"floor.visit/{self.site_id.id}"]
        visit = visits.create(
            {
                **{name: answers[name] for name in VISIT_VALUES if answers.get(name)},
                **self.env["floor.visit"].decision_values(
                    reception,
                    **taken,
                    reason=self._arrival_sentence(reception),
                ),
                "number": number,
                "site_id": self.site_id.id,
                "rota_id": self.id,
                "user_id": rep,
                "kind": reception.kind,
                "instead_of_id": reception.instead_of,
                "request_uuid": request_uuid,
                "signed_by_id": signer.id,
            }
        )
        moves = [*chosen.passed, chosen.turn] if chosen else [_unused(reception, rep)]
        self._keep_turns(
            moves,
            drawn[f"floor.turn/{self.site_id.id}"],
            visit=visit,
            signer=signer,
            facts=rota_facts,
            settings=rota_settings,
        )
        visit._received(reception)
        self.site_id.tell_floor()
        return visit.with_env(self.env)

    def _keep_turns(self, moves, numbers, *, signer, facts, settings, visit=None):
        """Write what becomes of turns into the ledger."""
        turns = self.env["floor.turn"].sudo()
        return turns.create(
            [
                {
                    **turns.decision_values(
                        move,
                        facts=facts,
                        settings=settings,
                        reason=self._rota_sentence(move.rule, move.reason),
                    ),
                    "seq": number,
                    "rota_id": self.id,
                    "user_id": move.rep,
                    "visit_id": visit and visit.id,
                    "kind": move.kind,
                    "effect": move.effect,
                    "place": 0 if move.place is None else move.place + 1,
                    "signed_by_id": signer.id,
                }
                for number, move in zip(numbers, moves, strict=True)
            ]
        )

    def _nobody_sentence(self):
        if not self.line_ids:
            return self.env._(
                "There is nobody in the rota of %(site)s: name its sales"
                " representatives first (Sites, Members).",
                site=self.site_id.name,
            )
        return self.env._(
            "Nobody is ready to receive at %(site)s. Ask a rep to get ready, or call the"
            " floor supervisor.",
            site=self.site_id.name,
        )

    @api.model
    def _arrival_sentence(self, reception):
        """Why this rep receives, in the reader's language."""
        other = self.env["res.users"].sudo().browse(reception.instead_of or ()).name
        match reception.reason[0]:
            case "names_another":
                why = self.env._(
                    "registered with %(rep)s, but asks for somebody else: an"
                    " obligation",
                    rep=other,
                )
            case "came_before":
                why = self.env._("came before: back to their rep")
            case "rep_away":
                why = self.env._(
                    "their rep %(rep)s can't receive now: an obligation; please try to"
                    " reach %(rep)s",
                    rep=other,
                )
            case "recalls_nobody":
                why = self.env._("came before but recalls nobody: received as new")
            case "company_names":
                why = self.env._("the company names the rep: an obligation")
            case "company":
                why = self.env._("came through the company: by rota all the same")
            case "referred":
                why = self.env._("referred by an employee: by rota")
            case "introduced":
                why = self.env._("an old customer of this rep announced or brought them")
            case "introducer_away":
                why = self.env._(
                    "introduced to %(rep)s, who can't receive now: an obligation", rep=other
                )
            case "designated":
                why = self.env._("the visitor asked for this rep")
            case "named_away":
                why = self.env._(
                    "asked for %(rep)s, who can't receive now: an obligation", rep=other
                )
            case "brought_along":
                why = self.env._("brought along by an old customer: one reception")
            case "sent":
                why = self.env._("sent by an old customer: received as new")
            case "merely_known":
                why = self.env._("known to a rep but named nobody: by rota")
            case "new":
                why = self.env._("a new visitor: by rota")
            case key:
                why = key
        return self.env._("%(rule)s: %(why)s", rule=reception.rule, why=why)


def _without(facts, rep):
    order = tuple(
        replace(it, status=rota.LEFT) if it.rep == rep else it for it in facts.order
    )
    return replace(facts, order=order)


def _unused(reception, rep):
    """A reception that uses no turn is in the ledger as well."""
    return rota.Move(
        rep=rep,
        kind=reception.kind,
        effect=rota.NOT_COUNTED,
        rule=reception.rule,
        reason=reception.reason,
    )
