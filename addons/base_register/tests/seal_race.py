"""Entries that are made, and sealed, by several processes at once.

Run as a program, see :func:`.race.run_program`: it adds the registers of
:mod:`.registers` to a database, races, and takes them away again.
"""

import random
import time
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, fields, sql_db
from odoo.modules.registry import Registry

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from ..models import register_seal
from . import registers
from .race import race

SEALERS = 2
BATCH_SIZE = 30
LOCK_TIMEOUT = "20s"


@contextmanager
def new_registers(database):
    """The registers as an installed addon would have them, until this is through."""
    registry = Registry(database)
    with registry.cursor() as cr:
        cr.execute("SET LOCAL lock_timeout = %s", [LOCK_TIMEOUT])
        registers.add_models(registry, cr, *registers.REGISTERS)
    names = [definition._name for definition in registers.REGISTERS]
    try:
        yield registry
    finally:
        with registry.cursor() as cr:
            cr.execute("SET LOCAL lock_timeout = %s", [LOCK_TIMEOUT])
            env = api.Environment(cr, SUPERUSER_ID, {MODULE_UNINSTALL_FLAG: True})
            env["ir.model"].search([("model", "in", names)]).unlink()
            cr.execute(
                "DELETE FROM ir_model_data"
                " WHERE starts_with(name, 'model_inherit__register_test_')"
            )
            cr.execute("ALTER TABLE register_seal DISABLE TRIGGER USER")
            cr.execute("DELETE FROM register_seal WHERE register = ANY(%s)", [names])
            cr.execute("ALTER TABLE register_seal ENABLE TRIGGER USER")


def environment(cr):
    return api.Environment(cr, SUPERUSER_ID, {})


def seal_or_insert(env, process, turn):
    """Two processes seal batch after batch; the others insert, and commit late."""
    if process < SEALERS:
        time.sleep(random.uniform(0, 0.04))
        env["register.seal"]._seal_batch("register.test.turn")
        return []
    entries = env["register.test.turn"].create([{"seq": turn}] * 3)
    env.flush_all()
    time.sleep(0.08 if process % 2 else 0.02)
    return [("entries", entry) for entry in entries.ids]


def race_inserts(registry, size):
    """Race inserts with seals; then seal what is left."""
    outcome = race(registry.db_name, seal_or_insert, **size)
    with registry.cursor() as cr:
        environment(cr)["register.seal"]._cron_seal()
    return {"race": vars(outcome), **read_batches(registry)}


def read_batches(registry):
    with registry.cursor() as cr:
        env = environment(cr)
        domain = [("register", "=", "register.test.turn")]
        seals = env["register.seal"].search(domain, order="position")
        entries = env["register.test.turn"].search([])
        return {
            "entries": sorted(entries.ids),
            "unsealed": entries.filtered(lambda entry: not entry.seal_id).ids,
            "positions": seals.mapped("position"),
            "batches": [sorted(map(int, seal.digests)) for seal in seals],
            "findings": list(map(str, env["register.seal"].verify())),
        }


def commit_late(registry, size):
    """The entry with the lower number is committed after the higher one is sealed."""
    entries = []
    with registry.cursor() as early, registry.cursor() as late:
        for cr in (early, late):
            entry = environment(cr)["register.test.turn"].create({})
            entries.append(entry.id)
            cr.flush()
        late.commit()
        with registry.cursor() as cr:
            environment(cr)["register.seal"]._cron_seal()
        early.commit()
    with registry.cursor() as cr:
        environment(cr)["register.seal"]._cron_seal()
    return {"made": entries, **read_batches(registry)}


def race_approvals(registry, size):
    """All processes approve the same visits, in the same order."""
    with registry.cursor() as cr:
        visits = environment(cr)["register.test.visit"].create([{}] * size["n"]).ids

    def approve(env, process, turn):
        visit = env["register.test.visit"].browse(visits[turn])
        visit.mapped("approver")
        time.sleep(0.02)
        visit.write({"approver": process + 1, "sealed_at": fields.Datetime.now()})
        env.flush_all()
        return [(str(visit.id), process + 1)]

    outcome = race(registry.db_name, approve, **size)
    with registry.cursor() as cr:
        records = environment(cr)["register.test.visit"].browse(visits)
        approvers = {str(visit.id): visit.approver for visit in records}
    return {"race": vars(outcome), "approvers": approvers}


def run(database, work, size):
    register_seal.BATCH_SIZE = BATCH_SIZE
    works = {it.__name__: it for it in (race_inserts, commit_late, race_approvals)}
    with new_registers(database) as registry:
        outcome = works[work](registry, size)
    sql_db.close_all()
    return outcome
