"""Race owners into one unit in several processes, with real transactions (M-13).

A test starts this file as a program: racing forks, so it needs a process without
threads and open cursors. What it commits, it deletes again.
"""

import json
import multiprocessing
import sys
from contextlib import contextmanager

from odoo import SUPERUSER_ID, Command, api, sql_db
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import config

SITE_CODE = "RACEUNIT"
DAY = "2026-03-02"


@contextmanager
def transaction(database):
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


def prepare(database, processes, rounds, owned):
    """A site with a unit per round, each with an owner if need be; buyers."""
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": SITE_CODE, "tz": "Asia/Shanghai"}
        )
        building = env["property.building"].create(
            {"name": "Race", "code": "1", "site_id": site.id}
        )
        units = env["property.unit"].create(
            [{"code": f"1-{n}", "building_id": building.id} for n in range(rounds)]
        )
        people = env["res.partner"].create(
            [{"name": f"Race {n}"} for n in range(processes + 1)]
        )
        if owned:
            env["property.unit.party"].create(
                [
                    {
                        "unit_id": unit.id,
                        "partner_id": people[-1].id,
                        "date_from": "2020-01-01",
                    }
                    for unit in units
                ]
            )
        return site.id, units.ids, people.ids


def add_owner(env, unit_id, person_id, share):
    env["property.unit.party"].create(
        {
            "unit_id": unit_id,
            "partner_id": person_id,
            "role": "owner" if share == 100 else "co_owner",
            "date_from": DAY,
            "share": share,
        }
    )


def transfer(env, unit_id, person_id, share):
    wizard = env["property.unit.transfer"].with_context(default_unit_id=unit_id)
    owner = {"partner_id": person_id, "share": share}
    wizard.create(
        {"day": DAY, "reason": "Race", "new_owner_ids": [Command.create(owner)]}
    ).action_apply()


def run_lane(database, work, unit_ids, person_id, share, start, sender):
    """In each round all processes want the same unit; one line per outcome."""
    registry = Registry(database)
    outcomes = []
    for unit_id in unit_ids:
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            # the picture each has of the unit is from before the others' change
            cr.execute("SELECT count(*) FROM property_unit_party")
            start.wait(60)
            try:
                retrying(lambda: work(env, unit_id, person_id, share), env)  # noqa: B023
            except UserError as error:
                cr.rollback()
                outcomes.append(f"refused: {error}")
            except Exception as error:
                cr.rollback()
                outcomes.append(f"failed: {type(error).__name__}: {error}")
            else:
                outcomes.append("done")
    sender.send(outcomes)


def race(database, work, unit_ids, people, share):
    Registry(database)  # loaded once, inherited by all
    sql_db.close_all()  # connections are not
    context = multiprocessing.get_context("fork")
    start = context.Barrier(len(people))
    lanes = []
    for person_id in people:
        receiver, sender = context.Pipe(duplex=False)
        lane = context.Process(
            target=run_lane,
            args=(database, work, unit_ids, person_id, share, start, sender),
        )
        lane.start()
        sender.close()
        lanes.append((lane, receiver))
    outcomes = []
    for lane, receiver in lanes:
        outcomes.append(receiver.recv())
        lane.join()
    return outcomes


def on_record(database, unit_ids):
    """By unit, the shares of those who own it on the day, and how many lines it has."""
    with transaction(database) as env:
        units = env["property.unit"].browse(unit_ids)
        return [
            [
                sorted(
                    it.share
                    for it in unit.party_ids
                    if not it.date_to or str(it.date_to) >= DAY
                ),
                len(unit.party_ids),
            ]
            for unit in units
        ]


def clean_up(database, site_id, people):
    with transaction(database) as env:
        units = env["property.unit"].search([("site_id", "=", site_id)])
        units.party_ids.unlink()
        buildings = units.building_id
        units.unlink()
        buildings.unlink()
        env["service.site"].browse(site_id).unlink()
        env["property.unit.transfer"].search(
            [("new_owner_ids.partner_id", "in", people)]
        ).unlink()
        env["res.partner"].browse(people).unlink()


def main():
    """Read a race as JSON from standard input, run it, print what came of it."""
    order = json.load(sys.stdin)
    config.parse_config(order["odoo"], setup_logging=False)
    database, processes = order["database"], order["processes"]
    work = {"add_owner": add_owner, "transfer": transfer}[order["work"]]
    site_id, unit_ids, people = prepare(
        database, processes, order["rounds"], owned=work is transfer
    )
    try:
        outcomes = race(database, work, unit_ids, people[:-1], order["share"])
        record = on_record(database, unit_ids)
    finally:
        clean_up(database, site_id, people)
    json.dump({"outcomes": outcomes, "record": record}, sys.stdout)


if __name__ == "__main__":
    main()
