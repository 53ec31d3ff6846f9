from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import HttpCase

from .common import MARK, ArchiveCase


class TestTours(HttpCase, ArchiveCase):
    """What people do in their browsers, and what it leaves on record."""

    def test_a_lease_is_shredded_by_four_people_and_a_hold_saves_the_other(self):
        """A-07, A-09."""
        gone, saved = self.due(MARK, medium="both"), self.due()
        batch = self.env["archive.disposal"].with_user(self.custodian)
        batch = batch.propose(gone | saved)
        url = f"/odoo/archive-disposals/{batch.id}"
        for name, user in (
            ("archive_lease_reviewed", self.reader),
            ("archive_lease_approved", self.boss),
            ("archive_lease_witnessed", self.officer),
        ):
            self.start_tour(url, name, login=user.login)
        self.env["archive.hold"].create(
            {
                "name": "Suit",
                "reason": "The court",
                "site_id": self.garden.id,
                "document_ids": saved.ids,
            }
        )
        self.start_tour(url, "archive_lease_destroyed", login=self.custodian.login)
        self.assertEqual((gone.state, saved.state), ("disposed", "filed"))
        self.purge(batch)
        self.assertEqual(batch.state, "purged")

    def test_a_lease_file_from_its_signing_to_the_shredder(self):
        """A-01 to A-07, A-09: with a loan in between that comes back late."""
        self.schedule.write({"years": 0, "months": 1})
        custodian = self.custodian.login
        self.start_tour(
            "/odoo/archive-documents", "archive_lease_filed", login=custodian
        )
        lease = self.volume.document_ids
        self.assertEqual(lease.reference, f"{self.volume.code}-001")
        self.assertEqual(lease.partner_id, self.customer)
        self.assertEqual(lease.retention_state, "waiting")

        url = f"/odoo/archive-documents/{lease.id}"
        self.start_tour(url, "archive_lease_lent", login=custodian)
        loan = lease.loan_id
        with self.assertRaisesRegex(Exception, "is lent"):
            self.lend(lease)
        told = []
        for late in (timedelta(minutes=1), timedelta(days=3, minutes=1)):
            with freeze_time(loan.due_at + late):
                self.sweep()
            told.append(loan.activity_ids.user_id)
        self.assertEqual(told[0], self.reader | self.custodian)
        self.assertEqual(told[1], told[0] | self.boss, "escalated")
        self.start_tour(
            "/odoo/archive-loans", "archive_lease_came_back_late", login=custodian
        )
        self.assertEqual((lease.custody, loan.state), ("in", "done"))
        self.assertTrue(loan.late_since)
        self.assertFalse(loan.activity_ids)

        self.start_tour(url, "archive_lease_ended", login=custodian)
        self.assertEqual(lease.due_date, fields.Date.to_date("2026-02-06"))
        batch = self.env["archive.disposal"].search([("site_id", "=", self.garden.id)])
        url = f"/odoo/archive-disposals/{batch.id}"
        for name, user in (
            ("archive_lease_reviewed", self.reader),
            ("archive_lease_approved", self.boss),
            ("archive_lease_witnessed", self.officer),
            ("archive_lease_shredded", self.custodian),
        ):
            self.start_tour(url, name, login=user.login)
        self.purge(batch)
        self.start_tour(url, "archive_lease_gone", login=custodian)
        self.assertEqual(lease.state, "disposed")
        self.assertIn(self.schedule.code, lease.authority)
        kinds = self.env["archive.movement"].search([("document_id", "=", lease.id)])
        self.assertEqual(kinds.mapped("kind"), ["return", "loan"])
