from odoo import sql_db
from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import portal_race

PROCESSES, ROUNDS = 4, 5


@tagged("post_install", "-at_install")
class TestPortalRace(TransactionCase):
    """C-01: four officers accept the same hand-in at the same moment, five times."""

    def leftovers(self):
        """What is committed, as another transaction sees it."""
        with sql_db.db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute(
                "SELECT count(*) FROM service_site WHERE code = %s",
                [portal_race.SITE_CODE],
            )
            return cr.fetchone()[0]

    def test_one_hand_in_becomes_one_complaint(self):
        """C-01: the others read a sentence, not an error."""
        outcome = run_program(
            portal_race,
            database=self.env.cr.dbname,
            processes=PROCESSES,
            rounds=ROUNDS,
        )
        for outcomes in outcome["outcomes"]:
            self.assertEqual(outcomes.count("done"), 1, outcomes)
            for late in outcomes:
                if late != "done":
                    self.assertRegex(late, "^refused: .* has decided on .* already.$")
        self.assertEqual(outcome["record"], [f"Race {n}" for n in range(ROUNDS)])
        self.assertEqual(self.leftovers(), 0)
