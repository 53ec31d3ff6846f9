from odoo.exceptions import UserError, ValidationError

from .attribution_common import AttributionCase


class TestAttributionCrm(AttributionCase):
    """F-17, F-22: opportunities and attributions stay in step."""

    def test_an_opportunity_follows_whose_customer_it_is(self):
        visit = self.come(self.rep1, approve=False)
        lead = self.lead(user_id=self.rep2.id)
        visit.with_user(self.project_manager).action_approve()
        self.assertEqual((lead.user_id, lead.floor_site_id), (self.rep1, self.floor))

    def test_when_the_customer_is_anothers_so_is_the_opportunity(self):
        """F-17: by the day alone."""
        self.come(self.rep1)
        lead = self.lead()
        self.assertEqual(lead.user_id, self.rep1)
        self.at(20)
        self.come(self.rep2)
        self.at(32)
        self.env["floor.attribution"]._review()
        self.assertEqual(lead.user_id, self.rep2)

    def test_nobody_takes_over_anothers_customer(self):
        """F-17: neither by taking nor by making an opportunity."""
        self.come(self.rep1)
        lead = self.lead()
        mine = {"name": "Mine", "partner_id": self.customer().id}
        with self.assertRaisesRegex(ValidationError, "Rep 1's customer"):
            lead.user_id = self.rep2
        with self.assertRaises(ValidationError):
            self.env["crm.lead"].with_user(self.rep2).create(
                {**mine, "user_id": self.rep2.id}
            )
        taken = self.env["crm.lead"].with_user(self.rep2).create({"name": "Mine"})
        with self.assertRaises(ValidationError):
            taken.partner_id = self.customer()

    def test_a_new_opportunity_goes_to_whose_customer_it_is(self):
        self.come(self.rep1)
        lead = self.env["crm.lead"].create(
            {"name": "Ms Wang", "partner_id": self.customer().id}
        )
        self.assertEqual(lead.user_id, self.rep1)

    def test_of_a_joint_customer_either_rep_may_have_it(self):
        """F-20."""
        self.come(self.rep1)
        wife = self.customer()
        self.come(self.rep2, {"phone": "139 0000 2222"})
        husband = self.customer("139 0000 2222")
        self.env["floor.kin"].with_user(self.sales_manager).create(
            {"partner_id": wife.id, "relative_id": husband.id, "evidence": "Said so"}
        )
        lead = self.lead(partner_id=wife.id)
        lead.user_id = self.rep2
        with self.assertRaises(ValidationError):
            lead.user_id = self.rep3

    def test_after_the_deal_nobody_changes_whose_it_is(self):
        """F-22."""
        self.come(self.rep1)
        lead = self.win(self.lead())
        with self.assertRaises(ValidationError):
            lead.user_id = self.rep2

    def test_another_name_after_the_deal_is_kept_with_it(self):
        """F-22."""
        self.come(self.rep1)
        lead = self.win(self.lead())
        lead.partner_id = self.env["res.partner"].create({"name": "Mr Li"})
        self.assertTrue(lead.floor_attribution_ids.name_changed)
        self.assertEqual(lead.floor_attribution_ids.owner_ids, self.rep1)

    def test_merging_keeps_the_deal_and_its_evidence(self):
        self.come(self.rep1)
        won = self.win(self.lead())
        deal = self.attribution()
        decisions = deal.decision_ids
        other = self.env["crm.lead"].create({"name": "Again", "partner_id": False})
        kept = (won + other).merge_opportunity(auto_unlink=True)
        self.assertEqual(deal.lead_id, kept)
        self.assertEqual(kept.floor_attribution_ids, deal)
        self.assertEqual(deal.decision_ids, decisions)
        self.assertEqual(kept.user_id, self.rep1)

    def test_the_deal_moves_to_the_opportunity_that_is_left(self):
        self.come(self.rep1)
        won, other = self.win(self.lead()), self.lead()
        deal = self.attribution()
        other._merge_dependences(won)
        self.assertEqual(deal.lead_id, other)

    def test_two_deals_never_become_one(self):
        """F-22."""
        self.come(self.rep1)
        won = self.win(self.lead()) + self.win(self.lead())
        with self.assertRaisesRegex(UserError, "2 deals"):
            won.merge_opportunity()

    def test_what_is_merged_goes_to_whose_customer_it_is(self):
        self.come(self.rep1)
        leads = self.lead() + self.env["crm.lead"].create(
            {"name": "Call", "user_id": self.rep2.id, "type": "lead"}
        )
        self.assertEqual(leads.merge_opportunity().user_id, self.rep1)

    def test_buttons_lead_to_the_attribution(self):
        visit = self.come(self.rep1)
        lead = self.lead()
        found = self.attribution()
        mine = self.rep1
        for record, action in (
            (visit, "action_open_attribution"),
            (lead, "action_open_floor_attribution"),
            (self.customer(), "action_open_floor_attributions"),
        ):
            with self.subTest(model=record._name):
                opened = getattr(record.with_user(mine), action)()
                self.assertEqual(opened["res_id"], found.id)
        self.assertEqual(
            self.customer().with_user(mine).floor_owner_sentence, "Rep 1's customer"
        )
