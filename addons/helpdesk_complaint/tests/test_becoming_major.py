from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields

from .common import ComplaintCase

NOW = "2026-03-02 02:00:00"
A_MONTH_LATER = "2026-04-02 01:00:00"


class TestBecomingMajor(ComplaintCase):
    """C-05: what is valid and unsolved for a month, or gets joint complainants."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(NOW):
            cls.ticket = cls.complaint(
                cls.officer, intake="phone", user_id=cls.officer.id
            )
            cls.ticket.action_forward()

    def sweep(self, moment):
        with freeze_time(moment):
            now = fields.Datetime.now()
            pending = self.env["complaint.milestone"].search(
                [("state", "=", "pending"), ("due_at", "<=", now)]
            )
            pending.state = "late"
            pending._on_late()
            self.env.flush_all()
        self.env.invalidate_all()

    def limits(self):
        return {it.kind: it.due_at for it in self.ticket._open_milestones()}

    def test_a_valid_complaint_unsolved_for_a_month(self):
        """By itself: new code, the old one found, new limits, the manager asked."""
        with freeze_time(NOW):
            self.ticket.action_found_valid()
        month = self.ticket._open_milestones("month")
        self.assertEqual(fields.Datetime.to_string(month.due_at), A_MONTH_LATER)
        self.sweep(A_MONTH_LATER)
        self.assertEqual(self.ticket.severity, "a")
        self.assertEqual(self.ticket.complaint_code, "GH-A-0203-0001")
        found = self.Ticket.name_search("GH-B-0203-0001")
        self.assertEqual(found[0][0], self.ticket.id)
        decision = self.ticket.decision_ids[-1]
        self.assertEqual(
            (decision.before, decision.outcome, decision.rule_ids.code),
            ("B", "A", "C-05"),
        )
        self.assertTrue(decision.facts["unsolved"])
        moment = datetime.fromisoformat(A_MONTH_LATER)
        limits = self.limits()
        self.assertEqual(limits["forward"], moment)
        self.assertEqual(limits["answer"], moment + timedelta(days=2))
        self.assertEqual(limits["solve"], moment + timedelta(days=10))
        self.assertNotIn("month", limits)
        self.assertIn(self.site_manager, self.ticket.activity_ids.user_id)
        logged = self.ticket.message_ids.mapped("body")
        self.assertTrue([it for it in logged if "C-05: became major" in it])
        self.sweep("2026-04-03 01:00:00")
        self.assertEqual(len(self.ticket.complaint_code_ids), 2, "once")

    def test_the_clocks_may_start_at_receipt(self):
        """cfg: the new limits have passed then."""
        self.company.complaint_raised_from = "receipt"
        with freeze_time(NOW):
            self.ticket.action_found_valid()
        self.sweep(A_MONTH_LATER)
        self.assertEqual(
            self.limits()["solve"], self.ticket.received_at + timedelta(days=10)
        )

    def test_the_month_may_count_from_found_valid(self):
        """cfg."""
        self.company.complaint_unsolved_from = "valid"
        with freeze_time("2026-03-09 02:00:00"):
            self.ticket.action_found_valid()
        self.sweep(A_MONTH_LATER)
        self.assertEqual(self.ticket.severity, "b")
        self.sweep("2026-04-09 02:00:00")
        self.assertEqual(self.ticket.severity, "a")

    def test_what_is_solved_stays_what_it_is(self):
        with freeze_time(NOW):
            self.ticket.action_found_valid()
            self.ticket.action_carry_out()
        self.sweep(A_MONTH_LATER)
        self.assertEqual(self.ticket.severity, "b")

    def test_what_is_not_valid_stays_what_it_is(self):
        """Nor what nobody has assessed."""
        self.sweep(A_MONTH_LATER)
        self.assertEqual(self.ticket.severity, "b")

    def test_found_invalid_after_all_the_month_is_off(self):
        with freeze_time(NOW):
            self.ticket.action_found_valid()
            self.ticket.validity_note = "It was next door's."
            self.ticket.action_found_invalid()
        self.sweep(A_MONTH_LATER)
        self.assertEqual(self.ticket.severity, "b")

    def test_joint_complainants_make_it_major(self):
        """The limits run from the change; what was told is to be told anew."""
        self.ticket.reply_time_told = True
        moment = "2026-03-03 01:00:00"
        with freeze_time(moment):
            self.ticket.complainant_ids = self.neighbour
        self.assertEqual(self.ticket.complaint_code, "GH-A-0203-0001")
        self.assertEqual(fields.Datetime.to_string(self.ticket.raised_at), moment)
        self.assertEqual(
            self.limits()["answer"],
            datetime.fromisoformat(moment) + timedelta(days=2),
        )
        self.assertEqual(self.ticket.reply_expected_at, self.limits()["answer"])
        self.assertFalse(self.ticket.reply_time_told)
        self.assertIn(self.site_manager, self.ticket.activity_ids.user_id)
