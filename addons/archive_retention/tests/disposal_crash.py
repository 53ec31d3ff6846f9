"""Kill the destruction of a batch on its way, with real transactions and real files.

Run as a program, see ``race.run_program``.
"""

import multiprocessing
import os
import random
import signal
import time

from odoo import sql_db
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import config

from odoo.addons.base_register.tests.race import transaction

from . import committed

DOCUMENTS = 24
TIMEOUT = 60
FORK = multiprocessing.get_context("fork")


def destroy(database, batch_id, sender):
    """What the custodian's click and the scheduled job after it do."""
    with transaction(database) as env:
        env.cr.execute("SELECT 1")
        sender.send("START")
        batch = env["archive.disposal"].browse(batch_id)
        mine = batch.with_user(committed.person(env, "custodian"))
        retrying(mine.action_execute, mine.env)
    with transaction(database) as env:
        env["archive.disposal"]._cron_purge()
    sender.send("END")


class Crash:
    """Batches that are destroyed by processes of their own."""

    def __init__(self, database):
        self.database = database
        self.registry = Registry(database)

    def prepare(self, count):
        """Batches ready to be executed, with the paths of their files."""
        self.batches = []
        for _ in range(count):
            with transaction(self.database) as env:
                documents = committed.file_documents(env, DOCUMENTS)
                batch = committed.approve(env, documents)
                found = committed.paths(env, documents)
                self.batches.append((batch.id, found))

    def start(self, batch_id):
        sql_db.close_all()  # connections are not inherited: two on one would garble it
        receiver, sender = FORK.Pipe(duplex=False)
        process = FORK.Process(target=destroy, args=(self.database, batch_id, sender))
        process.start()
        sender.close()
        assert receiver.poll(TIMEOUT) and receiver.recv() == "START"
        return process, receiver

    def run_through(self, batch_id):
        """Return how long it took."""
        started = time.perf_counter()
        process, _receiver = self.start(batch_id)
        process.join(TIMEOUT)
        assert process.exitcode == 0, process.exitcode
        return time.perf_counter() - started

    def kill_after(self, batch_id, delay):
        """Return whether it was killed before it was through."""
        process, receiver = self.start(batch_id)
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        process.join(TIMEOUT)
        try:
            ended = receiver.poll() and receiver.recv() == "END"
        except EOFError:
            ended = False
        self.wait_until_gone(process.pid)
        return not ended

    def wait_until_gone(self, pid):
        """The server notices a dead client at the end of its statement."""
        until = time.monotonic() + TIMEOUT
        while time.monotonic() < until:
            with self.registry.cursor() as cr:
                cr.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s",
                    [f"odoo-{pid}"],
                )
                if not cr.fetchone()[0]:
                    return
            time.sleep(0.02)
        raise TimeoutError(f"the connections of {pid} stay")

    def state(self, batch_id, files):
        """What the database says of a batch, and what lies on the disk."""
        with transaction(self.database) as env:
            batch = env["archive.disposal"].browse(batch_id)
            documents = batch.line_ids.document_id
            return {
                "batch": batch.state,
                "documents": documents.mapped("state"),
                "lines": batch.line_ids.mapped("state"),
                "rows": len(committed.paths(env, documents)),
                "files": sum(map(os.path.exists, files)),
                "certificate": batch.certificate_number,
            }


def run(database, kills):
    # by its own process: what is killed must be told from what looks on
    config["db_app_name"] = "odoo-{pid}"
    try:
        committed.prepare(database)
        crash = Crash(database)
        crash.prepare(kills + 2)
        [(first, _files), (second, files), *others] = crash.batches
        crash.run_through(first)  # what must be loaded once
        seconds = crash.run_through(second)
        outcome = {
            "documents": DOCUMENTS,
            "whole": crash.state(second, files),
            "kills": [],
        }
        for turn, (batch_id, files) in enumerate(others):
            delay = (turn + random.random()) / kills * seconds  # all along its way
            killed = crash.kill_after(batch_id, delay)
            torn = crash.state(batch_id, files)
            crash.run_through(batch_id)
            outcome["kills"].append(
                {"killed": killed, "then": torn, "end": crash.state(batch_id, files)}
            )
    finally:
        committed.clean_up(database)
    return outcome
