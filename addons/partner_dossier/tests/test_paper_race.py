from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import paper_race

ROUNDS = 6


@tagged("post_install", "-at_install")
class TestPaperRace(TransactionCase):
    """D-05: two people at once, in two processes."""

    def race(self, name):
        return run_program(
            paper_race, database=self.env.cr.dbname, race=name, rounds=ROUNDS
        )

    def test_a_paper_verified_by_two_at_once_is_one_document(self):
        """D-05: one does it, the other reads that it is done."""
        outcome = self.race("same")
        for first, second in outcome["outcomes"]:
            done = sorted((first, second))
            self.assertEqual(done[0], "done")
            self.assertRegex(done[1], "refused: .*what has been received is verified")
        for found in outcome["record"]:
            self.assertEqual(
                found,
                {"volumes": 1, "documents": 1, "verified": 1, "completeness": 14},
            )

    def test_two_papers_verified_by_two_at_once_lie_in_one_volume(self):
        """A-03: the customer's volume is opened once, and nobody is refused."""
        outcome = self.race("other")
        self.assertEqual(outcome["outcomes"], [["done", "done"]] * ROUNDS)
        for found in outcome["record"]:
            self.assertEqual(
                found,
                {"volumes": 1, "documents": 2, "verified": 2, "completeness": 28},
            )
