from odoo import fields, models
from odoo.exceptions import UserError

from ..policies import arrival, rota, turns

# What a visit keeps of what was answered at the desk.
VISIT_VALUES = ("visitor_name", "phone", "party_size", "source_id", "came_before")
OLD_CUSTOMER, THE_COMPANY = "old_customer", "company"


class FloorReceptionMixin(models.AbstractModel):
    """A visitor comes in: who receives, and what becomes of everybody's turn."""

    _name = "floor.reception.mixin"
    _description = "Rota at Reception"

    # -- rules --

    def _arrival_facts(self, answers, ready):
        """F-04 … F-21: what was answered at the desk, and who could receive.

        :param dict answers: see :meth:`floor.reception.arrive`
        :param ready: ids of the reps who can receive now
        """
        self.ensure_one()
        sent_by = answers.get("sent_by")
        introducer = self._known_visit(answers.get("introducer_visit_id"))
        rep = answers.get("announced_to_user_id") or introducer._holder().id or None
        day = answers.get("announced_for")
        today = self.site_id.local_date()
        record = self._record(answers)
        return arrival.Facts(
            ready=frozenset(ready),
            day=today,
            came_before=bool(answers.get("came_before")),
            recalled=answers.get("recalls_user_id") or None,
            record=record,
            named=answers.get("named_user_id") or None,
            insisted=bool(answers.get("insisted")),
            sent_by=rep if sent_by == OLD_CUSTOMER else None,
            brought=bool(answers.get("brought_along")),
            announced_for=(fields.Date.to_date(day) if day else today)
            if answers.get("announced_to_user_id")
            else None,
            company=sent_by == THE_COMPANY,
            floor_first=bool(record),
            referral=self._referral_state(answers),
            recognised_by=answers.get("knows_user_id") or None,
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

    def _record(self, answers):
        """F-10, F-19: the registration of the visitor, None where there is none.

        Of the visit that the desk found; or else of the phone number that was given.
        """
        found = self._known_visit(answers.get("match_visit_id"))
        found = found.filtered(lambda it: it.state == "approved")
        if not found and answers.get("phone"):
            found = self.env["floor.visit"]._registered(self.site_id, answers["phone"])
        if not found:
            return None
        return arrival.Record(
            rep=found._holder().id,
            in_force=found.valid_until >= self.site_id.local_date(),
        )

    def _referral_state(self, answers):
        """F-16: to be extended by what keeps referrals."""
        return

    # -- business --

    def _standing(self):
        """How everybody stands and why: see :func:`policies.rota.standing`."""
        self.ensure_one()
        facts, settings = self._rota_facts(), self._rota_settings()
        return rota.standing(facts, settings, self._rota_rules())

    def _propose(self, answers):
        """Who would receive, by which rule; nothing is written.

        :return: (reception, rep or None, pick where a turn is used)
        """
        self.ensure_one()
        facts, settings = self._rota_facts(), self._rota_settings()
        rules = self._rota_rules()
        reception = self._arrival_decide(
            self._arrival_facts(answers, rota.able(facts, settings, rules)),
            self._arrival_settings(),
        )
        if reception.by == arrival.BY_REP:
            return reception, reception.rep, None
        if reception.by == arrival.BY_LAST:
            excluded = frozenset({reception.rep})
            return (
                reception,
                rota.last_available(facts, settings, excluded, rules),
                None,
            )
        chosen = self._rota_decide(facts, settings)
        rep = chosen.turn and chosen.turn.rep
        is_used = rep and reception.effect == turns.COUNTED
        return reception, rep, chosen if is_used else None

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
            known = request_uuid and visits.find_request(request_uuid, fresh)
            if known:
                return known
            day = self._as_committed(fresh)
            reception, rep, chosen = day._propose(answers)
            facts = day._arrival_facts(answers, ()), day._rota_facts()
        if not rep:
            raise UserError(self._nobody_sentence())
        values = {
            **{name: answers[name] for name in VISIT_VALUES if answers.get(name)},
            "request_uuid": request_uuid,
        }
        return self._open_visit(
            reception, rep, chosen, values, signer=signer, facts=facts
        )

    def _open_visit(self, reception, rep, chosen, values, *, signer, facts):
        """A visit and the ledger's entries of its reception."""
        visits = self.env["floor.visit"].sudo()
        moves = [*chosen.passed, chosen.turn] if chosen else _unused(reception, rep)
        drawn = self.env["register.draw"].draw_batch(
            {
                f"floor.visit/{self.site_id.id}": 1,
                f"floor.turn/{self.site_id.id}": len(moves),
            }
        )
        of_visit, of_rota = facts
        visit = visits.create(
            {
                **values,
                **visits.decision_values(
                    reception,
                    facts=of_visit,
                    settings=self._arrival_settings(),
                    reason=self._arrival_sentence(reception.rule, reception.reason),
                ),
                "number": drawn[f"floor.visit/{self.site_id.id}"][0],
                "site_id": self.site_id.id,
                "rota_id": self.id,
                "user_id": rep,
                "kind": reception.kind,
                "instead_of_id": _instead_of(reception, rep),
                "signed_by_id": signer.id,
            }
        )
        self._keep_turns(
            moves,
            drawn[f"floor.turn/{self.site_id.id}"],
            visit=visit,
            signer=signer,
            facts=of_rota,
        )
        visit._tell_rep()
        self.site_id.tell_floor()
        return visit.with_env(self.env)

    def _keep_turns(
        self,
        moves,
        numbers,
        *,
        signer,
        visit=None,
        facts=None,
        request_uuid=None,
        why=None,
        taken_back=None,
    ):
        """Write what becomes of turns into the ledger.

        :param why: what a person says, where it was a person's decision
        """
        ledger = self.env["floor.turn"].sudo()
        settings = self._rota_settings()
        entries = []
        for number, move in zip(numbers, moves, strict=True):
            reason = self._rota_sentence(move.rule, move.reason)
            if why:
                reason = self.env._("%(rule)s (%(why)s)", rule=reason, why=why.strip())
            entries.append(
                {
                    **ledger.decision_values(
                        move, facts=facts, settings=settings, reason=reason
                    ),
                    "seq": number,
                    "rota_id": self.id,
                    "user_id": move.rep,
                    "visit_id": visit and visit.id,
                    "kind": move.kind,
                    "effect": move.effect,
                    "place": 0 if move.place is None else move.place + 1,
                    "taken_back_id": taken_back and taken_back.id,
                    "signed_by_id": signer.id,
                    "request_uuid": request_uuid,
                }
            )
        return ledger.create(entries)

    def _nobody_sentence(self):
        if not self.line_ids:
            return self.env._(
                "There is nobody in the rota of %(site)s: name its sales"
                " representatives first (Sites, Members).",
                site=self.site_id.name,
            )
        return self.env._(
            "Nobody is ready to receive at %(site)s. Ask a rep to get ready, or call"
            " the floor supervisor.",
            site=self.site_id.name,
        )

    def _arrival_sentence(self, rule, reason):
        """Why this rep receives, in the reader's language."""
        key, params = reason
        people = self.env["res.users"].sudo()
        owner = people.browse(params.get("owner") or params.get("rep") or ()).name
        named = people.browse(params.get("named") or ()).name
        sentences = {
            "no_reception": self.env._("needs no reception"),
            "insisted": self.env._(
                "registered with %(rep)s but insists on somebody else: an obligation",
                rep=owner,
            ),
            "another_refused": self.env._(
                "asks for %(named)s but is registered with %(rep)s, who receives",
                named=named,
                rep=owner,
            ),
            "recognised": self.env._("recognised: back to %(rep)s", rep=owner),
            "registered": self.env._("came before: back to %(rep)s", rep=owner),
            "recalled": self.env._("recalls %(rep)s, who receives", rep=owner),
            "owner_away": self.env._(
                "%(rep)s can't receive now: the last in the rota does; please try to"
                " reach %(rep)s",
                rep=owner,
            ),
            "owner_away_rota": self.env._(
                "%(rep)s can't receive now: whose turn it is does, and keeps it; please"
                " try to reach %(rep)s",
                rep=owner,
            ),
            "company_designated": self.env._(
                "a company customer for whom %(rep)s was named: an obligation",
                rep=owner,
            ),
            "company": self.env._("came through the company: by rota all the same"),
            "announced": self.env._(
                "announced to %(rep)s by an old customer", rep=owner
            ),
            "announced_away": self.env._(
                "announced to %(rep)s, who can't receive now: the last in the rota"
                " does",
                rep=owner,
            ),
            "brought": self.env._("brought to %(rep)s by an old customer", rep=owner),
            "brought_away": self.env._(
                "brought to %(rep)s, who can't receive now: the last in the rota does",
                rep=owner,
            ),
            "named": self.env._("asked for %(rep)s", rep=owner),
            "named_away": self.env._(
                "asked for %(named)s, who can't receive now: by rota", named=named
            ),
            "referral": self.env._("referred by an employee: by rota"),
            "referral_invalid": self.env._("the referral is not valid: by rota as new"),
            "expired": self.env._("the registration has expired: by rota as new"),
            "forgotten": self.env._("came before but recalls nobody: by rota as new"),
            "not_registered": self.env._(
                "recalls somebody who can't receive, and is in no register: by rota as"
                " new"
            ),
            "brought_along": self.env._("brought along by an old customer: by rota"),
            "sent": self.env._("sent by an old customer: by rota as new"),
            "only_recognised": self.env._("known to a rep but named nobody: by rota"),
            "handed_on": self.env._("handed on by the sales manager"),
            "new": self.env._("a new visitor: by rota"),
        }
        why = sentences.get(key, key)
        return self.env._("%(rule)s: %(why)s", rule=rule, why=why)


def _instead_of(reception, rep):
    """F-10, F-13, F-21: the rep whose customer it is, where another one receives."""
    owner = reception.reason[1].get("owner")
    return owner if owner != rep else None


def _unused(reception, rep):
    """A reception that uses no turn is in the ledger as well.

    F-21: who stood in for an introduced customer may take the next one.
    """
    moves = [
        turns.Move(
            rep=rep,
            kind=reception.kind,
            effect=turns.NOT_COUNTED,
            rule=reception.rule,
            reason=reception.reason,
        )
    ]
    if arrival.TAKES_NEXT in reception.notes:
        moves.append(turns.grant(rep, reception.rule))
    return moves
