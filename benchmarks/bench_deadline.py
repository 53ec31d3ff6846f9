"""Deadlines: the sweep that makes them late, beside the bare UPDATE that it amounts to.

Mixins have no table, so the measurement makes a model with one. What the model itself
does about its late records is left out; the progress of the scheduled job is not.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TextIO

from odoo import api, models
from odoo.modules.registry import Registry

from .harness import Cost, Report, environment, main, measure, measure_committed

# Finds Odoo's addons only after the harness has read the settings.
from odoo.addons.charter_base.tests import sample  # isort: skip

MODEL = "charter.bench.deadline"
TABLE = "charter_bench_deadline"
REPS = 3
MADE_AT_ONCE = 1000


class BenchDeadline(models.Model):
    _module = None
    _name = MODEL
    _description = "Measured Deadline"
    _inherit = ["charter.deadline.mixin"]


def run(db: str, sizes: tuple[int, ...], out: TextIO) -> bool:
    """Sweep ``size`` deadlines; return whether all gates held."""
    report = Report("deadline", out)
    with _model(db):
        _measure_create(db, report)
        _sweep(db, sizes[0])  # what must be loaded once
        costs = [(size, _compare(db, report, size)) for size in sizes]
    for (small, one), (large, other) in pairwise(costs):
        growth = math.log(other.cpu_ms * large / (one.cpu_ms * small))
        alpha = growth / math.log(large / small)
        case = f"from {small:,} to {large:,} deadlines"
        report.add(case, "growth exponent of CPU", alpha, target="<= 1.05")
    return report.finish()


@contextmanager
def _model(db: str) -> Iterator[None]:
    registry = Registry(db)
    with registry.cursor() as cr:
        sample.load(cr, registry, BenchDeadline)
        sample.create_tables(cr, registry, BenchDeadline)
    try:
        yield
    finally:
        with registry.cursor() as cr:
            sample.drop_tables(cr, registry, BenchDeadline)


def _measure_create(db: str, report: Report) -> None:
    """Each minute that something is due wakes the sweep: in one insert."""
    with environment(db) as env:
        for minutes in (1, 100):
            dues = [f"2100-01-01 {at // 60:02}:{at % 60:02}" for at in range(minutes)]
            vals = [
                {"due_at": f"{dues[row % minutes]}:00"} for row in range(MADE_AT_ONCE)
            ]
            cost = measure(env, lambda n, v=vals: env[MODEL].create(v), n=MADE_AT_ONCE)
            case = f"each of {MADE_AT_ONCE:,} made, due in {minutes} minutes"
            report.add_cost(case, cost, q="<= 0.05")


def _compare(db: str, report: Report, size: int) -> Cost:
    """The sweep and the bare statement in turns, the best of each."""
    sweeps, floors = [], []
    for _ in range(REPS):
        sweeps.append(_sweep(db, size))
        floors.append(_floor(db, size))
    sweep, floor = (
        Cost(q=min(q), cpu_ms=min(cpu), wall_ms=min(wall))
        for q, cpu, wall in (
            zip(*((it.q, it.cpu_ms, it.wall_ms) for it in costs), strict=True)
            for costs in (sweeps, floors)
        )
    )
    report.add_cost(f"each of {size:,} swept", sweep, q="<= 0.05")
    report.add_cost(f"each of {size:,} by one UPDATE", floor)
    report.add(
        f"sweep of {size:,}",
        "× wall of one UPDATE",
        sweep.wall_ms / floor.wall_ms,
        target="<= 5",
    )
    return sweep


def _sweep(db: str, size: int) -> Cost:
    _fill(db, size)

    def work(env):
        cron, progress = env.ref("charter_base.ir_cron_sweep")._add_progress()
        env.cr.commit()
        cron = cron.with_context(cron_id=cron.id)
        cron.env["charter.deadline.mixin"]._cron_sweep()
        assert progress.done >= size, f"{progress.done} of {size}"

    return _cost(db, work, size)


def _floor(db: str, size: int) -> Cost:
    _fill(db, size)
    statement = f"""
        UPDATE {TABLE}
           SET state = 'late', write_uid = 1, write_date = now() AT TIME ZONE 'UTC'
         WHERE state = 'pending' AND due_at <= now() AT TIME ZONE 'UTC'
    """
    return _cost(db, lambda env: env.cr.execute(statement), size)


def _cost(db: str, work: Callable[[api.Environment], object], n: int) -> Cost:
    with environment(db) as env:
        return measure_committed(env, work, n=n)


def _fill(db: str, size: int) -> None:
    """As many deadlines that are due, and as many that are to come."""
    with environment(db) as env:
        env.cr.execute(
            f"""
            TRUNCATE {TABLE};
            INSERT INTO {TABLE} (due_at, original_due_at, state)
            SELECT moment, moment, 'pending'
              FROM generate_series(1, %s) AS n,
                   LATERAL (VALUES (timestamp '2020-01-01' + n * interval '1 minute'),
                                   (timestamp '2100-01-01' + n * interval '1 minute'))
                           AS due (moment);
            ANALYZE {TABLE}
            """,
            [size],
        )


if __name__ == "__main__":
    main(run, sizes=(1000, 10_000))
