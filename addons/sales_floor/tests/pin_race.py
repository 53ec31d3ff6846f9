"""Guess one person's PIN from several processes at once, with real transactions.

A test starts this file as a program: racing forks, so it needs a process without
threads and open cursors. What it commits, it deletes again.
"""

import json
import sys
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

LOGIN = "floor-pin-race"


@contextmanager
def transaction(database):
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


def victim(env):
    return env["res.users"].search([("login", "=", LOGIN)])


def prepare(database):
    with transaction(database) as env:
        user = env["res.users"].create({"name": "Race", "login": LOGIN})
        env["floor.pin"].with_user(user).set_own("2468", "2468")


def guess(env, process, turn):
    """A wrong try: its request is rolled back, as any that is refused."""
    env["floor.pin"].check(victim(env), "1357")
    return []


def clean_up(database):
    with transaction(database) as env:
        user = victim(env)
        partner = user.partner_id
        user.unlink()
        partner.unlink()


def main():
    """Read a race as JSON from standard input, run it, print what came of it."""
    order = json.load(sys.stdin)
    config.parse_config(order["odoo"], setup_logging=False)
    # The addons are found from here on.
    from odoo.addons.base_register.tests.race import race

    database = order["database"]
    try:
        prepare(database)
        outcome = race(database, guess, **order["size"])
    finally:
        clean_up(database)
    json.dump(vars(outcome), sys.stdout)


if __name__ == "__main__":
    main()
