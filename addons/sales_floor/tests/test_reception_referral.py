from datetime import timedelta

from odoo import fields

from .reception_common import ReceptionCase


class TestReceptionReferral(ReceptionCase):
    """An employee's referral at the reception (F-16)."""

    def setUp(self):
        super().setUp()
        self.get_ready()

    def refer(self, name="Ms Wang", phone="138 0013 8000", days=0, floor=None):
        floor = floor or self.floor
        referral = (
            self.env["floor.referral"]
            .with_user(self.employee)
            .create(
                {
                    "site_id": floor.id,
                    "name": name,
                    "phone": phone,
                    "visit_on": floor.local_date() + timedelta(days),
                }
            )
        )
        # It takes a moment to get here.
        referral.sudo().registered_at = fields.Datetime.now() - timedelta(hours=1)
        return referral

    def test_those_who_are_expected_today_are_offered(self):
        """F-16: of this floor, with who referred them; the phone stays hidden."""
        today = self.refer()
        self.refer("Mr Li", "139 1111 2222", days=1)
        self.refer("Mr Hu", "139 3333 4444", floor=self.other_floor)
        [shown] = self.tablet.referrals(self.floor.id)
        self.assertEqual((shown["id"], shown["name"]), (today.id, "Ms Wang"))
        self.assertEqual(shown["sentence"], "Referred by Employee · •••8000")
        self.assertFalse(shown["is_confirmed"])
        today.with_user(self.project_manager).action_phoned()
        [shown] = self.tablet.referrals(self.floor.id)
        self.assertTrue(shown["is_confirmed"])
        self.assertIn("phoned beforehand", shown["sentence"])

    def test_the_proposal_says_whether_it_is_received_as_a_referral(self):
        """F-16: nothing is written yet."""
        referral = self.refer()
        answers = {"referral_id": referral.id, "introducer_came": True}
        proposal = self.tablet.propose(self.floor.id, answers)
        self.assertEqual(proposal["kind"], "referral")
        answers["introducer_came"] = False
        proposal = self.tablet.propose(self.floor.id, answers)
        self.assertEqual((proposal["kind"], proposal["rule"]), ("new", "F-16"))
        self.assertEqual(referral.standing, "registered")

    def test_the_project_manager_s_pin_signs_it(self):
        """F-16: checked and signed at the desk, in the same act."""
        referral = self.refer()
        answer = self.arrive(
            self.project_manager, referral_id=referral.id, introducer_came=True
        )
        self.assertEqual(answer["kind"], "referral")
        self.assertEqual(referral.standing, "confirmed")
        self.assertEqual(referral.confirmed_by_id, self.project_manager)
        self.assertEqual(referral.visit_id.id, answer["visit_id"])
        self.assertFalse(self.tablet.referrals(self.floor.id))

    def test_anybody_else_s_pin_leaves_it_to_be_signed(self):
        """F-16: the project manager is asked."""
        referral = self.refer()
        self.arrive(self.rep1, referral_id=referral.id, introducer_came=True)
        self.assertEqual(referral.standing, "kept")
        self.assertEqual(referral.sudo().activity_ids.user_id, self.project_manager)

    def test_a_referral_to_another_floor_counts_for_nothing_here(self):
        referral = self.refer(floor=self.other_floor)
        answer = self.arrive(
            self.project_manager, referral_id=referral.id, introducer_came=True
        )
        self.assertEqual((answer["kind"], answer["rule"]), ("new", "F-01"))
        self.assertEqual(referral.standing, "registered")

    def test_the_same_press_twice_is_one_arrival(self):
        """The referral knows one visit."""
        referral = self.refer()
        answers = {"referral_id": referral.id, "introducer_came": True}
        press = self.signed(self.rep1)
        first = self.tablet.arrive(self.floor.id, answers, **press)
        again = self.tablet.arrive(self.floor.id, answers, **press)
        self.assertEqual(again["visit_id"], first["visit_id"])
        self.assertEqual(referral.visit_id.id, first["visit_id"])
