from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import disposal_crash, disposal_race

KILLS = 20
ROUNDS = 6


@tagged("post_install", "-at_install")
class TestDisposalCrash(TransactionCase):
    """Real processes, which commit, on an archive of their own, deleted afterwards."""

    def run_it(self, program, **order):
        return run_program(program, database=self.env.cr.dbname, **order)

    def test_killed_at_twenty_points_it_is_all_or_nothing_and_the_next_run_ends_it(
        self,
    ):
        """A-07: there is a certificate when, and only when, the files are gone."""
        outcome = self.run_it(disposal_crash, kills=KILLS)
        count = outcome["documents"]
        gone = {
            "batch": "purged",
            "documents": ["disposed"] * count,
            "lines": ["purged"] * count,
            "rows": 0,
            "files": 0,
        }
        numbers, states = [outcome["whole"].pop("certificate")], set()
        self.assertEqual(outcome["whole"], gone)
        self.assertEqual(len(outcome["kills"]), KILLS)
        for kill in outcome["kills"]:
            then, end = kill["then"], kill["end"]
            states.add(then["batch"])
            disposed = then["batch"] != "approved"
            state = "disposed" if disposed else "filed"
            self.assertEqual(then["documents"], [state] * count, kill)
            self.assertEqual(bool(then["certificate"]), then["batch"] == "purged")
            if not disposed:
                self.assertEqual((then["rows"], then["files"]), (count, count), kill)
            if then["batch"] == "purged":
                self.assertEqual((then["rows"], then["files"]), (0, 0), kill)
            self.assertIn(then["rows"], (0, count), "the rows go together")
            numbers.append(end.pop("certificate"))
            self.assertEqual(end, gone, "the next run ends it")
        self.assertEqual(len(set(numbers)), len(numbers))
        self.assertEqual(max(numbers), len(numbers) + 1, "no number is lost")
        self.assertIn("approved", states)
        self.assertIn("executed", states)

    def race(self, name):
        outcome = self.run_it(disposal_race, race=name, rounds=ROUNDS)
        self.assertEqual(len(outcome["record"]), ROUNDS)
        return zip(outcome["outcomes"], outcome["record"], strict=True)

    def test_pressed_twice_at_once_it_is_done_once(self):
        for outcomes, record in self.race("twice"):
            self.assertEqual(outcomes, ["done", "done"])
            self.assertEqual(record["line"], "executed")

    def test_what_is_held_at_the_same_moment_is_held_or_gone(self):
        """A-09."""
        for outcomes, record in self.race("hold"):
            with self.subTest(outcomes=outcomes, record=record):
                self.assertEqual(outcomes, ["done", "done"])
                stays = record["document"] == "filed"
                self.assertEqual(record["held"], stays)
                self.assertEqual(record["line"], "kept" if stays else "executed")

    def test_what_is_lent_at_the_same_moment_is_lent_or_gone(self):
        """A-06."""
        for outcomes, record in self.race("lend"):
            with self.subTest(outcomes=outcomes, record=record):
                self.assertEqual(outcomes[0], "done")
                if outcomes[1] == "done":
                    self.assertEqual(
                        (record["custody"], record["line"]), ("lent", "kept")
                    )
                else:
                    self.assertRegex(outcomes[1], "^refused: .*keeping")
                    self.assertEqual(record["document"], "disposed")
