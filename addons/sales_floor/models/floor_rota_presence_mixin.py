from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..policies import passing, rota, turns

NEEDS_REASON = (passing.ABSENT, *sorted(passing.FOR_THE_FIRM))


class FloorRotaPresenceMixin(models.AbstractModel):
    """Reps come, go and get ready (F-02, F-03, F-09)."""

    _name = "floor.rota.presence.mixin"
    _description = "Rota With Comings and Goings"

    def _line_of(self, user):
        line = self.line_ids.filtered(lambda it: it.user_id == user)
        if not line:
            raise UserError(
                self.env._(
                    "%(person)s is not in the rota of %(rota)s.",
                    person=user.name,
                    rota=self.display_name,
                )
            )
        return line

    def _set_state(
        self, user, state, signer, *, reason="", checked=False, request_uuid=None
    ):
        """Enter that a rep is ready, away or back.

        Reps sign for themselves; the floor supervisor also for others.

        :param bool checked: F-03: materials at hand, prices and stock checked
        :raise UserError: without a reason where one is needed, with a customer, or
            not checked
        """
        self.ensure_one()
        line = self.sudo()._line_of(user)
        presence = self.env["floor.presence"].sudo()
        if request_uuid and presence.search_count(
            [("request_uuid", "=", request_uuid)]
        ):
            return
        if signer != user and not self.site_id.holds_floor_role(
            "floor_supervisor", "project_manager", user=signer
        ):
            raise AccessError(
                self.env._("Each rep signs for themselves; the supervisor for others.")
            )
        self._check_state(line, state, reason, checked)
        facts, settings = self.sudo()._rota_facts(), self._rota_settings()
        on_duty = state == passing.LUNCH and user.id in rota.lunch_duty(
            facts, settings, self._rota_rules()
        )
        presence.create(
            {
                "rota_id": self.id,
                "user_id": user.id,
                "state": state,
                "reason": (reason or "").strip() or False,
                "is_checked": checked,
                "signed_by_id": signer.id,
                "request_uuid": request_uuid,
            }
        )
        line.write(
            {
                "state": state,
                "state_since": fields.Datetime.now(),
                "is_excused": False,
                "is_approved": False,
                "is_on_duty": on_duty,
            }
        )
        self.site_id.tell_floor()

    def _check_state(self, line, state, reason, checked):
        open_visits = self.env["floor.visit"].sudo()
        if state != passing.READY and open_visits.search_count(
            [
                ("site_id", "=", self.site_id.id),
                ("user_id", "=", line.user_id.id),
                ("ended_at", "=", False),
            ]
        ):
            raise UserError(
                self.env._(
                    "F-33: %(person)s is with a customer. See the customer out, or have"
                    " the sales manager hand them on, before leaving.",
                    person=line.user_id.name,
                )
            )
        if state in NEEDS_REASON and not (reason or "").strip():
            raise UserError(self.env._("F-02: say why, and who sent you."))
        if state == passing.READY and not checked:
            raise UserError(
                self.env._(
                    "F-03: ready is who has the materials at hand and has checked"
                    " prices and stock."
                )
            )

    def _bar(self, user, signer, reason, request_uuid=None):
        """F-03: the floor supervisor cancels a rep's turn of this round."""
        self.ensure_one()
        self.site_id.require_floor_role("floor_supervisor", user=signer)
        line = self.sudo()._line_of(user)
        if not (reason or "").strip():
            raise UserError(self.env._("F-03: say what is wrong with the appearance."))
        ledger = self.env["floor.turn"].sudo()
        with self.site_id.deciding_floor() as fresh:
            if request_uuid and ledger.find_request(request_uuid, fresh):
                return
            state = self._as_committed(fresh)._rota_state()
        if user.id in state.cancelled:
            raise UserError(
                self.env._(
                    "The turn of %(person)s is cancelled already.", person=user.name
                )
            )
        move = turns.cancel(line.user_id.id)
        self._keep_turns(
            [move],
            ledger.draw_numbers(self.site_id, 1),
            signer=signer,
            request_uuid=request_uuid,
            why=reason,
        )
        self.site_id.tell_floor()
