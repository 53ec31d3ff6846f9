"""Receive visitors from several processes at once, with real transactions.

A test starts this file as a program: racing forks, so it needs a process without
threads and open cursors. What it commits, it deletes again.
"""

import json
import random
import sys
from collections import Counter
from contextlib import contextmanager
from importlib import import_module

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

CODE, REPS = "RACE", 5


@contextmanager
def transaction(database):
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


def rota(env):
    return env["floor.rota"].search([("site_id.code", "=", CODE)])


def prepare(database):
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": CODE, "kind": "sales_floor", "tz": "UTC"}
        )
        reps = env["res.users"].create(
            [{"name": f"Race {n}", "login": f"rota-race-{n}"} for n in range(REPS)]
        )
        env["service.site.member"].create(
            [
                {"site_id": site.id, "user_id": rep.id, "role": "rep"}
                | {"date_from": "2020-01-01"}
                for rep in reps
            ]
        )
        day = site.today_rota()
        for rep in reps:
            day._set_state(rep, "ready", rep, checked=True)


def receive(env, process, turn):
    """A visitor comes and goes: everybody is ready again."""
    day = rota(env)
    visit = day._receive({}, env.user, f"{process}-{turn}")
    visit._finish(env.user)
    return [("turn", seq) for seq in visit.turn_ids.mapped("seq")]


def receive_and_keep(env, process, turn):
    """A visitor comes and stays for a while: reps are busy for one another."""
    day = rota(env)
    mine = [("site_id", "=", day.site_id.id), ("ended_at", "=", False)]
    mine += [("request_uuid", "=like", f"{process}-%")]
    chance = random.Random(f"{process}-{turn}")
    for visit in env["floor.visit"].search(mine):
        if chance.random() < 0.7:
            visit._finish(env.user)
            return []
    visit = day._receive({}, env.user, f"{process}-{turn}")
    return [("turn", seq) for seq in visit.turn_ids.mapped("seq")]


def verify(database):
    """Whether the ledger is what one desk alone would have written.

    Of each pick the ledger keeps how everybody was; asked again on that, one after the
    other, the policy must give the same entries.
    """
    passing, policy, turns = (
        import_module(f"odoo.addons.sales_floor.policies.{name}")
        for name in ("passing", "rota", "turns")
    )
    with transaction(database) as env:
        day = rota(env)
        settings, state = day._rota_settings(), turns.State()
        ledger = day.turn_ids.sorted("seq")
        wrong = 0
        for picked in ledger.grouped("visit_id").values():
            order = tuple(
                passing.Rep(**{**rep, "receiving": tuple(rep["receiving"])})
                for rep in picked[0].facts["order"]
            )
            chosen = policy.pick(passing.Facts(order=order, state=state), settings)
            expected = [(it.rep, it.kind, it.effect) for it in chosen.passed]
            if chosen.turn:
                expected.append((chosen.turn.rep, chosen.turn.kind, chosen.turn.effect))
            found = [(it.user_id.id, it.kind, it.effect) for it in picked]
            wrong += found != expected
            state = turns.replay((it._rota_entry() for it in picked), state)
        used = ledger.filtered(lambda it: it.effect == turns.COUNTED)
        visits = env["floor.visit"].search([("site_id", "=", day.site_id.id)])
        return {
            "wrong": wrong,
            "seqs": ledger.mapped("seq"),
            "per_rep": sorted(Counter(used.mapped("user_id.id")).values()),
            "visits": len(visits),
            "numbers": sorted(visits.mapped("number")),
        }


def clean_up(database):
    with transaction(database) as env:
        site = env["service.site"].search([("code", "=", CODE)])
        users = env["res.users"].search([("login", "=like", "rota-race-%")])
        # Sealed rows: only who owns the database can remove them.
        env.cr.execute("SET LOCAL session_replication_role = replica")
        for table in ("floor_turn", "floor_presence", "floor_visit"):
            env.cr.execute(f"DELETE FROM {table} WHERE site_id = %s", [site.id])
        env.cr.execute("SET LOCAL session_replication_role = origin")
        env["register.draw"].flush_model()
        env.cr.execute("DELETE FROM register_draw WHERE scope LIKE %s", ["floor.%"])
        env.invalidate_all()
        env["floor.rota"].search([("site_id", "=", site.id)]).unlink()
        site.member_ids.unlink()
        site.unlink()
        partners = users.partner_id
        users.unlink()
        partners.unlink()


def main():
    """Read a race as JSON from standard input, run it, print what came of it."""
    order = json.load(sys.stdin)
    config.parse_config(order["odoo"], setup_logging=False)
    # The addons are found from here on.
    from odoo.addons.base_register.tests.race import race

    database, works = order["database"], [receive, receive_and_keep]
    work = {it.__name__: it for it in works}[order["work"]]
    try:
        prepare(database)
        outcome = vars(race(database, work, **order["size"]))
        outcome["ledger"] = verify(database)
    finally:
        clean_up(database)
    json.dump(outcome, sys.stdout)


if __name__ == "__main__":
    main()
