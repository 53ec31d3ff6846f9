from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .floor_reception_signing_mixin import LEADERS

LEAD = "sales_floor.sales_floor_group_lead"
# What the desk may answer, and as what.
ANSWERS = {
    **dict.fromkeys(("came_before", "brought_along", "insisted"), bool),
    "introducer_came": bool,
    **dict.fromkeys(("visitor_name", "phone", "sent_by", "announced_for"), str),
    **dict.fromkeys(
        (
            *("recalls_user_id", "match_visit_id", "named_user_id", "knows_user_id"),
            *("introducer_visit_id", "announced_to_user_id", "referral_id"),
            *("party_size", "source_id"),
        ),
        int,
    ),
}
FOUND, SHORTEST_QUERY = 12, 2


class FloorReception(models.AbstractModel):
    """What the screen at the reception asks and does: the one door of the tablet.

    The tablet is shared, so that whose session it is says only which floors are seen.
    Each act names who signs it and brings their PIN; what they may do is then asked of
    them. Each act returns ``{sentence, state}``, the state as :meth:`load` gives it;
    the same ``request_uuid`` twice is one act.
    """

    _name = "floor.reception"
    _description = "Reception"
    _inherit = ["floor.reception.signing.mixin", "floor.reception.state.mixin"]

    # -- looking --

    @api.model
    def load(self, site_id=False):
        """How a floor stands just now, for the screen.

        :param site_id: the first of one's floors when left out, or no longer one's own
        """
        floors = self._floors()
        site = floors.filtered(lambda it: it.id == site_id) or floors[:1]
        known = {"sites": [{"id": it.id, "name": it.name} for it in floors]}
        if not site:
            return {
                **known,
                "site": False,
                "nobody": self.env._(
                    "You belong to no sales floor: have a membership entered under"
                    " Sites."
                ),
            }
        return {**known, **self._state(site)}

    @api.model
    def look_up(self, site_id, query):
        """F-04: registrations by phone or name, the newest first.

        :return: list of dicts; empty for a single letter or digit
        """
        site = self._floor(site_id)
        query = (query or "").strip()
        if len(query) < SHORTEST_QUERY and query.isascii():
            return []
        visits = (
            self.env["floor.visit"]
            .sudo()
            .search(
                Domain("site_id", "=", site.id) & self._query_domain(query),
                order="arrived_at desc",
                limit=FOUND,
            )
        )
        return [self._registration(visit) for visit in visits]

    @api.model
    def propose(self, site_id, answers):
        """Who would receive, and by which rule; nothing is written."""
        day = self._day(self._floor(site_id))
        reception, rep, chosen = day._propose(self._answers(answers))
        kinds = self._labels("floor.visit", "kind")
        return {
            "user_id": rep or False,
            "name": self.env["res.users"].sudo().browse(rep or ()).name or "",
            "kind": reception.kind,
            "sentence": day._arrival_sentence(reception.rule, reception.reason),
            "rule": reception.rule,
            "note": self._note(day, chosen) if rep else day._nobody_sentence(),
            "kind_label": kinds[reception.kind],
        }

    @api.model
    def referrals(self, site_id):
        """F-16: employees' referrals that wait for their visit today."""
        referrals = self.env["floor.referral"].sudo()._expected(self._floor(site_id))
        return [self._referral(it) for it in referrals]

    # -- acting --

    @api.model
    def arrive(self, site_id, answers, signer_id, pin, request_uuid):
        """A visitor is received, by the rules; see :meth:`propose`."""
        site = self._floor(site_id)
        signer = self._signer(site, signer_id, pin)
        answers = self._answers(answers)

        def act():
            visit = self._day(site)._receive(answers, signer, request_uuid).sudo()
            return {
                "visit_id": visit.id,
                "user_id": visit.user_id.id,
                "name": visit.user_id.name,
                "kind": visit.kind,
                "sentence": visit.reason or "",
                "rule": visit.rule_ids[:1].code or "",
            }

        return self._done(site, request_uuid, act)

    @api.model
    def set_state(
        self,
        site_id,
        user_id,
        state,
        signer_id,
        pin,
        request_uuid,
        *,
        reason="",
        is_checked=False,
    ):
        """F-02, F-03: somebody is ready, goes or comes back.

        :param is_checked: F-03: materials at hand, prices and stock checked
        """
        site = self._floor(site_id)
        signer = self._signer(site, signer_id, pin)
        user = self._person(site, user_id)
        labels = self._labels("floor.rota.line", "state")
        if state not in labels:
            raise UserError(self.env._("Say how %(person)s is.", person=user.name))

        def act():
            self._day(site)._set_state(
                user,
                state,
                signer,
                reason=self._text(reason),
                checked=bool(is_checked),
                request_uuid=request_uuid,
            )
            return {
                "sentence": self.env._(
                    "%(person)s: %(state)s", person=user.name, state=labels[state]
                )
            }

        return self._done(site, request_uuid, act)

    @api.model
    def bar(self, site_id, user_id, reason, signer_id, pin, request_uuid):
        """F-03: the floor supervisor cancels somebody's turn of the round."""
        site = self._floor(site_id)
        signer = self._signer(site, signer_id, pin)
        user = self._person(site, user_id)

        def act():
            self._day(site)._bar(user, signer, self._text(reason), request_uuid)
            return {
                "sentence": self.env._(
                    "The turn of %(person)s in this round is cancelled.",
                    person=user.name,
                )
            }

        return self._done(site, request_uuid, act)

    @api.model
    def swap(
        self, site_id, user_id, with_user_id, reason, signer_id, pin, request_uuid
    ):
        """F-01: the floor supervisor lets two reps swap their places."""
        site = self._floor(site_id)
        signer = self._signer(site, signer_id, pin)
        one, other = self._person(site, user_id), self._person(site, with_user_id)
        if one == other:
            raise UserError(self.env._("Name two different people to swap."))

        def act():
            day = self._day(site)
            swapped = {one.id: other.id, other.id: one.id}
            order = day.line_ids.sorted(lambda it: (it.sequence, it.id)).user_id.ids
            order = [swapped.get(user_id, user_id) for user_id in order]
            day.set_order(order, self._text(reason), signer=signer)
            return {
                "sentence": self.env._(
                    "%(one)s and %(other)s have swapped places.",
                    one=one.name,
                    other=other.name,
                )
            }

        return self._done(site, request_uuid, act)

    @api.model
    def reset_pin(self, site_id, user_id, signer_id, pin, request_uuid):
        """Who leads the floor takes away a PIN that was forgotten or is locked."""
        site = self._floor(site_id)
        signer = self._signer(site, signer_id, pin)
        if not signer.has_group(LEAD):
            raise AccessError(
                self.env._("Only who leads the sales floor resets somebody's PIN.")
            )
        user = self._person(site, user_id)

        def act():
            self.env["floor.pin"].reset(user)
            return {
                "sentence": self.env._(
                    "%(person)s sets a new PIN under My PIN.", person=user.name
                )
            }

        return self._done(site, request_uuid, act)

    @api.model
    def finish(self, visit_id, outcome, signer_id, pin, request_uuid):
        """F-33: the reception is over; the rep is free again."""
        visit, signer = self._visit_and_signer(visit_id, signer_id, pin)
        if outcome not in self._outcomes():
            raise UserError(self.env._("Say what came of the reception."))

        def act():
            visit._finish(signer, outcome)
            return {"sentence": self.env._("The reception is finished.")}

        return self._done(visit.site_id, request_uuid, act)

    @api.model
    def needs_no_reception(self, visit_id, reason, signer_id, pin, request_uuid):
        """F-01: who turns out to need no reception uses no turn."""
        visit, signer = self._visit_and_signer(visit_id, signer_id, pin)

        def act():
            visit._needs_no_reception(signer, self._text(reason), request_uuid)
            return {"sentence": self.env._("No turn was used.")}

        return self._done(visit.site_id, request_uuid, act)

    @api.model
    def ask_manager(self, visit_id, question, signer_id, pin, request_uuid):
        """F-34: a question goes to the manager, with the customer waiting."""
        visit, _signer = self._visit_and_signer(visit_id, signer_id, pin)

        def act():
            visit._ask(self._text(question))
            return {"sentence": self.env._("The manager has the question.")}

        return self._done(visit.site_id, request_uuid, act)

    @api.model
    def answered(self, visit_id, signer_id, pin, request_uuid):
        """F-34: the customer has the answer."""
        visit, _signer = self._visit_and_signer(visit_id, signer_id, pin)

        def act():
            visit._answered()
            return {"sentence": self.env._("The question is answered.")}

        return self._done(visit.site_id, request_uuid, act)

    @api.model
    def change_rep(
        self, visit_id, ground, to_user_id, reason, signer_id, pin, request_uuid
    ):
        """F-06, F-12, F-13: the visitor wants another rep; the manager decides.

        :param ground: see :meth:`_grounds`
        :param to_user_id: whom they want; nothing: anybody else
        """
        visit, signer = self._visit_and_signer(visit_id, signer_id, pin)
        grounds = self._grounds().get(ground)
        if not grounds:
            raise UserError(self.env._("Say on what ground."))
        if to_user_id:
            wanted = self._person(visit.site_id, to_user_id)
            grounds = {**grounds, "wanted_user_id": wanted.id}

        def act():
            sentence = visit._change_rep(
                grounds, signer, self._text(reason), request_uuid
            )
            return {"sentence": sentence}

        return self._done(visit.site_id, request_uuid, act)

    @api.model
    def undo(self, turn_id, reason, signer_id, pin, request_uuid):
        """An entry is taken back by a new one; the old one stays."""
        turn = self.env["floor.turn"].sudo().browse(self._id(turn_id)).exists()
        site = self._floor(turn.site_id.id)
        signer = self._signer(site, signer_id, pin)
        site.require_floor_role(*LEADERS, user=signer)

        def act():
            turn._undo(signer, self._text(reason), request_uuid)
            return {
                "sentence": self.env._("No. %(number)s is taken back.", number=turn.seq)
            }

        return self._done(site, request_uuid, act)

    # -- what comes in and goes out --

    def _answers(self, answers):
        """What was answered, as far as it is an answer."""
        answers = answers if isinstance(answers, dict) else {}
        return {
            name: kind(answers[name])
            for name, kind in ANSWERS.items()
            if answers.get(name) and isinstance(answers[name], kind)
        }

    def _note(self, day, chosen):
        """Who is passed over for it, and why."""
        return " · ".join(
            self.env._(
                "%(person)s is passed over: %(why)s",
                person=self._name_of(move.rep),
                why=day._rota_sentence(move.rule, move.reason),
            )
            for move in (chosen.passed if chosen else ())
        )

    def _done(self, site, request_uuid, act):
        """Do it once, then say what came of it and how the floor stands."""
        answer = self.env["floor.request"].once(request_uuid, act)
        self.env.flush_all()
        return {**answer, "state": self.load(site.id)}
