from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import INTAKE, MAILS, ComplaintCase

GATEWAY_LOGS = (
    "odoo.addons.helpdesk_complaint.models.complaint_mail",
    "odoo.addons.mail.models.mail_thread",
    "odoo.addons.mail.models.fetchmail",
)


class FakeConnection:
    """An IMAP server's mailbox: what is handled is gone, whatever became of it."""

    def __init__(self, *messages):
        self.mailbox = dict(enumerate(messages))

    def check_unread_messages(self):
        return len(self.mailbox)

    def retrieve_unread_messages(self):
        yield from list(self.mailbox.items())

    def handled_message(self, number):
        del self.mailbox[number]

    def disconnect(self):
        pass


class GatewayCase(ComplaintCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.env["fetchmail.server"].create(
            {"name": "Complaints", "server_type": "imap", "state": "done"}
        )

    def setUp(self):
        super().setUp()
        bounces = patch.object(
            self.registry["mail.thread"], "_routing_create_bounce_email"
        )
        self.bounce = bounces.start()
        self.addCleanup(bounces.stop)
        self.enterContext(mute_logger(*GATEWAY_LOGS))
        self.tickets_before = self.Ticket.search([])
        self.kept_before = self.Mail.search([])

    def raw(self, name):
        return (MAILS / f"{name}.eml").read_bytes()

    def receive(self, message, model=None):
        """Through Odoo's script for mail servers, in a language nobody chose."""
        thread = self.env["mail.thread"].with_context(lang=None)
        return thread.message_process(model, message)

    @contextmanager
    def fetch(self, *messages):
        """Fetch messages, which commits after each of them; then see what is there."""
        connection = FakeConnection(*messages)
        server_class = self.registry["fetchmail.server"]
        with (
            self.enter_registry_test_mode(),
            patch.object(server_class, "_connect__", return_value=connection),
            self.registry.cursor() as cr,
        ):
            error = self.server.with_env(self.server.env(cr=cr))._fetch_mail()
        self.assertIsNone(error)
        self.assertFalse(connection.mailbox, "the mail server keeps no copy")
        yield

    @property
    def tickets(self):
        return self.Ticket.search([]) - self.tickets_before

    @property
    def kept(self):
        return self.Mail.search([]) - self.kept_before

    def break_desk(self):
        """Whoever set the address up chose another company's problem for it."""
        self.desk.alias_defaults = {
            "team_id": self.desk.id,
            "category_id": self.theirs.id,
        }

    def mend_desk(self):
        self.desk.alias_defaults = {"team_id": self.desk.id}

    def assert_waits(self, sentence):
        """Kept, with its sentence and somebody asked; the customer hears nothing."""
        self.assertFalse(self.tickets)
        self.assertEqual(self.kept.state, "failed")
        self.assertEqual(self.kept.problem, sentence)
        self.assertEqual(len(self.kept.activity_ids), 1)
        self.bounce.assert_not_called()
        self.assertNotEqual(self.desk.alias_id.alias_status, "invalid")


class TestMailGateway(GatewayCase):
    """C-01: an e-mail to a site's address becomes a complaint of the site."""

    def test_a_chinese_mail_becomes_a_complaint(self):
        """Written in GB2312, as older mail programs still do."""
        ticket_id = self.receive(self.raw("gb2312"))
        ticket = self.tickets
        self.assertEqual(ticket.id, ticket_id)
        self.assertEqual(ticket.name, "电梯停运，老人无法下楼")
        self.assertIn("家里有老人，请尽快修好。", ticket.what_happened)
        self.assertEqual((ticket.request_kind, ticket.intake), ("complaint", "email"))
        self.assertEqual((ticket.site_id, ticket.team_id), (self.gh, self.desk))
        self.assertEqual(ticket.company_id, self.company)
        self.assertEqual(ticket.partner_id, self.customer)
        self.assertFalse(ticket.complaint_code, "somebody must say what problem it is")
        self.assertEqual(self.kept.state, "done")
        self.assertEqual(self.kept.ticket_id, ticket)
        self.assertEqual(ticket.complaint_mail_id, self.kept)
        self.assertEqual(self.kept.subject, ticket.name)
        self.assertEqual(self.kept.email_from, "李娜 <lina@home.test>")
        self.assertFalse(self.kept.activity_ids)
        ticket.category_id = self.lift
        self.assertRegex(ticket.complaint_code, r"^GH-A-0101-\d{4}$")

    def test_chinese_without_any_encoding_is_read(self):
        """Against the standard, some programs put plain Chinese into the headers."""
        for number, encoding in enumerate(("utf-8", "gb18030")):
            with self.subTest(encoding=encoding):
                message = (
                    f"From: 李娜 <lina@home.test>\r\nTo: {self.gh.complaint_email}\r\n"
                    f"Subject: 电梯停运\r\nMessage-Id: <plain-{number}@home.test>\r\n"
                    f"Content-Type: text/plain; charset={encoding}\r\n\r\n请修好。\r\n"
                )
                self.receive(message.encode(encoding))
                kept = self.kept.sorted("id")[-1]
                self.assertEqual(kept.state, "done")
                self.assertEqual(kept.subject, "电梯停运")
                self.assertEqual(kept.email_from, "李娜 <lina@home.test>")
                self.assertEqual(kept.ticket_id.what_happened, "请修好。")

    def test_the_company_s_people_read_why_in_their_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.company.partner_id.lang = "zh_CN"
        self.receive(self.raw("unknown_site"))
        self.assertEqual(self.kept.problem, "没有代码为“ZZ”的管理处受理投诉。")

    def test_the_raw_message_is_kept_as_it_came(self):
        raw = self.raw("malformed")
        self.receive(raw)
        self.assertEqual(self.kept._raw_bytes(), raw)
        self.assertEqual(self.kept.size, len(raw))
        self.assertEqual(self.kept.raw_name, f"message-{self.kept.id}.eml")

    def test_a_photo_comes_along(self):
        self.receive(self.raw("photo"))
        self.assertIn("客厅天花板自", self.tickets.what_happened)
        photo = self.tickets.message_ids.attachment_ids
        self.assertEqual((photo.name, photo.mimetype), ("漏水.png", "image/png"))

    def test_a_reply_joins_its_complaint(self):
        ticket = self.complaint()
        ours = ticket.message_post(
            body="We come today.",
            partner_ids=self.customer.ids,
            subtype_xmlid="mail.mt_comment",
        )
        self.tickets_before |= ticket
        reply = self.raw("reply").replace(b"OUR-MESSAGE-ID", ours.message_id.encode())
        self.assertEqual(self.receive(reply), ticket.id)
        self.assertFalse(self.tickets)
        self.assertIn("但是还在漏", str(ticket.message_ids[:1].body))
        self.assertEqual((self.kept.state, self.kept.ticket_id), ("done", ticket))

    def test_a_mail_without_text_is_a_complaint_too(self):
        self.receive(self.raw("no_body"))
        self.assertEqual(self.tickets.name, "The lamp in front of building 3 is broken")
        self.assertEqual(self.tickets.what_happened, "(The message has no text.)")

    def test_a_mail_without_a_message_id_is_taken_once(self):
        raw = self.raw("no_message_id")
        self.receive(raw)
        self.receive(raw)
        self.assertEqual(len(self.tickets), 1)
        self.assertTrue(self.kept.message_key.startswith("sha256:"))
        self.assertEqual(self.kept.ticket_id, self.tickets)

    def test_the_same_message_twice_is_one_complaint(self):
        self.receive(self.raw("gb2312"))
        self.assertFalse(self.receive(self.raw("gb2312")))
        self.assertEqual(len(self.tickets), 1)
        self.assertEqual((self.kept.state, self.kept.ticket_id), ("done", self.tickets))

    def test_broken_headers_lose_nothing(self):
        self.receive(self.raw("malformed"))
        self.assertEqual(self.kept.state, "done")
        self.assertEqual(self.tickets.site_id, self.gh)
        self.assertIn("楼上半夜装修。", self.tickets.what_happened)
        self.assertTrue(self.tickets.name)
        self.assertTrue(self.kept.subject)

    def test_of_a_huge_message_the_attachments_are_left_out(self):
        """40 MB where 25 are taken: the raw message keeps what the complaint lacks."""
        message = EmailMessage()
        message["From"] = "Li Na <lina@home.test>"
        message["To"] = "tousu-gh@charter.test"
        message["Subject"] = "Video of the leak"
        message["Message-ID"] = "<huge@home.test>"
        message.set_content("See the video.")
        message.add_attachment(
            bytes(40 * 1024 * 1024), "video", "mp4", filename="leak.mp4"
        )
        self.receive(message.as_bytes())
        ticket = self.tickets
        self.assertEqual(ticket.what_happened, "See the video.")
        self.assertFalse(ticket.message_ids.attachment_ids)
        self.assertGreater(self.kept.size, 40 * 1024 * 1024)
        note = str(ticket.message_ids[0].body)
        self.assertIn("its attachments were left out", note)
        self.assertIn("Video of the leak", note)

    def test_the_limit_is_the_company_s(self):
        self.company.complaint_mail_limit = 1
        message = EmailMessage()
        message["To"] = "tousu-gh@charter.test"
        message["Message-ID"] = "<one-and-a-half@home.test>"
        message.set_content("See the photo.")
        message.add_attachment(bytes(1536 * 1024), "image", "png", filename="leak.png")
        self.receive(message.as_bytes())
        self.assertFalse(self.tickets.message_ids.attachment_ids)
        self.assertEqual(self.tickets.what_happened, "See the photo.")

    def test_each_site_s_address_serves_that_site(self):
        raw = self.raw("no_body").replace(b"tousu-gh@", b"Tousu-BJ@")
        self.receive(raw)
        self.assertEqual((self.tickets.site_id, self.kept.site_id), (self.bj, self.bj))

    def test_an_address_of_no_site_waits_for_a_person(self):
        """Nothing bounces; once the site is there, the message can be tried again."""
        self.assertFalse(self.receive(self.raw("unknown_site")))
        sentence = "No site takes complaints under the code “ZZ”."
        self.assert_waits(sentence)
        self.assertEqual(self.kept.company_id, self.company)
        with self.assertRaises(UserError) as refused:
            self.kept.with_user(self.supervisor).action_retry()
        self.assertEqual(str(refused.exception), sentence)
        site = self.env["service.site"].create(self.site_values("ZZ", "Zhou Zhuang"))
        site.action_open_complaint_desk()
        self.kept.with_user(self.supervisor).action_retry()
        self.assertEqual(self.tickets.site_id, site)
        self.assertEqual((self.kept.state, self.kept.site_id), ("done", site))
        self.assertFalse(self.kept.problem)
        self.assertFalse(self.kept.activity_ids)

    def test_a_similar_address_of_somebody_else_is_none_of_our_business(self):
        raw = self.raw("unknown_site").replace(b"@charter.test", b"@elsewhere.test")
        self.receive(raw, model="res.partner")
        self.assertFalse(self.kept)

    def test_mail_for_others_is_not_kept(self):
        raw = self.raw("no_body").replace(b"tousu-gh@", b"colleague@")
        self.assertTrue(self.receive(raw, model="res.partner"))
        self.assertFalse(self.kept)
        self.assertFalse(self.tickets)

    def test_mail_fetched_as_tickets_is_kept_as_well(self):
        raw = self.raw("no_body").replace(b"tousu-gh@", b"service@")
        self.receive(raw, model="helpdesk.ticket")
        self.assertEqual(self.tickets.request_kind, "request")
        self.assertEqual(self.kept.ticket_id, self.tickets)

    def test_what_the_gateway_refuses_is_listed(self):
        """An address open to known contacts alone: Odoo answers the stranger itself."""
        self.desk.alias_contact = "followers"
        self.receive(self.raw("unknown_site").replace(b"tousu-zz", b"tousu-gh"))
        self.assertFalse(self.tickets)
        self.assertEqual(self.kept.state, "refused")
        self.assertTrue(self.kept.problem)
        self.assertTrue(self.bounce.called)

    def test_whoever_writes_the_complaint_is_the_site_s(self):
        """Customers with a portal account, employees, people of another company."""
        for number, user in enumerate((self.portal, self.employee, self.stranger)):
            with self.subTest(user=user.name):
                raw = self.raw("no_body").replace(b"nobody", b"%d" % number)
                raw = raw.replace(b"lina@home.test", user.email.encode())
                ticket = self.Ticket.browse(self.receive(raw))
                self.assertEqual(ticket.partner_id, user.partner_id)
                self.assertEqual((ticket.site_id, ticket.team_id), (self.gh, self.desk))
                self.assertEqual(ticket.company_id, self.company)
                self.assertEqual(ticket.request_kind, "complaint")


class TestMailGatewayFailure(GatewayCase):
    """C-01: no complaint is lost, whatever goes wrong while it is made."""

    def test_a_failure_leaves_the_message_and_asks_the_supervisor(self):
        """Odoo marks the message read all the same: the kept one is all there is."""
        self.break_desk()
        with self.fetch(self.raw("gb2312")):
            self.assert_waits(
                "“0203 Theirs” belongs to River Property; this ticket is"
                " Jade Property's. Choose one of the same company."
            )
        self.assertEqual(self.kept._raw_bytes(), self.raw("gb2312"))
        self.assertEqual(self.kept.activity_ids.user_id, self.supervisor)
        self.assertEqual(self.kept.site_id, self.gh)
        activity = self.kept.activity_ids
        self.assertEqual(activity.summary, "An e-mail waits to become a complaint")

    def test_a_fault_of_the_program_is_no_loss_either(self):
        with self.failing_create(KeyError("boom")), self.fetch(self.raw("photo")):
            self.assert_waits("An unexpected error: KeyError 'boom'")

    def test_an_error_of_the_database_is_no_loss_either(self):
        """The transaction goes on from before the failure."""
        message_new = self.registry["helpdesk.ticket"].message_new

        def violate(tickets, message, custom_values=None):
            ticket = message_new(tickets, message, custom_values)
            tickets.env.cr.execute("INSERT INTO helpdesk_ticket DEFAULT VALUES")
            return ticket

        broken = patch.object(self.registry["helpdesk.ticket"], "message_new", violate)
        with broken, mute_logger("odoo.sql_db"), self.fetch(self.raw("photo")):
            self.assertFalse(self.tickets)
        self.assertEqual(self.kept.state, "failed")
        self.assertIn("An unexpected error: NotNullViolation", self.kept.problem)

    def test_one_failure_does_not_stop_the_next_message(self):
        self.break_desk()
        other = self.raw("no_body").replace(b"tousu-gh@", b"tousu-bj@")
        with self.fetch(self.raw("gb2312"), other, self.raw("unknown_site")):
            self.assertEqual(self.tickets.site_id, self.bj)
        self.assertEqual(self.kept.mapped("state"), ["failed", "done", "failed"])

    def test_all_is_well_over_imap_too(self):
        with self.fetch(self.raw("gb2312"), self.raw("photo"), self.raw("gb2312")):
            self.assertEqual(len(self.tickets), 2)
        self.assertEqual(self.kept.mapped("state"), ["done", "done"])

    def test_who_answers_for_the_site_is_asked(self):
        """The supervisor; without one the site manager, then a helpdesk manager."""
        self.break_desk()
        self.receive(self.raw("gb2312"))
        ended = fields.Date.today() - timedelta(days=3)
        self.supervisor.site_member_ids.date_to = ended
        self.assertEqual(self.kept._who_looks(), self.site_manager)
        self.site_manager.site_member_ids.date_to = ended
        self.assertEqual(self.kept._who_looks(), self.manager)

    def test_the_same_failure_asks_once(self):
        self.break_desk()
        self.receive(self.raw("gb2312"))
        self.receive(self.raw("gb2312"))
        self.kept.with_user(self.supervisor).action_retry()
        self.assertEqual(len(self.kept), 1)
        self.assertEqual(len(self.kept.activity_ids), 1)
        self.assertEqual(self.kept.state, "failed")

    def test_who_was_asked_can_tick_it_off(self):
        self.break_desk()
        self.receive(self.raw("gb2312"))
        activity = self.kept.activity_ids.with_user(self.supervisor)
        activity.action_feedback("Seen")
        self.assertFalse(self.kept.activity_ids)

    def test_once_the_cause_is_gone_trying_again_works(self):
        self.break_desk()
        with self.fetch(self.raw("photo")):
            self.assertFalse(self.tickets)
        self.mend_desk()
        self.kept.with_user(self.supervisor).action_retry()
        ticket = self.tickets
        self.assertEqual(ticket.name, "屋顶漏水，附照片")
        self.assertEqual(ticket.message_ids.attachment_ids.name, "漏水.png")
        self.assertEqual((self.kept.state, self.kept.ticket_id), ("done", ticket))
        self.assertEqual(ticket.complaint_mail_id, self.kept)
        self.assertFalse(self.kept.problem)
        self.assertFalse(self.kept.activity_ids)
        with self.assertRaises(UserError) as refused:
            self.kept.with_user(self.supervisor).action_retry()
        self.assertEqual(
            str(refused.exception), "Only a message to look at can be tried again."
        )
        self.assertEqual(self.tickets, ticket)

    def came(self, **ago):
        """Let the kept message have come some time ago."""
        self.env.flush_all()
        moment = fields.Datetime.now() - timedelta(**ago)
        statement = "UPDATE complaint_mail SET received_at = %s WHERE id IN %s"
        self.cr.execute(statement, [moment, self.kept._ids])
        self.kept.invalidate_recordset()
        return moment

    def test_the_complaint_was_received_when_the_mail_came(self):
        """C-07, C-12: received when it came; the clocks start when it is accepted."""
        self.break_desk()
        self.receive(self.raw("gb2312"))
        moment = self.came(days=2)
        with self.take_by_hand(self.supervisor) as form:
            self.assertEqual(form.received_at, moment)
            form.category_id = self.leak
        accepted = form.record.accepted_at
        self.assertGreater(accepted, moment + timedelta(days=1))
        self.assertEqual(form.record.reply_expected_at, accepted + timedelta(days=3))
        self.receive(self.raw("photo"))
        self.mend_desk()
        again = self.kept.filtered(lambda it: it.state == "failed")
        came = again.received_at
        again.with_user(self.supervisor).action_retry()
        self.assertEqual(again.ticket_id.received_at, came)

    def take_by_hand(self, user):
        action = self.kept.with_user(user).action_take_by_hand()
        context = {**self.env.context, **action["context"]}
        return Form(self.Ticket.with_user(user).with_context(**context), view=INTAKE)

    def test_a_person_makes_the_complaint_of_it(self):
        self.break_desk()
        with self.fetch(self.raw("gb2312")):
            self.assertFalse(self.tickets)
        with self.take_by_hand(self.supervisor) as form:
            self.assertIn("家里有老人，请尽快修好。", form.what_happened)
            self.assertEqual((form.site_id, form.intake), (self.gh, "email"))
            form.partner_id = self.customer
            form.category_id = self.lift
        ticket = form.record
        self.assertEqual(ticket.name, "电梯停运，老人无法下楼")
        self.assertRegex(ticket.complaint_code, r"^GH-A-0101-\d{4}$")
        self.assertEqual(ticket.complaint_mail_id, self.kept)
        self.assertEqual((self.kept.state, self.kept.ticket_id), ("by_hand", ticket))
        self.assertFalse(self.kept.problem)
        self.assertFalse(self.kept.activity_ids)
        self.mend_desk()
        self.assertFalse(self.receive(self.raw("gb2312")), "it has its complaint")
        self.assertEqual(self.tickets, ticket)

    def test_what_no_program_can_read_a_person_takes(self):
        """The subject is there, and the raw message to look at."""
        with self.fetch(self.raw("unknown_charset")):
            self.assert_waits(
                "An unexpected error: LookupError unknown encoding: x-unknown"
            )
        with self.take_by_hand(self.supervisor) as form:
            self.assertFalse(form.what_happened)
            form.what_happened = "Noise at night"
        self.assertEqual((form.record.name, self.kept.state), ("Noise", "by_hand"))

    def test_what_was_refused_can_be_taken_by_hand(self):
        self.desk.alias_contact = "followers"
        self.receive(self.raw("unknown_site").replace(b"tousu-zz", b"tousu-gh"))
        with self.take_by_hand(self.officer) as form:
            form.category_id = self.noise
        self.assertEqual(self.kept.state, "by_hand")
        self.assertEqual(self.kept.ticket_id, form.record)

    def test_delivered_messages_go_after_the_days_set(self):
        """And only they: one that still waits for somebody stays for ever."""
        self.company.complaint_mail_days = 30
        self.receive(self.raw("gb2312"))
        self.receive(self.raw("photo"))
        self.receive(self.raw("unknown_site"))
        with self.failing_create(KeyError("boom")):
            self.receive(self.raw("no_body"))
        old, recent, unknown, failed = self.kept.sorted("id")
        self.came(days=31)
        self.cr.execute(
            "UPDATE complaint_mail SET received_at = now() WHERE id = %s", [recent.id]
        )
        ticket = old.ticket_id
        self.Mail._gc_delivered()
        self.assertEqual(self.kept, recent | failed | unknown)
        self.assertTrue(ticket.exists())
        self.assertFalse(ticket.complaint_mail_id)
