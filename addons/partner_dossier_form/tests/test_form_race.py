from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import form_race

PROCESSES, ROUNDS = 4, 5


@tagged("post_install", "-at_install")
class TestFormRace(TransactionCase):
    """D-11: at the same moment, in processes, with real transactions."""

    def run_race(self, which):
        outcome = run_program(
            form_race,
            database=self.env.cr.dbname,
            which=which,
            processes=PROCESSES,
            rounds=ROUNDS,
        )
        self.assertEqual(len(outcome["outcomes"]), ROUNDS)
        return outcome

    def test_a_form_sent_by_four_at_once_is_taken_once(self):
        """D-11: the others change nothing."""
        outcome = self.run_race("send")
        for outcomes in outcome["outcomes"]:
            self.assertEqual(outcomes, ["done"] * PROCESSES)
        for told in outcome["record"]:
            self.assertEqual(told["entries"], 1, "entered once")
            self.assertEqual(told["activities"], 1)
            self.assertEqual(told["state"], "submitted")
            self.assertEqual(len(told["answers"]), 1)

    def test_a_form_compared_by_four_at_once_is_decided_once(self):
        """D-11: the others read who did."""
        outcome = self.run_race("decide")
        for outcomes in outcome["outcomes"]:
            self.assertEqual(outcomes.count("done"), 1, outcomes)
            for late in outcomes:
                if late != "done":
                    self.assertRegex(late, "^refused: .* has compared .* already.$")
        for told in outcome["record"]:
            self.assertEqual(told["state"], "decided")
            self.assertEqual(told["dossiers"], 1)
