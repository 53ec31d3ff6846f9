import json

from odoo.exceptions import AccessError
from odoo.tests import HttpCase

from .reception_common import PIN, ReceptionCase


class TestFloorPinSet(HttpCase, ReceptionCase):
    """My PIN: who stands at somebody's open session must know their password, too."""

    def call(self, model, method, ids=(), **context):
        """What the browser gets for pressing a button."""
        arguments = [list(ids)] if ids else []
        payload = {
            "jsonrpc": "2.0",
            "method": "call",
            "params": {
                "model": model,
                "method": method,
                "args": arguments,
                "kwargs": {"context": context},
            },
        }
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(payload),
            headers={"Content-Type": "application/json"},
        ).json()
        self.assertNotIn("error", answer, answer.get("error"))
        return answer["result"]

    def passes(self, pin):
        try:
            self.env["floor.pin"].check(self.rep1, pin)
        except AccessError:
            return False
        return True

    def test_the_password_is_asked_before_a_pin_is_set(self):
        self.authenticate(self.rep1.login, self.rep1.login)
        window = self.env["floor.pin.set"].with_user(self.rep1)
        window = window.create({"pin": "8642", "again": "8642"})
        asked = self.call("floor.pin.set", "action_confirm", window.ids)
        self.assertEqual(asked["res_model"], "res.users.identitycheck")
        self.assertFalse(self.passes("8642"))
        told = self.call(
            "res.users.identitycheck",
            "run_check",
            [asked["res_id"]],
            password=self.rep1.login,
        )
        self.assertEqual(told["tag"], "display_notification")
        self.assertTrue(self.passes("8642"))
        self.assertFalse(self.passes(PIN))
        self.assertFalse(window.exists())

    def test_the_window_opens_after_the_password(self):
        self.authenticate(self.rep1.login, self.rep1.login)
        asked = self.call("floor.pin.set", "action_open")
        self.assertEqual(asked["res_model"], "res.users.identitycheck")
        opened = self.call(
            "res.users.identitycheck",
            "run_check",
            [asked["res_id"]],
            password=self.rep1.login,
        )
        self.assertEqual(opened["res_model"], "floor.pin.set")
