from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import report_race

PROCESSES, RUNS = 4, 3


@tagged("post_install", "-at_install")
class TestReportRace(TransactionCase):
    """The cron runs in four processes at the same moment, and again."""

    def test_each_week_is_sent_once(self):
        """F-26: one report, one mail and one activity per week; no error."""
        outcome = run_program(
            report_race,
            database=self.env.cr.dbname,
            size={"procs": PROCESSES, "n": RUNS, "rollback_every": 1000},
        )
        told = outcome["told"]
        self.assertFalse(outcome["errors"])
        self.assertGreaterEqual(len(told["weeks"]), 2)
        self.assertEqual(len(set(told["weeks"])), len(told["weeks"]))
        for kind in ("sent", "mails", "activities"):
            self.assertEqual(told[kind], len(told["weeks"]), kind)
