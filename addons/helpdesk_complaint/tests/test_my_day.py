from freezegun import freeze_time

from odoo import fields

from .common import USER, ComplaintCase

NOW = "2026-03-03 01:00:00"


@freeze_time(NOW)
class TestMyDay(ComplaintCase):
    """What each of them finds in the morning, in the order of doing it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.specialist = cls.member("Specialist", USER, cls.gh, "specialist_supervisor")
        cls.ticket = cls.complaint(
            cls.officer, intake="phone", user_id=cls.officer.id, received_at=NOW
        )
        cls.forward = cls.ticket._open_milestones("forward")
        cls.solve = cls.ticket._open_milestones("solve")

    def day(self, user):
        """By section, the kinds that the screen shows, in its order."""
        self.env.flush_all()
        action = self.env.ref("helpdesk_complaint.complaint_milestone_action_my_day")
        mine = self.env["complaint.milestone"].with_user(user)
        groups = mine.formatted_read_group(
            [("state", "in", ("pending", "late")), ("is_for_me", "=", True)],
            ["section"],
        )
        self.assertIn("is_for_me", action.domain)
        return {
            group["section"]: mine.search(
                [*group["__extra_domain"], ("is_for_me", "=", True)]
            ).mapped("kind")
            for group in groups
        }

    def pass_by(self, moment):
        with freeze_time(moment):
            now = fields.Datetime.now()
            due = self.ticket.milestone_ids.filtered(lambda it: it.due_at <= now)
            due.sudo().state = "late"

    def test_the_handler_has_what_is_due(self):
        self.assertEqual(
            self.day(self.officer),
            {"today": ["forward"], "upcoming": ["solve"]},
        )
        self.pass_by("2026-03-03 03:00:00")
        self.assertEqual(list(self.day(self.officer)), ["late", "upcoming"])
        self.assertEqual(self.forward.with_user(self.officer).section, "late")

    def test_a_deadline_for_a_role_is_in_the_day_of_who_holds_it(self):
        """C-12: B goes to the specialist supervisor, A to the manager."""
        self.assertEqual(self.day(self.specialist), {"today": ["forward"]})
        self.assertFalse(self.day(self.site_manager))
        self.assertFalse(self.day(self.supervisor))
        self.ticket.touches_life = True
        self.assertEqual(self.day(self.site_manager), {"today": ["forward"]})
        self.assertFalse(self.day(self.specialist))
        self.assertFalse(self.day(self.bj_officer))

    def test_what_is_late_is_in_the_day_of_who_is_told(self):
        """C-12: forwarding to the supervisor, the solution to the manager."""
        self.pass_by("2026-03-07 03:00:00")
        self.assertEqual(self.day(self.supervisor), {"late": ["forward"]})
        self.assertEqual(self.day(self.site_manager), {"late": ["solve"]})

    def test_what_waits_for_the_customer_stands_apart(self):
        self.forward.mark_done()
        self.ticket.stage_id = self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_stage_awaiting"
        )
        self.assertEqual(self.day(self.officer), {"waiting": ["solve"]})

    def test_the_manager_decides_first(self):
        """C-12: one click leads to what is asked; the asker sees the limit."""
        request = (
            self.env["complaint.extension"]
            .with_user(self.officer)
            .create(
                {
                    "milestone_id": self.solve.id,
                    "new_due_at": "2026-03-20 01:00:00",
                    "grounds": "The pipe has to be ordered.",
                }
            )
        )
        self.assertEqual(self.day(self.site_manager), {"decide": ["solve"]})
        self.assertNotIn("decide", self.day(self.officer))
        opened = self.solve.with_user(self.site_manager).action_open_complaint()
        self.assertEqual(opened["res_model"], "complaint.extension")
        self.assertEqual(opened["res_id"], request.id)
        self.assertFalse(self.ticket.can_ask_more_time)
        request.with_user(self.site_manager).action_approve()
        self.assertFalse(self.day(self.site_manager))
        self.assertTrue(self.ticket.can_ask_more_time)

    def test_more_time_is_offered_while_it_can_be_had(self):
        """C-12: before the limit, after it where the company says so."""
        self.assertTrue(self.ticket.can_ask_more_time)
        with freeze_time("2026-03-07 01:00:00"):
            self.ticket.invalidate_recordset()
            self.assertFalse(self.ticket.can_ask_more_time)
            self.company.complaint_extension_after = True
            self.ticket.invalidate_recordset()
            self.assertTrue(self.ticket.can_ask_more_time)
        self.solve.mark_done()
        self.assertFalse(self.ticket.can_ask_more_time)
