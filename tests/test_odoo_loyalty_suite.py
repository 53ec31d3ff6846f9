"""Odoo's own tests of loyalty and sale_loyalty, with ours installed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import odoo.tools
from odoo.tests import TransactionCase, tagged
from odoo.tools import config

from odoo.addons.base_register.tests.race import ODOO_OPTIONS

LEAST = 100
# Three of the suite's classes run at install, before ours is loaded, and would prove
# nothing: from a shell all of them run after it.
SCRIPT = """
from odoo.tests.shell import run_tests
run_tests(env, "/sale_loyalty,/loyalty")
"""


@tagged("post_install", "-at_install")
class TestOdooLoyaltySuite(TransactionCase):
    def test_loyalty_of_odoo_works_as_before(self):
        """L-03 to L-18: who has no VIP card notices nothing of it."""
        options = [
            f"{flag}={','.join(value) if isinstance(value, list) else value}"
            for option, flag in ODOO_OPTIONS.items()
            if (value := config[option])
        ]
        source = str(Path(odoo.tools.__file__).parents[2])
        program = "import sys; from odoo.cli import main; main()"
        run = subprocess.run(
            [
                *(sys.executable, "-c", program, "shell", "--no-http", *options),
                *("-d", self.env.cr.dbname),
            ],
            input=SCRIPT,
            env={**os.environ, "PYTHONPATH": source},
            capture_output=True,
            text=True,
            timeout=570,
        )
        text = run.stdout + run.stderr
        found = re.findall(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests", text)
        self.assertTrue(found, text[-3000:])
        failed, errors, tests = map(int, found[-1])
        self.assertGreaterEqual(tests, LEAST)
        self.assertEqual((failed, errors), (0, 0), text[-6000:])
