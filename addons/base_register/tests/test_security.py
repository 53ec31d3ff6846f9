from odoo.exceptions import AccessError
from odoo.service.model import call_kw

from .common import RegisterCase


class TestSecurity(RegisterCase):
    """Who may do what with "register.draw": nobody anything, administrators read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Draw.draw("GH/2026", 3)
        cls.row = cls.Draw.search([("scope", "=", "GH/2026")])

    def assert_forbidden(self, user, verb):
        row = self.row.with_user(user)
        row.invalidate_recordset()
        with self.assertRaises(AccessError, msg=f"{user.login} may {verb}"):
            match verb:
                case "read":
                    row.read(["last"])
                case "write":
                    row.write({"last": 9})
                case "create":
                    row.create({"scope": "GH/2026", "first": 4, "last": 4})
                case "unlink":
                    row.unlink()

    def test_an_employee_may_nothing(self):
        for verb in ("read", "write", "create", "unlink"):
            self.assert_forbidden(self.employee, verb)

    def test_a_customer_of_the_portal_may_nothing(self):
        for verb in ("read", "write", "create", "unlink"):
            self.assert_forbidden(self.customer, verb)

    def test_a_visitor_may_nothing(self):
        for verb in ("read", "write", "create", "unlink"):
            self.assert_forbidden(self.visitor, verb)

    def test_an_administrator_may_read_and_nothing_else(self):
        row = self.row.with_user(self.administrator)
        self.assertEqual(row.read(["first", "last"])[0]["last"], 3)
        for verb in ("write", "create", "unlink"):
            self.assert_forbidden(self.administrator, verb)

    def test_nobody_draws_over_rpc(self):
        """Not even an administrator: who calls these methods checks access."""
        for user in (self.employee, self.customer, self.visitor, self.administrator):
            draw = self.Draw.with_user(user)
            with self.assertRaises(AccessError):
                call_kw(draw, "draw", ["GH/2026"], {})
            with self.assertRaises(AccessError):
                call_kw(draw, "draw_batch", [{"GH/2026": 1}], {})
        self.assertEqual(self.Draw.draw("GH/2026"), [4])

    def test_code_draws_for_a_user_without_rights(self):
        """The visitor's complaint needs a number, although registers are not his."""
        self.assertEqual(self.Draw.with_user(self.visitor).draw("GH/2026"), [4])
