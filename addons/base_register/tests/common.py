from odoo.tests import TransactionCase, new_test_user, tagged


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
