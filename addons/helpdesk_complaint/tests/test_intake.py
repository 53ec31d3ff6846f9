from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .common import USER, ComplaintCase


class TestIntake(ComplaintCase):
    """C-01, C-07: what an officer does while the customer is on the phone."""

    def test_five_fields_make_a_complete_complaint(self):
        """C-03, C-04, C-07: code, severity, promise, title, team and company follow."""
        with self.intake() as form:
            form.partner_id = self.customer
            form.what_happened = "Water drips from the ceiling.\nSince Monday."
            form.demand = "A roof that holds"
            form.category_id = self.leak
            form.intake = "in_person"
            self.assertEqual(form.severity, "b")
            self.assertEqual(form.severity_reason, "C-04: usual for this problem")
            self.assertTrue(form.reply_sentence)
        ticket = form.record
        self.assertRegex(ticket.complaint_code, r"^GH-B-0203-\d{4}$")
        self.assertEqual(ticket.name, "Water drips from the ceiling. Since Monday.")
        self.assertEqual(ticket.team_id, self.desk)
        self.assertEqual(ticket.company_id, self.company)
        self.assertEqual(ticket.site_id, self.gh)
        self.assertEqual(ticket.what_happened.split(), form.what_happened.split())
        self.assertEqual(ticket.demand, "A roof that holds")
        self.assertEqual(ticket.priority, "2")
        self.assertEqual(
            ticket.reply_expected_at, ticket.received_at + timedelta(days=3)
        )
        self.assertTrue(ticket.reply_time_told)

    def test_the_officer_reads_the_promise_aloud_in_the_site_s_time(self):
        """C-07: received on Monday at 9:00 in Shanghai, answered by Thursday, 9:00."""
        ticket = self.complaint(self.officer)
        self.assertEqual(
            ticket.reply_sentence,
            "Say: “You will have our answer by Thursday 5 March, 09:00.”",
        )

    def test_the_site_is_where_the_officer_works(self):
        self.assertEqual(self.intake().site_id, self.gh)
        self.assertEqual(self.intake(self.bj_officer).site_id, self.bj)
        self.assertFalse(self.intake(self.manager).site_id)

    def test_a_past_membership_proposes_no_site(self):
        self.officer.site_member_ids.date_to = fields.Date.today() - timedelta(days=3)
        self.assertFalse(self.intake().site_id)

    def test_a_request_is_not_tied_to_the_officer_s_site(self):
        defaults = self.Ticket.with_user(self.officer).default_get(
            ["request_kind", "site_id"]
        )
        self.assertEqual(defaults, {"request_kind": "request"})

    def test_the_caller_is_found_by_a_part_of_the_number(self):
        partners = self.env["res.partner"].with_user(self.officer)
        caller = partners.with_context(caller=1)
        for part in (
            "13800138",
            "0013 80",
            "0013-8000",
            "+86 138 0013 8000",
            "１３８００１３",
        ):
            with self.subTest(part=part):
                found = dict(caller.name_search(part))
                self.assertIn("138 0013 8000", found.get(self.customer.id, ""))
                self.assertNotIn(self.neighbour.id, found)
        self.assertFalse(partners.name_search("0013 80"), "only while taking a call")
        self.assertEqual(partners.browse(self.customer.id).display_name, "Li Na")

    def test_a_name_still_finds_the_caller_and_few_digits_do_not(self):
        caller = self.env["res.partner"].with_user(self.officer).with_context(caller=1)
        self.assertIn(self.customer.id, dict(caller.name_search("Li N")))
        self.assertNotIn(self.customer.id, dict(caller.name_search("138")))
        others = caller.search([("display_name", "not ilike", "13800138")])
        self.assertIn(self.customer, others)

    def test_a_card_finds_the_customer_by_its_whole_number(self):
        """C-07: the caller reads the number of the card; a part of it is no card."""
        self.neighbour.with_company(self.company).barcode = "880042137"
        caller = self.env["res.partner"].with_user(self.officer).with_context(caller=1)
        self.assertEqual([*dict(caller.name_search("880042137"))], self.neighbour.ids)
        self.assertFalse(caller.name_search("88004213"))
        plain = self.env["res.partner"].with_user(self.officer)
        self.assertFalse(plain.name_search("880042137"))

    def test_the_customer_s_open_matters_are_in_sight(self):
        leak = self.complaint()
        closed = self.answered(self.complaint())
        closed.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        elsewhere = self.complaint(site_id=self.bj.id)
        form = self.intake()
        self.assertFalse(form.partner_open_ticket_ids[:])
        form.partner_id = self.customer
        shown = self.Ticket.browse(form.partner_open_ticket_ids.ids)
        self.assertEqual(shown, leak)
        self.assertNotIn(
            elsewhere, shown, "another site's, which the officer can't see"
        )
        self.assertFalse(leak.partner_open_ticket_ids & leak)

    def test_an_empty_form_is_refused_with_one_sentence(self):
        before = self.Ticket.search_count([])
        draws = self.env["register.draw"].search_count([])
        sentence = "Write down what happened before you save the complaint."
        with self.assertRaises(ValidationError) as refused, self.cr.savepoint():
            self.intake().save()
        self.assertEqual(str(refused.exception), sentence)
        for empty in ({}, {"what_happened": " \n"}, {"description": "<p><br></p>"}):
            with self.assertRaises(ValidationError) as refused, self.cr.savepoint():
                self.Ticket.create({"request_kind": "complaint", **empty})
            self.assertEqual(str(refused.exception), sentence)
        self.assertEqual(self.Ticket.search_count([]), before)
        self.assertEqual(self.env["register.draw"].search_count([]), draws)

    def test_a_long_story_gets_a_short_title(self):
        ticket = self.complaint(what_happened="word " * 100)
        self.assertEqual(ticket.name, ("word " * 12).strip())
        self.assertEqual(self.complaint(name="Roof").name, "Roof")

    def test_what_happened_is_text_and_never_markup(self):
        ticket = self.complaint(what_happened="<b>5 > 3</b>\n<script>x</script>")
        self.assertEqual(ticket.what_happened, "<b>5 > 3</b>\n<script>x</script>")
        self.assertNotIn("<script>", ticket.description)
        ticket.what_happened = "Now dry."
        self.assertEqual(ticket.what_happened, "Now dry.")

    def test_a_site_of_another_company_is_refused(self):
        """The person belongs to both companies; the ticket can't."""
        both = self.person("Both", USER)
        both.company_ids |= self.other_company
        both.group_ids |= self.env.ref("service_site.service_site_group_all")
        ticket = self.complaint()
        companies = (self.company | self.other_company).ids
        seen = ticket.with_user(both).with_context(allowed_company_ids=companies)
        sentence = (
            "“HZ River Side” belongs to River Property; this ticket is"
            " Jade Property's. Choose one of the same company."
        )
        with self.assertRaises(ValidationError) as refused, self.cr.savepoint():
            seen.site_id = self.river
        self.assertEqual(str(refused.exception), sentence)
        self.assertEqual(ticket.site_id, self.gh)
        self.assertEqual(len(ticket.complaint_code_ids), 1)

    def test_a_person_of_one_company_gets_the_same_sentence(self):
        """Even where the person may not read the other company's site."""
        ticket = self.complaint()
        for field, thing, name in (
            ("site_id", self.river, "HZ River Side"),
            ("category_id", self.theirs, "0203 Theirs"),
        ):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertRaises(ValidationError) as refused, self.cr.savepoint():
                ticket.with_user(self.supervisor)[field] = thing.id
            self.assertIn(f"“{name}” belongs to River Property", str(refused.exception))
        self.assertEqual((ticket.site_id, ticket.category_id), (self.gh, self.leak))

    def test_a_new_complaint_cannot_name_another_company_s_problem(self):
        before = self.Ticket.search_count([])
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.complaint(category_id=self.theirs.id)
        with self.assertRaises(ValidationError) as refused, self.cr.savepoint():
            self.complaint(self.supervisor, site_id=self.river.id)
        self.assertIn("“HZ River Side” belongs to River", str(refused.exception))
        self.assertEqual(self.Ticket.search_count([]), before)

    def test_joint_complainants_are_not_subscribed(self):
        """Followers would read each other's complaint on the portal."""
        both = self.neighbour | self.third
        ticket = self.complaint(complainant_ids=[Command.set(both.ids)])
        ticket.message_post(body="On it", subtype_xmlid="mail.mt_comment")
        ticket.message_subscribe((both | self.customer).ids)
        self.assertFalse(ticket.message_partner_ids & both)
        self.assertIn(self.customer, ticket.message_partner_ids)

    def test_who_followed_before_joining_follows_no_more(self):
        """Somebody in copy of the first e-mail, say; employees may go on following."""
        ticket = self.complaint()
        people = self.neighbour | self.supervisor.partner_id
        ticket.message_subscribe(people.ids)
        self.assertEqual(ticket.message_partner_ids & people, people)
        ticket.with_user(self.officer).complainant_ids = people
        self.assertEqual(
            ticket.message_partner_ids & people, self.supervisor.partner_id
        )

    def test_from_the_short_form_to_the_whole_complaint(self):
        ticket = self.complaint(self.officer)
        action = ticket.action_open_complaint()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (ticket._name, ticket.id)
        )

    def scan(self, user=None, **values):
        """A file as the form's upload makes it, before the complaint is saved."""
        files = self.env["ir.attachment"].with_user(user or self.officer)
        return files.create({"name": "letter.pdf", "raw": b"%PDF-1.4", **values})

    def test_a_letter_comes_with_its_scan_and_its_day(self):
        """C-01, C-08: by scan; the clock of the acknowledgement runs from its day."""
        scan = self.scan(res_model="helpdesk.ticket", res_id=0)
        with self.intake() as form:
            form.intake = "letter"
            form.received_at = "2026-03-02 01:00:00"
            form.scan_ids.add(scan)
            form.partner_id = self.customer
            form.what_happened = "The roof leaks, he writes."
            form.category_id = self.leak
        ticket = form.record
        self.assertFalse(ticket.reply_time_told, "C-07: nobody was there to be told")
        self.assertEqual((scan.res_model, scan.res_id), (ticket._name, ticket.id))
        self.assertIn(scan, ticket.attachment_ids)
        acknowledge = ticket._open_milestones("acknowledge")
        self.assertEqual(acknowledge.due_at - ticket.received_at, timedelta(days=2))
        colleague = scan.with_user(self.supervisor)
        self.assertEqual(colleague.raw, b"%PDF-1.4")
        with self.assertRaises(AccessError):
            scan.with_user(self.bj_officer).check_access("read")

    def test_a_second_sheet_follows(self):
        ticket = self.complaint(self.officer, intake="fax")
        scan = self.scan()
        ticket.scan_ids = scan
        self.assertEqual((scan.res_model, scan.res_id), (ticket._name, ticket.id))
        ticket.scan_ids |= self.scan()
        self.assertEqual(len(ticket.scan_ids), 2)

    def test_nobody_reads_a_file_by_calling_it_a_scan(self):
        """Another's file, or one that belongs to another record."""
        ticket = self.complaint(self.officer, intake="letter")
        others = self.complaint(site_id=self.bj.id)
        for foreign in (
            self.scan(self.env.user),
            self.scan(self.env.user, res_model=others._name, res_id=others.id),
            self.scan(res_model=ticket._name, res_id=self.complaint(self.officer).id),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                ticket.scan_ids = [Command.link(foreign.id)]
            with self.assertRaises(UserError), self.cr.savepoint():
                self.complaint(self.officer, scan_ids=[Command.link(foreign.id)])

    def test_a_member_joins_the_site_s_complaint_desk(self):
        self.assertIn(self.officer, self.desk.user_ids)
        self.assertNotIn(self.bj_officer, self.desk.user_ids)

    def test_each_site_has_its_own_address(self):
        """C-01; opening a desk twice opens one."""
        self.assertEqual(self.gh.complaint_email, "tousu-gh@charter.test")
        self.gh.action_open_complaint_desk()
        self.assertEqual(len(self.gh.complaint_team_ids), 1)

    def test_a_site_without_a_desk_takes_complaints_too(self):
        site = self.env["service.site"].create(self.site_values("XA", "Xi An"))
        ticket = self.complaint(site_id=site.id)
        self.assertEqual(ticket.complaint_code, "XA-B-0203-0001")
        self.assertFalse(ticket.team_id)
        self.assertFalse(site.complaint_email)
