from odoo.tests import TransactionCase, new_test_user, tagged

from . import sample


@tagged("post_install", "-at_install")
class CharterCase(TransactionCase):
    """A user per role, some rules, and models that have the mixins."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # cleaned up in the transaction of the class, before that is rolled back
        cls.addClassCleanup(sample.unload, cls.cr, cls.registry, *sample.SAMPLES)
        sample.load(cls.cr, cls.registry, *sample.SAMPLES)
        names = [definition._name for definition in sample.SAMPLES]
        cls.registry.init_models(cls.cr, names, {})
        cls.Deadline = cls.env[sample.DEADLINE]
        cls.Mark = cls.env[sample.MARK]
        cls.Grade = cls.env[sample.GRADE]
        cls.env["ir.model.access"].create(
            [
                {
                    "name": name,
                    "model_id": cls.env["ir.model"]._get_id(name),
                    "group_id": cls.env.ref("base.group_user").id,
                    "perm_read": True,
                    "perm_write": True,
                    "perm_create": True,
                    "perm_unlink": True,
                }
                for name in names
            ]
        )
        cls.employee = new_test_user(cls.env, "charter-employee", "base.group_user")
        cls.customer = new_test_user(cls.env, "charter-customer", "base.group_portal")
        cls.visitor = new_test_user(cls.env, "charter-visitor", "base.group_public")
        cls.administrator = new_test_user(
            cls.env, "charter-administrator", "base.group_system"
        )
        cls.Rule = cls.env["charter.rule"]
        cls.cron = cls.env.ref("charter_base.ir_cron_sweep")
        cls.joint = cls.make_rule("C-04", "Joint complaints are major")

    @classmethod
    def make_rule(cls, code, title="A rule"):
        """The record of a rule, be it that an addon has brought it already."""
        known = cls.Rule.with_context(active_test=False).search([("code", "=", code)])
        known.title = title
        return known or cls.Rule.create({"code": code, "title": title})
