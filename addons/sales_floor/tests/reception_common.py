from uuid import uuid4

from odoo.tests import HttpCase

from .common import FloorCase

PIN = "2468"


class ReceptionCase(FloorCase):
    """A floor whose people have their PIN, and what its tablet does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not issubclass(cls, HttpCase):  # which does so itself
            cls.registry_enter_test_mode_cls()
        cls.hash = cls.env["res.users"]._crypt_context().hash(PIN)
        signing = cls.reps | cls.floor_supervisor | cls.sales_manager
        signing |= cls.project_manager | cls.sales_director | cls.sales_assistant
        signing |= cls.other_rep | cls.their_rep | cls.employee
        cls.env["floor.pin"].sudo().create(
            [{"user_id": user.id, "pin_hash": cls.hash} for user in signing]
        )
        cls.tablet = cls.env["floor.reception"].with_user(cls.floor_supervisor)

    def signed(self, user, pin=PIN):
        return {"signer_id": user.id, "pin": pin, "request_uuid": uuid4().hex}

    def get_ready(self, *reps):
        """Let these reps be ready, in the order of the rota."""
        for rep in reps or self.reps:
            self.tablet.set_state(
                self.floor.id, rep.id, "ready", is_checked=True, **self.signed(rep)
            )

    def arrive(self, signer=None, **answers):
        return self.tablet.arrive(
            self.floor.id, answers, **self.signed(signer or self.floor_supervisor)
        )

    def tile(self, rep, state=None):
        state = state or self.tablet.load(self.floor.id)
        return next(it for it in state["reps"] if it["user_id"] == rep.id)
