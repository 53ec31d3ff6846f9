from odoo import sql_db
from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import handling_race

ROUNDS = 5


@tagged("post_install", "-at_install")
class TestHandlingRace(TransactionCase):
    """Two people at one complaint at the same moment, five complaints each time."""

    def race(self, name):
        outcome = run_program(
            handling_race,
            database=self.env.cr.dbname,
            rounds=ROUNDS,
            race=name,
        )
        with sql_db.db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute(
                """
                SELECT (SELECT count(*) FROM service_site WHERE code = %(code)s)
                     + (SELECT count(*) FROM res_users WHERE login = ANY(%(logins)s))
                """,
                {
                    "code": handling_race.SITE_CODE,
                    "logins": list(handling_race.MANAGERS),
                },
            )
            self.assertEqual(cr.fetchone()[0], 0, "nothing is left behind")
        self.assertEqual(len(outcome["record"]), ROUNDS)
        return zip(outcome["outcomes"], outcome["record"], strict=True)

    def test_of_two_managers_one_decides(self):
        """C-12: approved or refused, once; the other one reads that it was decided."""
        for outcomes, record in self.race("decide"):
            with self.subTest(outcomes=outcomes):
                approved = outcomes[0] == "done"
                self.assertEqual(sorted(outcomes)[0], "done")
                self.assertRegex(sorted(outcomes)[1], "^refused: .*decided on already")
                self.assertEqual(
                    record["requests"], ["approved" if approved else "refused"]
                )
                self.assertEqual(len(record["decisions"]), 1)
                self.assertEqual(record["moved"], approved)

    def test_of_two_officers_one_takes_the_step(self):
        """C-09: one row in the record of handling; the other one reads who took it."""
        for outcomes, record in self.race("step"):
            with self.subTest(outcomes=outcomes):
                self.assertEqual(sorted(outcomes)[0], "done")
                self.assertRegex(sorted(outcomes)[1], "^refused: .*took this step")
                self.assertEqual(record["steps"], ["found_valid", "cause"])

    def test_what_is_forwarded_while_the_sweep_runs_is_done(self):
        """C-12: late before or not at all; never late when done."""
        for outcomes, record in self.race("late"):
            with self.subTest(outcomes=outcomes):
                self.assertEqual(outcomes, ["done", "done"])
                self.assertEqual(record["limits"]["forward"], "done")
                self.assertEqual(record["late"], record["limits"]["solve"] == "late")
                self.assertEqual(record["steps"], ["forwarded"])

    def test_nothing_closes_without_the_reply(self):
        """C-02, C-22: closed after it, or refused for the want of it."""
        for outcomes, record in self.race("close"):
            with self.subTest(outcomes=outcomes):
                self.assertEqual(outcomes[1], "done")
                self.assertTrue(record["replied"])
                if outcomes[0] == "done":
                    steps = ["replied", "signed", "closed"]
                else:
                    self.assertRegex(outcomes[0], "^refused: .*can't be closed yet")
                    steps = ["replied", "signed"]
                self.assertEqual(record["closed"], outcomes[0] == "done")
                self.assertEqual(record["steps"][1:], steps)
