from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import identity_race

PROCESSES, ROUNDS = 4, 5


@tagged("post_install", "-at_install")
class TestIdentityRace(TransactionCase):
    def test_a_number_entered_for_four_customers_at_once_is_one_customers(self):
        """D-05: the others are refused, with a sentence and without the number."""
        outcome = run_program(
            identity_race,
            database=self.env.cr.dbname,
            processes=PROCESSES,
            rounds=ROUNDS,
        )
        for outcomes in outcome["outcomes"]:
            self.assertEqual(outcomes.count("done"), 1, outcomes)
            for late in outcomes:
                if late != "done":
                    self.assertRegex(late, "has this number|with this number")
                    self.assertNotIn("RACE0", late)
        self.assertEqual(outcome["papers"], ROUNDS)
