from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import email_normalize

from .common import ComplaintCase

MONDAY = "2026-03-02 01:00:00"


class TestMilestones(ComplaintCase):
    """C-08, C-12: what must be done by when, and what happens when it is not."""

    def due(self, ticket):
        """By kind, how long after receipt the open milestones are due."""
        return {
            it.kind: it.due_at - ticket.received_at
            for it in ticket.milestone_ids
            if it.is_open()
        }

    def sweep(self, moment):
        """What the sweep makes late at a moment, without its commits."""
        with freeze_time(moment):
            now = fields.Datetime.now()
            pending = self.env["complaint.milestone"].search(
                [("state", "=", "pending"), ("due_at", "<=", now)]
            )
            pending.state = "late"
            pending._on_late()
            self.env.flush_all()
        return pending

    def test_a_call_is_accepted_at_once(self):
        """C-12: B is forwarded within the hour and solved within three days."""
        ticket = self.complaint(self.officer, intake="phone")
        self.assertEqual(ticket.accepted_at, ticket.received_at)
        self.assertEqual(
            self.due(ticket),
            {"forward": timedelta(hours=1), "solve": timedelta(days=3)},
        )
        self.assertEqual(ticket.next_kind, "forward")
        self.assertEqual(
            ticket.milestone_ids.mapped("role"), ["specialist_supervisor", False]
        )
        self.assertEqual(
            ticket.reply_expected_at, ticket._open_milestones("solve").due_at
        )

    def test_a_letter_is_accepted_with_its_code(self):
        """C-08, C-12: acknowledged from receipt; the other clocks wait."""
        ticket = self.complaint(self.officer, intake="letter", category_id=False)
        self.assertFalse(ticket.accepted_at)
        self.assertEqual(self.due(ticket), {"acknowledge": timedelta(days=2)})
        with freeze_time("2026-03-03 01:00:00"):
            ticket.category_id = self.noise
        self.assertEqual(
            fields.Datetime.to_string(ticket.accepted_at), "2026-03-03 01:00:00"
        )
        day = timedelta(days=1)
        self.assertEqual(
            self.due(ticket),
            {
                "acknowledge": 2 * day,
                "forward": day + timedelta(hours=1),
                "solve": 3 * day,
            },
        )
        self.assertEqual(ticket.reply_expected_at, ticket.received_at + 3 * day)

    def test_a_correction_does_not_move_acceptance(self):
        """C-12: or every clock could be turned back by hand."""
        ticket = self.complaint(self.officer, intake="phone")
        accepted = ticket.accepted_at
        ticket.write({"received_at": "2026-03-05 01:00:00", "intake": "fax"})
        self.assertEqual(ticket.accepted_at, accepted)

    def test_a_new_severity_moves_the_limits(self):
        """C-12: what is open follows, and says where it was."""
        ticket = self.complaint(self.officer, intake="phone")
        ticket.category_id = self.lift
        self.assertEqual(
            self.due(ticket),
            {
                "forward": timedelta(),
                "answer": timedelta(days=2),
                "solve": timedelta(days=10),
            },
        )
        solve = ticket._open_milestones("solve")
        self.assertTrue(solve.is_soft)
        self.assertEqual(solve.original_due_at - ticket.received_at, timedelta(days=3))
        self.assertTrue(solve.moved_reason)
        ticket.category_id = self.leak
        answer = ticket.milestone_ids.filtered(lambda it: it.kind == "answer")
        self.assertEqual(answer.state, "cancelled")
        self.assertEqual(set(self.due(ticket)), {"forward", "solve"})

    def test_a_minor_complaint_goes_by_the_time_asked_for(self):
        """C-12: and the promise with it."""
        ticket = self.complaint(
            self.officer,
            category_id=self.noise.id,
            requested_limit="2026-03-07 01:00:00",
        )
        self.assertEqual(self.due(ticket)["solve"], timedelta(days=5))
        self.assertEqual(ticket.reply_expected_at, ticket.requested_limit)
        self.company.complaint_requested = "earlier"
        ticket.requested_limit = "2026-03-08 01:00:00"
        self.assertEqual(self.due(ticket)["solve"], timedelta(days=2))
        with self.assertRaises(ValidationError), self.cr.savepoint():
            ticket.requested_limit = MONDAY

    def test_days_are_counted_as_the_company_says(self):
        """C-12: of 24 hours, to the end of the day, or working days of the site."""
        self.gh.calendar_id = self.env["resource.calendar"].create(
            {"name": "Week", "company_id": self.company.id, "tz": "Asia/Shanghai"}
        )
        friday = "2026-03-06 01:00:00"
        ends = {
            "hours24": "2026-03-09 01:00:00",
            "calendar": "2026-03-09 15:59:00",
            "working": "2026-03-11 15:59:00",
        }
        for mode, end in ends.items():
            with self.subTest(mode=mode):
                self.company.complaint_day_mode = mode
                ticket = self.complaint(received_at=friday)
                solve = ticket._open_milestones("solve")
                self.assertEqual(fields.Datetime.to_string(solve.due_at), end)

    def test_late_is_told_to_who_must_see_to_it(self):
        """C-12: a late forwarding to the supervisor, a late solution to the manager."""
        ticket = self.complaint(self.officer, intake="phone")
        self.assertEqual(self.sweep("2026-03-02 02:00:00").kind, "forward")
        self.assertTrue(ticket.is_late)
        self.assertEqual(ticket.activity_ids.user_id, self.supervisor)
        self.assertIn("Late: Forward", ticket.activity_ids.summary)
        self.assertEqual(self.sweep("2026-03-05 01:00:00").kind, "solve")
        self.assertEqual(
            ticket.activity_ids.user_id, self.supervisor | self.site_manager
        )
        mails = self.env["mail.mail"].search(
            [("body_html", "like", ticket.complaint_code)]
        )
        told = {self.supervisor.email, self.site_manager.email, self.officer.email}
        self.assertEqual({email_normalize(it.email_to) for it in mails}, told)
        self.assertFalse(self.sweep("2026-03-06 01:00:00"), "told once")

    def test_who_took_it_is_told_as_well(self):
        """C-21: answerable until it is answered; one who has left is spared."""
        ticket = self.complaint(self.officer, intake="phone")
        ticket.with_user(self.supervisor).user_id = self.supervisor
        self.sweep("2026-03-02 02:00:00")
        mails = self.env["mail.mail"]
        to_officer = [("email_to", "like", self.officer.email)]
        self.assertEqual(mails.search_count(to_officer), 1)
        self.officer.active = False
        self.sweep("2026-03-05 01:00:00")
        self.assertEqual(mails.search_count(to_officer), 1)

    def test_planned_anew_it_was_late_all_the_same(self):
        """C-12: what the real sweep found late stays on record when the limit moves."""
        ticket = self.complaint(self.officer, intake="phone")
        solve = ticket._open_milestones("solve")
        limit = solve.due_at
        with freeze_time("2026-03-05 01:00:00"), self.enter_registry_test_mode():
            self.env.ref("charter_base.ir_cron_sweep").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((solve.state, solve.late_since), ("late", limit))
        with freeze_time("2026-03-05 02:00:00"):
            ticket.category_id = self.lift
        self.assertEqual(solve.state, "pending")
        self.assertEqual(solve.late_since, limit)

    def test_nothing_is_received_or_promised_out_of_time(self):
        """C-07, C-08, C-12: or every clock could be set by hand."""
        ticket = self.complaint(self.officer)
        for values in (
            {"received_at": fields.Datetime.now() + timedelta(days=1)},
            {"reply_expected_at": "2026-03-02 00:59:59"},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                ticket.write(values)

    def test_where_a_site_has_nobody_the_site_above_is_told(self):
        branch = self.env["service.site"].create(
            {**self.site_values("BR", "Branch"), "kind": "branch"}
        )
        chief = self.member("Chief", "base.group_user", branch, "site_manager")
        self.bj.parent_id = branch
        ticket = self.complaint(site_id=self.bj.id)
        self.sweep("2026-03-06 01:00:00")
        self.assertIn(chief, ticket.activity_ids.user_id)

    def test_many_late_ones_cost_a_fixed_number_of_statements(self):
        """One e-mail per person, no statement per record in a loop."""
        spent = []
        for number, day in ((5, "10"), (50, "20")):
            self.Ticket.create(
                [self.complaint_values(received_at=f"2026-03-{day} 01:00:00")] * number
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            late = self.sweep(f"2026-03-{day} 03:00:00")
            spent.append(self.cr.sql_log_count - before)
            self.assertGreaterEqual(len(late), number)
        self.assertLessEqual(spent[1] - spent[0], 45)

    def test_nobody_writes_a_milestone_by_hand(self):
        """Done by the step's button, moved by the manager's approval."""
        ticket = self.complaint(self.officer)
        for user in (self.officer, self.manager):
            milestone = ticket.milestone_ids[:1].with_user(user)
            with self.assertRaises(AccessError), self.cr.savepoint():
                milestone.state = "done"
            with self.assertRaises(AccessError), self.cr.savepoint():
                ticket.with_user(user).milestone_ids = [
                    Command.update(milestone.id, {"due_at": "2027-01-01 00:00:00"})
                ]
            for field in ("accepted_at", "is_late", "next_due_at", "raised_at"):
                with self.assertRaises(AccessError):
                    ticket.with_user(user)[field] = False

    def test_who_takes_it_first_stays_answerable(self):
        """C-21: whoever handles it; what came by e-mail, who codes it first."""
        ticket = self.complaint(self.officer)
        ticket.with_user(self.supervisor).user_id = self.supervisor
        self.assertEqual(ticket.first_contact_user_id, self.officer)
        mailed = self.complaint(intake="email", category_id=False)
        self.assertFalse(mailed.first_contact_user_id)
        mailed.with_user(self.supervisor).category_id = self.leak
        self.assertEqual(mailed.first_contact_user_id, self.supervisor)
        with self.assertRaises(AccessError):
            ticket.with_user(self.manager).first_contact_user_id = self.manager

    def test_requests_have_no_clocks(self):
        request = self.complaint(
            request_kind="request", name="Lamp", description="<p>Lamp</p>"
        )
        self.assertFalse(request.milestone_ids)
        self.assertFalse(request.accepted_at)
