from odoo.exceptions import AccessError
from odoo.service.model import get_public_method

from .common import DoorCase

VERBS = ("read", "write", "create", "unlink")


class TestSecurity(DoorCase):
    """Every role, every verb: requests and entries are made by the door alone."""

    def rights(self, model, user):
        access = self.env[model].with_user(user)
        return {verb for verb in VERBS if access.has_access(verb)}

    def test_what_each_role_may_do(self):
        employees = (
            self.employee,
            self.clerk,
            self.reader,
            self.manager,
            self.auditor,
            self.administrator,
        )
        for model in ("confidential.grant", "confidential.access.log"):
            for user in employees:
                self.assertEqual(self.rights(model, user), {"read"}, user.login)
            for user in (self.customer, self.visitor):
                self.assertFalse(self.rights(model, user), user.login)
        for user in (self.customer, self.visitor):
            self.assertFalse(self.rights("confidential.grant.refusal", user))

    def test_requests_are_seen_by_who_asks_decides_or_audits(self):
        grant = self.granted()

        def sees(user):
            self.env.invalidate_all()
            return grant.with_user(user).sudo(False).has_access("read")

        for user in (self.reader, self.manager, self.head, self.auditor):
            self.assertTrue(sees(user), user.login)
        for user in (self.clerk, self.elsewhere, self.employee, self.administrator):
            self.assertEqual(sees(user), False, user.login)

    def test_another_company_sees_nothing(self):
        grant = self.granted()
        self.card.with_user(self.reader).action_consult("The owner asks")
        foreign = self.make_user("door-foreign", site=self.branch, role="site_manager")
        foreign.write(
            {
                "company_ids": [(6, 0, self.other_company.ids)],
                "company_id": self.other_company.id,
            }
        )
        self.env.invalidate_all()
        self.assertFalse(self.Log.with_user(foreign).search([]))
        self.assertFalse(grant.with_user(foreign).sudo(False).has_access("read"))

    def test_the_door_has_no_side_entrance_over_rpc(self):
        """What isn't meant for RPC can't be called over it."""
        for model, names in (
            (self.Card, ("enter", "open_file")),
            (self.Grant, ("request", "use", "of_person")),
            (self.Log, ("open_file", "correct")),
        ):
            for name in names:
                with self.assertRaises(AccessError):
                    get_public_method(model, name)
