import re
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .common import ComplaintCase

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00"


class HandInHttpCase(HttpCase, ComplaintCase):
    """The website of Jade Property, with the two desks GH and BJ."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.HandIn = cls.env["complaint.hand_in"]
        public = cls.env.ref("base.public_user")
        public.write(
            {"company_ids": [(4, cls.company.id)], "company_id": cls.company.id}
        )

    def post(self, url, values=(), files=(), **kwargs):
        """Send a form as the browser does, with the token of its page."""
        page = self.url_open(kwargs.pop("page", url)).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        data = {"csrf_token": token and token[1], **dict(values)}
        sent = [("photos", file) for file in files]
        return self.url_open(url, data=data, files=sent or None, **kwargs)

    def hand_in(self, files=(), url="/complaint/GH", **values):
        """Hand a complaint in on the public form."""
        words = {
            "name": "Li Na",
            "phone": "138 0013 8000",
            "unit_text": "3-1201",
            "what_happened": "The lift is stuck.",
            **values,
        }
        return self.post(url, words, files)

    def assert_refused(self, response, *sentences):
        self.assertEqual(response.status_code, 200)
        for sentence in sentences:
            self.assertIn(sentence, response.text)
        self.assertFalse(
            self.HandIn.search([("site_id.company_id", "=", self.company.id)])
        )


class TestPortalHandIn(HandInHttpCase):
    """C-01: whoever has no account hands a complaint in, within limits."""

    def only(self):
        taken = self.HandIn.search([("company_id", "=", self.company.id)])
        self.assertEqual(len(taken), 1)
        return taken

    def test_a_complaint_waits_in_the_queue_of_its_site(self):
        """C-01, C-07: what happened, what is asked, how to answer, with a photo."""
        before = self.env["res.partner"].search_count([])
        response = self.hand_in(
            [("lift.jpg", JPEG, "image/jpeg")],
            demand="Repair it",
            email="lina@home.test",
        )
        taken = self.only()
        self.assertIn("/complaint/status/", response.url)
        self.assertIn(taken.reference, response.text)
        self.assertEqual(
            taken.read(
                ["name", "phone", "email", "unit_text", "what_happened", "demand"],
                load=None,
            )[0],
            {
                "id": taken.id,
                "name": "Li Na",
                "phone": "138 0013 8000",
                "email": "lina@home.test",
                "unit_text": "3-1201",
                "what_happened": "The lift is stuck.",
                "demand": "Repair it",
            },
        )
        self.assertEqual((taken.site_id, taken.state), (self.gh, "waiting"))
        self.assertEqual(taken.source, "website")
        photo = taken.attachment_ids
        self.assertEqual((photo.name, photo.mimetype), ("lift.jpeg", "image/jpeg"))
        self.assertEqual((photo.res_model, photo.res_id), (taken._name, taken.id))
        self.assertFalse(photo.public)
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        self.assertFalse(taken.message_partner_ids.filtered("partner_share"))

    def test_nobody_gets_a_mail(self):
        """A form that writes to any address would be a tool for strangers."""
        self.hand_in(email="victim@elsewhere.test")
        self.assertFalse(
            self.env["mail.mail"].search([("email_to", "ilike", "victim")])
        )
        self.assertFalse(
            self.env["mail.notification"].search(
                [("mail_message_id.model", "=", "complaint.hand_in")]
            )
        )

    def test_the_general_form_offers_the_sites_with_a_desk(self):
        """C-01: GH and BJ, not another company's; one must be chosen."""
        page = self.url_open("/complaint").text
        for site, offered in ((self.gh, True), (self.bj, True), (self.river, False)):
            self.assertEqual(f">{site.name}</option>" in page, offered)
        self.assert_refused(self.hand_in(url="/complaint"), "Choose the site")
        self.assert_refused(
            self.hand_in(url="/complaint", site=self.river.id), "Choose the site"
        )
        self.hand_in(url="/complaint", site=self.bj.id)
        self.assertEqual(self.only().site_id, self.bj)

    def test_a_site_code_that_is_nobodys_is_not_found(self):
        self.assertEqual(self.url_open("/complaint/NOWHERE").status_code, 404)
        self.assertEqual(self.url_open("/complaint/HZ").status_code, 404)
        self.assertEqual(self.url_open("/complaint/gh").status_code, 200)

    def test_what_was_written_is_still_there_after_a_refusal(self):
        response = self.hand_in(phone="", what_happened="The <b>lift</b> is stuck.")
        self.assert_refused(response, "Give a phone number or an e-mail address")
        self.assertIn("The &lt;b&gt;lift&lt;/b&gt; is stuck.", response.text)

    def test_a_form_without_its_token_is_refused(self):
        """Another website cannot send it for its visitors."""
        with mute_logger("odoo.http"):
            response = self.url_open(
                "/complaint/GH",
                data={"what_happened": "x", "phone": "1", "csrf_token": "wrong"},
            )
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.HandIn.search([("company_id", "=", self.company.id)]))

    def test_a_program_that_fills_in_everything_is_refused(self):
        self.assert_refused(self.hand_in(subject="Buy!"), "Leave the last field empty")

    def test_a_sentence_for_each_limit(self):
        """C-01: what is wrong, and what to do; all at once."""
        self.company.write(
            {
                "complaint_web_letters": 30,
                "complaint_web_files": 2,
                "complaint_web_megabytes": 1,
            }
        )
        large = JPEG + b"x" * 1024 * 1024
        self.assert_refused(
            self.hand_in(
                [("a.jpg", large, "image/jpeg")] * 3,
                what_happened="x" * 31,
                phone="",
                email="nonsense",
            ),
            "Give a phone number",
            "A text may have 30 characters at most",
            "2 photos can be sent at most",
            "“a.jpg” is larger than 1 MB",
        )

    def test_what_a_file_is_its_content_says(self):
        """C-01: neither a program nor a drawing with a script, whatever they claim."""
        for content in (EXE, SVG, b"<html>"):
            with self.subTest(content=content):
                self.assert_refused(
                    self.hand_in([("photo.jpg", content, "image/jpeg")]),
                    "“photo.jpg” is none of these: jpeg, png, webp, heic, pdf",
                )

    def test_an_administrator_says_which_kinds_are_taken(self):
        self.company.complaint_web_kinds = "pdf"
        self.assert_refused(
            self.hand_in([("photo.png", PNG, "image/png")]), "none of these: pdf"
        )

    def test_a_sender_is_stopped_after_so_many_within_the_hour(self):
        """C-01: the limit, a clear sentence, and an hour later all is well."""
        self.company.complaint_web_per_address = 2
        for _turn in range(2):
            self.assertIn("/complaint/status/", self.hand_in().url)
        response = self.hand_in()
        self.assertIn("2 complaints came from your connection", response.text)
        taken = self.HandIn.search([("company_id", "=", self.company.id)])
        self.assertEqual(len(taken), 2)
        taken[0].sudo().received_at -= timedelta(minutes=61)
        self.assertIn("/complaint/status/", self.hand_in().url)

    def test_all_together_are_stopped_after_so_many_within_the_hour(self):
        """C-01: from however many addresses."""
        self.company.complaint_web_per_hour = 2
        take = self.HandIn.with_user(self.env.ref("base.public_user")).take_from_website
        words = {
            **dict.fromkeys(("name", "phone", "unit_text", "demand"), "x"),
            "email": "",
            "what_happened": "The lift is stuck.",
            "site_id": self.gh.id,
        }
        for address in ("203.0.113.1", "203.0.113.2"):
            taken, sentences = take(words, [], address)
            self.assertEqual((len(taken), sentences), (1, []))
        taken, (sentence,) = take(words, [], "203.0.113.3")
        self.assertFalse(taken)
        self.assertIn("Too many complaints arrive right now", sentence)

    def test_where_it_came_from_is_forgotten(self):
        """People: only a digest, and that for a day."""
        self.hand_in()
        taken = self.only()
        self.assertRegex(taken.address_key, r"^[0-9a-f]{64}$")
        self.HandIn._gc_addresses()
        self.assertTrue(taken.address_key)
        taken.received_at -= timedelta(hours=25)
        self.HandIn._gc_addresses()
        self.assertFalse(taken.address_key)

    # -- the status link --

    def test_the_link_shows_the_four_steps_and_nothing_else(self):
        """C-02: no name, no words, no officer."""
        url = self.hand_in(demand="Repair it").url.partition("?")[0]
        taken = self.only()
        page = self.url_open(url)
        self.assertIn(taken.reference, page.text)
        self.assertEqual(self.step_of(page.text), "Arrived")
        for secret in ("Li Na", "138 0013", "3-1201", "stuck", "Repair it"):
            self.assertNotIn(secret, page.text)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        taken.with_user(self.officer).accept(self.customer, self.leak)
        self.assertEqual(self.step_of(self.url_open(url).text), "Arrived")
        taken.ticket_id.user_id = self.officer
        self.assertEqual(self.step_of(self.url_open(url).text), "Being handled")
        self.assertNotIn(self.officer.name, self.url_open(url).text)

    def step_of(self, page):
        return re.search(r'<li[^>]*aria-current="step"[^>]*>([^<]+)</li>', page)[1]

    def test_the_link_of_a_refused_one_says_so_without_the_reason(self):
        url = self.hand_in().url
        self.only().with_user(self.officer).refuse("A drunkard")
        page = self.url_open(url).text
        self.assertIn("We did not take this as a complaint", page)
        self.assertNotIn("drunkard", page)

    def test_a_link_that_is_mistyped_or_too_old_says_so(self):
        url = self.hand_in().url.partition("?")[0]
        for wrong in (url[:-3], f"{url[:-3]}AAA", "/complaint/status/nonsense"):
            page = self.url_open(wrong)
            self.assertEqual(page.status_code, 200)
            self.assertIn("This link does not work any more", page.text)
        token = url.rpartition("/")[2]
        later = fields.Datetime.now() + timedelta(days=91)
        with patch("odoo.tools.misc.datetime.datetime") as clock:
            clock.now.return_value = later
            self.assertFalse(self.HandIn.from_token(token))
        self.assertTrue(self.HandIn.from_token(token))

    def test_who_has_an_account_uses_it(self):
        """One way for them: the form that knows them."""
        self.authenticate(self.portal.login, self.portal.login)
        self.assertIn("/my/complaint", self.url_open("/complaint/GH").url)
