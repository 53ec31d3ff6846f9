from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from .case_common import CaseCase
from .common import MORNING


@freeze_time(MORNING)
class TestIncident(CaseCase):
    """F-01, F-03, F-06, F-24, F-28: what a rule forbids, and what it costs."""

    # -- reported --

    def test_anybody_on_the_floor_reports_an_incident(self):
        """F-28: another one who leads is asked to look into it."""
        incident = self.report()
        self.assertEqual((incident.number, incident.state), (1, "reported"))
        self.assertEqual(incident.reported_by_id, self.rep2)
        self.assertEqual(self.todo(incident), self.floor_supervisor)

    def test_what_a_supervisor_reports_another_one_looks_into(self):
        incident = self.report(self.floor_supervisor)
        self.assertEqual(self.todo(incident), self.sales_manager)
        mine = incident.with_user(self.floor_supervisor)
        self.refused(AccessError, "who reported it", mine.action_verify)
        self.refused(AccessError, "who reported it", mine.unfounded, "No")

    def test_a_report_that_makes_no_sense_is_refused(self):
        for values, words in (
            ({"description": " "}, "say what happened"),
            ({"happened_at": MORNING + timedelta(hours=1)}, "still to come"),
            ({"user_id": self.other_rep.id}, "does not belong to Harbour View"),
        ):
            with self.subTest(values=values):
                self.refused(ValidationError, words, self.report, **values)
        self.refused(AccessError, "penalty", self.report, penalty_days=30)

    # -- looked into --

    def test_who_leads_looks_into_it_and_had_no_part_in_it(self):
        incident = self.report(involved_ids=[(6, 0, self.sales_manager.ids)])
        self.refused(
            AccessError, "who leads", incident.with_user(self.rep2).action_verify
        )
        mine = incident.with_user(self.sales_manager)
        self.refused(AccessError, "had a part in", mine.action_verify)
        incident.with_user(self.project_manager).action_verify()
        self.assertEqual(incident.state, "verified")
        self.assertEqual(incident.verified_by_id, self.project_manager)
        self.assertEqual(self.todo(incident), self.rep1)

    def test_unfounded_it_costs_nothing(self):
        """F-28: verified before anybody is punished."""
        incident = self.report()
        incident.with_user(self.floor_supervisor).unfounded("She asked for rep 1.")
        self.assertEqual(incident.state, "unfounded")
        self.assertFalse(self.todo(incident))
        mine = incident.with_user(self.sales_manager)
        self.refused(UserError, "Unfounded", mine.action_decide)
        self.refused(UserError, "Unfounded", mine.write, {"kind": "poaching"})

    def test_only_who_is_concerned_states_something(self):
        incident = self.report()
        incident.with_user(self.floor_supervisor).action_verify()
        self.refused(
            AccessError, "only Rep 1", incident.with_user(self.rep2).say, "He did"
        )
        incident.with_user(self.rep1).say("She was mine.")
        self.assertEqual(incident.statement, "She was mine.")
        self.assertEqual(self.todo(incident), self.sales_manager)

    # -- what it costs --

    def test_the_source_proposes_the_penalty(self):
        """F-28, F-24, F-03, F-06, F-01: by kind, and how serious it was."""
        for kind, serious, penalty in (
            ("fighting", False, "1 day(s) of base pay"),
            ("poaching", True, "1 month(s) of base pay and 50 % of the month's bonus"),
            ("stirring", False, "50 % of the month's bonus and dismissal"),
            ("appearance", False, "to be mended first and loses the turn of the round"),
            ("materials", False, "to be mended first"),
            ("speculating", False, False),
            ("service_fault", False, False),
            ("swapping", False, False),
        ):
            with self.subTest(kind=kind):
                incident = self.report(kind=kind, is_serious=serious)
                self.assertEqual(incident.penalty_sentence or False, penalty)
                self.assertFalse(incident.is_otherwise)
        self.assertIn("F-01", incident.proposal_sentence)
        self.assertIn("names no penalty", incident.proposal_sentence)

    def test_the_numbers_are_settings(self):
        """F-28"""
        self.company.write(
            {
                "floor_penalty_days": 3,
                "floor_penalty_months": 2,
                "floor_penalty_bonus_percent": 20,
                "floor_stirring_percent": 40,
            }
        )
        self.assertEqual(self.report().penalty_days, 3)
        serious = self.report(is_serious=True)
        self.assertEqual(
            (serious.penalty_months, serious.penalty_bonus_percent), (2, 20)
        )
        self.assertEqual(self.report(kind="stirring").penalty_bonus_percent, 40)

    def test_the_manager_decides_as_the_source_has_it(self):
        """F-28: sealed, and the person is told."""
        incident = self.verified()
        incident.with_user(self.sales_manager).action_decide()
        self.assertEqual(incident.state, "decided")
        self.assertEqual(incident.decided_by_id, self.sales_manager)
        self.assertEqual(incident.rule_ids.code, "F-28")
        self.assertFalse(incident.is_override)
        self.assertIn(self.rep1.partner_id, incident.message_ids.partner_ids)
        self.assertFalse(self.todo(incident))
        for values in ({"penalty_days": 0}, {"statement": "No"}, {"state": "reported"}):
            self.sealed(lambda values=values: incident.sudo().write(values))
        manager = incident.with_user(self.project_manager)
        self.refused(UserError, "Decided", manager.action_decide)

    def test_otherwise_than_the_source_needs_a_reason(self):
        """F-28: what the source has for it is kept beside it."""
        incident = self.verified(kind="speculating")
        mine = incident.with_user(self.project_manager)
        mine.write({"penalty_months": 1})
        self.refused(UserError, "why you decide otherwise", mine.action_decide)
        mine.why_otherwise = "The source leaves it open; three flats."
        mine.action_decide()
        self.assertTrue(incident.is_override)
        self.assertEqual(incident.reason, "The source leaves it open; three flats.")
        self.assertIn("names no penalty", incident.proposed_reason)
        self.assertEqual(incident.rule_ids.code, "F-24")

    def test_another_kind_is_proposed_anew(self):
        incident = self.verified()
        with Form(incident.with_user(self.sales_manager)) as form:
            form.is_serious = True
            self.assertEqual((form.penalty_days, form.penalty_months), (0, 1))
        self.assertEqual(incident.penalty_bonus_percent, 50)

    def test_nobody_is_punished_unheard(self):
        """F-28: unless they would not say anything, or the company has it otherwise."""
        incident = self.report()
        incident.with_user(self.floor_supervisor).action_verify()
        mine = incident.with_user(self.sales_manager)
        self.refused(UserError, "unheard", mine.action_decide)
        supervisor = incident.with_user(self.floor_supervisor)
        self.refused(AccessError, "decides", supervisor.go_unheard, "Silent")
        mine.go_unheard("Did not want to say anything.")
        mine.action_decide()
        self.assertEqual(incident.state, "decided")

    def test_the_hearing_is_a_setting(self):
        self.company.floor_hearing = False
        incident = self.report()
        incident.with_user(self.floor_supervisor).action_verify()
        incident.with_user(self.sales_manager).action_decide()
        self.assertEqual(incident.state, "decided")

    def test_only_a_manager_without_a_part_in_it_decides_on_what_is_verified(self):
        incident = self.report(involved_ids=[(6, 0, self.sales_manager.ids)])
        manager = incident.with_user(self.project_manager)
        self.refused(UserError, "looks into it first", manager.action_decide)
        incident.with_user(self.floor_supervisor).action_verify()
        incident.with_user(self.rep1).say("No.")
        for user, words in (
            (self.floor_supervisor, "decides"),
            (self.sales_manager, "had a part"),
            (self.rep1, "decides"),
        ):
            mine = incident.with_user(user)
            self.refused(AccessError, words, mine.action_decide)
            with self.assertRaises(AccessError):
                mine.write({"penalty_days": 0})
        manager.action_decide()

    # -- where it comes from --

    def test_a_fault_for_which_a_customer_wants_another_rep_is_an_incident(self):
        """F-06: noted by who decides, with the visit and the change."""
        visit = self.receive()
        visit._change_rep({"fault": "ordinary"}, self.sales_manager, "Rude to her")
        incident = self.here("floor.incident")
        self.assertEqual(incident.kind, "service_fault")
        self.assertEqual((incident.user_id, incident.visit_id), (self.rep1, visit))
        self.assertEqual(incident.reported_by_id, self.sales_manager)
        self.assertIn("Rude to her", incident.description)
        self.assertEqual(incident.change_id.incident_ids, incident)
        self.assertFalse(incident.is_serious)
        self.assertEqual(self.todo(incident), self.floor_supervisor)

    def test_a_serious_fault_is_noted_as_one_and_no_fault_as_none(self):
        """F-06"""
        self.receive()._change_rep({"fault": "serious"}, self.sales_manager, "Insults")
        self.assertTrue(self.here("floor.incident").is_serious)
        self.receive()._change_rep({}, self.sales_manager, "Would like another")
        self.assertEqual(len(self.here("floor.incident")), 1)
