from odoo.exceptions import AccessError, UserError

from .common import JPEG, WHY, FormCase

VERBS = ("read", "write", "create", "unlink")


class TestSecurity(FormCase):
    """Every role, every verb."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.form = cls.make_form()
        cls.form.action_send()
        cls.form.sudo().take(
            {"phone": "13802157741"}, [("a.jpg", JPEG, cls.no_paper)], True
        )
        cls.file = cls.form.sudo().file_ids
        cls.nobodies = (cls.employee, cls.administrator, cls.portal, cls.visitor)

    def setUp(self):
        super().setUp()
        self.enterContext(self.enter_registry_test_mode())

    def rights(self, user, record):
        records = record.with_user(user).sudo(False)
        return {verb for verb in VERBS if records.has_access(verb)}

    def test_who_keeps_the_dossiers_of_the_class_works_with_its_forms(self):
        model = self.env["partner.dossier.form"]
        for user in (self.officer, self.custodian):
            for forms in (model, self.form):
                self.assertEqual(self.rights(user, forms), {"read", "write", "create"})
        for user in self.nobodies:
            self.assertFalse(self.rights(user, model), user.login)

    def test_files_are_only_read(self):
        model = self.env["partner.dossier.form.file"]
        self.assertEqual(self.rights(self.officer, model), {"read"})
        self.assertEqual(self.rights(self.officer, self.file), {"read"})
        for user in self.nobodies:
            self.assertFalse(self.rights(user, model), user.login)

    def test_another_class_or_site_or_company_has_none(self):
        """D-07, D-08"""
        for record in (self.form, self.file):
            for user in (self.tenants, self.elsewhere):
                self.assertFalse(self.rights(user, record), user.login)
        other = self.env["res.company"].create({"name": "Hillside Property"})
        self.officer.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for record in (self.form, self.file):
            self.assertFalse(self.rights(self.officer, record))

    def test_below_the_level_only_readers_see_them(self):
        self.env["ir.model.access"].create(
            [
                {
                    "name": "as if another addon had opened the model",
                    "model_id": self.env["ir.model"]._get_id(record._name),
                    "group_id": self.env.ref("base.group_user").id,
                    "perm_read": True,
                }
                for record in (self.form, self.file)
            ]
        )
        for record in (self.form, self.file):
            self.assertFalse(self.rights(self.employee, record))

    def test_nobody_writes_what_the_steps_set(self):
        form = self.form.with_user(self.officer)
        for values in (
            {"state": "sent"},
            {"expires_at": "2099-01-01"},
            {"sending": 9},
            {"tries": 0},
            {"consent_text": "I agree"},
            {"consent_at": "2020-01-01"},
            {"decided_by_id": self.officer.id},
            {"decisions": {}},
            {"origin": "visit"},
            {"dossier_id": False},
            {"level": "public"},
            {"site_id": self.tower.id},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                form.write(values)
        with self.assertRaises(AccessError):
            self.file.with_user(self.officer).state = "accepted"
        for record in (form, self.file):
            with self.assertRaises(UserError):
                record.sudo().unlink()

    def test_nobody_else_takes_a_step(self):
        for user in (*self.nobodies, self.tenants, self.elsewhere):
            form = self.form.with_user(user)
            for step in (
                form.action_send,
                form.action_withdraw,
                form.action_compare,
                lambda it=form: it.compare(WHY),
                lambda it=form: it.decide(["phone"]),
                lambda it=form: it.action_consult(WHY),
                lambda it=form: it.link,
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    step()
        self.assertEqual(self.form.state, "submitted")
