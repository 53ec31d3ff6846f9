from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common import ComplaintCase

# As a person in Shanghai sees it: the last second of 2026, the first of 2027.
LAST_OF_2026 = "2026-12-31 15:59:59"
FIRST_OF_2027 = "2026-12-31 16:00:00"


class TestComplaintCode(ComplaintCase):
    """C-03: code = site + severity + problem + serial."""

    def found_by_code(self, text, user=None):
        tickets = self.Ticket.with_user(user or self.officer)
        return tickets.search([("complaint_reference", "ilike", text)])

    def test_the_parts_stand_together(self):
        first, second = self.complaint(), self.complaint(category_id=self.lift.id)
        self.assertEqual(first.complaint_code, "GH-B-0203-0001")
        self.assertEqual(second.complaint_code, "GH-A-0101-0002")
        self.assertEqual(first.display_name, f"GH-B-0203-0001 {first.name}")
        self.assertEqual(first.complaint_code_ids.code, "GH-B-0203-0001")

    def test_each_site_counts_for_itself(self):
        batch = self.complaint() | self.complaint(site_id=self.bj.id) | self.complaint()
        expected = ["GH-B-0203-0001", "BJ-B-0203-0001", "GH-B-0203-0002"]
        self.assertEqual(self.codes(batch), expected)

    @freeze_time("2027-03-01")
    def test_the_year_turns_at_the_site_s_own_midnight(self):
        """Shanghai's new year is eight hours old when London's begins."""
        london = self.env["service.site"].create(
            {**self.site_values("LD", "London"), "tz": "Europe/London"}
        )
        self.complaint(received_at="2026-06-01 00:00:00")
        self.complaint(received_at="2026-06-01 00:00:00", site_id=london.id)
        old = self.complaint(received_at=LAST_OF_2026)
        new = self.complaint(received_at=FIRST_OF_2027)
        still_old = self.complaint(received_at=FIRST_OF_2027, site_id=london.id)
        self.assertEqual(old.complaint_serial, 2)
        self.assertEqual(new.complaint_serial, 1)
        self.assertEqual(still_old.complaint_serial, 2)

    @freeze_time("2027-03-01")
    def test_serials_run_as_the_company_sets_it(self):
        """Per site and year, per site, per site and problem, per site and month."""
        # one in January, another problem the same day, February, the next year
        story = [
            ("2026-01-05 02:00:00", self.leak),
            ("2026-01-05 02:00:00", self.lift),
            ("2026-02-05 02:00:00", self.leak),
            ("2027-01-05 02:00:00", self.leak),
        ]
        serials = {
            "site_year": [1, 2, 3, 1],
            "site": [1, 2, 3, 4],
            "site_problem": [1, 1, 2, 3],
            "site_month": [1, 2, 1, 1],
        }
        for series, expected in serials.items():
            with self.subTest(series=series):
                self.company.complaint_series = series
                site = self.env["service.site"].create(
                    self.site_values(series.replace("_", "")[:8], series)
                )
                drawn = [
                    self.complaint(
                        site_id=site.id, received_at=moment, category_id=problem.id
                    ).complaint_serial
                    for moment, problem in story
                ]
                self.assertEqual(drawn, expected)

    def test_re_coding_keeps_the_serial_and_the_old_code(self):
        ticket = self.complaint()
        ticket.with_user(self.officer).category_id = self.noise
        self.assertEqual(ticket.complaint_code, "GH-C-0305-0001")
        graver = {"severity": "a", "severity_note": "The hall is flooded"}
        ticket.with_user(self.officer).write(graver)
        self.assertEqual(ticket.complaint_code, "GH-A-0305-0001")
        self.assertEqual(
            self.env["complaint.code"].search([]).mapped("code"),
            ["GH-A-0305-0001", "GH-C-0305-0001", "GH-B-0203-0001"],
        )
        self.assertEqual(self.complaint().complaint_serial, 2)

    def test_a_complaint_is_found_by_every_code_it_had(self):
        ticket = self.complaint()
        ticket.category_id = self.noise
        self.complaint()
        for text in ("GH-B-0203-0001", "b-0203-0001", "GH-C-0305-0001"):
            with self.subTest(text=text):
                self.assertEqual(self.found_by_code(text), ticket)
                names = self.Ticket.with_user(self.officer).name_search(text)
                self.assertEqual(names, [(ticket.id, ticket.display_name)])

    def test_a_whole_code_or_number_means_that_complaint(self):
        """Others in which it occurs don't stand beside it."""
        first, longer = self.complaint(), self.complaint()
        longer.number = f"{first.number}7"
        officers = self.Ticket.with_user(self.officer)
        for text, found in (
            (first.complaint_code, first),
            (f" {first.complaint_code.lower()} ", first),
            (first.number, first),
            (first.number[:-1], first | longer),
            (f"{first.number}x", self.Ticket),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.found_by_code(text) & (first | longer), found)
        for domain, found in (
            ([("complaint_reference", "=", first.complaint_code)], first),
            ([("complaint_reference", "=", first.complaint_code[:-1])], self.Ticket),
            ([("complaint_reference", "=like", "GH-%-0001")], first),
            ([("complaint_reference", "in", first.mapped("number"))], first),
        ):
            with self.subTest(domain=domain):
                self.assertEqual(officers.search(domain), found)
        self.assertEqual(first.complaint_reference, "GH-B-0203-0001")
        uncoded = self.complaint(category_id=self.uncoded.id)
        self.assertEqual(uncoded.complaint_reference, uncoded.number)

    def test_the_search_box_asks_for_code_or_number(self):
        arch = self.Ticket.get_view(
            self.env.ref("helpdesk_mgmt.helpdesk_ticket_view_search").id, "search"
        )["arch"]
        self.assertIn('name="complaint_reference"', arch)

    def test_what_does_not_change_the_code_leaves_no_trace(self):
        ticket = self.complaint()
        ticket.write({"category_id": self.leak.id, "severity": "b"})
        ticket.write({"partner_id": self.neighbour.id, "name": "Roof"})
        self.assertEqual(len(ticket.complaint_code_ids), 1)

    def test_another_site_draws_from_its_own_series(self):
        """It goes to the other site's desk; the number it leaves is not reused."""
        self.complaint(site_id=self.bj.id)
        ticket = self.complaint()
        ticket.with_user(self.supervisor).site_id = self.bj
        self.assertEqual(ticket.complaint_code, "BJ-B-0203-0002")
        self.assertEqual(ticket.team_id, self.bj_desk)
        self.assertEqual(self.found_by_code("GH-B-0203-0001", self.bj_officer), ticket)
        self.assertEqual(self.complaint().complaint_code, "GH-B-0203-0002")

    def test_another_desk_is_another_site(self):
        ticket = self.complaint()
        ticket.team_id = self.bj_desk
        self.assertEqual(ticket.site_id, self.bj)
        self.assertEqual(ticket.complaint_code, "BJ-B-0203-0001")

    def test_a_batch_of_a_hundred_across_two_sites_is_gapless(self):
        """Drawn at once, in the order they were given."""
        sites = (self.gh, self.bj)
        batch = self.Ticket.create(
            [self.complaint_values(site_id=sites[turn % 2].id) for turn in range(100)]
        )
        for site in sites:
            serials = batch.filtered(lambda it, s=site: it.site_id == s)
            self.assertEqual(serials.mapped("complaint_serial"), [*range(1, 51)])
        draws = self.env["register.draw"].search([], limit=2)
        self.assertEqual(draws.mapped("count"), [50, 50])

    def statements(self, number, **values):
        """How many statements the creation of a batch of tickets takes."""
        values = {
            "name": "Roof",
            "description": "<p>Drips</p>",
            "partner_id": self.customer.id,
            "category_id": self.leak.id,
            **values,
        }
        sites = (self.gh, self.bj)
        batch = [{"site_id": sites[turn % 2].id, **values} for turn in range(number)]
        tickets = self.Ticket.with_user(self.supervisor)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        tickets.create(batch)
        self.cr.flush()
        return self.cr.sql_log_count - before

    def test_a_code_costs_no_statement_per_ticket(self):
        """Complaints against the plainest requests: a fixed number more.

        A hundred rows are one insertion: per hundred a handful more is due.
        """
        self.statements(1, request_kind="complaint")
        for number in (10, 100, 300):
            complaints = self.statements(number, request_kind="complaint")
            requests = self.statements(number, request_kind="request")
            with self.subTest(number=number):
                self.assertLessEqual(complaints - requests, 25 + number // 8)

    def test_a_coded_complaint_is_cancelled_never_deleted(self):
        ticket = self.complaint()
        for user in (self.env.user, self.manager):
            with self.assertRaises(UserError) as refused, self.cr.savepoint():
                ticket.with_user(user).unlink()
            self.assertEqual(
                str(refused.exception),
                "GH-B-0203-0001 is a complaint and stays on record. What is none, such"
                " as advertising, first becomes another kind of ticket.",
            )
        self.answered(ticket).stage_id = self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_stage_cancelled"
        )
        self.assertTrue(ticket.closed)
        self.assertEqual(ticket.complaint_code, "GH-B-0203-0001")

    def test_nobody_types_a_code(self):
        """Neither as a value nor as a default, neither on creation nor later."""
        ticket, uncoded = self.complaint(), self.complaint(category_id=self.uncoded.id)
        forged = {
            "complaint_code": "GH-B-0203-0099",
            "complaint_series": "complaint/1/2026",
            "complaint_serial": 99,
        }
        for user in (self.officer, self.manager):
            for field, value in forged.items():
                with self.subTest(user=user.name, field=field):
                    for record in (ticket, uncoded):
                        with self.assertRaises(AccessError):
                            record.with_user(user).write({field: value})
                    with self.assertRaises(AccessError):
                        self.complaint(user, **{field: value})
                    passed_over = (
                        self.Ticket.with_user(user)
                        .with_context(**{f"default_{field}": value})
                        .create(self.complaint_values(category_id=self.uncoded.id))
                    )
                    self.assertFalse(passed_over.sudo()[field])
        self.assertEqual(ticket.complaint_code, "GH-B-0203-0001")

    def test_nobody_types_a_code_through_the_ticket_s_list_of_codes(self):
        ticket = self.complaint()
        row = {"code": "GH-B-0203-0099", "series": "x", "serial": 99}
        for command in (
            Command.create(row),
            Command.update(ticket.complaint_code_ids.id, row),
            Command.delete(ticket.complaint_code_ids.id),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                ticket.with_user(self.manager).complaint_code_ids = [command]
        self.assertEqual(ticket.complaint_code_ids.code, "GH-B-0203-0001")

    def to_code(self):
        action = self.env.ref("helpdesk_complaint.helpdesk_ticket_action_to_code")
        domain = [("request_kind", "=", "complaint"), ("complaint_code", "=", False)]
        self.assertEqual(action.domain, repr(domain))
        return self.Ticket.with_user(self.officer).search(domain)

    def test_a_complaint_waits_to_be_coded(self):
        """It needs a site, a severity and a problem that has a code."""
        waiting = (
            self.complaint(category_id=False)
            | self.complaint(category_id=self.uncoded.id)
            | self.complaint(site_id=False, team_id=False)
        )
        self.assertEqual(self.to_code(), waiting)
        waiting[0].category_id = self.noise
        waiting[2].site_id = self.gh
        self.assertEqual(
            self.codes(waiting), ["GH-C-0305-0001", False, "GH-B-0203-0002"]
        )
        self.assertEqual(self.to_code(), waiting[1])

    def test_who_waited_for_the_problem_s_code_gets_one(self):
        waiting = self.complaint(category_id=self.uncoded.id)
        coded = self.complaint()
        self.uncoded.code = "0999"
        self.leak.code = "0204"
        self.assertEqual(waiting.complaint_code, "GH-C-0999-0002")
        self.assertEqual(coded.complaint_code, "GH-B-0203-0001", "as it was given")

    def test_a_request_is_never_coded(self):
        for kind in ("request", "question", "suggestion"):
            ticket = self.complaint(
                request_kind=kind, name="Lamp", description="<p>Lamp</p>"
            )
            self.assertFalse(ticket.complaint_code)
            self.assertNotIn(ticket, self.to_code())
        self.assertFalse(self.env["complaint.code"].search([]))
        ticket.request_kind = "complaint"
        self.assertEqual(ticket.complaint_code, "GH-B-0203-0001")

    def test_a_coded_complaint_stays_a_complaint(self):
        """C-03: or the register would have a code of nothing."""
        coded, uncoded = self.complaint(), self.complaint(category_id=False)
        with self.assertRaises(UserError) as refused, self.cr.savepoint():
            (coded | uncoded).with_user(self.officer).request_kind = "request"
        self.assertEqual(
            str(refused.exception),
            "GH-B-0203-0001 stands in the register as a complaint and stays one. Record"
            " what the customer wants besides as a ticket of its own.",
        )
        uncoded.with_user(self.officer).request_kind = "request"
        self.assertEqual(coded.request_kind, "complaint")
        self.assertFalse(uncoded.severity)

    def test_a_copy_is_another_complaint(self):
        ticket = self.complaint()
        copy = ticket.copy()
        self.assertEqual(copy.complaint_serial, 1 + ticket.complaint_serial)
        self.assertEqual(len(copy.complaint_code_ids), 1)

    def test_an_undone_complaint_had_no_number(self):
        with self.cr.savepoint() as savepoint:
            self.assertEqual(self.complaint().complaint_serial, 1)
            savepoint.rollback()
        self.assertEqual(self.complaint().complaint_serial, 1)

    def test_the_severity_sorts_the_queue(self):
        major = self.complaint(category_id=self.lift.id)
        minor = self.complaint(category_id=self.noise.id)
        self.assertEqual((major.priority, minor.priority), ("3", "1"))

    def test_a_pattern_with_the_year(self):
        pattern = "{site}.{yy}{month}/{severity}/{problem}/{serial}"
        self.company.complaint_code_pattern = pattern
        self.company.complaint_code_digits = 3
        self.assertEqual(self.complaint().complaint_code, "GH.2603/B/0203/001")
