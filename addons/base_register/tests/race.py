"""Race pieces of work in several processes, with real transactions.

Racing forks, so it needs a process without threads and open cursors. A test therefore
runs a module as a program (:func:`run_program`): its ``run`` gets what the test asks
for, races, and returns what came of it. What such a module commits, it deletes again.
"""

import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType

import odoo.tools
from odoo import SUPERUSER_ID, api, sql_db
from odoo.exceptions import UserError
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
    lanes = [(database, work, process, n, rollback_every) for process in range(procs)]
    total = Race()
    for process, lane in enumerate(_fork(database, _run_lane, lanes)):
        if lane:
            total.add(lane)
        else:
            total.errors.append(f"process {process} died")
    return total


def _fork(database: str, target: Callable, lanes: list[tuple]) -> list:
    """What each of the processes sends; None of one that died.

    :param target: called with the arguments of its lane, a barrier at which all wait
        for each other, and a pipe to send to
    """
    Registry(database)  # loaded once, inherited by all
    sql_db.close_all()  # connections are not: two processes on one would garble it
    context = multiprocessing.get_context("fork")
    start = context.Barrier(len(lanes))
    running = []
    for arguments in lanes:
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=target, args=(*arguments, start, sender))
        process.start()
        sender.close()  # ours, so that a process that dies ends the wait below
        running.append((process, receiver))
    sent = []
    for process, receiver in running:
        try:
            sent.append(receiver.recv())
        except EOFError:
            sent.append(None)
        process.join()
    return sent


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


def race_rounds(
    database: str,
    lanes: list[tuple[int, Callable]],
    items: Iterable[int],
    look: Callable[[api.Environment, int], object],
    before: Callable[[api.Environment, int], None] | None = None,
) -> list[tuple[str, ...]]:
    """Let several people want the same thing, one thing per round, all at once.

    :param lanes: of each person the user, and what they do with what they looked at
    :param items: of each round, what they want
    :param look: what somebody has on the screen before they act
    :param before: what is done before the round, with all rights
    :return: of each round what became of each person: ``done``, ``refused: …`` with the
        sentence they read, or ``failed: …`` with an error
    """
    items = list(items)
    arguments = [
        # the first one prepares the round for all
        (database, *lane, items, look, None if place else before)
        for place, lane in enumerate(lanes)
    ]
    return list(zip(*_fork(database, _run_rounds, arguments), strict=True))


def _run_rounds(database, user_id, act, items, look, before, start, sender):
    outcomes = []
    for item in items:
        if before:
            with transaction(database) as env:
                before(env, item)
        start.wait(START_TIMEOUT)
        with Registry(database).cursor() as cr:
            env = api.Environment(cr, user_id, {})
            record = look(env, item)
            start.wait(START_TIMEOUT)
            try:
                retrying(partial(act, record), env)
            except UserError as error:
                cr.rollback()
                outcomes.append(f"refused: {error}")
            except Exception as error:
                cr.rollback()
                outcomes.append(f"failed: {type(error).__name__}: {error}")
            else:
                outcomes.append("done")
    sender.send(outcomes)


@contextmanager
def transaction(database: str) -> Iterator[api.Environment]:
    """A transaction of its own with all rights, committed at the end."""
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


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


def run_program(program: ModuleType, **order) -> dict:
    """Run a module as a program on a database, and return what its ``run`` returns.

    :param order: what ``run`` is called with, as JSON; its ``database`` at least
    """
    order["program"] = program.__name__
    order["odoo"] = [
        f"{flag}={','.join(value) if isinstance(value, list) else value}"
        for option, flag in ODOO_OPTIONS.items()
        if (value := config[option])
    ]
    source = str(Path(odoo.tools.__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-P", __file__],
        input=json.dumps(order),
        env={**os.environ, "PYTHONPATH": source},
        stdout=subprocess.PIPE,
        text=True,
        timeout=PROGRAM_TIMEOUT,
        check=True,
    )
    return json.loads(run.stdout)


def run(database: str, work: str, scopes: list[str], size: dict) -> dict:
    """Race draws, ``draw_one`` or ``draw_all``."""
    works = {"draw_one": draw_one, "draw_all": draw_all}
    return vars(race(database, works[work](scopes), **size))


def main() -> None:
    """Read from standard input which program to run, and print what it returns."""
    order = json.load(sys.stdin)
    config.parse_config(order.pop("odoo"), setup_logging=False)
    Registry(order["database"])  # finds the addons
    program = import_module(order.pop("program"))
    json.dump(program.run(**order), sys.stdout)


if __name__ == "__main__":
    main()
