from datetime import datetime

from .common import FloorCase


class TestFunnel(FloorCase):
    """F-26, F-35: what counts, and ratios that are right under any grouping."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source_a, cls.source_b = cls.env["utm.source"].create(
            [{"name": "Floor Hoarding"}, {"name": "Floor Friend"}]
        )
        cls.company.floor_report_counts = "all"

    def call(self, at, **values):
        return self.env["floor.call"].create(
            {
                "site_id": self.floor.id,
                "user_id": self.rep1.id,
                "called_at": at,
                "caller_name": "Ms Wang",
                **values,
            }
        )

    def visit(self, at, **values):
        return self.env["floor.visit"].create(
            {
                "site_id": self.floor.id,
                "user_id": self.rep1.id,
                "kind": "new",
                "arrived_at": at,
                "visitor_name": "Ms Wang",
                "ended_at": at,
                **values,
            }
        )

    def counted(self, groupby, *aggregates):
        domain = [("site_id", "=", self.floor.id)]
        return self.env["floor.funnel"]._read_group(domain, groupby, aggregates)

    def test_each_stage_is_counted_once(self):
        """F-26: also what nobody enters, and without who needed no reception."""
        noon = datetime(2026, 3, 7, 4)
        self.call(noon, phone="13800138000")
        self.call(noon, phone="13900139000")
        self.visit(noon, phone="138 0013 8000", outcome="none")
        self.visit(noon, came_before=True, outcome="deposit")
        self.visit(noon, outcome="contract")
        self.visit(noon, outcome="no_reception")
        [(_nothing, figures)] = [
            (None, row[0])
            for row in self.env["floor.funnel"].figures(
                self.floor, datetime(2026, 3, 6, 16), datetime(2026, 3, 7, 16)
            )
        ]
        self.assertEqual(
            figures,
            {
                "calls": 2,
                "came": 1,
                "visits": 3,
                "new_visits": 2,
                "return_visits": 1,
                "deposits": 1,
                "contracts": 1,
                "waiting": 0,
            },
        )

    def test_a_visit_counts_from_its_approval(self):
        """F-18: not while it waits, and never once it is refused."""
        self.company.floor_report_counts = "approved"
        noon = datetime(2026, 3, 7, 4)
        self.call(noon)
        visits = self.visit(noon, came_before=True, outcome="deposit")
        visits |= self.visit(noon, outcome="contract") | self.visit(noon)
        counts = [
            f"{name}:sum"
            for name in (
                *("calls", "visits", "new_visits", "return_visits"),
                *("deposits", "contracts", "waiting"),
            )
        ]
        self.assertEqual(self.counted([], *counts), [(1, 0, 0, 0, 0, 0, 3)])
        visits[:2].approved_at = noon
        visits[2].refused_reason = "Made up"
        self.assertEqual(self.counted([], *counts), [(1, 2, 1, 1, 1, 1, 0)])
        self.company.floor_report_counts = "all"
        self.assertEqual(self.counted([], *counts), [(1, 2, 1, 1, 1, 1, 0)])

    def test_a_correction_counts_in_place_of_what_it_corrects(self):
        """F-18, F-26."""
        noon = datetime(2026, 3, 7, 4)
        call = self.call(noon)
        self.call(noon, correction_of_id=call.id, correction_reason="A slip")
        visit = self.visit(noon, outcome="none")
        visit._enter()
        correction = visit.correct(
            {"outcome": "deposit", "arrived_at": noon, "ended_at": noon}
        )
        counts = ("calls:sum", "visits:sum", "deposits:sum")
        self.assertEqual(self.counted([], *counts), [(1, 1, 0)])
        correction._enter()
        self.assertEqual(self.counted([], *counts), [(1, 1, 1)])

    def test_a_ratio_is_that_of_the_sums_however_it_is_grouped(self):
        """F-35: not the average of ratios; empty where there is nothing to divide."""
        for day in range(2, 5):
            at = datetime(2026, 3, day, 4)
            self.visit(at, source_id=self.source_a.id, outcome="none")
        self.visit(
            datetime(2026, 3, 9, 4), source_id=self.source_b.id, outcome="deposit"
        )
        self.call(datetime(2026, 3, 9, 4), user_id=self.rep2.id)
        rates = ("deposit_rate:avg", "came_rate:avg", "contract_rate:avg")
        self.assertEqual(self.counted([], *rates), [(0.25, 0, 0)])
        self.assertEqual(
            {source: found for source, *found in self.counted(["source_id"], *rates)},
            {
                self.source_a: [0, False, False],
                self.source_b: [1, False, 0],
                self.env["utm.source"]: [False, 0, False],
            },
        )
        by_week = self.counted(["day:week"], "deposit_rate:avg")
        self.assertEqual([rate for _week, rate in by_week], [0, 1])
        by_rep = dict(self.counted(["user_id"], "deposit_rate:avg"))
        self.assertEqual(by_rep, {self.rep1: 0.25, self.rep2: False})

    def test_a_day_is_that_of_the_site(self):
        """F-26: one second before midnight in Shanghai is still Friday there."""
        self.visit(datetime(2026, 3, 6, 15, 59, 59))
        self.visit(datetime(2026, 3, 6, 16, 0, 0))
        days = [day.day for day, _n in self.counted(["day:day"], "visits:sum")]
        self.assertEqual(days, [6, 7])

    def test_an_obligation_is_counted_for_whose_customer_it_is(self):
        """F-10, F-26."""
        self.visit(datetime(2026, 3, 6, 4), instead_of_id=self.rep3.id)
        self.assertEqual(self.counted(["user_id"], "visits:sum"), [(self.rep3, 1)])
