import io
import unicodedata

import lxml.html
from pypdf import PdfReader

from odoo.tests import tagged

from .common import ComplaintCase

PREFIX = "helpdesk_complaint.helpdesk_ticket_report"


@tagged("post_install", "-at_install")
class TestReports(ComplaintCase):
    def print(self, kind, tickets, user=None, **context):
        report = self.env.ref(f"{PREFIX}_{kind}").with_user(user or self.officer)
        content, _kind = report.with_context(
            force_report_rendering=True, **context
        )._render_qweb_pdf(report.report_name, tickets.ids)
        return [
            " ".join(unicodedata.normalize("NFKC", page.extract_text()).split())
            for page in PdfReader(io.BytesIO(content)).pages
        ]

    def request(self):
        return self.complaint(
            request_kind="request", name="A spare key", description="The third one"
        )

    def test_the_register_has_a_line_for_each_complaint(self):
        tickets = self.complaint(demand="A written apology") | self.complaint()
        [page] = self.print("register", tickets)
        self.assertIn("Complaint Register", page)
        for words in ("Garden House", "Li Na", "138 0013 8000", "A written apology"):
            self.assertIn(words, page)
        for code in self.codes(tickets):
            self.assertIn(code, "".join(page.split()))

    def test_what_is_empty_leaves_its_cell_empty(self):
        """A cell that goes missing would move all that follow."""
        ticket = self.complaint(partner_id=False, demand=False, user_id=False)
        report = self.env.ref(f"{PREFIX}_register")
        html, _kind = report._render_qweb_html(report.report_name, ticket.ids)
        [table] = lxml.html.fromstring(html).xpath("//table[thead]")
        [row] = table.xpath("tbody/tr")
        self.assertEqual(len(row.xpath("td")), len(table.xpath("thead/tr/th")))

    def test_the_register_is_in_the_time_of_the_site(self):
        ticket = self.complaint(received_at="2026-03-02 20:30:00")
        [page] = self.print("register", ticket)
        self.assertIn("Period 03/03/2026 – 03/03/2026", page)
        self.assertIn("4:30 AM", page)

    def test_the_register_repeats_its_head_and_numbers_its_pages(self):
        tickets = self.Ticket.union(
            *(
                self.complaint(what_happened="Water everywhere. " * 40)
                for _ in range(12)
            )
        )
        pages = self.print("register", tickets)
        self.assertGreater(len(pages), 1)
        for number, page in enumerate(pages, 1):
            self.assertIn("What Happened", page)
            self.assertIn(f"Page {number} of {len(pages)}", page)

    def test_each_site_has_its_own_register(self):
        here, there = self.complaint(), self.complaint(site_id=self.bj.id)
        pages = self.print("register", here | there, user=self.manager)
        self.assertEqual(len(pages), 2)
        self.assertIn("Garden House", pages[0])
        self.assertNotIn("Garden House", pages[1])
        self.assertIn("Page 1 of 1", pages[1])

    def test_what_is_no_complaint_is_not_in_the_register(self):
        request = self.request()
        [page] = self.print("register", self.complaint() | request)
        self.assertIn("Complaints 1", page)

    def test_a_record_tells_all_about_one_complaint(self):
        ticket = self.complaint(
            demand="A written apology", complainant_ids=self.neighbour.ids
        )
        text = " ".join(self.print("record", ticket))
        for words in (
            "Complaint Handling Record",
            ticket.complaint_code,
            ticket.severity_reason,
            "Garden House",
            "Zhou Bin",
            ticket.what_happened,
            "A written apology",
        ):
            self.assertIn(words, text)

    def test_the_record_shows_how_it_was_handled(self):
        """What was found, answered and signed, by whom, when it was due and done."""
        ticket = self.complaint(self.officer, intake="phone")
        ticket.action_found_valid()
        ticket.write(
            {
                "cause": "A cracked pipe",
                "solution": "A new pipe",
                "reply": "The pipe is new.",
                "requested_limit": "2026-03-03 21:30:00",
            }
        )
        ticket.action_record_cause()
        ticket.action_record_solution()
        ticket.action_tell_solution()
        ticket.action_carry_out()
        ticket.action_reply()
        ticket.action_sign()
        ticket.closing_outcome = "exhausted"
        text = " ".join(self.print("record", ticket))
        for words in (
            "Asked For By 3/4/26, 5:30 AM",
            "Validity Valid",
            "Cause A cracked pipe",
            "Solution A new pipe",
            "Reply The pipe is new.",
            "Every reasonable way was used",
            "Solution Told",
            "Tell the Outcome",
            "In Charge Officer",
        ):
            self.assertIn(words, text)
        [line] = self.print("register", ticket)
        self.assertIn("Every reasonable way was used", line)

    def test_the_papers_read_the_same_for_many(self):
        """Each further complaint costs no more than its own attachments do."""
        few = self.complaint() | self.complaint()
        many = few | self.Ticket.union(*(self.complaint() for _ in range(8)))
        for kind in ("register", "record"):
            report = self.env.ref(f"{PREFIX}_{kind}")
            report._render_qweb_html(report.report_name, few.ids)
            counts = []
            for tickets in (few, many):
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                report._render_qweb_html(report.report_name, tickets.ids)
                counts.append(self.env.cr.sql_log_count - before)
            self.assertLessEqual(counts[1], counts[0], kind)

    def test_several_records_are_one_file(self):
        tickets = self.complaint() | self.complaint()
        pages = self.print("record", tickets)
        self.assertEqual(len(pages), 2)
        for page, code in zip(pages, self.codes(tickets), strict=True):
            self.assertIn(code, page)
            self.assertIn("Page 1 of 1", page)

    def test_they_are_in_the_print_menu_of_complaints_alone(self):
        bindings = self.env["ir.actions.actions"].get_bindings("helpdesk.ticket")
        reports = {report["name"]: report["id"] for report in bindings["report"]}
        ours = self.env["ir.actions.report"].browse(
            [reports["Complaint Register"], reports["Complaint Handling Record"]]
        )
        request = self.request()
        shown = ours.get_valid_action_reports("helpdesk.ticket", self.complaint().ids)
        self.assertEqual(shown, ours.ids)
        hidden = ours.get_valid_action_reports("helpdesk.ticket", request.ids)
        self.assertFalse(hidden)

    def test_a_mail_carries_the_record(self):
        ticket = self.complaint()
        report = self.env.ref(f"{PREFIX}_record")
        template = self.env["mail.template"].create(
            {
                "name": "With the record",
                "model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                "report_template_ids": report.ids,
            }
        )
        made = template.with_context(force_report_rendering=True)._generate_template(
            ticket.ids, ["report_template_ids"]
        )
        [(name, content)] = made[ticket.id]["attachments"]
        self.assertEqual(name, f"{ticket.complaint_code}.pdf")
        self.assertTrue(content)
