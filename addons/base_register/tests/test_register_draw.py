from unittest.mock import patch

from psycopg2.errors import LockNotAvailable, ReadOnlySqlTransaction, UniqueViolation

from odoo import sql_db
from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from odoo.addons.base_register.models import register_draw

from .common import RegisterCase


class TestRegisterDraw(RegisterCase):
    def test_a_scope_counts_from_one_without_gaps(self):
        """C-03: a serial has no gaps and is never given out twice."""
        self.assertEqual(self.Draw.draw("GH/2026"), [1])
        self.assertEqual(self.Draw.draw("GH/2026", 3), [2, 3, 4])
        self.assertEqual(self.Draw.draw("GH/2026", count=2), [5, 6])

    def test_each_scope_counts_on_its_own(self):
        """C-03: the serial runs per site and year, whatever else is numbered."""
        self.Draw.draw("GH/2026", 5)
        self.assertEqual(self.Draw.draw("XT/2026"), [1])
        self.assertEqual(self.Draw.draw("GH/2027"), [1])
        self.assertEqual(self.Draw.draw("GH/2026"), [6])

    def test_scopes_differ_by_every_character(self):
        for scope in ("GH", "gh", "G H", "GH_", "GH%", "管理处", "O'Neil", "%s"):
            with self.subTest(scope=scope):
                self.assertEqual(self.Draw.draw(scope), [1])

    def test_each_record_of_a_batch_gets_the_next_number_of_its_scope(self):
        self.Draw.draw("GH/2026", 2)
        scopes = (scope for scope in ("GH/2026", "XT/2026", "GH/2026", "GH/2026"))
        self.assertEqual(self.Draw.draw_each(scopes), [3, 1, 4, 5])
        self.assertEqual(self.Draw.draw_each([]), [])

    def test_a_batch_draws_from_several_scopes_at_once(self):
        self.Draw.draw("XT/2026", 7)
        self.assertEqual(
            self.Draw.draw_batch({"XT/2026": 2, "GH/2026": 3}),
            {"XT/2026": [8, 9], "GH/2026": [1, 2, 3]},
        )
        self.assertEqual(self.Draw.draw_batch({"GH/2026": 1}), {"GH/2026": [4]})

    def test_scopes_that_share_a_lock_still_count_apart(self):
        """Locks are hashes of scopes: a collision costs waiting, never a number."""
        self.env.cr.execute(
            """
            SELECT array_agg(scope)
              FROM (SELECT 'site/' || generate_series(1, 300000) AS scope) AS scopes
             GROUP BY hashtext(scope) HAVING count(*) > 1
             LIMIT 1
            """
        )
        one, other, *_more = self.env.cr.fetchone()[0]
        self.assertEqual(
            self.Draw.draw_batch({one: 2, "GH": 1, other: 2}),
            {one: [1, 2], "GH": [1], other: [1, 2]},
        )

    def test_a_rolled_back_draw_gives_its_number_back(self):
        """C-03: what was never saved leaves no gap."""
        self.Draw.draw("GH/2026", 2)
        with self.env.cr.savepoint() as savepoint:
            self.assertEqual(self.Draw.draw("GH/2026"), [3])
            savepoint.rollback()
        self.assertEqual(self.Draw.draw("GH/2026"), [3])

    def test_the_draw_is_on_record(self):
        self.Draw.draw("GH/2026", 4)
        self.Draw.draw("GH/2026", 1)
        later, earlier = self.Draw.search([("scope", "=", "GH/2026")])
        self.assertEqual((earlier.first, earlier.last, earlier.count), (1, 4, 4))
        self.assertEqual((later.first, later.last, later.count), (5, 5, 1))
        self.assertLessEqual(earlier.drawn_at, later.drawn_at)

    def test_a_draw_is_never_changed_nor_deleted(self):
        """C-03: never reused, not even if code with all rights tidies up."""
        self.Draw.draw("GH/2026", 4)
        draw = self.Draw.sudo().search([("scope", "=", "GH/2026")])
        with self.assertRaises(UserError):
            draw.last = 3
        with self.assertRaises(UserError):
            draw.unlink()
        self.assertEqual(self.Draw.draw("GH/2026"), [5])

    def test_the_database_refuses_two_draws_from_the_same_number(self):
        """C-03: unique even if a draw went around the lock, whatever its count."""
        self.Draw.draw("GH/2026", 4)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "INSERT INTO register_draw (scope, first, last, drawn_at)"
                " VALUES ('GH/2026', 1, 3, now())"
            )

    def test_bad_input_gets_one_sentence_before_anything_is_drawn(self):
        for scope in ("", " ", "GH ", None, False, 7, "x" * 201, "G\0H"):
            with self.subTest(scope=scope), self.assertRaises(ValidationError) as error:
                self.Draw.draw_batch({"GH/2026": 1, scope: 1})
            self.assertIn("can't name a register", str(error.exception))
        for count in (0, -1, 1.0, "1", None, True, 1_000_001):
            with self.subTest(count=count), self.assertRaises(ValidationError) as error:
                self.Draw.draw_batch({"XT/2026": 1, "GH/2026": count})
            self.assertIn("can't be drawn from GH/2026", str(error.exception))
        self.assertFalse(self.Draw.search([("scope", "in", ("GH/2026", "XT/2026"))]))

    def test_a_read_only_transaction_draws_nothing(self):
        """Odoo then serves the same request again with a cursor that writes."""
        replica = sql_db.db_connect(self.env.cr.dbname, readonly=True)
        with replica.cursor() as cr, self.assertRaises(ReadOnlySqlTransaction):
            self.Draw.with_env(self.env(cr=cr)).draw("GH/2026")

    def test_a_draw_while_its_table_is_rebuilt_fails_instead_of_hanging(self):
        """An addon that extends the table and draws while it is installed."""
        self.env.cr.execute("LOCK TABLE register_draw IN ACCESS EXCLUSIVE MODE")
        with (
            patch.object(register_draw, "FRESH_LOCK_TIMEOUT", "50ms"),
            mute_logger("odoo.sql_db"),
            self.assertRaises(LockNotAvailable),
        ):
            self.Draw.draw("GH/2026")

    def test_a_thousand_numbers_cost_as_much_as_one(self):
        """Three statements: lock, look, insert, for any count and any scopes."""
        with self.enter_registry_test_mode():  # counts the fresh cursor's as well
            with self.assertQueryCount(3):
                self.Draw.draw("GH/2026")
            with self.assertQueryCount(3):
                self.Draw.draw("GH/2026", 1000)
            with self.assertQueryCount(3):
                self.Draw.draw_batch({f"site/{number}": 2 for number in range(100)})
            with self.assertQueryCount(0):
                self.Draw.draw_batch({})

    def test_a_shared_test_transaction_draws_too(self):
        """Browser tests run requests in cursors that share the test's transaction."""
        self.Draw.draw("GH/2026", 2)
        with self.enter_registry_test_mode():
            with self.registry.cursor() as request:
                draw = self.Draw.with_env(self.env(cr=request))
                self.assertEqual(draw.draw("GH/2026"), [3])
            self.assertEqual(self.Draw.draw("GH/2026"), [4])
