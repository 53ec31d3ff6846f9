from odoo.tests import tagged

from .test_portal_hand_in import HandInHttpCase


@tagged("post_install", "-at_install")
class TestPortalTours(HandInHttpCase):
    """From a stranger's phone to the register, in the browser."""

    def test_a_stranger_hands_in_and_an_officer_accepts(self):
        """C-01, C-03: the public form, the queue, the code."""
        self.start_tour("/complaint/GH", "complaint_handed_in", login=None)
        taken = self.HandIn.search([("company_id", "=", self.company.id)])
        self.assertEqual(taken.state, "waiting")
        self.assertEqual(taken.what_happened, "The lift is stuck")
        self.start_tour(
            "/odoo/complaints-handed-in",
            "complaint_hand_in_accepted",
            login=self.officer.login,
        )
        self.assertEqual(taken.state, "accepted")
        self.assertEqual(taken.ticket_id.partner_id, self.customer)
        self.assertRegex(taken.ticket_id.complaint_code, r"^GH-A-0101-\d{4}$")
