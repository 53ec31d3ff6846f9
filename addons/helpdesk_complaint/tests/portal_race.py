"""Race officers for one handed-in complaint, with real transactions (C-01).

A test starts this file as a program: racing forks, so it needs a process without
threads and open cursors. What it commits, it deletes again.
"""

import json
import multiprocessing
import sys
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, sql_db
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import config

SITE_CODE = "RACEHAND"


@contextmanager
def transaction(database):
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


def prepare(database, rounds):
    """A site with its desk, who complains, and a hand-in per round."""
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": SITE_CODE, "tz": "Asia/Shanghai"}
        )
        site.action_open_complaint_desk()
        person = env["res.partner"].create({"name": "Race"})
        taken = env["complaint.hand_in"].create(
            [
                {"what_happened": f"Race {n}", "phone": "1", "site_id": site.id}
                for n in range(rounds)
            ]
        )
        return site.id, person.id, taken.ids


def accept(env, taken, person_id):
    person = env["res.partner"].browse(person_id)
    taken.accept(person, env["helpdesk.ticket.category"])


def run_lane(database, taken_ids, person_id, start, sender):
    """In each round all want the same hand-in; one line per outcome."""
    registry = Registry(database)
    outcomes = []
    for taken_id in taken_ids:
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            taken = env["complaint.hand_in"].browse(taken_id)
            # each has looked at it while it waited
            taken.fetch(["state"])
            start.wait(60)
            try:
                retrying(lambda: accept(env, taken, person_id), env)  # noqa: B023
            except UserError as error:
                cr.rollback()
                outcomes.append(f"refused: {error}")
            except Exception as error:
                cr.rollback()
                outcomes.append(f"failed: {type(error).__name__}: {error}")
            else:
                outcomes.append("done")
    sender.send(outcomes)


def race(database, taken_ids, person_id, processes):
    Registry(database)  # loaded once, inherited by all
    sql_db.close_all()  # connections are not
    context = multiprocessing.get_context("fork")
    start = context.Barrier(processes)
    lanes = []
    for _process in range(processes):
        receiver, sender = context.Pipe(duplex=False)
        lane = context.Process(
            target=run_lane, args=(database, taken_ids, person_id, start, sender)
        )
        lane.start()
        sender.close()
        lanes.append((lane, receiver))
    outcomes = []
    for lane, receiver in lanes:
        outcomes.append(receiver.recv())
        lane.join()
    return outcomes


def on_record(database, site_id):
    """How many complaints each hand-in became."""
    with transaction(database) as env:
        tickets = env["helpdesk.ticket"].search([("site_id", "=", site_id)])
        return sorted(ticket.what_happened for ticket in tickets)


def clean_up(database, site_id, person_id):
    """What was handed in is never deleted through the ORM."""
    with transaction(database) as env:
        site = env["service.site"].browse(site_id)
        for table, model in (
            ("complaint_hand_in", "complaint.hand_in"),
            ("helpdesk_ticket", "helpdesk.ticket"),
        ):
            for related in (
                "DELETE FROM mail_followers WHERE res_model = %(model)s AND res_id IN",
                "DELETE FROM mail_message WHERE model = %(model)s AND res_id IN",
                "DELETE FROM mail_activity WHERE res_model = %(model)s AND res_id IN",
            ):
                env.cr.execute(
                    f"{related} (SELECT id FROM {table} WHERE site_id = %(site)s)",
                    {"model": model, "site": site_id},
                )
            env.cr.execute(f"DELETE FROM {table} WHERE site_id = %s", [site_id])
        site.complaint_team_ids.unlink()
        site.unlink()
        env["res.partner"].browse(person_id).unlink()


def main():
    """Read a race as JSON from standard input, run it, print what came of it."""
    order = json.load(sys.stdin)
    config.parse_config(order["odoo"], setup_logging=False)
    database = order["database"]
    site_id, person_id, taken_ids = prepare(database, order["rounds"])
    try:
        outcomes = race(database, taken_ids, person_id, order["processes"])
        record = on_record(database, site_id)
    finally:
        clean_up(database, site_id, person_id)
    json.dump({"outcomes": outcomes, "record": record}, sys.stdout)


if __name__ == "__main__":
    main()
