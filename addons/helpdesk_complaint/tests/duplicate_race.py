"""Race two officers who name each other's complaint the one that is kept (C-02).

Run as a program, see ``race.run_program``.
"""

from odoo.exceptions import UserError

from odoo.addons.base_register.tests.race import race, transaction

from . import race as complaints

PAIRS = 20


def prepare_pairs(database, site_id, problem_id):
    """Complaints without a contact: nothing but the link itself can clash."""
    with transaction(database) as env:
        values = {
            "request_kind": "complaint",
            "site_id": site_id,
            "category_id": problem_id,
            "what_happened": "The same",
            "received_at": "2026-03-02 01:00:00",
        }
        ids = env["helpdesk.ticket"].create([values] * (2 * PAIRS)).ids
    return list(zip(ids[::2], ids[1::2], strict=True))


def name_the_other(pairs):
    def work(env, process, turn):
        mine, other = pairs[turn][:: -1 if process else 1]
        try:
            env["helpdesk.ticket"].browse(mine).duplicate_id = other
        except UserError:
            env.cr.rollback()
            return [("refused", turn + 1)]
        return [("marked", turn + 1)]

    return work


def on_record(database, pairs):
    """How many of the pairs stand for each other, and how many one for the other."""
    with transaction(database) as env:
        marked = [
            len(env["helpdesk.ticket"].browse(pair).filtered("duplicate_id"))
            for pair in pairs
        ]
    return {"both": marked.count(2), "one": marked.count(1)}


def run(database):
    site_id, problem_id = complaints.prepare(database)
    try:
        pairs = prepare_pairs(database, site_id, problem_id)
        result = race(
            database, name_the_other(pairs), procs=2, n=PAIRS, rollback_every=10**6
        )
        record = on_record(database, pairs)
    finally:
        complaints.clean_up(database, site_id, problem_id)
    return {"race": vars(result), "record": record}
