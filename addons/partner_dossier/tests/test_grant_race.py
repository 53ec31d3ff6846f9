from collections import Counter

from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import Race, run_program

from . import race

PROCESSES, CARDS = 4, 6


@tagged("post_install", "-at_install")
class TestGrantRace(TransactionCase):
    def test_an_approval_used_in_four_places_at_once_opens_the_door_once(self):
        """D-08: single use; the others are refused, and that is on record."""
        outcome = run_program(
            race,
            database=self.env.cr.dbname,
            size={"procs": PROCESSES, "n": CARDS, "rollback_every": 10},
        )
        raced, record = Race(**outcome["race"]), outcome["record"]
        opened = {card: len(times) for card, times in raced.numbers.items()}
        self.assertEqual(opened, {f"IC {n}": 1 for n in range(CARDS)})
        self.assertEqual(record["grants"], ["used"] * CARDS)
        refused = PROCESSES * CARDS - CARDS - raced.undone
        self.assertEqual(len(raced.errors), refused)
        self.assertEqual(
            Counter(error.partition(":")[0] for error in raced.errors),
            {"AccessError": refused},
        )
        log = {(result, reason): count for result, reason, count in record["log"]}
        self.assertEqual(log.pop(("allowed", "granted")), CARDS)
        # on record although their own transactions were rolled back
        self.assertGreaterEqual(log.pop(("refused", "grant_used")), refused)
        self.assertFalse(log)
