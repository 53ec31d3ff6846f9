from contextlib import contextmanager

from psycopg2.errors import CheckViolation

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.base_register import guard

from . import registers


@tagged("post_install", "-at_install")
class RegisterCase(TransactionCase):
    """A user per role that meets a register, and scopes that nobody else uses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Draw = cls.env["register.draw"]
        cls.employee = new_test_user(cls.env, "register-employee", "base.group_user")
        cls.customer = new_test_user(cls.env, "register-customer", "base.group_portal")
        cls.visitor = new_test_user(cls.env, "register-visitor", "base.group_public")
        cls.administrator = new_test_user(
            cls.env, "register-administrator", "base.group_system"
        )


class SealCase(RegisterCase):
    """The registers of :mod:`.registers`, there until the class is through."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(registers.remove_models, cls.registry, *registers.REGISTERS)
        registers.add_models(cls.registry, cls.cr, *registers.REGISTERS)
        cls.Turn = cls.env["register.test.turn"]
        cls.Visit = cls.env["register.test.visit"]
        cls.Seal = cls.env["register.seal"]
        for model in (cls.Turn, cls.Visit):
            cls.env["ir.model.access"].create(
                {
                    "name": f"{model._name} system",
                    "model_id": cls.env["ir.model"]._get_id(model._name),
                    "group_id": cls.env.ref("base.group_system").id,
                    **dict.fromkeys(
                        ("perm_read", "perm_write", "perm_create", "perm_unlink"), True
                    ),
                }
            )

    @contextmanager
    def assert_refused(self, database=True):
        """The guard refuses this, in the database or before it gets there."""
        error = CheckViolation if database else ValidationError
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(error) as caught,
            self.env.cr.savepoint(),
        ):
            yield caught
        if database:
            self.assertEqual(caught.exception.diag.constraint_name, guard.FUNCTION)

    @contextmanager
    def behind_the_guard(self, *tables):
        """What the owner of the database can do: switch the guard off for a moment."""
        self.env.flush_all()
        for table in tables:
            self.env.cr.execute(
                SQL("ALTER TABLE %s DISABLE TRIGGER USER", SQL.identifier(table))
            )
        yield
        for table in tables:
            self.env.cr.execute(
                SQL("ALTER TABLE %s ENABLE TRIGGER USER", SQL.identifier(table))
            )
        self.env.invalidate_all()
