from odoo.exceptions import UserError

from .attribution_common import AttributionCase


class TestAttributionDeal(AttributionCase):
    """F-22: a deal, what comes after it, and what becomes of it."""

    def bought(self, **values):
        """Rep 1's customer has bought; nothing is known of rep 2 yet."""
        self.come(self.rep1)
        order = self.order(**values)
        order.action_confirm()
        return order

    def test_a_confirmed_order_is_a_deal(self):
        order = self.bought()
        found = self.attribution()
        self.assertEqual((found.state, found.order_id), ("deal", order))
        self.assertEqual(order.floor_attribution_id, found)
        self.assertEqual(order.floor_site_id, self.floor)
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")

    def test_an_opportunity_that_is_won_is_a_deal(self):
        self.come(self.rep1)
        lead = self.win(self.lead())
        found = self.attribution()
        self.assertEqual((found.state, found.lead_id), ("deal", lead))

    def test_an_order_of_an_opportunity_is_the_same_deal(self):
        self.come(self.rep1)
        lead = self.win(self.lead())
        order = self.order(opportunity_id=lead.id)
        order.action_confirm()
        found = self.attribution()
        self.assertEqual((found.lead_id, found.order_id), (lead, order))
        self.assertEqual(len(self.customer()._floor_attributions()), 1)

    def test_the_customer_committed_on_the_visit_that_says_so(self):
        """Whatever is signed later."""
        visit = self.come(self.rep1, {"outcome": "deposit", "signing_on": "2026-03-14"})
        self.at(7)
        self.order().action_confirm()
        self.assertEqual(self.attribution().deal_at, visit.ended_at)

    def test_who_comes_after_the_deal_has_no_part_in_it(self):
        self.bought()
        self.at(1)
        self.come(self.rep2)
        deal = self.here("floor.attribution", ("deal_at", "!=", False))
        self.assertEqual(deal.owner_ids, self.rep1)
        # whose they are from then on is another matter
        self.assertEqual(len(self.customer()._floor_attributions()), 2)

    def test_what_was_there_before_the_deal_counts_once_it_is_approved(self):
        """F-18: the form was entered the same day, the approval came later."""
        visit = self.come(self.rep1, approve=False)
        self.order().action_confirm()
        self.assertEqual(self.whose(), "False: ")
        self.at(1)
        visit.with_user(self.project_manager).action_approve()
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")

    def test_found_after_the_deal_spouses_change_nothing(self):
        """F-20."""
        self.bought()
        wife = self.customer()
        self.at(1)
        self.come(self.rep2, {"phone": "139 0000 2222"})
        husband = self.customer("139 0000 2222")
        self.env["floor.kin"].with_user(self.sales_manager).create(
            {"partner_id": wife.id, "relative_id": husband.id, "evidence": "Said so"}
        )
        self.assertEqual(self.whose(wife), "Rep 1: Rep 1 100")

    def test_another_name_changes_nothing(self):
        """F-22: the attribution stays, with the change on it."""
        order = self.bought()
        found = self.attribution()
        order.partner_id = self.env["res.partner"].create({"name": "Mr Li"})
        self.assertTrue(found.name_changed)
        self.assertEqual(found.decision_id.rule_ids.mapped("code"), ["F-17", "F-22"])
        self.assertEqual(found.owner_ids, self.rep1)
        self.assertEqual(found.share_ids.mapped("percent"), [100])

    def test_another_unit_changes_nothing(self):
        """F-22."""
        order = self.bought()
        other = self.env["product.product"].create({"name": "Unit 5-0802"})
        order.order_line.product_id = other
        found = self.attribution()
        self.assertTrue(found.unit_changed)
        self.assertIn("the unit", found.explanation)
        self.assertEqual(self.whose(), "Rep 1: Rep 1 100")

    def test_a_cancelled_deal_is_open_again_with_its_history(self):
        order = self.bought()
        before = self.attribution().decision_ids
        order._action_cancel()
        found = self.attribution()
        self.assertEqual((found.state, found.order_id.id), ("open", False))
        self.assertEqual(found.decision_ids & before, before)

    def test_after_a_cancelled_deal_who_came_meanwhile_is_looked_at_too(self):
        """One open matter is left, with the history of both."""
        self.company.floor_validity_count = 2
        order = self.bought()
        self.at(1)
        self.come(self.rep2)
        decisions = self.customer()._floor_attributions().decision_ids
        order._action_cancel()
        found = self.customer()._floor_attributions()
        self.assertEqual(len(found), 1)
        self.assertEqual(found.decision_ids & decisions, decisions)
        self.assertEqual(self.rules(), ["F-19"])

    def test_while_another_order_of_the_deal_stands_it_stands(self):
        self.come(self.rep1)
        lead = self.lead()
        orders = self.order(opportunity_id=lead.id) + self.order(opportunity_id=lead.id)
        orders.action_confirm()
        orders[0]._action_cancel()
        found = self.attribution()
        self.assertEqual((found.state, found.order_id), ("deal", orders[1]))

    def test_an_opportunity_that_is_not_won_any_more_is_no_deal(self):
        self.come(self.rep1)
        lead = self.win(self.lead())
        lead.stage_id = self.env["crm.stage"].search([("is_won", "=", False)], limit=1)
        self.assertEqual(self.attribution().state, "open")

    def test_two_deals_in_one_go_are_the_same_reps(self):
        self.bought()
        self.order().action_confirm()
        found = self.customer()._floor_attributions()
        self.assertEqual(found.mapped("state"), ["deal", "deal"])
        self.assertEqual(found.owner_ids, self.rep1)

    def test_a_later_deal_is_of_who_registered_the_customer_since(self):
        self.bought()
        self.at(60)
        self.come(self.rep3)
        self.order().action_confirm()
        deals = self.customer()._floor_attributions().sorted("deal_at")
        self.assertEqual([it.owner_ids for it in deals], [self.rep1, self.rep3])

    def test_who_is_registered_at_two_floors_has_the_floor_named(self):
        self.come(self.rep1)
        self.env["floor.attribution"].sudo().create(
            {"site_id": self.other_floor.id, "partner_id": self.customer().id}
        )
        order = self.order()
        with self.assertRaises(UserError):
            order.action_confirm()
        order.floor_site_id = self.floor
        order.action_confirm()
        self.assertEqual(self.attribution().order_id, order)

    def test_who_was_never_at_a_floor_buys_as_ever(self):
        order = self.env["sale.order"].create({"partner_id": self.portal.partner_id.id})
        order.action_confirm()
        self.assertFalse(order.floor_attribution_id)
