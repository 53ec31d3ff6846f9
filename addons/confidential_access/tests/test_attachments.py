import base64

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import SCAN, WHY, DoorCase


@tagged("post_install", "-at_install")
class TestAttachments(HttpCase, DoorCase):
    """Files behind the door: nobody's but through it, the administrator included."""

    def setUp(self):
        super().setUp()
        self.scanned = self.cards["confidential"]
        self.file = self.file_of(self.scanned)

    def file_of(self, card):
        here = [("res_model", "=", card._name), ("res_id", "=", card.id)]
        return self.env["ir.attachment"].search([*here, ("res_field", "=", "scan")])

    def test_the_administrator_does_not_touch_the_file(self):
        file = self.file.with_user(self.administrator)
        for attempt in (
            lambda: file.read(["raw"]),
            lambda: file.write({"raw": b"another"}),
            lambda: file.write({"name": "another"}),
            file.unlink,
            file.copy,
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertEqual(self.file.raw, SCAN)

    def test_a_public_file_is_behind_the_door_too(self):
        self.file.public = True
        with self.assertRaises(AccessError):
            self.file.with_user(self.reader).read(["raw"])

    def test_nothing_is_attached_to_the_record_in_another_way(self):
        for user in (self.reader, self.manager, self.administrator):
            attachments = self.env["ir.attachment"].with_user(user)
            target = {"res_model": self.scanned._name, "res_id": self.scanned.id}
            with self.assertRaises(AccessError):
                attachments.create({"name": "x", "raw": b"x", **target})
            mine = attachments.create({"name": "x", "raw": b"x"})
            with self.assertRaises(AccessError):
                mine.write(target)

    def test_other_files_are_as_before(self):
        attachments = self.env["ir.attachment"].with_user(self.clerk)
        mine = attachments.create(
            {
                "name": "x.txt",
                "raw": b"words words",
                "res_model": "res.users",
                "res_id": self.clerk.id,
            }
        )
        self.assertEqual(mine.index_content, "words words")
        self.assertEqual(attachments.search([("id", "=", mine.id)]), mine)
        mine.write({"raw": b"other words"})
        self.assertEqual(mine.index_content, "other words")

    def test_what_it_says_is_not_indexed(self):
        text = base64.b64encode(b"words that nobody shall find")
        self.scanned.scan = text
        self.assertFalse(self.file.index_content)
        card = self.Card.create({"site_id": self.garden.id, "scan": text})
        made = self.file_of(card)
        self.assertEqual(made.mimetype, "text/plain")
        self.assertFalse(made.index_content)

    def test_the_reader_opens_it_and_no_cache_keeps_it(self):
        entry = self._consult()
        self.authenticate(self.reader.login, self.reader.login)
        answer = self.url_open(f"/confidential/{entry.id}/scan")
        self.assertEqual(answer.content, SCAN)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn("sandbox", answer.headers["Content-Security-Policy"])

    def test_nobody_else_opens_it(self):
        entry = self._consult()
        url = f"/confidential/{entry.id}/scan"
        for user in (self.manager, self.administrator, self.customer):
            self.authenticate(user.login, user.login)
            answer = self.url_open(url)
            self.assertEqual(answer.status_code, 403)
            self.assertNotIn(SCAN, answer.content)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(url).url)

    def _consult(self):
        self.scanned.with_user(self.reader).action_consult(WHY)
        return self.entries()[0]
