"""Numbers without gaps: register.draw beside Odoo's own sequences.

Eight processes draw one number per transaction, all at once; one transaction in ten is
rolled back. They all want the same register, or go round eight registers, as many as
there are sites; they commit at once, or first save a record that bears the number.
"""

import uuid
from typing import TextIO

from odoo.tools import mute_logger

from .harness import (
    Race,
    Report,
    Work,
    draw_one,
    environment,
    main,
    measure,
    percentile,
    race,
)

PROCESSES = 8
RECORD_SHARE = 10  # records take longer to save than to number


def run(db: str, sizes: tuple[int, ...], out: TextIO) -> bool:
    """Draw ``size`` numbers in each process; return whether all gates held."""
    report = Report("register", out)
    _measure_statements(db, report)
    for size in sizes:
        _compare(db, report, size, "1 scope", scopes=1)
        _compare(db, report, size, "8 scopes", scopes=8)
        with_records = max(size // RECORD_SHARE, 1)
        _compare(db, report, with_records, "1 scope and a record", saves=True)
        _compare(
            db, report, with_records, "8 scopes and a record", scopes=8, saves=True
        )
    return report.finish()


def _measure_statements(db: str, report: Report) -> None:
    with environment(db) as env:
        draws = env["register.draw"]
        for n, gate in ((1, "<= 3"), (100, "<= 0.03"), (1000, "<= 0.003")):
            cost = measure(env, lambda n: draws.draw("bench", n), n=n)
            report.add_cost(f"each of {n} numbers, 1 scope", cost, q=gate)
        cost = measure(
            env,
            lambda n: draws.draw_batch({f"bench/{scope}": 1 for scope in range(n)}),
            n=100,
        )
        report.add_cost("each of 100 numbers, 100 scopes", cost, q="<= 0.03")


def _compare(
    db: str,
    report: Report,
    size: int,
    shape: str,
    *,
    scopes: int = 1,
    saves: bool = False,
) -> None:
    """Race the three ways of numbering in one shape of transaction."""
    races = {}
    for name, work in (
        ("no_gap", _sequences(db, "no_gap", scopes)),
        ("standard", _sequences(db, "standard", scopes)),
        ("register.draw", _draws(scopes)),
    ):
        with mute_logger("odoo.sql_db"):  # no_gap logs each collision
            result = race(db, _saving(work) if saves else work, procs=PROCESSES, n=size)
        zero = "<= 0" if name == "register.draw" else None
        case = f"{name}, {shape}, {PROCESSES} × {size}"
        report.add(case, "numbers/s", _rate(result))
        report.add(case, "p50 ms", percentile(result.latencies, 50) * 1000)
        report.add(case, "p99 ms", percentile(result.latencies, 99) * 1000)
        report.add(case, "max ms", max(result.latencies) * 1000)
        report.add(case, "committed", result.committed)
        report.add(case, "retries", result.retries, gate=zero)
        failures = PROCESSES * size - result.committed - result.undone
        report.add(case, "failures", failures, gate=zero)
        report.add(case, "gaps", result.gaps, gate=zero)
        report.add(case, "duplicates", result.duplicates, gate=zero)
        races[name] = result
    ours, no_gap, standard = (
        races[name] for name in ("register.draw", "no_gap", "standard")
    )
    case = f"register.draw, {shape}"
    faster = _rate(ours) / _rate(no_gap)
    # Saving a record is most of the work, whoever numbers it: nothing to gate on.
    gate = None if saves else ">= 1"
    report.add(case, "× numbers/s of no_gap", faster, gate=gate, target=">= 30")
    report.add(case, "× numbers/s of standard", _rate(ours) / _rate(standard))
    patience = max(ours.latencies) / max(no_gap.latencies)
    report.add(case, "× max ms of no_gap", patience, gate="<= 1")


def _rate(result: Race) -> float:
    return result.committed / result.seconds


def _draws(scopes: int) -> Work:
    run_id = uuid.uuid4()
    return draw_one([f"bench/{run_id}/{number}" for number in range(scopes)])


def _sequences(db: str, implementation: str, scopes: int) -> Work:
    vals = {"name": "Bench", "implementation": implementation}
    with environment(db) as env:
        ids = env["ir.sequence"].create([vals] * scopes).ids

    def work(env, process, turn):
        sequence = env["ir.sequence"].browse(ids[(process + turn) % scopes])
        return [(str(sequence.id), int(sequence.next_by_id()))]

    return work


def _saving(work: Work) -> Work:
    """Save a record with each number: others wait, or fail, for that long."""

    def work_and_save(env, process, turn):
        drawn = work(env, process, turn)
        for scope, number in drawn:
            env["res.partner"].create({"name": scope, "ref": str(number)})
        return drawn

    return work_and_save


if __name__ == "__main__":
    main(run, sizes=(1000,))
