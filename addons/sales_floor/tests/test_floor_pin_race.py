from collections import Counter

from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import pin_race

PROCESSES, TRIES = 6, 4


@tagged("post_install", "-at_install")
class TestFloorPinRace(TransactionCase):
    """Six guessers at once get no more tries than one."""

    def test_guesses_at_the_same_time_are_all_counted(self):
        outcome = run_program(
            pin_race,
            database=self.env.cr.dbname,
            size={"procs": PROCESSES, "n": TRIES},
        )
        self.assertEqual((outcome["committed"], outcome["retries"]), (0, 0))
        said = Counter(outcome["errors"])
        self.assertEqual(said.total(), PROCESSES * TRIES)
        for left in range(1, 5):
            (sentence,) = (it for it in said if it.endswith(f"left: {left}."))
            self.assertEqual(said.pop(sentence), 1)
        ((locked, times),) = said.items()
        self.assertIn("wrong too often", locked)
        self.assertEqual(times, PROCESSES * TRIES - 4)
