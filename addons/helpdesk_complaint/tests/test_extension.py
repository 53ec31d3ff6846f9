from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import ComplaintCase

NOW = "2026-03-03 01:00:00"
LIMIT = datetime(2026, 3, 5, 1, 0)
LATER = datetime(2026, 3, 8, 1, 0)


@freeze_time(NOW)
class TestExtension(ComplaintCase):
    """C-12: over B's or C's limit with the site manager's approval on record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls.complaint(cls.officer, intake="phone")
        cls.solve = cls.ticket._open_milestones("solve")

    def ask(self, user=None, **values):
        requests = self.env["complaint.extension"].with_user(user or self.officer)
        return requests.create(
            {
                "milestone_id": self.solve.id,
                "new_due_at": LATER,
                "grounds": "The pipe has to be ordered.",
                **values,
            }
        )

    def test_the_manager_approves(self):
        """The limit moves, the promise with it; the decision names its rule."""
        action = self.ticket.action_ask_more_time()
        form = Form(
            self.env["complaint.extension"]
            .with_user(self.officer)
            .with_context(**action["context"])
        )
        form.new_due_at = LATER
        form.grounds = "The pipe has to be ordered."
        request = form.save()
        self.assertEqual(request.due_at, LIMIT)
        waiting = request.with_user(self.site_manager).activity_ids
        self.assertEqual(waiting.user_id, self.site_manager)
        mine = request.with_user(self.site_manager)
        self.assertTrue(mine.can_decide)
        self.assertFalse(request.can_decide)
        mine.action_approve()
        self.assertEqual(self.solve.due_at, LATER)
        self.assertEqual(self.solve.original_due_at, LIMIT)
        self.assertEqual(self.ticket.reply_expected_at, LATER)
        self.assertFalse(self.ticket.reply_time_told)
        self.assertEqual(request.decided_by_id, self.site_manager)
        self.assertEqual(request.rule_ids.code, "C-12")
        self.assertEqual(self.ticket.decision_ids[-1].kind, "extension")
        self.assertFalse(waiting.exists())
        self.ticket.partner_id = self.neighbour
        self.assertEqual(self.solve.due_at, LATER, "nothing that times it has changed")

    def test_the_manager_refuses_with_a_reason(self):
        request = self.ask().with_user(self.site_manager)
        context = request.action_refuse()["context"]
        refusals = self.env["complaint.extension.refusal"]
        refusals = refusals.with_user(self.site_manager).with_context(**context)
        with self.assertRaises(UserError), self.cr.savepoint():
            refusals.create({"reason": " "}).action_refuse()
        wizard = Form(refusals)
        wizard.reason = "Borrow one from BJ."
        wizard.save().action_refuse()
        self.assertEqual((request.state, request.reason), ("refused", wizard.reason))
        self.assertEqual(self.solve.due_at, LIMIT)
        self.assertIn(self.officer, self.ticket.activity_ids.user_id)

    def test_nobody_else_decides(self):
        """C-12: neither a supervisor nor the helpdesk's manager, by whatever way."""
        request = self.ask()
        for user in (self.officer, self.supervisor, self.manager):
            mine = request.with_user(user)
            refusal = self.env["complaint.extension.refusal"].with_user(user)
            with self.assertRaises(AccessError), self.cr.savepoint():
                mine.action_approve()
            with self.assertRaises(AccessError), self.cr.savepoint():
                refusal.create(
                    {"extension_id": request.id, "reason": "No"}
                ).action_refuse()
            for values in ({"state": "approved"}, {"decided_by_id": user.id}):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    mine.write(values)
                with self.assertRaises(AccessError), self.cr.savepoint():
                    self.ask(user, **values)
        self.assertEqual(request.state, "asked")

    def test_the_manager_does_not_decide_on_the_own_request(self):
        request = self.ask(self.site_manager)
        self.assertFalse(request.activity_ids)
        with self.assertRaises(AccessError):
            request.action_approve()
        deputy = self.member(
            "Deputy", "helpdesk_mgmt.group_helpdesk_user", self.gh, "site_manager"
        )
        request.with_user(deputy).action_approve()
        self.assertEqual(request.state, "approved")

    def test_what_was_decided_is_not_decided_again(self):
        request = self.ask().with_user(self.site_manager)
        request.action_approve()
        with self.assertRaises(UserError) as refused:
            request.action_approve()
        self.assertIn("decided on already", str(refused.exception))

    def test_no_limit_moves_into_the_past_or_nearer(self):
        """One clear sentence, and nothing is asked."""
        for moment, sentence in (
            ("2026-03-01 01:00:00", "Choose a new limit that is still to come."),
            ("2026-03-04 01:00:00", "Choose a new limit later than the one there is."),
        ):
            with self.assertRaises(UserError) as refused, self.cr.savepoint():
                self.ask(new_due_at=moment)
            self.assertEqual(str(refused.exception), sentence)
        self.assertFalse(self.env["complaint.extension"].search([]))

    def test_only_the_solution_can_wait(self):
        forward = self.ticket._open_milestones("forward")
        with self.assertRaises(UserError), self.cr.savepoint():
            self.ask(milestone_id=forward.id)

    def test_before_the_limit_passes_unless_the_company_says_otherwise(self):
        """C-12: cfg."""
        request = self.ask()
        with freeze_time("2026-03-05 02:00:00"):
            mine = request.with_user(self.site_manager)
            with self.assertRaises(UserError), self.cr.savepoint():
                mine.action_approve()
            self.company.complaint_extension_after = True
            mine.action_approve()
        self.assertEqual(self.solve.due_at, LATER)

    def test_once_is_enough(self):
        """The index says so in a sentence of its own."""
        self.ask()
        index = self.env["complaint.extension"]._table_objects[
            "complaint_extension_asked_unique"
        ]
        self.assertIn("asked for already", index.get_error_message(self.solve))

    def test_who_may_not_write_the_complaint_asks_for_nothing(self):
        for user in (self.bj_officer, self.employee, self.portal):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.ask(user)
