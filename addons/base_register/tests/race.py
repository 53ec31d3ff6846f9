"""Race one piece of work in several processes, with real transactions.

Tests and benchmarks call :func:`race`. It forks, so the calling process must have
neither threads nor open cursors; a test therefore starts this file as a program, which
races draws and prints what came of them (see :func:`main`).
"""

import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import odoo.tools
from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import config

START_TIMEOUT = 60
PROGRAM_TIMEOUT = 300
# The settings of this process that a program of a race needs too.
ODOO_OPTIONS = {
    "addons_path": "--addons-path",
    "data_dir": "--data-dir",
    "db_host": "--db_host",
    "db_port": "--db_port",
    "db_user": "--db_user",
    "db_password": "--db_password",
    "db_sslmode": "--db_sslmode",
}

#: ``work(env, process, turn)`` does one transaction's work and says which numbers it
#: got, as pairs of a scope and a number.
Work = Callable[[api.Environment, int, int], Iterable[tuple[str, int]]]


class UndoError(Exception):
    """Rolls a transaction back on purpose."""


@dataclass
class Race:
    """What the transactions of one or several processes came to."""

    committed: int = 0
    undone: int = 0
    retries: int = 0
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    numbers: dict[str, list[int]] = field(default_factory=dict)

    def add(self, other: "Race") -> None:
        self.committed += other.committed
        self.undone += other.undone
        self.retries += other.retries
        self.seconds = max(self.seconds, other.seconds)
        self.errors += other.errors
        self.latencies += other.latencies
        for scope, numbers in other.numbers.items():
            self.numbers.setdefault(scope, []).extend(numbers)

    @property
    def duplicates(self) -> int:
        return sum(len(drawn) - len(set(drawn)) for drawn in self.numbers.values())

    @property
    def gaps(self) -> int:
        return sum(max(drawn) - len(set(drawn)) for drawn in self.numbers.values())


def race(
    database: str,
    work: Work,
    *,
    procs: int = 8,
    n: int = 100,
    rollback_every: int = 10,
) -> Race:
    """Do ``work`` ``n`` times in each of ``procs`` processes, all at once.

    Every transaction goes through Odoo's own retry and commits, but one in
    ``rollback_every`` is rolled back after its work.
    """
    Registry(database)  # loaded once, inherited by all
    sql_db.close_all()  # connections are not: two processes on one would garble it
    context = multiprocessing.get_context("fork")
    start = context.Barrier(procs)
    lanes = []
    for process in range(procs):
        receiver, sender = context.Pipe(duplex=False)
        lane = context.Process(
            target=_run_lane,
            args=(database, work, process, n, rollback_every, start, sender),
        )
        lane.start()
        sender.close()  # ours, so that a lane that dies ends the wait below
        lanes.append((lane, receiver))
    total = Race()
    for process, (lane, receiver) in enumerate(lanes):
        try:
            total.add(receiver.recv())
        except EOFError:
            total.errors.append(f"process {process} died")
        lane.join()
    return total


def _run_lane(database, work, process, n, rollback_every, start, sender):
    lane = Race()
    registry = Registry(database)
    with registry.cursor() as cr:  # connected before the start
        cr.execute("SELECT 1")
    start.wait(START_TIMEOUT)
    started = time.perf_counter()
    for turn in range(n):
        undo = (process + turn) % rollback_every == 0
        this_turn = partial(work, process=process, turn=turn)
        _run_transaction(registry, this_turn, undo, lane)
    lane.seconds = time.perf_counter() - started
    sender.send(lane)


def _run_transaction(registry, work, undo, lane):
    tries = 0

    def attempt():
        nonlocal tries
        tries += 1
        drawn = list(work(env))
        if undo:
            raise UndoError
        return drawn

    started = time.perf_counter()
    try:
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            drawn = retrying(attempt, env)
    except UndoError:
        lane.undone += 1
    except Exception as error:
        lane.errors.append(f"{type(error).__name__}: {error}")
    else:
        lane.committed += 1
        lane.latencies.append(time.perf_counter() - started)
        for scope, number in drawn:
            lane.numbers.setdefault(scope, []).append(number)
    lane.retries += max(tries - 1, 0)


def draw_one(scopes: list[str]) -> Work:
    """Draw one number per transaction, from one scope after the other."""

    def work(env, process, turn):
        scope = scopes[(process + turn) % len(scopes)]
        return [(scope, number) for number in env["register.draw"].draw(scope)]

    return work


def draw_all(scopes: list[str]) -> Work:
    """Draw two numbers from all scopes, in an order that differs by process."""

    def work(env, process, turn):
        shift = process % len(scopes)
        order = scopes[shift:] + scopes[:shift]
        if process % 2:
            order.reverse()
        drawn = env["register.draw"].draw_batch(dict.fromkeys(order, 2))
        return [(scope, number) for scope in order for number in drawn[scope]]

    return work


def run_program(file: str | Path, **order) -> dict:
    """Start a file such as this one as a program, and return what it prints.

    :param order: what the program reads as JSON, beside the settings of Odoo (``odoo``)
    """
    order["odoo"] = [
        f"{flag}={','.join(value) if isinstance(value, list) else value}"
        for option, flag in ODOO_OPTIONS.items()
        if (value := config[option])
    ]
    source = str(Path(odoo.tools.__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-P", file],
        input=json.dumps(order),
        env={**os.environ, "PYTHONPATH": source},
        stdout=subprocess.PIPE,
        text=True,
        timeout=PROGRAM_TIMEOUT,
        check=True,
    )
    return json.loads(run.stdout)


def main() -> None:
    """Read a race as JSON from standard input, run it, print what came of it."""
    order = json.load(sys.stdin)
    config.parse_config(order["odoo"], setup_logging=False)
    work = {"draw_one": draw_one, "draw_all": draw_all}[order["work"]]
    result = race(order["database"], work(order["scopes"]), **order["size"])
    json.dump(vars(result), sys.stdout)


if __name__ == "__main__":
    main()
