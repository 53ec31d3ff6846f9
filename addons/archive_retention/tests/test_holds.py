from odoo.exceptions import AccessError, UserError

from .common import ArchiveCase


class TestHolds(ArchiveCase):
    """A-09: a hold stops disposal."""

    def hold(self, name="Suit", **values):
        return (
            self.env["archive.hold"]
            .with_user(self.registrar)
            .create(
                {
                    "name": name,
                    "reason": "The court",
                    "site_id": self.garden.id,
                    **values,
                }
            )
        )

    def test_documents_volumes_and_customers_are_held(self):
        for values in (
            lambda it: {"document_ids": it.ids},
            lambda it: {"volume_ids": it.volume_id.ids},
            lambda it: {"partner_ids": it.partner_id.ids},
        ):
            document = self.due()
            hold = self.hold(**values(document))
            self.assertTrue(document.is_held)
            hold.action_release("Settled")
            self.assertFalse(document.is_held)

    def test_several_hold_the_same_until_the_last_is_released(self):
        document = self.due()
        first = self.hold(document_ids=document.ids)
        second = self.hold("Audit", partner_ids=self.customer.ids)
        first.action_release("Settled")
        self.assertTrue(document.is_held)
        self.assertEqual(document.hold_names, "Audit")
        with self.assertRaisesRegex(UserError, "Held by “Audit”"):
            document.action_propose()
        second.action_release("Over")
        self.assertFalse(document.is_held)
        self.assertTrue(document.action_propose())

    def test_what_is_filed_later_is_held_too(self):
        self.hold(volume_ids=self.volume.ids)
        self.assertTrue(self.filed().is_held)

    def test_a_hold_of_a_branch_holds_at_its_sites_and_not_elsewhere(self):
        document = self.due()
        self.hold(partner_ids=self.customer.ids, site_id=self.tower.id)
        self.assertFalse(document.is_held)
        self.hold(partner_ids=self.customer.ids, site_id=self.branch.id)
        self.assertTrue(document.is_held)

    def test_more_may_be_held_and_nothing_is_let_go_but_by_release(self):
        document, other = self.due(), self.due()
        hold = self.hold(document_ids=document.ids)
        hold.document_ids |= other.with_user(self.registrar)
        self.assertTrue(other.is_held)
        with self.assertRaisesRegex(UserError, "by releasing"):
            hold.write({"document_ids": [(3, other.id)]})

    def test_releasing_takes_the_administrator_of_the_archive_and_a_reason(self):
        hold = self.hold(document_ids=self.due().ids)
        for user in (self.custodian, self.boss):
            with self.assertRaises(AccessError):
                hold.with_user(user).action_release("I want to")
        with self.assertRaisesRegex(UserError, "Say why"):
            hold.action_release(" ")
        self.env["archive.hold.release"].with_user(self.registrar).create(
            {"hold_id": hold.id, "reason": "Settled"}
        ).action_apply()
        self.assertEqual(
            (hold.state, hold.released_by_id), ("released", self.registrar)
        )
        with self.assertRaises(UserError):
            hold.write({"volume_ids": self.volume.ids})
        with self.assertRaises(UserError):
            hold.sudo().unlink()
