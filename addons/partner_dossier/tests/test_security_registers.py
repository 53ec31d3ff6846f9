from odoo.exceptions import AccessError

from .register_common import CUSTODIAN, SIGNATURE, RegisterCase

VERBS = ("read", "write", "create", "unlink")
ALL = set(VERBS)
KEEP = ALL - {"unlink"}


class TestSecurityRegisters(RegisterCase):
    """Every role, every verb, of notices (D-12) and violations (D-14)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notice = cls.make_notice()
        cls.violation = cls.make_violation()
        cls.notice.action_issue()
        signing = cls.env["partner.notice.signing"].with_user(cls.officer)
        signing.create(
            {"notice_ids": cls.notice.ids, "side": "handed", "signature": SIGNATURE}
        ).action_apply()

    def rights(self, user, records):
        records = records.with_user(user).sudo(False)
        return {verb for verb in VERBS if records.has_access(verb)}

    def test_who_keeps_dossiers_keeps_their_registers(self):
        expected = {
            "partner.dossier": KEEP,
            "partner.notice": ALL,
            "partner.notice.signature": {"read"},
            "partner.violation": KEEP,
            "partner.notice.signing": ALL,
            "partner.notice.batch": ALL,
            "partner.violation.limit": ALL,
            "partner.look.up": ALL,
        }
        for name, verbs in expected.items():
            for user in (self.officer, self.tenants, self.custodian):
                self.assertEqual(self.rights(user, self.env[name]), verbs, name)
            others = (self.employee, self.administrator, self.portal, self.visitor)
            for user in others:
                self.assertFalse(self.rights(user, self.env[name]), name)

    def test_they_are_seen_by_who_sees_the_dossier(self):
        """D-07, D-08: of one's site, company and class."""
        records = (self.notice, self.notice.sudo().signature_ids, self.violation)
        for record in records:
            self.assertTrue(self.rights(self.officer, record))
            for user in (self.tenants, self.elsewhere):
                self.assertFalse(self.rights(user, record), record)
        other = self.env["res.company"].create({"name": "Hillside Property"})
        self.officer.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for record in records:
            self.assertFalse(self.rights(self.officer, record))

    def test_nobody_enters_one_into_another_s_dossier(self):
        for user in (self.tenants, self.elsewhere):
            with self.assertRaises(AccessError):
                self.make_notice(user)
            with self.assertRaises(AccessError):
                self.make_violation(user)

    def test_no_door_opens_to_who_does_not_see_it(self):
        """D-12, D-14: as methods are called over RPC."""
        doors = {
            self.notice: (
                *("action_issue", "action_correct", "action_sign_handed"),
                *("action_sign_received", "action_file"),
            ),
            self.violation: (
                *("action_give_notice", "action_cured", "action_close"),
                "action_reopen",
            ),
        }
        for record, names in doors.items():
            for user in (self.tenants, self.elsewhere, self.employee, self.portal):
                for name in names:
                    with self.assertRaises(AccessError):
                        getattr(record.with_user(user), name)()

    def test_signing_for_another_s_dossier_is_refused(self):
        """D-12"""
        for user in (self.tenants, self.elsewhere):
            with self.assertRaises(AccessError):
                self.notice.with_user(user)._sign("received", "Li", "screen", SIGNATURE)
        self.assertEqual(self.notice.status, "unsigned")

    def test_what_the_product_sets_is_not_entered_by_hand(self):
        """D-12, D-14: one door per state."""
        for record, names in (
            (self.notice, ("number", "status", "issued_at", "document_id", "state")),
            (self.violation, ("number", "step", "notice_id", "closed_at", "state")),
        ):
            for name in names:
                with self.assertRaises(AccessError):
                    record.write({name: False})

    def test_a_custodian_files_only_what_they_see(self):
        """D-12, D-07"""
        custodian = self.make_user(
            "register-other-custodian", CUSTODIAN, self.garden, role="custodian"
        )
        with self.assertRaises(AccessError):
            self.notice.with_user(custodian).action_file()
