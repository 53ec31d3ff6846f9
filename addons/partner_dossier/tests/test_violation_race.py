from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import violation_race

PEOPLE, ROUNDS = 3, 12


@tagged("post_install", "-at_install")
class TestViolationRace(TransactionCase):
    def test_several_people_close_one_violation_at_once(self):
        """D-14: one does, the others read that it is closed; who did stays."""
        came = run_program(
            violation_race,
            database=self.env.cr.dbname,
            people=PEOPLE,
            rounds=ROUNDS,
        )
        self.assertEqual(len(came["outcomes"]), ROUNDS)
        for outcome, (step, closed_by) in zip(
            came["outcomes"], came["record"], strict=True
        ):
            self.assertEqual(outcome.count("done"), 1, outcome)
            self.assertEqual(step, "closed")
            self.assertEqual(closed_by, came["people"][outcome.index("done")])
            refusals = [it for it in outcome if it != "done"]
            for refusal in refusals:
                self.assertIn("It is closed", refusal)
