from datetime import timedelta

from odoo.exceptions import UserError

from .attribution_common import PHONE, AttributionCase
from .common import MORNING


class TestAttribution(AttributionCase):
    """F-05 … F-21: whose customer it is, from what the registers say."""

    def test_a_registration_that_counts_is_the_reps(self):
        """F-17, F-18: from the approval on."""
        visit = self.come(self.rep1, approve=False)
        self.assertEqual(self.attribution().state, "waiting")
        self.assertEqual(self.whose(), "False: ")
        visit.with_user(self.project_manager).action_approve()
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")
        self.assertEqual((self.attribution().state, self.rules()), ("open", ["F-17"]))

    def test_one_customer_has_one_attribution_at_a_floor(self):
        self.come(self.rep1)
        self.at(1)
        self.come(self.rep1, came_before=True)
        found = self.env["floor.attribution"].search(
            [("partner_id", "=", self.customer().id)]
        )
        self.assertEqual(len(found), 1)
        self.assertEqual(len(found.visit_ids), 2)

    def test_the_record_says_why_and_shows_what(self):
        """F-23: every decision keeps its reasons."""
        visit = self.come(self.rep1)
        found = self.attribution()
        self.assertIn("<b>F-17</b> registered with Rep 1", found.explanation)
        self.assertEqual(found.owner_sentence, "Rep 1's customer")
        self.assertEqual(found.share_summary, "Rep 1 100 %")
        self.assertEqual(found.visit_ids, visit)
        self.assertEqual(
            found.decision_ids.sorted("id").mapped("outcome"),
            ["Nothing counts yet", "Rep 1 100 %"],
        )
        self.assertEqual(found.decision_id.facts["visits"][0]["rep"], self.rep1.id)

    def test_what_changes_nothing_leaves_no_decision(self):
        self.come(self.rep1)
        self.at(1)
        before = self.attribution().decision_ids
        self.come(self.rep1, came_before=True)
        self.assertEqual(self.attribution().decision_ids, before)

    def test_a_refused_registration_is_nobodys(self):
        """F-18."""
        visit = self.come(self.rep1, approve=False)
        visit.with_user(self.project_manager).refuse("Made up")
        self.assertEqual(self.attribution().state, "waiting")

    def test_of_two_registrations_the_earlier_wins(self):
        """F-19."""
        self.come(self.rep1)
        self.at(1)
        self.come(self.rep2)
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")
        self.assertEqual(self.rules(), ["F-19"])

    def test_a_registration_that_expired_gives_way(self):
        """F-17: nothing is entered, the day alone passes."""
        self.come(self.rep1)
        self.at(20)
        self.come(self.rep2)
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")
        self.at(31)
        self.env["floor.attribution"]._review()
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")
        self.at(32)
        self.env["floor.attribution"]._review()
        self.assertEqual(self.whose(), "Rep 2: Rep 2 100")

    def test_a_correction_counts_instead_of_what_it_corrects(self):
        """F-18: entered when the first was; approved anew."""
        visit = self.come(self.rep1)
        action = visit.with_user(self.rep1).action_correct()
        correction = self.env["floor.visit"].browse(action["res_id"])
        self.see_out(correction, {"needs": "Four rooms"})
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")
        evidence = self.attribution().decision_id.facts["visits"]
        self.assertEqual([it["key"] for it in evidence], [correction.id])

    # -- recognised --

    def forgotten(self, day=5):
        """Rep 1's customer comes again, recalls nobody, and is received by rep 2."""
        self.company.floor_match_recognises = False
        first = self.come(self.rep1)
        self.at(day)
        visit = self.come(self.rep2, came_before=True, enter=False)
        self.assertEqual(visit.kind, "forgotten")
        return first, visit

    def test_recognised_the_same_day_the_customer_is_the_original_reps(self):
        """F-05 (g): the turn is given back."""
        first, visit = self.forgotten()
        visit._recognise(first, "rep", self.rep1)
        self.see_out(visit)
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")
        self.assertIn("F-05", self.rules())
        self.assertIn("R", visit.sudo().turn_ids.mapped("effect"))

    def test_while_the_visitor_is_there_the_original_rep_receives_on(self):
        """F-05 (g)."""
        self.company.floor_match_recognises = False
        first = self.come(self.rep1)
        self.at(5)
        self.day._set_state(self.rep1, "left", self.rep1)
        visit = self.receive(came_before=True)
        self.all_ready()
        visit._recognise(first, "visitor", visit.user_id)
        following = self.here("floor.visit", ("ended_at", "=", False))
        self.assertEqual(following.user_id, self.rep1)
        self.assertTrue(visit.ended_at)

    def test_recognised_within_the_month_they_share(self):
        """F-05 (i): the new rep goes on."""
        first, visit = self.forgotten()
        self.see_out(visit)
        self.at(20)
        visit._recognise(first, "rep", self.rep1)
        self.assertEqual(self.whose(), "Rep 2: Rep 2 50, Rep 1 50")

    def test_not_recognised_the_customer_is_the_new_reps(self):
        """F-05 (j)."""
        _first, visit = self.forgotten()
        self.see_out(visit)
        self.assertEqual(self.whose(), "Rep 2: Rep 2 100")

    def test_a_match_in_the_register_is_kept_and_counts_if_so_set(self):
        """F-05: cfg whether it is a recognition."""
        _first, visit = self.forgotten()
        self.see_out(visit)
        self.assertEqual(visit.recognition_ids.way, "register")
        self.assertEqual(self.whose(), "Rep 2: Rep 2 100")
        self.company.floor_match_counts = True
        self.attribution().decide_again()
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")

    def test_who_is_recognised_under_another_number_is_one_customer(self):
        """F-05: the earlier visit says who they are."""
        first, visit = self.forgotten()
        self.see_out(visit, {"phone": "139 0000 1111"})
        self.assertNotEqual(visit.partner_id, first.partner_id)
        self.at(20)
        visit._recognise(first, "rep", self.rep1)
        self.assertEqual(visit.partner_id, first.partner_id)
        self.assertEqual(self.whose(first.partner_id), "Rep 2: Rep 2 50, Rep 1 50")

    def test_only_who_recalled_nobody_is_recognised_and_once(self):
        """F-05."""
        first, visit = self.forgotten()
        for wrong in (first, visit):
            with self.subTest(wrong=wrong.number), self.assertRaises(UserError):
                wrong._recognise(visit, "rep", self.rep1)
        visit._recognise(first, "rep", self.rep1)
        with self.assertRaisesRegex(UserError, "recognised already"):
            visit._recognise(first, "rep", self.rep1)

    # -- midway --

    def changed(self, grounds, rep):
        visit = self.receive(phone=PHONE)
        visit._change_rep(grounds, self.sales_manager, "A wish")
        following = (
            self.env["floor.change"].search([("visit_id", "=", visit.id)]).next_visit_id
        )
        self.assertEqual(following.user_id, rep)
        self.see_out(visit)
        self.see_out(following)

    def test_who_was_named_midway_has_a_part(self):
        """F-12: 70 % the first rep's."""
        self.changed({"wanted_user_id": self.rep4.id, "yields": True}, self.rep4)
        self.assertEqual(self.whose(), "Rep 1: Rep 1 70, Rep 4 30")

    def test_who_instigated_it_has_none(self):
        """F-12."""
        grounds = {"wanted_user_id": self.rep4.id, "yields": True}
        self.changed({**grounds, "instigated": True}, self.rep4)
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")

    def test_after_a_serious_fault_the_first_rep_has_no_rights(self):
        """F-06."""
        self.changed({"fault": "serious"}, self.rep2)
        self.assertEqual(self.whose(), "Rep 2: Rep 2 100")
        self.assertIn("F-06", self.rules())

    # -- in somebody's place --

    def test_who_stood_in_has_none_of_it(self):
        """F-10 (001): an obligation."""
        self.come(self.rep1)
        self.at(1)
        self.come(self.rep5, came_before=True)
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")
        self.assertIn(
            "Rep 5 received in the owner&#39;s place", self.attribution().explanation
        )

    def test_who_stood_in_by_rota_shares_a_deal_of_that_day(self):
        """F-10 (004)."""
        self.company.floor_stand_in = "rota"
        self.come(self.rep1)
        self.at(1)
        self.come(self.rep2, came_before=True)
        self.order().action_confirm()
        self.assertEqual(self.whose(), "Rep 1: Rep 1 50, Rep 2 50")

    def test_who_was_named_at_the_door_has_the_customer(self):
        """F-11."""
        self.come(self.rep3, named_user_id=self.rep3.id)
        self.assertEqual((self.whose(), self.rules()), ("Rep 3: Rep 3 100", ["F-11"]))

    def test_who_was_announced_is_that_reps(self):
        """F-21 (a)."""
        answers = {"sent_by": "old_customer", "announced_to_user_id": self.rep3.id}
        self.come(self.rep3, **answers)
        self.assertEqual((self.whose(), self.rules()), ("Rep 3: Rep 3 100", ["F-21"]))

    # -- spouses --

    def spouses(self):
        self.come(self.rep1)
        wife = self.customer()
        self.at(1)
        self.come(self.rep2, {"phone": "139 0000 2222", "visitor_name": "Mr Li"})
        husband = self.customer("139 0000 2222")
        return wife, husband

    def kin(self, one, other, **values):
        return (
            self.env["floor.kin"]
            .with_user(self.sales_manager)
            .create(
                {
                    "partner_id": one.id,
                    "relative_id": other.id,
                    "evidence": "Came together",
                    **values,
                }
            )
        )

    def test_spouses_with_two_reps_are_served_by_both(self):
        """F-20: half each, from either side."""
        wife, husband = self.spouses()
        self.kin(wife, husband)
        self.assertEqual(self.whose(wife), "Rep 1, Rep 2: Rep 1 50, Rep 2 50")
        self.assertEqual(self.whose(husband), "Rep 1, Rep 2: Rep 2 50, Rep 1 50")
        self.assertEqual(self.attribution(wife).owner_kind, "joint")

    def test_that_they_are_not_related_corrects_it(self):
        """F-20: the latest entry holds."""
        wife, husband = self.spouses()
        self.kin(wife, husband)
        self.kin(husband, wife, relation="none")
        self.assertEqual(self.whose(wife), "Rep 1: Rep 1 100")

    def test_further_relatives_count_if_so_set(self):
        """F-20: cfg."""
        wife, husband = self.spouses()
        self.kin(wife, husband, relation="sibling")
        self.assertEqual(self.whose(wife), "Rep 1: Rep 1 100")
        self.company.floor_kin = "all"
        self.attribution(wife).decide_again()
        self.assertEqual(self.whose(wife), "Rep 1, Rep 2: Rep 1 50, Rep 2 50")

    # -- through the company --

    def introduce(self, days=-2, **values):
        partner = self.env["res.partner"].create({"name": "Ms Zhao", "phone": PHONE})
        with self.subTest("introduced"):
            return (
                self.env["floor.introduction"]
                .with_user(self.project_manager)
                .create(
                    {
                        "site_id": self.floor.id,
                        "partner_id": partner.id,
                        "executive": "The chairman",
                        "contacted_at": MORNING + timedelta(days=days),
                        **values,
                    }
                )
            )

    def test_who_the_company_introduced_gives_the_pool_a_part(self):
        """F-15: the phone number says who they are."""
        entry = self.introduce()
        self.come(self.rep1, sent_by="company")
        self.assertEqual(self.whose(entry.partner_id), "Rep 1: Rep 1 70, Pool 30")

    def test_a_designated_rep_serves_for_the_pool(self):
        """F-15."""
        entry = self.introduce(how="picked", picked_id=self.rep1.id)
        self.come(self.rep1, sent_by="company")
        self.assertEqual(self.whose(entry.partner_id), "pool: Pool 100")

    def test_what_the_company_arranged_needs_no_visit(self):
        """F-15: the rep has a part for the after-sales."""
        entry = self.introduce(how="arranged", after_sales_id=self.rep2.id)
        self.assertEqual(self.whose(entry.partner_id), "pool: Pool 70, Rep 2 30")

    def test_who_came_to_the_floor_first_is_no_company_customer(self):
        """F-15."""
        self.come(self.rep1)
        self.at(3)
        self.env["floor.introduction"].with_user(self.project_manager).create(
            {
                "site_id": self.floor.id,
                "partner_id": self.customer().id,
                "executive": "The chairman",
                "contacted_at": MORNING + timedelta(days=2),
            }
        )
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")

    # -- contacts that are one --

    def test_of_two_contacts_that_are_merged_the_earlier_registration_wins(self):
        """F-19: one history is left."""
        wife, husband = self.spouses()
        merge = self.env["base.partner.merge.automatic.wizard"].sudo()
        merge._merge([wife.id, husband.id], husband, extra_checks=False)
        self.assertEqual(self.whose(husband), "Rep 1: Rep 1 100")
        self.assertIn("F-19", self.rules(husband))
        self.assertFalse(wife.exists())
