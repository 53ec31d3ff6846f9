from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import rota_race

PROCESSES, VISITORS = 8, 25


@tagged("post_install", "-at_install")
class TestRotaRace(TransactionCase):
    """Eight desks receive at the same moment."""

    def race(self, work, **size):
        return run_program(
            rota_race,
            database=self.env.cr.dbname,
            work=work,
            size={"procs": PROCESSES, "n": VISITORS, **size},
        )

    def test_no_turn_is_given_twice_and_none_is_lost(self):
        """F-01: equally available reps differ by one turn at the most."""
        outcome = self.race("receive", rollback_every=10)
        ledger = outcome["ledger"]
        self.assertFalse(outcome["errors"])
        self.assertEqual(outcome["retries"], 0)
        self.assertEqual(ledger["visits"], outcome["committed"])
        self.assertEqual(ledger["seqs"], list(range(1, outcome["committed"] + 1)))
        self.assertEqual(ledger["numbers"], ledger["seqs"])
        self.assertEqual(ledger["wrong"], 0)
        self.assertLessEqual(ledger["per_rep"][-1] - ledger["per_rep"][0], 1)

    def test_the_ledger_is_what_one_desk_alone_would_write(self):
        """F-01, F-02, F-33: with reps busy for each other, entry by entry."""
        outcome = self.race("receive_and_keep")
        ledger = outcome["ledger"]
        self.assertEqual(ledger["seqs"], list(range(1, len(ledger["seqs"]) + 1)))
        self.assertEqual(ledger["wrong"], 0)
        # All that anybody was told: nobody is ready just now.
        for said in outcome["errors"]:
            self.assertIn("Nobody is ready", said)
