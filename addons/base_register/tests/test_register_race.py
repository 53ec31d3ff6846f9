import uuid

from odoo import SUPERUSER_ID, api, sql_db

from . import race
from .common import RegisterCase


class TestRegisterRace(RegisterCase):
    """Real transactions, which commit: in scopes of their own, deleted afterwards."""

    def setUp(self):
        super().setUp()
        self.database = self.env.cr.dbname
        self.prefix = f"race/{uuid.uuid4()}/"
        self.addCleanup(self.delete_draws)

    def cursor(self):
        """A transaction of its own, even where tests share one."""
        return sql_db.db_connect(self.database).cursor()

    def delete_draws(self):
        with self.cursor() as cr:
            cr.execute(
                "DELETE FROM register_draw WHERE starts_with(scope, %s)", [self.prefix]
            )

    def committed_numbers(self):
        with self.cursor() as cr:
            cr.execute(
                """
                SELECT scope, array_agg(number ORDER BY number)
                  FROM register_draw, generate_series(first, last) AS number
                 WHERE starts_with(scope, %s)
                 GROUP BY scope
                """,
                [self.prefix],
            )
            return dict(cr.fetchall())

    def race(self, work, scopes, **size):
        """Race in a process of its own: this one has threads and open cursors."""
        outcome = race.run_program(
            race, database=self.database, work=work, scopes=scopes, size=size
        )
        return race.Race(**outcome)

    def assert_gapless(self, outcome, totals):
        expected = {scope: list(range(1, last + 1)) for scope, last in totals.items()}
        drawn = {scope: sorted(numbers) for scope, numbers in outcome.numbers.items()}
        self.assertEqual(drawn, expected, "what the callers got")
        self.assertEqual(self.committed_numbers(), expected, "what is on record")

    def test_eight_processes_draw_from_one_scope_at_once(self):
        """C-03: unique whatever happens at once, no gaps, one in ten rolled back."""
        scope = f"{self.prefix}GH"
        outcome = self.race("draw_one", [scope], procs=8, n=25, rollback_every=10)
        self.assertEqual((outcome.errors[:1], outcome.retries), ([], 0))
        self.assertEqual(outcome.committed + outcome.undone, 8 * 25)
        self.assertGreaterEqual(outcome.undone, 8 * 2)
        self.assert_gapless(outcome, {scope: outcome.committed})

    def test_eight_processes_draw_from_all_scopes_in_any_order(self):
        """C-03, for imports over several sites: nobody deadlocks, so nobody retries."""
        scopes = [f"{self.prefix}{site}" for site in ("GH", "XT", "TH", "HZ", "ZJ")]
        outcome = self.race("draw_all", scopes, procs=8, n=10, rollback_every=10)
        self.assertEqual((outcome.errors[:1], outcome.retries), ([], 0))
        self.assert_gapless(outcome, dict.fromkeys(scopes, 2 * outcome.committed))

    def test_a_transaction_that_began_earlier_draws_the_later_number(self):
        """C-03: its view of the database is older than the number it must follow."""
        scope = f"{self.prefix}GH"
        with self.cursor() as early, self.cursor() as late:
            early.execute("SELECT 1")  # from here on, it doesn't see what others commit
            before, after = (
                api.Environment(cr, SUPERUSER_ID, {})["register.draw"]
                for cr in (early, late)
            )
            self.assertEqual(after.draw(scope, 3), [1, 2, 3])
            late.commit()
            self.assertEqual(before.draw(scope), [4])
            self.assertEqual(before.draw(scope), [5])
        self.assertEqual(self.committed_numbers(), {scope: [1, 2, 3, 4, 5]})
