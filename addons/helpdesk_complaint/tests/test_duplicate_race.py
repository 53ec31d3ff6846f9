from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import duplicate_race
from .duplicate_race import PAIRS


@tagged("post_install", "-at_install")
class TestDuplicateRace(TransactionCase):
    """Two officers mark two complaints as duplicates of each other, at once."""

    def test_no_two_stand_for_each_other(self):
        """C-02: or both would close, and nobody be answered."""
        outcome = run_program(duplicate_race, database=self.env.cr.dbname)
        self.assertEqual(outcome["race"]["errors"], [])
        self.assertEqual(outcome["record"]["both"], 0)
        self.assertGreater(outcome["record"]["one"], PAIRS // 2)
