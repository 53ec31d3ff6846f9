from datetime import date, datetime, timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation, UniqueViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import FloorCase

DAY = date(2026, 3, 7)
NOON = datetime(2026, 3, 7, 4)
EVENING = datetime(2026, 3, 7, 10)


class TestMinutes(FloorCase):
    """F-29, F-35: the evening's sum-up, reminders, the manager's minutes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["service.site"].search(
            [("company_id", "not in", (cls.company | cls.other_company).ids)]
        ).active = False
        cls.mine, cls.again, cls.theirs = cls.env["floor.visit"].create(
            [
                cls.visit_values(cls.rep1, visitor_name="Ms Wang"),
                cls.visit_values(cls.rep1, visitor_name="Mr Li", came_before=True),
                cls.visit_values(cls.rep2, visitor_name="Ms Zhao"),
            ]
        )

    @classmethod
    def visit_values(cls, rep, at=NOON, **values):
        return {
            "site_id": cls.floor.id,
            "user_id": rep.id,
            "kind": "new",
            "arrived_at": at,
            "ended_at": at,
            **values,
        }

    def evening(self, at=EVENING):
        self.env.flush_all()
        with (
            freeze_time(at),
            self.enter_registry_test_mode(),
            self.registry.cursor() as cr,
        ):
            self.env(cr=cr, su=True)["floor.minutes"]._cron_evening()
        self.env.invalidate_all()
        return self.env["floor.minutes"].search([("site_id", "=", self.floor.id)])

    def activities(self, records, kind):
        return records.activity_ids.filtered(
            lambda it: it.activity_type_id == self.env.ref(f"sales_floor.{kind}")
        )

    # -- the evening --

    def test_each_rep_with_customers_is_asked_once(self):
        """F-29: not before the hour, and not again."""
        self.assertFalse(self.evening(EVENING - timedelta(seconds=1)))
        minutes = self.evening()
        self.assertEqual(minutes.date, DAY)
        self.assertEqual(minutes.line_ids.user_id, self.rep1 | self.rep2)
        line = minutes.line_ids.filtered(lambda it: it.user_id == self.rep1)
        self.assertEqual((line.visit_count, line.new_count), (2, 1))
        asked = self.activities(minutes, "mail_activity_sum_up")
        self.assertEqual(asked.user_id, self.rep1 | self.rep2)
        self.assertIn("Ms Wang", "".join(asked.mapped("note")))
        for later in (timedelta(0), timedelta(minutes=15), timedelta(hours=12)):
            self.evening(EVENING + later)
        self.assertEqual(len(self.activities(minutes, "mail_activity_sum_up")), 2)

    def test_a_late_evening_is_caught_up_the_next_day(self):
        """F-29: the server stood still until three at night."""
        self.assertEqual(self.evening(EVENING + timedelta(hours=9)).date, DAY)

    def test_a_day_without_anybody_asks_nobody(self):
        """F-29."""
        self.assertFalse(self.evening(EVENING + timedelta(days=5)))

    def test_the_rep_reports_and_the_manager_sees_it(self):
        """F-29: what was reported stays as it is."""
        minutes = self.evening()
        line = minutes.line_ids.filtered(lambda it: it.user_id == self.rep1)
        line = line.with_user(self.rep1)
        line.remark = "Ms Wang wants to sign"
        line.action_confirm()
        self.assertTrue(line.confirmed_at)
        self.assertEqual(
            self.activities(minutes, "mail_activity_sum_up").user_id, self.rep2
        )
        told = self.activities(minutes, "mail_activity_minutes")
        self.assertEqual(told.user_id, self.sales_manager)
        self.assertIn("1 of 2", told.summary)
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            line.sudo().remark = "Nothing"
            line.flush_recordset()

    def test_each_reports_their_own(self):
        """F-29."""
        minutes = self.evening()
        line = minutes.line_ids.filtered(lambda it: it.user_id == self.rep1)
        for other in (self.rep2, self.sales_manager):
            with self.assertRaises(AccessError):
                line.with_user(other).action_confirm()
            with self.assertRaises(AccessError):
                line.with_user(other).write({"remark": "x"})

    def test_reps_are_reminded_of_who_signs_tomorrow(self):
        """F-29: once; whose customer it is, not who stood in."""
        self.mine.signing_on = DAY + timedelta(days=1)
        self.theirs.write(
            {"signing_on": DAY + timedelta(days=1), "instead_of_id": self.rep4.id}
        )
        self.again.signing_on = DAY + timedelta(days=2)
        self.evening()
        self.evening(EVENING + timedelta(hours=1))
        reminded = self.activities(
            self.mine | self.theirs | self.again, "mail_activity_signing"
        )
        self.assertEqual(len(reminded), 2)
        self.assertEqual(reminded.user_id, self.rep1 | self.rep4)
        self.assertEqual(
            set(reminded.mapped("date_deadline")), {DAY + timedelta(days=1)}
        )

    def test_reps_are_reminded_of_who_pays_tomorrow(self):
        """F-29: by posted invoices; the customer's latest visit carries it."""
        customer = self.env["res.partner"].create({"name": "Ms Wang"})
        self.mine.partner_id = customer
        self.set_up_accounts()
        due = self.invoice(customer, DAY + timedelta(days=1))
        self.invoice(customer, DAY + timedelta(days=2))
        self.evening()
        reminded = self.activities(self.mine | self.theirs, "mail_activity_payment")
        self.assertEqual(reminded.user_id, self.rep1)
        self.assertIn(due.name, reminded.note)
        self.assertEqual(reminded.date_deadline, DAY + timedelta(days=1))

    def last_week(self):
        """No deal, a deal, a next step, and one who came again since."""
        then = {"at": NOON - timedelta(days=6), "rep": self.rep1}
        again, sold, planned, came = self.env["floor.visit"].create(
            [
                self.visit_values(**then, visitor_name="Ms Qian"),
                self.visit_values(**then, outcome="deposit"),
                self.visit_values(**then, outcome="none"),
                self.visit_values(**then, phone="13800138000"),
            ]
        )
        planned.activity_schedule(date_deadline=DAY, user_id=self.rep1.id)
        self.mine.phone = came.phone
        return again, sold | planned | came

    def test_who_has_neither_deal_nor_next_step_is_invited_again(self):
        """F-29: a week after the last visit."""
        again, others = self.last_week()
        self.evening()
        invited = self.activities(again, "mail_activity_invite_again")
        self.assertEqual(invited.user_id, self.rep1)
        self.assertEqual(invited.date_deadline, DAY + timedelta(days=1))
        self.assertFalse(self.activities(others, "mail_activity_invite_again"))

    def test_nobody_is_invited_again_where_the_company_sets_no_days(self):
        """F-29."""
        again, _others = self.last_week()
        self.company.floor_invite_after = 0
        self.evening()
        self.assertFalse(again.activity_ids)

    def set_up_accounts(self):
        accounts = self.env["account.account"]
        self.receivable, self.income = accounts.create(
            [
                {"name": name, "code": code, "account_type": kind}
                for name, code, kind in (
                    ("Receivable", "112200", "asset_receivable"),
                    ("Income", "600100", "income"),
                )
            ]
        )
        self.journal = self.env["account.journal"].create(
            {
                "name": "Sales",
                "code": "S",
                "type": "sale",
                "company_id": self.company.id,
                "default_account_id": self.income.id,
            }
        )

    def invoice(self, customer, due):
        customer.with_company(
            self.company
        ).property_account_receivable_id = self.receivable
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "company_id": self.company.id,
                "journal_id": self.journal.id,
                "partner_id": customer.id,
                "invoice_date": DAY,
                "invoice_date_due": due,
                "invoice_line_ids": [
                    Command.create({"name": "First part", "price_unit": 1000})
                ],
            }
        )
        move.action_post()
        return move

    # -- the minutes --

    def open_minutes(self, day=DAY):
        minutes = self.env["floor.minutes"].with_user(self.sales_manager)
        return minutes.create({"site_id": self.floor.id, "date": day})

    @freeze_time(EVENING)
    def test_the_days_customers_are_listed_by_themselves(self):
        """F-35: of this floor and day, by the site's midnight."""
        self.env["floor.visit"].create(
            [
                self.visit_values(self.rep1, datetime(2026, 3, 6, 15, 59, 59)),
                self.visit_values(self.rep3, datetime(2026, 3, 6, 16, 0, 0)),
                {**self.visit_values(self.other_rep), "site_id": self.other_floor.id},
            ]
        )
        minutes = self.open_minutes()
        self.assertEqual(len(minutes.visit_ids), 4)
        self.assertIn(self.mine, minutes.visit_ids)

    @freeze_time(EVENING)
    def test_closed_minutes_stay_and_a_supplement_is_a_new_entry(self):
        """F-35."""
        minutes = self.open_minutes()
        with self.assertRaisesRegex(UserError, "write down"):
            minutes.action_close()
        minutes.notes = "Prices of tower 3"
        minutes.action_close()
        self.assertEqual(minutes.closed_by_id, self.sales_manager)
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            minutes.sudo().notes = "Nothing"
            minutes.flush_recordset()
        minutes.invalidate_recordset()
        action = minutes.action_supplement()
        added = self.env["floor.minutes"].browse(action["res_id"])
        self.assertEqual(added.correction_of_id, minutes)
        self.assertFalse(added.closed_at)
        self.assertEqual(minutes.action_supplement()["res_id"], added.id)

    @freeze_time(EVENING)
    def test_there_are_minutes_once_a_day_and_not_of_tomorrow(self):
        """F-35."""
        self.open_minutes()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.open_minutes()
        with self.assertRaisesRegex(ValidationError, "to come"):
            self.open_minutes(day=DAY + timedelta(days=1))

    @freeze_time(EVENING)
    def test_minutes_are_closed_by_who_leads_the_floor(self):
        """F-35."""
        minutes = self.open_minutes()
        minutes.notes = "Prices"
        with self.assertRaises(AccessError):
            minutes.with_user(self.sales_assistant).action_close()
        with self.assertRaises(AccessError):
            minutes.with_user(self.rep1).action_close()

    # -- the notebook --

    def test_the_notebook_has_one_card_per_customer_of_mine(self):
        """F-27, F-30: the latest visit; who stood in for me is no matter."""
        visits = self.env["floor.visit"]
        first, latest = visits.create(
            [
                self.visit_values(
                    self.rep1, NOON - timedelta(days=2), phone="13812345678"
                ),
                self.visit_values(
                    self.rep2,
                    NOON - timedelta(days=1),
                    phone="138 1234 5678",
                    instead_of_id=self.rep1.id,
                ),
            ]
        )
        found = visits.with_user(self.rep1).search(
            [("is_latest", "=", True), ("holder_id", "=", self.rep1.id)]
        )
        self.assertEqual(found, self.mine | self.again | latest)
        self.assertFalse(first.is_latest)
        self.assertTrue(latest.is_latest)

    def test_a_rep_sorts_their_own_customers_also_once_entered(self):
        """F-30: sorting is no part of the entry."""
        self.mine._enter()
        self.mine.with_user(self.rep1).rank = "a"
        self.assertEqual(self.mine.rank, "a")
        with self.assertRaises(AccessError):
            self.mine.with_user(self.rep2).rank = "c"
