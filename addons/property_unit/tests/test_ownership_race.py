import json
import os
import subprocess
import sys
from pathlib import Path

import odoo.tools
from odoo import sql_db
from odoo.tests import TransactionCase, tagged
from odoo.tools import config

from . import race

PROCESSES, ROUNDS = 4, 5
# The settings of this process that the program needs too.
ODOO_OPTIONS = {
    "addons_path": "--addons-path",
    "data_dir": "--data-dir",
    "db_host": "--db_host",
    "db_port": "--db_port",
    "db_user": "--db_user",
    "db_password": "--db_password",
    "db_sslmode": "--db_sslmode",
}


@tagged("post_install", "-at_install")
class TestOwnershipRace(TransactionCase):
    """M-13: four people change one unit's owners at the same moment, in five rounds."""

    def race(self, work, share):
        order = {
            "database": self.env.cr.dbname,
            "work": work,
            "share": share,
            "processes": PROCESSES,
            "rounds": ROUNDS,
            "odoo": [
                f"{flag}={','.join(value) if isinstance(value, list) else value}"
                for option, flag in ODOO_OPTIONS.items()
                if (value := config[option])
            ],
        }
        run = subprocess.run(
            [sys.executable, "-P", race.__file__],
            input=json.dumps(order),
            env={
                **os.environ,
                "PYTHONPATH": str(Path(odoo.tools.__file__).parents[2]),
            },
            stdout=subprocess.PIPE,
            text=True,
            timeout=300,
            check=True,
        )
        self.assertEqual(self.leftovers(), 0)
        outcome = json.loads(run.stdout)
        rounds = list(zip(*outcome["outcomes"], strict=True))
        return rounds, outcome["record"]

    def leftovers(self):
        """What is committed, as another transaction sees it."""
        with sql_db.db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute(
                "SELECT count(*) FROM service_site WHERE code = %s", [race.SITE_CODE]
            )
            return cr.fetchone()[0]

    def assert_one_won(self, rounds, sentence):
        for outcomes in rounds:
            self.assertEqual(outcomes.count("done"), 1, outcomes)
            for outcome in outcomes:
                if outcome != "done":
                    self.assertRegex(outcome, f"^refused: .*{sentence}")

    def test_one_of_four_full_owners_is_added(self):
        """M-13: the others read who was quicker."""
        rounds, record = self.race("add_owner", 100)
        self.assert_one_won(rounds, "would have two full owners")
        self.assertEqual(record, [[[100.0], 1]] * ROUNDS)

    def test_two_of_four_owners_of_forty_percent_are_added(self):
        """M-13: shares come to the whole at most, which no constraint of SQL counts."""
        rounds, record = self.race("add_owner", 40)
        for outcomes in rounds:
            self.assertEqual(outcomes.count("done"), 2, outcomes)
            refused = [it for it in outcomes if "would hold 120.00 %" in it]
            self.assertEqual(len(refused), 2, outcomes)
        self.assertEqual(record, [[[40.0, 40.0], 2]] * ROUNDS)

    def test_one_of_four_transfers_is_made(self):
        """M-13: the unit has one owner, and two lines of history."""
        rounds, record = self.race("transfer", 100)
        self.assert_one_won(rounds, "(choose a later day|have changed since)")
        self.assertEqual(record, [[[100.0], 2]] * ROUNDS)
