"""Kill a sweep of deadlines in the middle, or let two sweep at once; real transactions.

A test starts this file as a program: it forks, so it needs a process without threads
and open cursors. Its tables are its own and dropped in the end.
"""

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import odoo.tools
from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.tools import config

ROWS = 240
BATCH = 12
HELD = [3, 14, 15]
TIMEOUT = 60
PROGRAM_TIMEOUT = 300
# The settings of this process that the program needs too.
ODOO_OPTIONS = {
    "addons_path": "--addons-path",
    "data_dir": "--data-dir",
    "db_host": "--db_host",
    "db_port": "--db_port",
    "db_user": "--db_user",
    "db_password": "--db_password",
    "db_sslmode": "--db_sslmode",
}
FORK = multiprocessing.get_context("fork")


def run_program(**order):
    """Start this file as a program, and return what it prints."""
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


class Crash:
    """Sweeps in processes of their own, on tables that this one prepares."""

    def __init__(self, database):
        # found only now that the settings of the program are read
        sample = import_module("odoo.addons.charter_base.tests.sample")
        self.sample = sample
        self.definitions = (sample.SampleDeadline, sample.SampleMark)
        self.registry = Registry(database)
        with self.registry.cursor() as cr:
            sample.load(cr, self.registry, *self.definitions)
            sample.create_tables(cr, self.registry, *self.definitions)
            sample.load(cr, self.registry, sample.SlowDeadline)
        self.registry[sample.DEADLINE]._sweep_batch = BATCH
        self.table, self.marks = (
            self.registry[name]._table for name in (sample.DEADLINE, sample.MARK)
        )

    def close(self):
        with self.registry.cursor() as cr:
            self.sample.drop_tables(cr, self.registry, *self.definitions)
        sql_db.close_all()

    @contextmanager
    def env(self):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def prepare(self):
        with self.env() as env:
            env.cr.execute(
                f"""
                TRUNCATE {self.table}, {self.marks} RESTART IDENTITY;
                INSERT INTO {self.table} (due_at, original_due_at, state)
                SELECT moment, moment, 'pending'
                  FROM generate_series(1, {ROWS}) AS n,
                       LATERAL (SELECT timestamp '2020-01-01' + n * interval '1 minute')
                               AS due (moment)
                """
            )

    def start(self):
        """Fork a process that says when it starts to sweep, and when it is through."""
        sql_db.close_all()  # connections are not inherited: two on one would garble it
        receiver, sender = FORK.Pipe(duplex=False)
        process = FORK.Process(target=self.sweep, args=(sender,))
        process.start()
        sender.close()
        assert receiver.poll(TIMEOUT) and receiver.recv() == "START"
        return process, receiver

    def sweep(self, sender):
        with self.env() as env:
            env.cr.execute("SELECT 1")
            sender.send("START")
            env["charter.deadline.mixin"]._cron_sweep()
        sender.send("END")

    def sweep_through(self, processes=1):
        """Return how long it took."""
        started = time.perf_counter()
        running = [self.start() for _ in range(processes)]
        for process, _receiver in running:
            process.join(TIMEOUT)
            assert process.exitcode == 0, process.exitcode
        return time.perf_counter() - started

    def kill_after(self, delay):
        """Return whether it was killed before it was through."""
        process, receiver = self.start()
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        process.join(TIMEOUT)
        ended = receiver.poll() and self.received(receiver) == "END"
        self.wait_until_gone(process.pid)
        return not ended

    def sweep_beside(self, held):
        """Sweep while others hold some rows; return how soon it wants to try again."""
        with self.env() as other, self.env() as env:
            other.cr.execute(
                f"SELECT id FROM {self.table} WHERE id = ANY(%s) FOR UPDATE", [held]
            )
            env.cr.execute("SELECT coalesce(max(id), 0) FROM ir_cron_trigger")
            last = env.cr.fetchone()[0]
            env["charter.deadline.mixin"]._cron_sweep()
            env.cr.execute(
                """
                DELETE FROM ir_cron_trigger WHERE id > %s
                RETURNING extract(epoch FROM call_at - now() AT TIME ZONE 'UTC')
                """,
                [last],
            )
            return [float(seconds) for (seconds,) in env.cr.fetchall()]

    @staticmethod
    def received(receiver):
        try:
            return receiver.recv()
        except EOFError:
            return None

    def wait_until_gone(self, pid):
        """The server notices a dead client at the end of its statement."""
        until = time.monotonic() + TIMEOUT
        while time.monotonic() < until:
            with self.env() as env:
                env.cr.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s",
                    [f"odoo-{pid}"],
                )
                if not env.cr.fetchone()[0]:
                    return
            time.sleep(0.02)
        raise TimeoutError(f"the connections of {pid} stay")

    def state(self):
        """Return which rows are late, and which left a mark, one entry per mark."""
        with self.env() as env:
            env.cr.execute(f"SELECT id FROM {self.table} WHERE state = 'late'")
            late = sorted(row[0] for row in env.cr.fetchall())
            env.cr.execute(f"SELECT deadline_id FROM {self.marks}")
            marked = sorted(row[0] for row in env.cr.fetchall())
        return {"late": late, "marked": marked}


def main():
    """Read from standard input what to do, print what came of it."""
    order = json.load(sys.stdin)
    config.parse_config(order["odoo"], setup_logging=False)
    # by its own process: what is killed must be told from what looks on
    config["db_app_name"] = "odoo-{pid}"
    crash = Crash(order["database"])
    try:
        crash.prepare()
        crash.sweep_through()  # what must be loaded once
        crash.prepare()
        seconds = crash.sweep_through()
        outcome = {"seconds": seconds, "whole": crash.state(), "kills": []}
        for turn in range(order["kills"]):
            crash.prepare()
            share = (turn + random.random()) / order["kills"]  # all along its way
            delay = share * seconds
            killed = crash.kill_after(delay)
            torn = crash.state()
            crash.sweep_through()
            outcome["kills"].append(
                {"delay": delay, "killed": killed, "then": torn, "end": crash.state()}
            )
        crash.prepare()
        crash.sweep_through(processes=3)
        outcome["at_once"] = crash.state()
        crash.prepare()
        outcome["held"] = HELD
        outcome["tries_again"] = crash.sweep_beside(HELD)
        outcome["beside"] = crash.state()
    finally:
        crash.close()
    outcome |= {"rows": ROWS, "batch": BATCH}
    json.dump(outcome, sys.stdout)


if __name__ == "__main__":
    main()
