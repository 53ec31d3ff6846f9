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


class TestSealSecurity(RegisterCase):
    """Who may do what with "register.seal": nobody anything, administrators read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seal = cls.env["register.seal"].create(
            {
                "register": "register.test.nothing",
                "position": 1,
                "first_id": 1,
                "last_id": 1,
                "count": 1,
                "columns": ["seq"],
                "digests": {"1": "0"},
                "hash": "0",
                "sealed_at": "2026-01-01 08:00:00",
            }
        )
        cls.values = cls.seal.copy_data()[0]
        cls.env.flush_all()

    def assert_forbidden(self, user, *verbs):
        seal = self.seal.with_user(user)
        for verb in verbs:
            seal.invalidate_recordset()
            with self.subTest(verb, login=user.login), self.assertRaises(AccessError):
                match verb:
                    case "read":
                        seal.read(["hash"])
                    case "write":
                        seal.write({"hash": "1"})
                    case "create":
                        seal.create({**self.values, "position": 2})
                    case "unlink":
                        seal.unlink()
                    case "check":
                        call_kw(seal, "action_check", [[]], {})

    def test_employees_customers_and_visitors_may_nothing(self):
        for user in (self.employee, self.customer, self.visitor):
            self.assert_forbidden(user, "read", "write", "create", "unlink", "check")

    def test_an_administrator_reads_and_checks_and_nothing_else(self):
        seal = self.seal.with_user(self.administrator)
        self.assertEqual(seal.read(["hash"])[0]["hash"], "0")
        result = call_kw(seal, "action_check", [[]], {})
        self.assertEqual(result["tag"], "display_notification")
        self.assert_forbidden(self.administrator, "write", "create", "unlink")

    def test_nobody_seals_or_lists_findings_over_rpc(self):
        for user in (self.employee, self.administrator):
            seal = self.seal.with_user(user)
            for verb in ("verify", "_cron_seal", "_seal_batch"):
                with self.subTest(verb), self.assertRaises(AccessError):
                    call_kw(seal, verb, [], {})
