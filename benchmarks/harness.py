"""Measure work on a real database, race it in processes, report figures and gates.

A benchmark is ``bench_<area>.py`` with a ``run(db, sizes, out)``. It runs on a clone of
the template database: what races commit stays there.
"""

import json
import math
import operator
import sys
import time
from collections.abc import Callable
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from typing import TextIO

import psycopg2

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.tools import SQL, config

config.parse_config([], setup_logging=False)  # finds the addons imported below

from odoo.addons.base_register.tests.race import (  # noqa: E402
    Race,
    Work,
    draw_one,
    race,
)

__all__ = [
    "Cost",
    "Race",
    "Report",
    "Work",
    "draw_one",
    "environment",
    "growth",
    "main",
    "measure",
    "measure_committed",
    "measure_in_turns",
    "percentile",
    "race",
]

COMPARE = {"<=": operator.le, ">=": operator.ge}


@contextmanager
def environment(db: str):
    """An environment in a transaction of its own, committed at the end."""
    with Registry(db).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


def use_defaults(records) -> None:
    """Let plain SQL insert such records: what is required gets Odoo's default.

    Of whatever addons are there: the columns they add are none of the benchmark's.
    """
    env, table = records.env, records._table
    env.cr.execute(
        SQL(
            """
            SELECT column_name FROM information_schema.columns
             WHERE table_name = %s AND is_nullable = 'NO' AND column_default IS NULL
            """,
            table,
        )
    )
    required = [name for (name,) in env.cr.fetchall()]
    for name, value in records.default_get(required).items():
        column = SQL.identifier(name)
        env.cr.execute(
            SQL(
                "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s",
                SQL.identifier(table),
                column,
                value,
            )
        )


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one record costs: SQL statements on all cursors, and milliseconds."""

    q: float
    cpu_ms: float
    wall_ms: float


def vacuum(db: str, *tables: str) -> None:
    """As autovacuum would: an index alone then answers for rows that all may see.

    And write out what was generated, or the server does so while we measure.

    :param tables: all, when left out
    """
    with closing(psycopg2.connect(dbname=db)) as connection:
        connection.autocommit = True
        with connection.cursor() as cr:
            cr.execute(f"VACUUM ANALYZE {', '.join(tables)}")
            cr.execute("CHECKPOINT")


def measure(
    env: api.Environment, work: Callable[[int], object], *, n: int, reps: int = 5
) -> Cost:
    """Measure ``work(n)``, which handles ``n`` records: the best of ``reps`` tries.

    One more try goes first to warm the caches. Each is flushed, then rolled back.
    """
    return measure_in_turns([(env, work)], n=n, reps=reps)[0]


def measure_in_turns(
    works: list[tuple[api.Environment, Callable[[int], object]]],
    *,
    n: int,
    reps: int = 5,
) -> list[Cost]:
    """Measure several works as :func:`measure` does one, each in turn.

    What slows the machine for a while slows all of them: their ratios hold.
    """
    tries: list[list[Cost]] = [[] for _ in works]
    for _ in range(reps + 1):
        for (env, work), costs in zip(works, tries, strict=True):
            costs.append(_measure_once(lambda w=work: w(n), env.flush_all, n))
            env.cr.rollback()
            env.invalidate_all()
    return [
        Cost(
            q=min(cost.q for cost in costs[1:]),
            cpu_ms=min(cost.cpu_ms for cost in costs[1:]),
            wall_ms=min(cost.wall_ms for cost in costs[1:]),
        )
        for costs in tries
    ]


def measure_committed(
    env: api.Environment, work: Callable[[api.Environment], object], *, n: int
) -> Cost:
    """Measure work that commits: it can't be rolled back and repeated."""
    env.cr.execute("SELECT 1")  # connected
    return _measure_once(lambda: work(env), env.cr.commit, n)


def _measure_once(work: Callable, finish: Callable, n: int) -> Cost:
    q, cpu, wall = sql_db.sql_counter, time.process_time(), time.perf_counter()
    work()
    finish()
    return Cost(
        q=(sql_db.sql_counter - q) / n,
        cpu_ms=(time.process_time() - cpu) * 1000 / n,
        wall_ms=(time.perf_counter() - wall) * 1000 / n,
    )


def percentile(values: list[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * percent / 100), len(ordered) - 1)]


def growth(points: list[tuple[int, float]]) -> float:
    """The exponent with which time grows: the slope of the logarithms."""
    xs = [math.log(size) for size, _ms in points]
    ys = [math.log(ms) for _size, ms in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return over / sum((x - mean_x) ** 2 for x in xs)


class Report:
    """Figures by case: a JSON line each as they come, a table at the end.

    A limit is written ``"<= 0"``. A missed gate fails the run; a missed target is said
    and does not.
    """

    def __init__(self, area: str, out: TextIO):
        self.area = area
        self.out = out
        self.figures: dict[str, dict[str, float]] = {}
        self.missed_gates: list[str] = []
        self.missed_targets: list[str] = []

    def add(
        self,
        case: str,
        figure: str,
        value: float,
        *,
        gate: str | None = None,
        target: str | None = None,
    ) -> None:
        line = {"area": self.area, "case": case, "figure": figure, "value": value}
        for kind, limit, missed in (
            ("gate", gate, self.missed_gates),
            ("target", target, self.missed_targets),
        ):
            if limit:
                compare, bound = limit.split()
                met = COMPARE[compare](value, float(bound))
                line |= {kind: limit, f"{kind}_met": met}
                if not met:
                    missed.append(f"{case}: {figure} {_show(value)}, not {limit}")
        self.figures.setdefault(case, {})[figure] = value
        print(json.dumps(line, ensure_ascii=False), file=self.out, flush=True)

    def add_cost(
        self,
        case: str,
        cost: Cost,
        *,
        targets: dict[str, str] | None = None,
        **gates: str | None,
    ) -> None:
        for figure, value in asdict(cost).items():
            target = (targets or {}).get(figure)
            self.add(case, figure, value, gate=gates.get(figure), target=target)

    def finish(self) -> bool:
        """Print a table per kind of case; return whether all gates held."""
        tables: dict[tuple[str, ...], list[str]] = {}
        for case, figures in self.figures.items():
            tables.setdefault(tuple(figures), []).append(case)
        for columns, cases in tables.items():
            rows = [
                ("", *columns),
                *((case, *map(_show, self.figures[case].values())) for case in cases),
            ]
            widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
            print(file=self.out)
            for first, *rest in rows:
                cells = [first.ljust(widths[0])]
                cells += map(str.rjust, rest, widths[1:])
                print("  ".join(cells), file=self.out)
        print(file=self.out)
        for missed in self.missed_targets:
            print(f"target missed: {missed}", file=self.out)
        for missed in self.missed_gates:
            print(f"GATE MISSED: {missed}", file=self.out)
        if not self.missed_gates:
            print("all gates held", file=self.out)
        return not self.missed_gates


def _show(value: float) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def main(run: Callable[..., bool], sizes: tuple[int, ...]) -> None:
    """``python -m benchmarks.bench_<area> DB [SIZE …]``."""
    if len(sys.argv) < 2:
        sys.exit("usage: python -m benchmarks.bench_<area> DB [SIZE …]")
    db, *wanted = sys.argv[1:]
    sys.exit(not run(db, tuple(map(int, wanted)) or sizes, sys.stdout))
