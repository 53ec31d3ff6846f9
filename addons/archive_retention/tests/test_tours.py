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
