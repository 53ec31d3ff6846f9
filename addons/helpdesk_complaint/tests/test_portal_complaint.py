import re
from datetime import timedelta
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .test_portal_hand_in import EXE, JPEG, HandInHttpCase


class TestPortalComplaint(HandInHttpCase):
    """C-01, C-02: a customer with an account, and everybody who must not see."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls.env["res.partner"].create({"name": "Firm", "is_company": True})
        cls.owner = cls.person("Owner", "base.group_portal")
        cls.colleague = cls.person("Colleague", "base.group_portal")
        (cls.owner | cls.colleague).partner_id.parent_id = cls.firm
        cls.done = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        cls.done.mail_template_id = False
        cls.ticket = cls.complaint(
            partner_id=cls.owner.partner_id.id, demand="Find the leak", user_id=False
        )
        cls.request = cls.complaint(
            request_kind="request",
            name="A new key",
            description="A new key",
            partner_id=cls.owner.partner_id.id,
        )
        cls.url = f"/my/ticket/{cls.ticket.id}"

    def log_in(self, user):
        self.authenticate(user.login, user.login)

    def sees(self, user, ticket):
        tickets = self.Ticket.with_user(user)
        return bool(tickets.search_count([("id", "=", ticket.id)]))

    # -- handing in --

    def test_a_customer_hands_a_complaint_in(self):
        """C-01, C-07: it is a complaint at once, of that customer, with the photo."""
        self.log_in(self.owner)
        response = self.post(
            "/my/complaint",
            {
                "site": self.bj.id,
                "what_happened": "The gate is open at night.",
                "demand": "Close it",
                "partner_id": self.colleague.partner_id.id,
                "severity": "c",
            },
            [("gate.jpg", JPEG, "image/jpeg")],
        )
        ticket = self.Ticket.search([("site_id", "=", self.bj.id)])
        self.assertTrue(response.url.endswith(f"/my/ticket/{ticket.id}"))
        self.assertEqual(ticket.request_kind, "complaint")
        self.assertEqual(ticket.intake, "portal")
        self.assertEqual(ticket.partner_id, self.owner.partner_id)
        self.assertEqual(ticket.team_id, self.bj_desk)
        self.assertEqual(ticket.what_happened, "The gate is open at night.")
        self.assertEqual(ticket.demand, "Close it")
        self.assertFalse(ticket.user_id)
        self.assertFalse(ticket.severity)
        self.assertIn("gate.jpeg", response.text)
        self.assertIn("The gate is open at night.", response.text)

    def test_an_account_is_stopped_after_so_many_within_the_hour(self):
        """C-01: the limit of a connection is that of an account."""
        self.company.complaint_web_per_address = 1
        take = self.Ticket.with_user(self.owner).take_from_portal
        words = {"site_id": self.bj.id, "what_happened": "Noise", "demand": "Quiet"}
        partner = self.owner.partner_id
        first, sentences = take(partner, words, [])
        self.assertEqual((len(first), sentences), (1, []))
        second, (sentence,) = take(partner, words, [])
        self.assertFalse(second)
        self.assertIn("within the hour", sentence)
        first.received_at -= timedelta(minutes=61)
        self.assertTrue(take(partner, words, [])[0])

    def test_a_refusal_keeps_the_words(self):
        self.log_in(self.owner)
        words = {"site": self.bj.id, "what_happened": "The gate is open."}
        page = self.post("/my/complaint", words, [("a.jpg", EXE, "image/jpeg")]).text
        self.assertIn("“a.jpg” is none of these", page)
        self.assertIn("The gate is open.", page)
        page = self.post("/my/complaint", {**words, "site": self.river.id}).text
        self.assertIn("Choose the site", page)
        self.assertFalse(self.Ticket.search([("site_id", "=", self.bj.id)]))

    # -- seeing --

    def test_a_complaint_is_its_contact_s_alone(self):
        """Colleagues and followers see other tickets, as the helpdesk has it."""
        self.assertTrue(self.sees(self.owner, self.ticket))
        self.ticket.message_subscribe(self.colleague.partner_id.ids)
        self.assertFalse(self.sees(self.colleague, self.ticket))
        self.assertTrue(self.sees(self.colleague, self.request))
        self.assertFalse(self.sees(self.portal, self.ticket))
        for user in (self.colleague, self.portal):
            self.log_in(user)
            self.assertNotIn(self.ticket.complaint_code, self.url_open(self.url).text)
            listed = self.url_open("/my/tickets").text
            self.assertNotIn(self.ticket.complaint_code, listed)

    def test_without_an_account_the_page_is_shut(self):
        self.assertIn("/web/login", self.url_open(self.url).url)
        page = self.url_open(f"{self.url}/{'0' * 36}")
        self.assertNotIn(self.ticket.complaint_code, page.text)

    def test_the_link_of_a_mail_opens_it_without_an_account(self):
        """C-08: who was written to need not have an account."""
        page = self.url_open(f"{self.url}/{self.ticket._portal_ensure_token()}").text
        self.assertIn(self.ticket.complaint_code, page)
        self.assertNotIn("/ticket/close", page)

    def test_the_page_tells_how_far_it_is_and_what_was_promised(self):
        """C-02, C-07: 3 March 09:00 in Shanghai and three days."""
        self.log_in(self.owner)
        page = self.url_open(self.url).text
        self.assertIn(self.ticket.complaint_code, page)
        self.assertIn("Water drips from the ceiling", page)
        self.assertIn("Find the leak", page)
        self.assertIn("Thursday 5 March, 09:00", page)
        self.assertIn('aria-current="step">Arrived', page)
        self.assertIn("It is late: we are sorry", page)
        self.ticket.reply_expected_at = "2099-03-05 01:00:00"
        page = self.url_open(self.url).text
        self.assertIn("You will have our answer by <b>Thursday 5 March, 09:00", page)
        self.ticket.reply_expected_at = "2026-03-05 01:00:00"
        listed = self.url_open("/my/tickets").text
        self.assertIn(self.ticket.complaint_code, listed)
        self.assertRegex(listed, r"3/5/26, 9:00\sAM")

    def test_what_is_internal_is_not_on_the_page(self):
        """Neither notes, nor files of notes, nor the others who complain."""
        self.ticket.complainant_ids = [Command.link(self.neighbour.id)]
        plan = self.env["ir.attachment"].create({"name": "plan.txt", "raw": b"secret"})
        note = self.ticket.message_post(
            body="He is a liar", attachment_ids=plan.ids, subtype_xmlid="mail.mt_note"
        )
        self.env["ir.attachment"].create(
            {
                "name": "offer.txt",
                "raw": b"secret",
                "res_model": "helpdesk.ticket",
                "res_id": self.ticket.id,
            }
        )
        self.ticket.message_post(
            body="We are on our way",
            author_id=self.officer.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertTrue(note.attachment_ids)
        self.log_in(self.owner)
        page = self.url_open(self.url).text
        self.assertIn("We are on our way", page)
        for secret in ("liar", "plan.txt", "offer.txt", self.neighbour.name, "C-04"):
            self.assertNotIn(secret, page)

    # -- writing --

    def reply(self, text="", files=(), **values):
        return self.post(
            f"{self.url}/reply", {"text": text, **values}, files, page=self.url
        )

    def test_a_customer_adds_words_and_photos(self):
        self.log_in(self.owner)
        page = self.reply("It is <b>worse</b>", [("a.jpg", JPEG, "image/jpeg")]).text
        self.assertIn("It is &lt;b&gt;worse&lt;/b&gt;", page)
        message = self.ticket.customer_messages()[-1:]
        self.assertEqual(message.author_id, self.owner.partner_id)
        self.assertEqual(message.attachment_ids.name, "a.jpeg")
        self.reply(files=[("b.jpg", JPEG, "image/jpeg")])
        message = self.ticket.customer_messages()[-1:]
        self.assertEqual(message.attachment_ids.name, "b.jpeg")

    def test_what_cannot_be_taken_is_said_once(self):
        self.log_in(self.owner)
        page = self.reply("Look", [("a.jpg", EXE, "image/jpeg")]).text
        self.assertIn("“a.jpg” is none of these", page)
        self.assertIn("Write down what happened", self.reply(" ").text)
        self.assertNotIn("Write down what happened", self.url_open(self.url).text)
        self.assertFalse(self.ticket.customer_messages())

    def test_who_holds_the_link_of_a_mail_writes_as_the_contact(self):
        token = self.ticket._portal_ensure_token()
        url = f"{self.url}/reply"
        self.post(
            url, {"text": "Hello", "access_token": token}, page=f"{self.url}/{token}"
        )
        message = self.ticket.customer_messages()
        self.assertEqual(message.author_id, self.owner.partner_id)
        self.post(url, {"text": "Mine", "access_token": "0" * 36}, page="/complaint")
        self.assertEqual(self.ticket.customer_messages(), message)

    def test_strangers_write_nothing(self):
        for user in (self.colleague, self.portal):
            self.log_in(user)
            self.post(f"{self.url}/reply", {"text": "Mine"}, page="/my/complaint")
            self.assertFalse(self.ticket.customer_messages())
        with mute_logger("odoo.http"):
            self.log_in(self.owner)
            response = self.url_open(
                f"{self.url}/reply", data={"text": "Forged", "csrf_token": "x"}
            )
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.ticket.customer_messages())

    # -- closing --

    def close(self, ticket, stage=None, page="/my/complaint"):
        values = {"ticket_id": ticket.id, "stage_id": (stage or self.done).id}
        return self.post("/ticket/close", values, page=page)

    def test_a_link_closes_nothing(self):
        """A mail scanner that follows links did, in the helpdesk's own."""
        self.log_in(self.owner)
        with mute_logger("odoo.http"):
            response = self.url_open(
                f"/ticket/close?ticket_id={self.request.id}&stage_id={self.done.id}"
            )
        self.assertEqual(response.status_code, 405)
        self.assertFalse(self.request.closed)

    def test_nobody_closes_another_s_ticket(self):
        for user in (self.colleague, self.portal, self.officer):
            self.log_in(user)
            self.close(self.request)
            self.assertFalse(self.request.closed)

    def test_nothing_is_closed_without_the_token_of_the_page(self):
        self.log_in(self.owner)
        with mute_logger("odoo.http"):
            response = self.url_open(
                "/ticket/close",
                data={
                    "ticket_id": self.request.id,
                    "stage_id": self.done.id,
                    "csrf_token": "x",
                },
            )
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.request.closed)

    def test_a_customer_closes_the_own_request(self):
        self.log_in(self.owner)
        page = self.url_open(f"/my/ticket/{self.request.id}").text
        (form,) = re.findall(r'<form[^>]*action="/ticket/close"[^>]*>', page)[:1]
        self.assertIn('method="POST"', form)
        self.close(self.request, page=f"/my/ticket/{self.request.id}")
        self.assertEqual(self.request.stage_id, self.done)

    def test_a_complaint_is_not_closed_before_its_answer(self):
        """C-02: a page that says so, and the complaint stays open."""
        self.log_in(self.owner)
        self.assertNotIn("/ticket/close", self.url_open(self.url).text)
        page = self.close(self.ticket).text
        self.assertIn("Your complaint has not been answered yet", page)
        self.assertFalse(self.ticket.closed)

    def test_a_stage_that_is_not_for_customers_is_refused(self):
        rejected = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_rejected")
        open_stage = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")
        foreign = self.done.copy({"team_ids": [Command.link(self.bj_desk.id)]})
        self.log_in(self.owner)
        for stage in (rejected, open_stage, foreign):
            before = self.request.stage_id
            page = self.close(self.request, stage).text
            self.assertIn("Your ticket cannot be closed that way", page)
            self.assertEqual(self.request.stage_id, before)

    def test_nonsense_leads_home(self):
        self.log_in(self.owner)
        for values in ({}, {"ticket_id": "x", "stage_id": "y"}, {"ticket_id": "0"}):
            response = self.post("/ticket/close", values, page="/my/complaint")
            self.assertEqual(response.status_code, 200)
            self.assertIn("/my", response.url)

    def test_what_the_closing_rule_refuses_is_a_page_too(self):
        """C-02: a sentence, not a traceback, whoever refuses."""
        self.ticket.sudo().replied_at = "2026-03-03 01:00:00"
        self.log_in(self.owner)
        refused = UserError("Say first how it ended.")
        with patch.object(type(self.Ticket), "write", side_effect=refused):
            page = self.close(self.ticket).text
        self.assertIn("Say first how it ended.", page)
        self.assertFalse(self.ticket.closed)

    # -- the helpdesk's own data --

    def test_visitors_read_stages_and_change_none(self):
        """The helpdesk lets everybody on the internet rename them."""
        line = self.env.ref("helpdesk_mgmt.access_helpdesk_ticket_stage_public")
        self.assertTrue(line.perm_read)
        self.assertFalse(line.perm_write or line.perm_create or line.perm_unlink)
