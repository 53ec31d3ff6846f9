from odoo import sql_db
from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import Race, run_program

from . import race
from .race import SITE_CODE

PROCESSES, TURNS = 4, 10


@tagged("post_install", "-at_install")
class TestComplaintCodeRace(TransactionCase):
    """Four officers of one site take ten complaints each, all at once."""

    def race(self):
        outcome = run_program(
            race,
            database=self.env.cr.dbname,
            size={"procs": PROCESSES, "n": TURNS, "rollback_every": 10},
        )
        return Race(**outcome["race"]), outcome["record"]

    def leftovers(self):
        """What is committed, as another transaction sees it."""
        with sql_db.db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute(
                """
                SELECT (SELECT count(*) FROM service_site WHERE code = %(code)s),
                       (SELECT count(*) FROM complaint_code WHERE code LIKE %(like)s),
                       (SELECT count(*) FROM helpdesk_ticket_category
                         WHERE code = %(code)s),
                       (SELECT count(*) FROM mail_alias WHERE alias_name = %(alias)s)
                """,
                {
                    "code": SITE_CODE,
                    "like": f"{SITE_CODE}-%",
                    "alias": f"tousu-{SITE_CODE.lower()}",
                },
            )
            return cr.fetchone()

    def test_forty_complaints_at_once_have_forty_codes(self):
        """C-03: unique whatever happens at once, no gaps, one in ten rolled back."""
        outcome, record = self.race()
        self.assertEqual(outcome.errors, [])
        self.assertEqual(outcome.undone, PROCESSES * TURNS // 10)
        self.assertEqual(outcome.committed + outcome.undone, PROCESSES * TURNS)
        self.assertEqual((outcome.gaps, outcome.duplicates), (0, 0))
        codes = [
            f"{SITE_CODE}-B-{SITE_CODE}-{serial:04d}"
            for serial in range(1, outcome.committed + 1)
        ]
        self.assertEqual(record, {"tickets": codes, "codes": codes})
        self.assertEqual(self.leftovers(), (0, 0, 0, 0))
