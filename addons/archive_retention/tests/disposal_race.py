"""Race for one document with real transactions: destroyed, held or lent.

Started as a program, see :mod:`committed`.
"""

import json
import multiprocessing
import sys
from datetime import timedelta
from importlib import import_module

from odoo import api, fields, sql_db
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import config

FORK = multiprocessing.get_context("fork")


def execute(batch):
    batch.action_execute()


def hold(batch):
    batch.env["archive.hold"].create(
        {
            "name": "Race",
            "reason": "A race",
            "site_id": batch.site_id.id,
            "document_ids": batch.line_ids.document_id.ids,
        }
    )


def lend(batch):
    batch.line_ids.document_id.enter_movement(
        "loan",
        {
            "partner_id": batch.env.user.partner_id.id,
            "due_at": fields.Datetime.now() + timedelta(days=1),
            "handed_by": "Race",
            "received_by": "Race",
        },
    )


RACES = {"twice": (execute, execute), "hold": (execute, hold), "lend": (execute, lend)}


def run_lane(database, work, user_id, batch_ids, start, sender):
    registry, outcomes = Registry(database), []
    for batch_id in batch_ids:
        with registry.cursor() as cr:
            env = api.Environment(cr, user_id, {})
            batch = env["archive.disposal"].browse(batch_id)
            # both have it on their screen
            batch.line_ids.document_id.fetch(["state", "custody"])
            start.wait(60)
            try:
                retrying(lambda: work(batch), env)  # noqa: B023
            except UserError as error:
                cr.rollback()
                outcomes.append(f"refused: {error}")
            except Exception as error:
                cr.rollback()
                outcomes.append(f"failed: {type(error).__name__}: {error}")
            else:
                outcomes.append("done")
    sender.send(outcomes)


def race(database, works, user_id, batch_ids):
    """The outcomes of each round, as pairs."""
    sql_db.close_all()  # connections are not inherited
    start = FORK.Barrier(len(works))
    lanes = []
    for work in works:
        receiver, sender = FORK.Pipe(duplex=False)
        lane = FORK.Process(
            target=run_lane, args=(database, work, user_id, batch_ids, start, sender)
        )
        lane.start()
        sender.close()
        lanes.append((lane, receiver))
    outcomes = []
    for lane, receiver in lanes:
        outcomes.append(receiver.recv())
        lane.join()
    return list(zip(*outcomes, strict=True))


def main():
    """Read a race as JSON from standard input, run it, print what came of it."""
    order = json.load(sys.stdin)
    config.parse_config(order["odoo"], setup_logging=False)
    committed = import_module("odoo.addons.archive_retention.tests.committed")

    database = order["database"]
    try:
        committed.prepare(database)
        with committed.transaction(database) as env:
            user_id = committed.person(env, "custodian").id
            documents = committed.file_documents(env, order["rounds"])
            batch_ids = [committed.approve(env, it).id for it in documents]
        outcomes = race(database, RACES[order["race"]], user_id, batch_ids)
        with committed.transaction(database) as env:
            record = [
                {
                    "batch": batch.state,
                    "document": batch.line_ids.document_id.state,
                    "custody": batch.line_ids.document_id.custody,
                    "held": batch.line_ids.document_id.is_held,
                    "line": batch.line_ids.state,
                }
                for batch in env["archive.disposal"].browse(batch_ids)
            ]
    finally:
        committed.clean_up(database)
    json.dump({"outcomes": outcomes, "record": record}, sys.stdout)


if __name__ == "__main__":
    main()
