from datetime import date, datetime

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import FollowCase


@freeze_time("2026-03-02 02:00:00")
class TestFollowPlan(FollowCase):
    """D-13: classed, followed up at intervals, kept when closed."""

    def test_a_customer_in_the_plan_is_followed_up_by_class(self):
        """D-13: A and high after three days, the table's; in the site's morning."""
        plan = self.make_plan()
        self.assertEqual(plan.user_id, self.rep)
        self.assertEqual(plan.next_on, date(2026, 3, 5))
        self.assertEqual(plan.due_at, datetime(2026, 3, 4, 16))
        plan.importance = "c"
        self.assertEqual(plan.next_on, date(2026, 3, 16))
        plan.write({"importance": "b", "likelihood": "low"})
        self.assertEqual(plan.next_on, date(2026, 4, 1))

    def test_a_closed_customer_stays_in_the_plan(self):
        """D-13"""
        plan = self.make_plan()
        plan.is_closed = True
        self.assertTrue(plan.active)
        self.assertEqual(plan.next_on, date(2026, 4, 1))

    def test_the_rep_is_asked_when_it_is_due_and_keeps_what_was_said(self):
        """D-13: one click, and the next follow-up is planned."""
        plan = self.make_plan()
        with freeze_time("2026-03-04 15:59:00"):
            self.sweep()
            self.assertFalse(plan.activity_ids)
        with freeze_time("2026-03-04 16:00:00"):
            self.sweep()
        self.assertEqual(plan.state, "late")
        self.assertEqual(plan.activity_ids.user_id, self.rep)
        self.assertIn("Li Na", plan.activity_ids.summary)
        with freeze_time("2026-03-05 02:00:00"):
            action = plan.action_contacted()
            self.assertEqual(action["context"]["default_plan_id"], plan.id)
            self.contact(plan, contacted_on="2026-03-05", means="call")
        self.assertFalse(plan.activity_ids)
        self.assertEqual(plan.state, "pending")
        self.assertEqual(plan.last_contact_on, date(2026, 3, 5))
        self.assertEqual(plan.next_on, date(2026, 3, 8))
        said = plan.contact_ids
        self.assertEqual(said.user_id, self.rep)
        self.assertEqual((said.said, said.means), ("She will come on Saturday", "call"))
        self.assertEqual(said.next_on, date(2026, 3, 8))

    def test_a_day_agreed_with_the_customer_goes_before_the_table(self):
        """D-13"""
        plan = self.make_plan()
        self.contact(plan, contacted_on="2026-03-02", next_on="2026-03-14")
        self.assertEqual(plan.next_on, date(2026, 3, 14))

    def test_a_contact_of_before_does_not_set_the_plan_back(self):
        """D-13: entered late, the later one counts."""
        plan = self.make_plan()
        self.contact(plan, contacted_on="2026-03-02")
        self.contact(plan, contacted_on="2026-02-20")
        self.assertEqual(plan.last_contact_on, date(2026, 3, 2))
        self.assertEqual(plan.next_on, date(2026, 3, 5))
        self.assertEqual(len(plan.contact_ids), 2)

    def test_what_is_not_right_is_said_and_nothing_is_kept(self):
        """D-13"""
        plan = self.make_plan()
        for values, words in (
            ({"said": " "}, "Say what was said"),
            ({"contacted_on": "2026-03-03"}, "a day to come"),
            ({"next_on": "2026-03-02"}, "Plan the next"),
        ):
            with self.assertRaisesRegex(UserError, words):
                self.contact(plan, **{"contacted_on": "2026-03-02", **values})
        self.assertFalse(plan.contact_ids)
        with self.assertRaises(AccessError):
            plan.next_on = "2026-05-01"

    def test_the_intervals_are_a_table(self):
        """D-13: of everybody, or of a company."""
        interval = self.env.ref("partner_follow_plan.partner_follow_interval_a_high")
        self.env["partner.follow.interval"].create(
            {
                "importance": "a",
                "likelihood": "high",
                "days": 5,
                "company_id": self.company.id,
            }
        )
        self.assertEqual(interval.days, 3)
        self.assertEqual(self.make_plan().next_on, date(2026, 3, 7))
        self.env["partner.follow.interval"].search(
            [("importance", "=", "b"), ("likelihood", "=", "low")]
        ).unlink()
        with self.assertRaisesRegex(UserError, "There is no interval"):
            self.make_plan(self.colleague, importance="b", likelihood="low")

    def test_another_rep_goes_on_and_what_was_said_stays(self):
        """D-13: the history is kept; who leads hands over."""
        plan = self.make_plan()
        self.contact(plan, contacted_on="2026-03-02")
        with freeze_time("2026-03-05 02:00:00"):
            self.sweep()
            self.hand_over(plan, self.colleague)
        self.assertEqual(plan.sudo().user_id, self.colleague)
        self.assertEqual(plan.sudo().activity_ids.user_id, self.colleague)
        history = plan.sudo().contact_ids
        self.assertEqual(set(history.mapped("kind")), {"contact", "hand_over"})
        self.assertEqual(history.user_id, self.rep + self.lead)
        handed = history.filtered(lambda it: it.kind == "hand_over")
        self.assertIn("follow-rep", handed.said)
        self.assertIn("She leaves", handed.said)
        mine = plan.with_user(self.colleague)
        self.assertEqual(len(mine.contact_ids), 2)
        self.contact(
            plan, said="Hello again", user=self.colleague, contacted_on="2026-03-02"
        )
        with self.assertRaisesRegex(UserError, "stays on record"):
            mine.unlink()

    def test_a_customer_is_in_a_plan_once_by_rep_and_site(self):
        """D-13: a colleague may have the same customer."""
        self.make_plan()
        self.make_plan(self.colleague)
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.make_plan()

    def test_a_plan_of_many_customers_costs_little(self):
        """D-13: 80 customers put in at once."""
        customers = self.env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(80)]
        )
        values = [
            {"partner_id": it.id, "site_id": self.floor.id, "user_id": self.rep.id}
            for it in customers
        ]
        plans = self.env["partner.follow.plan"].with_user(self.rep)
        plans.create(values[:1])
        self.env.flush_all()
        with self.assertQueryCount(60):
            plans.create(values[1:])
            self.env.flush_all()
