from odoo.tests import HttpCase

from .common import ComplaintCase


class TestTours(HttpCase, ComplaintCase):
    """What an officer does in the browser, and what it leaves in the register."""

    def test_a_call_is_taken_and_coded(self):
        """C-01, C-03, C-04, C-07: while the caller talks, with the keyboard alone."""
        self.start_tour(
            "/odoo/take-complaint",
            "complaint_taken_on_the_phone",
            login=self.officer.login,
        )
        complaint = self.Ticket.search([("partner_id", "=", self.customer.id)])
        self.assertRegex(complaint.complaint_code, r"^GH-B-0203-\d{4}$")
        self.assertEqual(complaint.site_id, self.gh)
        self.assertEqual(complaint.intake, "phone")
        self.assertEqual(complaint.demand, "Find the leak this week")
        self.assertIn("Water drips", complaint.description)
        self.assertTrue(complaint.reply_time_told)
        told = complaint.reply_expected_at - complaint.received_at
        self.assertEqual(told.days, 3)

    def test_an_e_mail_becomes_a_coded_complaint(self):
        """C-01, C-03: what came to the site's address waits for its problem."""
        self.env["mail.thread"].message_process(
            None,
            "From: Li Na <lina@home.test>\r\n"
            f"To: {self.gh.complaint_email}\r\n"
            "Subject: Lift\r\n"
            "Message-Id: <tour@home.test>\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n\r\n"
            "My mother is stuck in the lift.",
        )
        complaint = self.Ticket.search([("partner_id", "=", self.customer.id)])
        self.assertFalse(complaint.complaint_code)
        self.start_tour(
            "/odoo/complaints-to-code",
            "complaint_mail_coded",
            login=self.officer.login,
        )
        self.assertRegex(complaint.complaint_code, r"^GH-A-0101-\d{4}$")
        self.assertEqual(complaint.complaint_mail_id.state, "done")
