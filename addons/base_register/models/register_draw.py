from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing

from psycopg2.errors import ReadOnlySqlTransaction

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.sql_db import BaseCursor
from odoo.tools import SQL

MAX_COUNT = 1_000_000
MAX_SCOPE_LENGTH = 200
# How long to look at what others committed: only a running upgrade of this very table
# makes that wait, and if the upgrade is our own transaction, it would wait for ever.
FRESH_LOCK_TIMEOUT = "10s"


class RegisterDraw(models.Model):
    """Numbers 1, 2, 3 … per scope: each given out once, none left out.

    One row per draw, only ever inserted. Odoo's transactions see the database as it
    was when they began, so "the last number plus one" is not in sight of the
    transaction that needs it. Hence :meth:`draw_batch` first takes a lock per scope
    that lasts until the end of the transaction, then looks through a second, fresh
    transaction for the last number that is committed, and through its own for what it
    drew itself. Nobody updates a row that somebody else updates too, so nothing fails
    and nothing is retried; a transaction that is rolled back never had its numbers.
    """

    _name = "register.draw"
    _description = "Drawn Numbers"
    _order = "id desc"
    _rec_name = "scope"
    # Each draw would have to look at res_users to store its author, and deleting a user
    # would rewrite rows that never change. Who got a number stands on the numbered
    # record.
    _log_access = False

    scope = fields.Char(
        required=True,
        readonly=True,
        help="The register that these numbers belong to; each counts from 1.",
    )
    first = fields.Integer(string="First Number", required=True, readonly=True)
    last = fields.Integer(string="Last Number", required=True, readonly=True)
    count = fields.Integer(string="Numbers", compute="_compute_count")
    drawn_at = fields.Datetime(string="Drawn On", required=True, readonly=True)

    # The backstop, and the index that finds the last number. On the first number, not
    # on the last: two draws that start from the same maximum always share their first.
    _scope_first_uniq = models.Constraint(
        "UNIQUE (scope, first)",
        "This number has been given out already. Please try again.",
    )
    _first_last_check = models.Constraint(
        "CHECK (first >= 1 AND last >= first)",
        "Numbers start at 1 and are drawn in ascending order.",
    )

    @api.depends("first", "last")
    def _compute_count(self):
        for draw in self:
            draw.count = draw.last - draw.first + 1

    def write(self, vals):
        self.check_access("write")
        if self:
            raise UserError(
                self.env._(
                    "Drawn numbers can't be changed. Draw a new number and cancel the "
                    "record that has the old one."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Drawn numbers can't be deleted, or they would be given out again. "
                "Cancel the record that has the number instead."
            )
        )

    @api.model
    @api.private
    def draw(self, scope: str, count: int = 1) -> list[int]:
        """Draw the next ``count`` numbers of one scope: see :meth:`draw_batch`."""
        return self.draw_batch({scope: count})[scope]

    @api.model
    @api.private
    def draw_batch(self, counts: Mapping[str, int]) -> dict[str, list[int]]:
        """Draw the next numbers of several scopes at once.

        The numbers are the caller's when the transaction commits, and nobody's when it
        is rolled back, be it to a savepoint. Until then every other draw of these
        scopes waits: draw last, and once for all records of a batch. A transaction that
        needs several scopes draws them in one call, which locks them in an order that
        is the same for everybody; several calls can deadlock, which costs a retry.

        Access is the caller's to check: this method asks nobody's permission.

        :param counts: how many numbers to draw, by scope
        :return: the numbers, ascending and without gaps, by scope
        :raise ValidationError: if a scope or count is not one; nothing is locked yet
        :raise ReadOnlySqlTransaction: on a read-only cursor; Odoo then serves the
            request again with one that writes
        """
        self._check_counts(counts)
        if not counts:
            return {}
        if self.env.cr.readonly:
            raise ReadOnlySqlTransaction(
                "register.draw: numbers can't be drawn in a read-only transaction"
            )
        # Borrowing a connection takes round trips: not while others wait for the lock.
        with closing(self.env.registry.cursor()) as fresh:
            self._lock_scopes(counts)
            committed = self._get_last_numbers(fresh, counts)
        return {
            scope: list(range(first, last + 1))
            for scope, first, last in self._insert_draws(counts, committed)
        }

    @api.model
    @api.private
    def draw_each(self, scopes: Iterable[str]) -> list[int]:
        """Draw a number for each of these, in their order: see :meth:`draw_batch`.

        :param scopes: of each record that wants a number; a scope may come again
        """
        scopes = list(scopes)
        drawn = self.draw_batch(Counter(scopes))
        numbers = {scope: iter(given) for scope, given in drawn.items()}
        return [next(numbers[scope]) for scope in scopes]

    def _check_counts(self, counts: Mapping[str, int]) -> None:
        for scope, count in counts.items():
            if (
                not isinstance(scope, str)
                or not 1 <= len(scope) <= MAX_SCOPE_LENGTH
                or scope != scope.strip()
                or "\0" in scope
            ):
                raise ValidationError(
                    self.env._(
                        "%(scope)r can't name a register: use 1 to %(max)s characters "
                        "without spaces around them.",
                        scope=scope,
                        max=MAX_SCOPE_LENGTH,
                    )
                )
            # a bool is an int, but True is no amount
            if type(count) is not int or not 1 <= count <= MAX_COUNT:
                raise ValidationError(
                    self.env._(
                        "%(count)r numbers can't be drawn from %(scope)s: ask for a "
                        "whole number between 1 and %(max)s.",
                        count=count,
                        scope=scope,
                        max=MAX_COUNT,
                    )
                )

    def _lock_scopes(self, scopes: Iterable[str]) -> None:
        """Keep others from drawing of these scopes until the transaction ends.

        Sorted by lock, not by scope: two scopes may share a lock. They then wait for
        each other, nothing worse.
        """
        self.env.cr.execute(
            SQL(
                """
                SELECT pg_advisory_xact_lock(hashtext(%s), key)
                  FROM (
                    SELECT DISTINCT hashtext(scope) AS key
                      FROM unnest(%s::text[]) AS scope
                     ORDER BY key
                  ) AS lock
                """,
                self._table,
                list(scopes),
            )
        )

    def _get_last_numbers(self, cr: BaseCursor, scopes: Iterable[str]) -> list[int]:
        """Return the last number of each scope, in their order, as ``cr`` sees it."""
        cr.execute(
            SQL(
                """
                SET LOCAL lock_timeout = %s;
                SELECT COALESCE(draw.last, 0)
                  FROM unnest(%s::text[]) WITH ORDINALITY AS wanted (scope, position)
                  LEFT JOIN LATERAL (%s) AS draw ON TRUE
                 ORDER BY wanted.position
                """,
                FRESH_LOCK_TIMEOUT,
                list(scopes),
                self._get_last_draw_sql(),
            )
        )
        return [last for (last,) in cr.fetchall()]

    def _insert_draws(
        self, counts: Mapping[str, int], committed: list[int]
    ) -> list[tuple[str, int, int]]:
        """Insert one draw per scope, after what is committed and after our own."""
        # No flush: rows are only ever inserted here, the cache never knows better.
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %s (scope, first, last, drawn_at)
                SELECT wanted.scope,
                       taken.last + 1,
                       taken.last + wanted.count,
                       clock_timestamp() AT TIME ZONE 'UTC'
                  FROM unnest(%s::text[], %s::int[], %s::int[])
                       AS wanted (scope, count, committed)
                  LEFT JOIN LATERAL (%s) AS draw ON TRUE
                 CROSS JOIN LATERAL (
                    -- skips the NULL of a scope that we have not drawn from
                    SELECT GREATEST(wanted.committed, draw.last) AS last
                  ) AS taken
                RETURNING scope, first, last
                """,
                SQL.identifier(self._table),
                list(counts),
                list(counts.values()),
                committed,
                self._get_last_draw_sql(),
            )
        )
        return self.env.cr.fetchall()

    def _get_last_draw_sql(self) -> SQL:
        """Return the last draw of ``wanted.scope``: one step in the unique index."""
        return SQL(
            """
            SELECT last FROM %s
             WHERE scope = wanted.scope ORDER BY first DESC LIMIT 1
            """,
            SQL.identifier(self._table),
        )
