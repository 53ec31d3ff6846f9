from datetime import datetime, timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import USER, ComplaintCase


@tagged("post_install", "-at_install")
class TestLateTours(HttpCase, ComplaintCase):
    """C-12: a B complaint and its limit, in the browsers of who deal with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.member("Handler", USER, cls.gh, "specialist_supervisor")
        cls.ticket = cls.complaint(
            cls.handler,
            user_id=cls.handler.id,
            intake="phone",
            received_at=fields.Datetime.now() - timedelta(hours=2),
        ).with_user(cls.handler)
        cls.ticket.action_forward()
        cls.solve = cls.ticket._open_milestones("solve")

    def tour(self, name, user):
        self.start_tour("/odoo/complaint-my-day", name, login=user.login)
        self.env.invalidate_all()

    def test_more_time_is_asked_for_and_approved(self):
        """The limit moves when the manager says so, on a screen of the manager's."""
        limit = self.solve.due_at
        self.tour("complaint_more_time_asked", self.handler)
        request = self.solve.extension_ids
        self.assertEqual(request.state, "asked")
        self.assertEqual(request.asked_by_id, self.handler)
        self.assertEqual(self.solve.due_at, limit)
        self.tour("complaint_more_time_approved", self.site_manager)
        self.assertEqual(request.state, "approved")
        self.assertEqual(request.decided_by_id, self.site_manager)
        self.assertEqual(self.solve.due_at, request.new_due_at)
        self.assertGreater(self.solve.due_at, datetime(2099, 3, 19))

    def test_what_went_over_its_limit_is_with_the_manager_and_answered(self):
        """C-02, C-12: the manager has it and sees it answered and closed."""
        self.solve.sudo().due_at = fields.Datetime.now() - timedelta(minutes=5)
        self.solve.sudo().state = "late"
        self.solve.sudo()._on_late()
        self.assertIn(self.site_manager, self.ticket.activity_ids.user_id)
        self.tour("complaint_late_answered", self.site_manager)
        self.assertTrue(self.ticket.closed)
        self.assertEqual(self.ticket.replied_by_id, self.site_manager)
        self.assertEqual(self.ticket.signed_by_id, self.site_manager)
        self.assertEqual(self.solve.state, "done")
        self.assertEqual(self.ticket.cause, "A joint had come loose")
        self.assertEqual(self.ticket.reply, "It is dry again")
