from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError

from .common import FloorCase

EVENING = datetime(2026, 3, 7, 10)
LEADS_ONLY = ("floor.report",)
SHARED = ("floor.call", "floor.minutes", "floor.minutes.line", "floor.funnel")


@freeze_time(EVENING)
class TestSecurityReports(FloorCase):
    """Calls, reports and minutes: a case per role and forbidden verb."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(EVENING):
            site = {"site_id": cls.floor.id}
            call = cls.env["floor.call"].create(
                {**site, "user_id": cls.rep1.id, "asked": "The price"}
            )
            report = cls.env["floor.report"].create({**site, "kind": "day"})
            minutes = cls.env["floor.minutes"].create(site)
            line = cls.env["floor.minutes.line"].create(
                {"minutes_id": minutes.id, "user_id": cls.rep1.id}
            )
        cls.records = {
            "floor.call": call,
            "floor.report": report,
            "floor.minutes": minutes,
            "floor.minutes.line": line,
            "floor.funnel": cls.env["floor.funnel"].search([("call_id", "=", call.id)]),
        }

    def refused(self, act, user, model):
        with self.subTest(user=user.name, model=model), self.assertRaises(AccessError):
            act(self.records[model].with_user(user))

    def test_people_of_the_floor_read_calls_and_minutes(self):
        for user in (self.rep2, self.sales_manager, self.sales_assistant):
            for model in SHARED:
                with self.subTest(user=user.name, model=model):
                    self.assertTrue(self.records[model].with_user(user).read())

    def test_reports_are_for_those_who_lead(self):
        self.assertTrue(
            self.records["floor.report"].with_user(self.sales_manager).read()
        )
        self.refused(lambda it: it.read(), self.rep1, "floor.report")

    def test_strangers_read_nothing(self):
        for user in (self.other_rep, self.their_rep, self.employee, self.portal):
            for model in (*SHARED, *LEADS_ONLY):
                self.refused(lambda it: it.read(), user, model)

    def test_strangers_enter_nothing(self):
        values = {"site_id": self.floor.id, "asked": "The price"}
        for user in (self.other_rep, self.their_rep, self.employee, self.portal):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.env["floor.call"].with_user(user).create(
                    {**values, "user_id": user.id}
                )

    def test_nobody_writes_or_deletes_a_call(self):
        for user in (self.rep1, self.sales_assistant, self.project_manager):
            self.refused(lambda it: it.write({"asked": "x"}), user, "floor.call")
            self.refused(lambda it: it.unlink(), user, "floor.call")

    def test_nobody_numbers_or_signs_by_hand(self):
        calls = self.env["floor.call"].with_user(self.rep1)
        for name, value in (("number", 7), ("content_digest", "x")):
            with self.assertRaises(AccessError):
                calls.create({"asked": "The price", name: value})
        with self.assertRaises(AccessError):
            calls.create({"asked": "x", "entered_by_id": self.rep2.id})

    def test_a_rep_writes_no_minutes_and_asks_nobody(self):
        for verb in (
            lambda it: it.write({"notes": "x"}),
            lambda it: it.unlink(),
            lambda it: it.create({"site_id": self.floor.id}),
        ):
            self.refused(verb, self.rep1, "floor.minutes")
        self.refused(
            lambda it: it.create({"user_id": self.rep1.id}),
            self.rep1,
            "floor.minutes.line",
        )

    def test_figures_are_counted_not_written(self):
        for values in (
            {"figures": {}},
            {"sent_at": EVENING},
            {"xlsx_digest": "x"},
            {"kind": "month"},
        ):
            self.refused(
                lambda it, values=values: it.write(values),
                self.sales_manager,
                "floor.report",
            )
        self.refused(lambda it: it.unlink(), self.sales_manager, "floor.report")
        self.refused(
            lambda it: it.write({"closed_at": EVENING}),
            self.sales_manager,
            "floor.minutes",
        )
