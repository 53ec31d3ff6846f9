from odoo.tests import TransactionCase, tagged
from odoo.tools import split_every

from . import crash

KILLS = 20


@tagged("post_install", "-at_install")
class TestDeadlineCrash(TransactionCase):
    """Real processes, which commit: on tables of their own, dropped afterwards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outcome = crash.run_program(database=cls.env.cr.dbname, kills=KILLS)
        cls.everything = list(range(1, cls.outcome["rows"] + 1))
        cls.whole = {"late": cls.everything, "marked": cls.everything}

    def test_sweeps_at_once_do_nothing_twice(self):
        self.assertEqual(self.outcome["whole"], self.whole, "one sweep")
        self.assertEqual(self.outcome["at_once"], self.whole, "three at once")

    def test_what_others_hold_is_passed_over_and_tried_again(self):
        free = [it for it in self.everything if it not in self.outcome["held"]]
        self.assertEqual(self.outcome["beside"], {"late": free, "marked": free})
        [seconds] = self.outcome["tries_again"]
        self.assertLessEqual(seconds, 6 * 60)

    def test_a_killed_sweep_leaves_whole_batches_and_the_next_one_ends_it(self):
        outcome, everything, whole = self.outcome, self.everything, self.whole
        self.assertEqual(len(outcome["kills"]), KILLS)
        amounts = set()
        for kill in outcome["kills"]:
            late = set(kill["then"]["late"])
            self.assertEqual(kill["then"]["marked"], kill["then"]["late"], kill)
            for batch in split_every(outcome["batch"], everything):
                self.assertIn(len(late & set(batch)), (0, len(batch)), kill)
            self.assertEqual(kill["end"], whole, "the next sweep ends it, once each")
            if kill["killed"]:
                amounts.add(len(late))
        self.assertGreater(len(amounts), KILLS // 4, "killed in the middle")
