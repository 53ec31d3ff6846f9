from odoo.tests import Form

from .attribution_common import AttributionCase
from .case_common import CaseCase


class TestAttributionCases(AttributionCase, CaseCase):
    """F-16, F-23: what referrals and disputes do to whose customer somebody is."""

    def referred(self, **answers):
        """An employee's customer comes on the day agreed and is received by rep 1."""
        referral = self.refer()
        visit = self.come(self.rep1, referral_id=referral.id, **answers)
        return referral, visit

    # -- referrals --

    def test_a_valid_referral_gives_the_employee_a_part(self):
        """F-16: kept, confirmed by the introducer, signed by the project manager."""
        referral, _visit = self.referred(introducer_came=True)
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")
        referral.with_user(self.project_manager).action_confirm()
        self.assertEqual(self.whose(), "Rep 1: Rep 1 70, Employee 30")
        self.assertEqual(self.rules(), ["F-16", "F-17"])

    def test_a_referral_that_nobody_confirmed_gives_no_part(self):
        """F-16: the introducer neither came along nor phoned before."""
        referral, _visit = self.referred()
        self.assertNotEqual(referral.standing, "confirmed")
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")

    def test_who_came_as_new_without_a_word_of_the_introducer_is_the_reps(self):
        """F-16: the rep has all of it."""
        referral = self.refer()
        self.come(self.rep1)
        self.assertEqual(referral.standing, "invalid")
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")

    # -- disputes --

    def two_reps(self):
        """Rep 1's registration is the earlier one, rep 2 served as well."""
        self.visit = self.come(self.rep1)
        self.at(1)
        self.come(self.rep2)
        return self.attribution()

    def ruled(self):
        dispute = self.dispute()
        self.give_opinion(dispute, ((1, 60), (2, 40)))
        dispute.with_user(self.sales_director).action_approve()
        return dispute

    def test_what_the_director_approved_is_whose_customer_it_is(self):
        """F-23: whatever the rules would say."""
        found = self.two_reps()
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")
        dispute = self.ruled()
        self.assertEqual(dispute.attribution_id, found)
        self.assertEqual(self.whose(), "Rep 1: Rep 1 60, Rep 2 40")
        self.assertEqual(self.rules(), ["F-23"])
        self.at(2)
        self.come(self.rep3)
        self.assertEqual(self.whose(), "Rep 1: Rep 1 60, Rep 2 40")

    def test_a_dispute_is_opened_where_it_is_seen_whose_customer_it_is(self):
        """F-23: on the customer, between those concerned."""
        found = self.two_reps()
        action = found.with_user(self.rep2).action_dispute()
        disputes = self.env["floor.dispute"].with_user(self.rep2)
        with Form(disputes.with_context(**action["context"])) as form:
            form.matter = "I showed her the flat."
        self.assertEqual(form.record.sudo().attribution_id, found)
        self.assertEqual(form.record.party_ids.user_id, self.rep1 | self.rep2)

    def test_while_a_dispute_is_open_that_one_is_shown(self):
        found = self.two_reps()
        dispute = self.dispute()
        action = found.with_user(self.rep1).action_dispute()
        self.assertEqual(action["res_id"], dispute.id)
        action = self.visit.with_user(self.rep1).action_dispute()
        self.assertEqual(action["res_id"], dispute.id)

    def test_of_a_visit_that_is_nobodys_yet_the_visit_is_disputed(self):
        visit = self.receive()
        action = visit.with_user(visit.user_id).action_dispute()
        self.assertEqual(action["context"], {"default_visit_id": visit.id})

    def test_of_two_contacts_that_are_merged_the_ruling_goes_along(self):
        """F-19, F-23: also where it was given on the contact that is gone."""
        self.two_reps()
        self.ruled()
        wife = self.customer()
        self.come(self.rep3, {"phone": "139 0000 2222", "visitor_name": "Mr Li"})
        husband = self.customer("139 0000 2222")
        merge = self.env["base.partner.merge.automatic.wizard"].sudo()
        merge._merge([wife.id, husband.id], husband, extra_checks=False)
        self.assertEqual(self.whose(husband), "Rep 1: Rep 1 60, Rep 2 40")
        self.assertEqual(len(husband._floor_attributions().dispute_ids), 1)
