import logging

from odoo import sql_db
from odoo.tests import TransactionCase, tagged

from odoo.addons.base_register.tests.race import run_program

from . import race

_logger = logging.getLogger(__name__)
NEVER = 10**9


@tagged("post_install", "-at_install")
class TestRace(TransactionCase):
    """L-18: points are there once, whoever asks for them at the same moment."""

    def run_race(self, name, *, points=0, cards=1, **size):
        outcome = run_program(
            race,
            database=self.env.cr.dbname,
            race_of=name,
            points=points,
            cards=cards,
            size={"rollback_every": NEVER, **size},
        )
        with sql_db.db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute(
                "SELECT (SELECT count(*) FROM service_site WHERE code = %(code)s)"
                " + (SELECT count(*) FROM loyalty_card"
                " WHERE code LIKE %(code)s || '%%')",
                {"code": race.CODE},
            )
            self.assertEqual(cr.fetchone()[0], 0, "nothing is left behind")
        for card in outcome["record"]:
            self.assertEqual(card["points"], card["ledger"])
        return outcome

    def show(self, name, outcome):
        race = outcome["race"]
        _logger.info(
            "%s: %s committed, %s retries, %s counted later",
            *(name, race["committed"], race["retries"], outcome["left"]),
        )

    def assert_one_prize_each(self, outcome, cards):
        self.assertEqual(
            [(card["points"], card["redeemed"]) for card in outcome["record"]],
            [(10, 1)] * cards,
        )
        race, numbers = outcome["race"], outcome["race"]["numbers"]
        self.assertEqual(race["errors"], [])
        self.assertEqual(race["committed"] + race["undone"], 2 * cards)
        self.assertEqual(len(numbers["redeemed"]), cards)
        self.assertEqual(len(numbers["refused"]), cards - race["undone"])

    def test_a_hundred_cards_two_prizes_each_at_once(self):
        """L-05, L-18: 60 points, two prizes of 50: one of them, a hundred times."""
        outcome = self.run_race("redeem", points=60, cards=100, procs=2, n=100)
        self.assert_one_prize_each(outcome, 100)
        self.show("a hundred cards", outcome)

    def test_a_hundred_cards_two_orders_each_at_once(self):
        """L-05, L-18: two orders that were there before are confirmed at once."""
        outcome = self.run_race("confirm", points=60, cards=100, procs=2, n=100)
        self.assert_one_prize_each(outcome, 100)
        self.show("a hundred cards", outcome)

    def test_eight_tills_pay_for_one_card(self):
        """L-04, L-18: nothing is lost, nothing is given twice, nobody is sent away."""
        outcome = self.run_race("buy", procs=8, n=5)
        [card] = outcome["record"]
        race = outcome["race"]
        self.assertEqual(race["errors"], [])
        # The race undoes the very first one, which is to leave nothing either.
        self.assertEqual((race["committed"], race["undone"]), (39, 1))
        self.assertEqual(
            {what: len(done) for what, done in race["numbers"].items()},
            {"bought": 31, "returned": 8},
        )
        self.assertGreater(outcome["left"], 0, "some met, or this proves nothing")
        paid = (31 - 8) * 150
        self.assertEqual((card["paid"], card["earned"]), (paid, paid // 100))
        self.assertEqual(card["points"], paid // 100)
        self.show("eight tills", outcome)
