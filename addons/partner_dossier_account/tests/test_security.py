from freezegun import freeze_time

from odoo.exceptions import AccessError

from .common import DossierAccountCase


@freeze_time("2026-03-20 04:00:00")
class TestSecurity(DossierAccountCase):
    """D-14, D-08: who sees the dossier sees the sums, and nobody else."""

    def test_the_sums_are_seen_without_rights_in_accounting(self):
        self.bill(self.owner.partner_id, 360)
        self.assertFalse(
            self.env["account.move.line"].with_user(self.officer).has_access("read")
        )
        for user in (self.officer, self.clerk):
            self.assertEqual(self.seen(self.owner, "arrears", user=user), 360)

    def test_who_does_not_see_the_dossier_sees_no_sum(self):
        self.bill(self.owner.partner_id, 360)
        for verb in ("read", "write", "create", "unlink"):
            dossiers = self.env["partner.dossier"].with_user(self.employee)
            self.assertFalse(dossiers.has_access(verb))
        with self.assertRaises(AccessError):
            self.seen(self.owner, "arrears", user=self.employee)
        with self.assertRaises(AccessError):
            self.env["partner.dossier"].with_user(self.employee).search(
                [("arrears", ">", 0)]
            )

    def test_nobody_types_arrears(self):
        """D-14: never typed."""
        self.owner.with_user(self.clerk).write({"arrears": 5})
        self.assertEqual(self.seen(self.owner, "arrears"), 0)
