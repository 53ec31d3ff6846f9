from odoo.exceptions import AccessError, UserError

from .common import ArchiveCase


class TestItemDisposal(ArchiveCase):
    """A-11: what carries data is destroyed, by the disposal that documents have too."""

    def item(self, kind="carrier", code="D3"):
        items = self.env["archive.item"].with_user(self.custodian)
        return items.create(
            {"name": "Disk", "code": code, "kind": kind, "site_id": self.garden.id}
        )

    def test_a_carrier_is_destroyed_by_four_people_with_a_certificate(self):
        disk, letters = self.item(), self.item("papers", "P1")
        batch = self.approved(disk | letters)
        self.assertEqual(batch.line_ids.mapped("method"), ["destroy", "shred"])
        self.assertEqual(batch.line_ids.mapped("reference"), ["D3", "P1"])
        batch.action_execute()
        self.assertFalse(disk.active)
        self.assertEqual((disk.custody, disk.authority), ("out", batch.name))
        self.assertTrue(disk.disposed_on)
        self.purge(batch)
        self.assertEqual(batch.state, "purged")
        text, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "archive_retention.archive_disposal_certificate", batch.ids
        )
        self.assertIn("D3 Disk", text.decode())
        for attempt in (
            lambda: disk.write({"active": True}),
            lambda: disk.write({"name": "Another"}),
            lambda: disk.action_propose(),
            lambda: self.lend(disk),
        ):
            with self.assertRaises(UserError):
                attempt()

    def test_it_is_not_given_up_otherwise(self):
        for kind in ("carrier", "papers"):
            item = self.item(kind, kind)
            with self.assertRaisesRegex(UserError, "destroyed.*A-11"):
                item.active = False
            with self.assertRaisesRegex(UserError, "until it is destroyed"):
                item.kind = "tool"
            with self.assertRaises(AccessError):
                item.unlink()
            self.assertTrue(item.active)
        for kind in ("equipment", "tool"):
            self.item(kind, kind).active = False

    def test_a_lent_one_stays_and_is_named_and_the_rest_goes(self):
        """A-06."""
        here, lent = self.item(), self.item(code="D4")
        batch = self.approved(here | lent)
        with self.assertRaisesRegex(UserError, "Another disposal"):
            here.action_propose()
        self.lend(lent)
        batch.action_execute()
        self.assertEqual((here.active, lent.active), (False, True))
        self.assertIn("lent", batch.line_ids[1].reason)
        with self.assertRaisesRegex(UserError, "D4 Disk: It is lent"):
            lent.action_propose()

    def test_a_review_keeps_one(self):
        disk, other = self.item(), self.item(code="D4")
        batch = self.env["archive.disposal"].with_user(self.custodian)
        batch = batch.propose(disk | other)
        line = batch.line_ids[0].with_user(self.reader)
        line.action_keep(disk.site_id.local_date().replace(year=2999), "Used still")
        self.assertEqual((line.state, line.reason), ("kept", "Used still"))

    def test_who_keeps_another_archive_destroys_nothing_here(self):
        with self.assertRaises(AccessError):
            self.item().with_user(self.elsewhere).action_propose()
