"""Race two officers who name each other's complaint the one that is kept (C-02).

A test starts this file as a program, as it does with ``race.py``.
"""

import json
import sys

from odoo.exceptions import UserError
from odoo.tools import config

PAIRS = 20


def prepare_pairs(transaction, database, site_id, problem_id):
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


def on_record(transaction, database, pairs):
    """How many of the pairs stand for each other, and how many one for the other."""
    with transaction(database) as env:
        marked = [
            len(env["helpdesk.ticket"].browse(pair).filtered("duplicate_id"))
            for pair in pairs
        ]
    return {"both": marked.count(2), "one": marked.count(1)}


def main():
    order = json.load(sys.stdin)
    config.parse_config(order["odoo"], setup_logging=False)
    from odoo.addons.base_register.tests.race import race

    # A program has no package to be relative to.
    # pylint: disable=odoo-addons-relative-import
    from odoo.addons.helpdesk_complaint.tests import race as complaints

    database = order["database"]
    site_id, problem_id = complaints.prepare(database)
    try:
        pairs = prepare_pairs(complaints.transaction, database, site_id, problem_id)
        result = race(
            database, name_the_other(pairs), procs=2, n=PAIRS, rollback_every=10**6
        )
        record = on_record(complaints.transaction, database, pairs)
    finally:
        complaints.clean_up(database, site_id, problem_id)
    json.dump({"race": vars(result), "record": record}, sys.stdout)


if __name__ == "__main__":
    main()
