from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .common import JPEG, NUMBER, PHONE, PROGRAM, FormCase

GONE = "This link does not work any more"
THANKS = "Thank you, we have your answers"


class TestCustomerForm(HttpCase, FormCase):
    """D-11: a customer fills the form in over a link, once, without an account."""

    def setUp(self):
        super().setUp()
        self.form = self.sent_form()
        self.url = self.path(self.form)

    def answers(self, form=None):
        (form or self.form).invalidate_recordset()
        return (form or self.form).sudo().answers

    def assert_gone(self, response):
        self.assertEqual(response.status_code, 410)
        self.assertIn(GONE, response.text)
        self.assertNotIn("<form method", response.text)

    # -- the link --

    def test_looking_at_it_uses_nothing_up(self):
        """D-11: the scanner of a mail server may open a link as often as it likes."""
        for _time in range(3):
            response = self.url_open(self.url)
            self.assertEqual(response.status_code, 200)
            self.assertIn("Song Jianping", response.text)
        self.assertEqual(self.form.state, "sent")
        self.assertEqual(response.headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(response.headers["Cache-Control"], "no-store")

    def test_it_tells_nothing_that_we_know(self):
        """D-08: whoever holds the link reads no data of the customer."""
        self.customer.phone = PHONE
        self.dossier.birth_date_entry = "1978-05-12"
        text = self.url_open(self.url).text
        for known in (PHONE, "song@home.example", "1978-05-12"):
            self.assertNotIn(known, text)

    def test_what_is_sent_is_kept_behind_the_door_with_its_consent(self):
        before = self.customer.read(["phone", "street", "write_date"])
        response = self.post(
            self.url,
            [("card.jpg", JPEG, "image/jpeg")],
            phone=PHONE,
            birth_date="1978-05-12",
            identity_number=NUMBER,
            occupation="  Architect ",
        )
        self.assertEqual(response.status_code, 200)
        self.assertIn(THANKS, response.text)
        self.assertEqual(
            self.answers(),
            {
                "phone": PHONE,
                "birth_date": "1978-05-12",
                "identity_number": NUMBER,
                "occupation": "Architect",
            },
        )
        self.assertEqual(self.form.state, "submitted")
        self.assertIn("I agree", self.form.consent_text)
        self.assertTrue(self.form.consent_at)
        [file] = self.form.file_ids
        self.assertEqual((file.kind, file.size), ("jpeg", len(JPEG)))
        self.assertEqual(self.customer.read(["phone", "street", "write_date"]), before)
        messages = self.env["mail.message"].search(
            [("model", "=", "res.partner"), ("res_id", "=", self.customer.id)]
        )
        self.assertNotIn(PHONE, str(messages.mapped("body")))

    def test_it_is_taken_once(self):
        self.post(self.url, phone=PHONE)
        token = self.post(self.path(self.sent_form()), phone="1").url  # a session
        self.assertTrue(token)
        again = self.url_open(self.url)
        self.assertIn(THANKS, again.text)
        form = self.form.sudo()
        self.assertFalse(form.take({"phone": "13900000000"}, [], True))
        self.assertEqual(self.answers(), {"phone": PHONE})

    def test_a_second_post_changes_nothing(self):
        other = self.sent_form()
        page = self.url_open(self.path(other)).text
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        data = {"csrf_token": token, "agreed": "1"}
        self.url_open(self.url, data={**data, "phone": PHONE})
        second = self.url_open(self.url, data={**data, "phone": "139 0000 0000"})
        self.assertIn(THANKS, second.text)
        self.assertEqual(self.answers(), {"phone": PHONE})

    def test_an_expired_link_gets_one_clear_page(self):
        later = fields.Datetime.now() + timedelta(days=14, seconds=1)
        self.env.flush_all()
        self.form.sudo().expires_at = fields.Datetime.now() - timedelta(seconds=1)
        self.assert_gone(self.url_open(self.url))
        self.assertGreater(later, self.form.sent_at)
        self.assertFalse(self.form.sudo().take({"phone": PHONE}, [], True))
        self.assertFalse(self.answers())

    def test_it_works_for_the_days_that_are_set(self):
        self.company.dossier_form_days = 3
        with freeze_time("2026-03-01 10:00:00"):
            self.form.action_send()
        self.assertEqual(str(self.form.expires_at), "2026-03-04 10:00:00")

    def test_a_withdrawn_link_gets_the_same_page(self):
        self.form.action_withdraw()
        self.assert_gone(self.url_open(self.url))
        with self.assertRaises(UserError):
            self.form.action_send()

    def test_sent_again_the_earlier_link_stops_working(self):
        self.form.action_send()
        self.assert_gone(self.url_open(self.url))
        self.assertEqual(self.url_open(self.path(self.form)).status_code, 200)

    def test_a_mistyped_or_forged_link_gets_the_same_page(self):
        other = self.sent_form()
        forged = self.url[:-12] + self.path(other)[-12:]
        for url in ("/dossier/form/nonsense", self.url[:-2], f"{self.url}A", forged):
            self.assert_gone(self.url_open(url))

    def test_the_link_of_an_ex_owner_ends_with_the_tenure(self):
        """D-11: the day after the last one; until then it works."""
        today = self.garden.local_date()
        self.tenure.date_to = today
        self.assertEqual(self.url_open(self.url).status_code, 200)
        self.tenure.date_to = today - timedelta(days=1)
        self.assert_gone(self.url_open(self.url))
        with self.assertRaisesRegex(UserError, "time at the unit is over"):
            self.form.action_send()

    @mute_logger("odoo.http")
    def test_it_takes_the_token_of_the_page(self):
        """Nobody else's page sends the form."""
        response = self.url_open(self.url, data={"phone": PHONE, "agreed": "1"})
        self.assertEqual(response.status_code, 400)
        self.assertEqual(self.form.state, "sent")

    def test_it_speaks_the_customers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"].search(
            [("name", "=", "partner_dossier_form")]
        )._update_translations(["zh_CN"])
        self.customer.lang = "zh_CN"
        form = self.sent_form()
        self.assertEqual(form.lang, "zh_CN")
        self.assertIn("请填写", self.url_open(self.path(form)).text)

    # -- what is wrong with it --

    def test_what_is_wrong_is_said_all_at_once_and_nothing_is_kept(self):
        response = self.post(
            self.url,
            phone="12",
            birth_date="2999-01-01",
            email="song",
            identity_number="110105194912310021",
            agreed="",
        )
        for sentence in (
            "“Phone” is no phone number",
            "“Birth Date” is still to come",
            "“E-Mail” is no e-mail address",
            "The last sign of the number",
            "Without your consent",
        ):
            self.assertIn(sentence, response.text)
        self.assertEqual(self.form.state, "sent")
        self.assertFalse(self.answers())
        self.assertIn('value="12"', response.text, "what was typed is still there")

    def test_a_program_is_refused_by_its_content(self):
        response = self.post(
            self.url, [("card.jpg", PROGRAM, "image/jpeg")], phone=PHONE
        )
        self.assertIn("“card.jpg” is none of these", response.text)
        self.assertFalse(self.form.file_ids)
        self.assertFalse(self.answers())

    def test_files_are_limited_in_number_and_size(self):
        self.company.write({"dossier_form_files": 1, "dossier_form_megabytes": 1})
        large = JPEG + b"x" * 1024 * 1024
        files = [("a.jpg", JPEG, "image/jpeg"), ("b.jpg", large, "image/jpeg")]
        response = self.post(self.url, files, phone=PHONE)
        self.assertIn("1 files can be sent at most", response.text)
        self.assertIn("“b.jpg” is larger than 1 MB", response.text)

    def test_an_empty_form_is_no_answer(self):
        self.assertIn("Nothing is filled in yet", self.post(self.url).text)

    def test_it_comes_back_so_often_an_hour(self):
        self.company.dossier_form_tries = 2
        for _time in range(2):
            self.assertIn("no phone number", self.post(self.url, phone="1").text)
        self.assertIn("2 times within the hour", self.post(self.url, phone=PHONE).text)
        self.form.sudo().tried_since = fields.Datetime.now() - timedelta(hours=1)
        self.assertIn(THANKS, self.post(self.url, phone=PHONE).text)

    def test_a_file_comes_for_the_paper_that_is_missing(self):
        """D-05: accepted, the paper is received."""
        paper = self.env["partner.dossier.paper"].create(
            {"dossier_id": self.dossier.id, "name": "Deed of the Flat"}
        )
        name = f"paper_{paper.id}"
        self.assertIn("Deed of the Flat", self.url_open(self.url).text)
        self.post(self.url, [(name, ("deed.jpg", JPEG, "image/jpeg"))])
        file = self.form.file_ids
        self.assertEqual(file.paper_id, paper)
        self.assertEqual(paper.status, "missing")
        self.form.decide([], file.ids)
        self.assertEqual(paper.status, "received")

    # -- who is told --

    def test_the_link_is_mailed_and_stands_in_no_table(self):
        mails = self.env["mail.mail"].sudo()
        sent = mails.search(
            [("model", "=", self.form._name), ("res_id", "=", self.form.id)]
        )
        self.assertEqual(sent.email_to, "song@home.example")
        self.assertIn(self.url, sent.body_html)
        self.assertTrue(sent.auto_delete)
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT f::text FROM partner_dossier_form f WHERE id = %s", [self.form.id]
        )
        self.assertNotIn(self.url.rpartition("/")[2], self.env.cr.fetchone()[0])

    def test_the_custodian_is_asked_to_compare(self):
        self.post(self.url, phone=PHONE)
        activity = self.form.sudo().activity_ids
        self.assertEqual(activity.user_id, self.custodian)
        self.assertNotIn(PHONE, str(activity.read()))

    def test_without_a_custodian_an_officer_of_the_class_is(self):
        self.env["service.site.member"].search(
            [("user_id", "=", self.custodian.id)]
        ).unlink()
        self.post(self.url, phone=PHONE)
        self.assertEqual(self.form.sudo().activity_ids.user_id, self.officer)
