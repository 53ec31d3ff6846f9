from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase

from .reception_common import ReceptionCase


class TestTours(HttpCase, ReceptionCase):
    """What is tapped at the reception, and what it leaves in the registers."""

    def tour(self, name):
        self.start_tour("/odoo/reception", name, login=self.floor_supervisor.login)

    def ledger(self):
        return [
            (turn.user_id, turn.effect, turn.signed_by_id)
            for turn in self.env["floor.turn"].search([], order="seq")
        ]

    def test_a_new_visitor_in_four_taps(self):
        """F-01, F-04: asked in order, received by who is next, signed."""
        self.get_ready()
        self.tour("sales_floor_new_visitor")
        visit = self.here("floor.visit")
        self.assertEqual((visit.user_id, visit.visitor_name), (self.rep1, "Ms Wang"))
        self.assertEqual(self.ledger(), [(self.rep1, "C", self.rep2)])

    def test_who_came_before_goes_back_to_their_rep(self):
        """F-04: found by phone, the turn stays where it is."""
        self.get_ready(self.rep3)
        visit = self.env["floor.visit"].browse(
            self.arrive(visitor_name="Mr Li", phone="13912345678")["visit_id"]
        )
        self.tablet.finish(visit.id, "none", **self.signed(self.rep3))
        today = fields.Date.today()
        visit.sudo().write(
            {
                "entered_at": fields.Datetime.now(),
                "approved_at": fields.Datetime.now(),
                "valid_until": fields.Date.add(today, months=1),
            }
        )
        self.get_ready(self.rep1, self.rep2)
        self.tour("sales_floor_old_visitor")
        again = self.here("floor.visit") - visit
        self.assertEqual((again.user_id, again.kind), (self.rep3, "returning"))
        self.assertEqual(self.ledger()[-1], (self.rep3, "N", self.rep3))

    def test_who_was_sent_by_an_employee_is_a_referral(self):
        """F-16: the introducer came along, the project manager's PIN signs it."""
        self.get_ready()
        referral = (
            self.env["floor.referral"]
            .with_user(self.employee)
            .create(
                {
                    "site_id": self.floor.id,
                    "name": "Ms Wang",
                    "phone": "138 0013 8000",
                    "visit_on": self.floor.local_date(),
                }
            )
        )
        referral.sudo().registered_at = fields.Datetime.now() - timedelta(hours=1)
        self.tour("sales_floor_referral")
        self.assertEqual(referral.standing, "confirmed")
        self.assertEqual(referral.confirmed_by_id, self.project_manager)
        self.assertEqual(referral.sudo().visit_id.kind, "referral")

    def test_a_wrong_pin_is_refused_and_typed_again(self):
        self.get_ready()
        self.tour("sales_floor_wrong_pin")
        entry = self.env["floor.presence"].search([("state", "=", "lunch")])
        self.assertEqual(entry.signed_by_id, self.rep1)

    def test_who_has_signed_stays_signed_for_a_while_where_so_set(self):
        """For themselves alone: whoever else signs types their PIN."""
        self.company.floor_signed_seconds = 300
        self.get_ready()
        self.tour("sales_floor_stays_signed")
        entries = self.env["floor.presence"].search(
            [("state", "in", ("lunch", "not_ready"))]
        )
        self.assertEqual(entries.signed_by_id, self.rep1)
        self.assertEqual(len(entries), 2)

    def test_a_day_of_the_floor(self):
        """F-01, F-02, F-03, F-18, F-33, F-34: with everybody's signature."""
        self.tour("sales_floor_day")
        self.assertEqual(
            self.ledger(),
            [
                (self.rep1, "C", self.rep1),
                (self.rep3, "V", self.floor_supervisor),
                (self.rep3, "R", self.floor_supervisor),
            ],
        )
        errand = self.env["floor.presence"].search([("state", "=", "errand")])
        self.assertEqual(errand.reason, "Fetches the contracts")
        visit = self.here("floor.visit")
        self.assertEqual(visit.question, "In two instalments?")
        self.assertTrue(visit.answered_at and visit.ended_at)
        order = self.floor.today_rota().line_ids.sorted("sequence").user_id
        self.assertEqual(order[3:], self.rep5 | self.rep4)

    def test_a_lost_network_shows_and_loses_nothing(self):
        """What was signed meanwhile waits, without its PIN, and is sent once."""
        self.get_ready()
        self.tour("sales_floor_lost_network")
        self.assertEqual(
            self.env["floor.presence"].search_count([("state", "=", "lunch")]), 1
        )
