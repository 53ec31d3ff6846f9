from odoo.exceptions import AccessError

from .common import FollowDataCase


class TestSecurity(FollowDataCase):
    """D-08, D-13: the data of a customer for who keeps it, and who sees the plan."""

    def test_who_sees_no_plan_gives_none(self):
        """D-13: a rep sees the own, and who keeps dossiers alone none."""
        self.assertTrue(self.rows(self.other_rep))
        self.assertFalse(self.rows(self.rep), "it was handed over")
        self.assertFalse(self.rows(self.of_owners))

    def test_who_sees_a_plan_gives_no_data_without_dossiers(self):
        copies = self.env["partner.data.copy"]
        for user in (self.employee, self.administrator, self.seller):
            with self.assertRaises(AccessError):
                copies.with_user(user).create(
                    {"partner_id": self.customer.id, "purpose": "She asks"}
                )
