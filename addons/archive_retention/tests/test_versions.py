import base64
import hashlib
import io

from PIL import Image
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import MARK, WHY, ArchiveCase


class TestVersions(ArchiveCase):
    def attachment(self, version):
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "archive.version"),
                    ("res_id", "in", version.ids),
                    ("res_field", "=", "content"),
                ]
            )
        )

    def test_a_file_is_known_by_its_hash_and_read_through_the_door(self):
        """A-10."""
        document = self.filed(MARK)
        version = document.version_ids
        self.assertEqual(version.sha256, hashlib.sha256(MARK).hexdigest())
        self.assertEqual(version.size, len(MARK))
        shown = document.with_user(self.reader).action_consult(WHY)
        [line] = shown["files"]
        entry = self.env["confidential.access.log"].search([], limit=1)
        self.assertEqual(entry.purpose, WHY)
        opened = entry.with_user(self.reader).open_file("content")
        self.assertEqual(base64.b64decode(opened.content), MARK)
        self.assertIn(f"/confidential/{entry.id}/content", line["url"])

    def test_every_version_stays(self):
        document = self.filed(MARK)
        document.add_version(base64.b64encode(b"signed again"), "lease2.txt")
        self.assertEqual(document.version_ids.mapped("sequence"), [2, 1])
        shown = document.sudo().content
        self.assertEqual(base64.b64decode(shown), b"signed again")
        first = document.version_ids[-1].with_user(self.reader)
        self.assertTrue(first.action_consult(WHY)["files"])

    def test_nobody_changes_or_deletes_an_archived_file(self):
        """Not by program either: unlinking is not destruction."""
        version = self.filed(MARK).version_ids
        attachment = self.attachment(version)
        self.assertEqual(len(attachment), 1)
        for attempt in (
            attachment.unlink,
            lambda: attachment.write({"raw": b"other"}),
            lambda: attachment.write({"res_model": False}),
            lambda: version.sudo().write({"content": False}),
            version.sudo().unlink,
            version.sudo().copy,
            lambda: attachment.with_context(archive_purge=True).unlink(),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                attempt()
        with (
            self.assertRaises(CheckViolation),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.cr.execute("UPDATE archive_version SET sha256 = 'x'")

    def test_a_scan_is_kept_as_it_was_scanned(self):
        """Odoo would shrink it."""
        picture = io.BytesIO()
        Image.new("RGB", (3000, 200), "red").save(picture, "PNG")
        document = self.filed(picture.getvalue())
        kept = base64.b64decode(document.sudo().content)
        self.assertEqual(kept, picture.getvalue())

    def test_what_could_not_be_read_later_is_refused_now(self):
        document = self.hand_in()

        def add(raw, name):
            document.add_version(base64.b64encode(raw), name)

        with self.assertRaisesRegex(UserError, "empty"):
            add(b"", "x.txt")
        with self.assertRaisesRegex(UserError, "damaged"):
            add(b"%PDF-1.7 broken in the middle", "lease.pdf")
        with self.assertRaisesRegex(UserError, "damaged"):
            add(b"not a PDF at all", "lease.PDF")
        self.assertFalse(document.has_file)
        self.assertFalse(document.version_ids)

    def test_a_scan_of_100_mb_is_refused_with_what_to_do(self):
        document = self.hand_in()
        with self.assertRaisesRegex(UserError, "100 MB; up to 50 MB.*in parts"):
            document.add_version(base64.b64encode(bytes(100 * 1024 * 1024)), "x.tif")
        self.company.archive_scan_mb = 1
        with self.assertRaisesRegex(UserError, "2 MB; up to 1 MB"):
            document.add_version(base64.b64encode(bytes(1024 * 1024 + 1)), "x.tif")

    def test_files_are_not_found_by_what_they_say(self):
        version = self.filed(MARK).version_ids
        self.assertFalse(self.attachment(version).index_content)

    def test_who_may_not_change_the_index_adds_no_file(self):
        """D-09."""
        document = self.filed()
        with self.assertRaisesRegex(AccessError, "custodian"):
            document.with_user(self.reader).write({"content_entry": b"aGVsbG8="})
