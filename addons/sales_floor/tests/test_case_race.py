from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import case_race

PROCESSES, ROUNDS = 4, 12


@tagged("post_install", "-at_install")
class TestCaseRace(TransactionCase):
    """Several people decide the same cases at the same moment."""

    def race(self, work, *sentences):
        """Each case is decided once; who comes second is told so in a sentence."""
        outcome = run_program(
            case_race,
            database=self.env.cr.dbname,
            work=work,
            size={"procs": PROCESSES, "n": ROUNDS, "rollback_every": 7},
        )
        self.assertEqual(outcome["committed"], ROUNDS)
        self.assertEqual(outcome["on_record"][work], ROUNDS)
        others = PROCESSES * ROUNDS - outcome["committed"] - outcome["undone"]
        self.assertEqual(len(outcome["errors"]), others)
        for said in outcome["errors"]:
            self.assertTrue(any(it in said for it in sentences), said)

    def test_two_directors_approve_one_dispute_at_once(self):
        """F-23"""
        self.race("approve", "F-23: this has been decided")

    def test_two_project_managers_confirm_one_referral_at_once(self):
        """F-16"""
        self.race("confirm", "F-16: there is nothing to sign")

    def test_two_employees_register_one_customer_at_once(self):
        """F-16"""
        self.race("register", "is referred to")
