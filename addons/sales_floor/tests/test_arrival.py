from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MORNING, FloorCase

PHONE = "138 0013 8000"
FORM = {
    "visitor_name": "Ms Wang",
    "phone": PHONE,
    "background": "Two children",
    "needs": "Three rooms",
    "outcome": "none",
    "no_deal_reason": "Wants to ask at home",
}


@freeze_time(MORNING)
class TestArrival(FloorCase):
    """F-04 … F-21: who receives whom, and what the register keeps of it."""

    def setUp(self):
        super().setUp()
        self.day = self.floor.today_rota()
        self.all_ready()

    def registered(self, form=None, approve=True):
        """A visitor whom rep 1 received, entered and has approved."""
        visit = self.receive()
        visit._finish(self.rep1)
        visit.with_user(self.rep1).write({**FORM, **(form or {})})
        visit.with_user(self.rep1).action_enter()
        if approve:
            visit.with_user(self.project_manager).action_approve()
        return visit

    # -- who receives --

    def test_who_came_before_goes_back_to_their_rep(self):
        """F-04, F-10: found by the phone number; no turn is used."""
        self.registered()
        visit = self.receive(came_before=True, phone="13800138000")
        self.assertEqual(visit.user_id, self.rep1)
        self.assertEqual(visit.kind, "returning")
        self.assertEqual(visit.sudo().turn_ids.effect, "N")
        self.assertIn("F-04", visit.reason)
        self.assertEqual(self.receive().user_id, self.rep2)

    def test_for_an_absent_rep_the_last_receives(self):
        """F-10 (001): an obligation, the rep is told, the registration is theirs."""
        self.registered()
        self.day._set_state(self.rep1, "left", self.rep1)
        visit = self.receive(came_before=True, phone=PHONE)
        self.assertEqual(visit.user_id, self.rep5)
        self.assertEqual(visit.instead_of_id, self.rep1)
        self.assertEqual(visit.activity_ids.user_id, self.rep1)

    def test_for_an_absent_rep_whose_turn_it_is_receives(self):
        """F-10 (004): and keeps the turn."""
        self.company.floor_stand_in = "rota"
        self.registered()
        self.day._set_state(self.rep1, "left", self.rep1)
        visit = self.receive(came_before=True, phone=PHONE)
        self.assertEqual((visit.user_id, visit.instead_of_id), (self.rep2, self.rep1))
        self.finish_all()
        self.assertEqual(self.receive().user_id, self.rep2)

    def test_who_names_a_rep_at_the_door_is_theirs(self):
        """F-11: off the rota."""
        visit = self.receive(named_user_id=self.rep4.id)
        self.assertEqual((visit.user_id, visit.kind), (self.rep4, "designated"))
        self.assertEqual(self.receive().user_id, self.rep1)

    def test_who_is_registered_and_insists_on_another_is_an_obligation(self):
        """F-13: the customer stays the first rep's."""
        self.registered()
        wanted = {"phone": PHONE, "came_before": True, "named_user_id": self.rep3.id}
        self.assertEqual(self.receive(**wanted).user_id, self.rep1)
        self.finish_all()
        visit = self.receive(**wanted, insisted=True)
        self.assertEqual((visit.user_id, visit.kind), (self.rep3, "obligation"))
        self.assertEqual(visit.instead_of_id, self.rep1)

    def test_a_company_customer_is_received_by_rota(self):
        """F-15: the company names nobody."""
        visit = self.receive(sent_by="company")
        self.assertEqual((visit.user_id, visit.kind), (self.rep1, "company"))

    def test_an_announced_customer_is_received_by_that_rep(self):
        """F-21: an old customer phoned, the rep announced it."""
        answers = {"sent_by": "old_customer", "announced_to_user_id": self.rep3.id}
        visit = self.receive(**answers)
        self.assertEqual((visit.user_id, visit.kind), (self.rep3, "introduced"))

    def test_a_registration_that_does_not_count_leads_back_nowhere(self):
        """F-18: it counts once the project manager approved it."""
        self.registered(approve=False)
        visit = self.receive(came_before=True, phone=PHONE)
        self.assertEqual((visit.user_id, visit.kind), (self.rep2, "forgotten"))

    def test_an_expired_registration_leads_back_nowhere(self):
        """F-17: valid one month, to its last day."""
        visit = self.registered()
        self.assertEqual(str(visit.valid_until), "2026-04-07")
        for days, rep in ((31, self.rep1), (32, self.rep2)):
            with freeze_time(MORNING + timedelta(days=days)):
                self.day = self.floor.today_rota()
                self.all_ready()
                found = self.receive(came_before=True, phone=PHONE)
                self.finish_all()
                self.assertEqual(found.user_id, rep)

    def test_who_would_receive_is_told_without_a_trace(self):
        """F-04: the desk asks before it acts."""
        _reception, rep, _chosen = self.day._propose({})
        self.assertEqual(rep, self.rep1.id)
        self.assertFalse(self.day.sudo().turn_ids)

    # -- another rep midway --

    def test_without_a_fault_the_first_rep_goes_on(self):
        """F-06: refused, the sales manager helps; it is on record."""
        visit = self.receive()
        sentence = visit._change_rep({}, self.sales_manager, "Does not like him")
        self.assertIn("F-06", sentence)
        self.assertFalse(visit.ended_at)
        change = self.env["floor.change"].search([("visit_id", "=", visit.id)])
        self.assertEqual((change.receiver, change.is_new), ("first", False))

    def test_after_a_serious_fault_the_next_receives(self):
        """F-06: an empty turn; the customer counts as new."""
        visit = self.receive(visitor_name="Ms Wang")
        visit._change_rep({"fault": "serious"}, self.sales_manager, "Shouted")
        change = self.env["floor.change"].search([("visit_id", "=", visit.id)])
        self.assertTrue(change.is_new and change.is_fault and visit.ended_at)
        following = change.next_visit_id
        self.assertEqual(following.user_id, self.rep2)
        self.assertEqual(following.visitor_name, "Ms Wang")
        turns = self.day.sudo().turn_ids.sorted("seq")
        self.assertEqual(
            turns.mapped(lambda it: (it.user_id, it.effect)),
            [(self.rep1, "C"), (self.rep2, "C"), (self.rep1, "V")],
        )

    def test_the_manager_gives_way_to_who_names_another(self):
        """F-12: off the rota."""
        visit = self.receive()
        grounds = {"wanted_user_id": self.rep4.id, "yields": True}
        visit._change_rep(grounds, self.sales_manager, "Insists")
        change = self.env["floor.change"].search([("visit_id", "=", visit.id)])
        self.assertEqual(change.to_user_id, self.rep4)
        self.assertEqual(change.next_visit_id.kind, "designated")
        self.assertEqual(self.receive().user_id, self.rep2)

    def test_only_the_sales_manager_decides_on_a_change(self):
        """F-06: neither a rep nor the supervisor, and never without a reason."""
        visit = self.receive()
        for signer in (self.rep2, self.floor_supervisor):
            with self.assertRaises(AccessError):
                visit._change_rep({}, signer, "Because")
        with self.assertRaises(UserError):
            visit._change_rep({}, self.sales_manager, " ")
        self.assertFalse(self.here("floor.change"))

    def test_a_question_goes_to_the_manager(self):
        """F-34: with the customer waiting shown, until it is answered."""
        visit = self.receive()
        with self.assertRaises(UserError):
            visit._ask(" ")
        visit._ask("Is parking included?")
        self.assertEqual(visit.activity_ids.user_id, self.sales_manager)
        visit._answered()
        self.assertTrue(visit.answered_at)
        self.assertFalse(visit.activity_ids)

    # -- the register --

    def test_an_incomplete_form_is_not_entered(self):
        """F-27: no name, no phone, no reason: one sentence names what is missing."""
        visit = self.receive()
        visit._finish(self.rep1)
        mine = visit.with_user(self.rep1)
        mine.write({"outcome": "none"})
        with self.assertRaisesRegex(UserError, "Name.*Phone.*Why No Deal"):
            mine.action_enter()
        self.assertFalse(visit.entered_at)

    def test_the_form_is_entered_by_who_received(self):
        """F-18: not by a colleague, not while the visitor is there."""
        visit = self.receive()
        visit.with_user(self.rep1).write(FORM)
        with self.assertRaisesRegex(UserError, "still here"):
            visit.with_user(self.rep1).action_enter()
        visit._finish(self.rep1)
        with self.assertRaises(AccessError):
            visit.with_user(self.rep2).action_enter()

    def test_nothing_is_backdated(self):
        """F-18: entered the same day, at midnight in the site's zone."""
        visit = self.receive()
        visit._finish(self.rep1)
        mine = visit.with_user(self.rep1)
        mine.write(FORM)
        with (
            freeze_time("2026-03-07 16:00:00"),
            self.assertRaisesRegex(UserError, "same day"),
        ):
            mine.action_enter()
        with freeze_time("2026-03-07 15:59:59"):
            mine.action_enter()
        self.assertTrue(visit.entered_at)

    def test_an_entry_is_never_altered(self):
        """F-18: by nobody, code with all rights included; a correction is new."""
        visit = self.registered(approve=False)
        for user in (self.rep1, self.project_manager, self.env.ref("base.user_root")):
            with self.subTest(user=user.name), self.assertRaises(ValidationError):
                visit.with_user(user).sudo().write({"needs": "Four rooms"})
        with self.assertRaises(AccessError):
            visit.with_user(self.rep2).action_correct()
        action = visit.with_user(self.rep1).action_correct()
        correction = self.env["floor.visit"].browse(action["res_id"])
        correction.with_user(self.rep1).write({"needs": "Four rooms"})
        correction.with_user(self.rep1).action_enter()
        self.assertEqual(visit.state, "corrected")
        self.assertEqual(visit.needs, "Three rooms")
        self.assertEqual(correction.correction_of_id, visit)

    def test_only_the_project_manager_approves_and_refuses(self):
        """F-18: never the rep concerned."""
        visit = self.registered(approve=False)
        for user in (self.rep1, self.sales_manager):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                visit.with_user(user).action_approve()
        self.env["floor.reason"].with_user(self.project_manager).create(
            {
                "res_model": "floor.visit",
                "res_id": visit.id,
                "action": "refuse",
                "reason": "No such number",
            }
        ).action_confirm()
        self.assertEqual(visit.state, "refused")
        with self.assertRaises(UserError):
            visit.with_user(self.project_manager).action_approve()

    def test_one_phone_number_is_one_customer(self):
        """F-19: the same number entered twice is the same contact."""
        first = self.registered()
        self.finish_all()
        second = self.receive()
        second._finish(second.user_id)
        second.with_user(second.user_id).write({**FORM, "phone": "+86 13800138000"})
        second.with_user(second.user_id).action_enter()
        self.assertEqual(second.partner_id, first.partner_id)
