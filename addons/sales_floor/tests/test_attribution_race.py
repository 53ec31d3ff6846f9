from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import attribution_race

PROCESSES, VISITS = 4, 2


@tagged("post_install", "-at_install")
class TestAttributionRace(TransactionCase):
    """Several reps enter one customer, and their visits are approved, all at once."""

    def test_one_customer_has_one_attribution_that_knows_of_every_visit(self):
        """F-19: none of the registrations is overlooked."""
        outcome = run_program(
            attribution_race,
            database=self.env.cr.dbname,
            size={"procs": PROCESSES, "n": VISITS},
        )
        self.assertFalse(outcome["errors"])
        self.assertEqual((outcome["customers"], outcome["attributions"]), (1, 1))
        # one transaction of each race is rolled back on purpose
        self.assertGreaterEqual(outcome["approved"], PROCESSES * VISITS - 2)
        self.assertEqual(outcome["others"], outcome["reps"] - 1)
        self.assertEqual(outcome["missed"], 0)
        self.assertEqual(outcome["percent"], 100)
