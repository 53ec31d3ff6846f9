"""Race for one document with real transactions: destroyed, held or lent.

Run as a program, see ``race.run_program``.
"""

from datetime import timedelta

from odoo import fields

from odoo.addons.base_register.tests.race import race_rounds, transaction

from . import committed


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


def look(env, batch_id):
    batch = env["archive.disposal"].browse(batch_id)
    # both have it on their screen
    batch.line_ids.document_id.fetch(["state", "custody"])
    return batch


def run(database, race, rounds):
    """:param race: ``twice``, ``hold`` or ``lend``"""
    try:
        committed.prepare(database)
        with transaction(database) as env:
            user_id = committed.person(env, "custodian").id
            documents = committed.file_documents(env, rounds)
            batch_ids = [committed.approve(env, it).id for it in documents]
        lanes = [(user_id, work) for work in RACES[race]]
        outcomes = race_rounds(database, lanes, batch_ids, look)
        with transaction(database) as env:
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
    return {"outcomes": outcomes, "record": record}
