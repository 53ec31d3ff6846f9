"""Guess one person's PIN from several processes at once, with real transactions.

Run as a program, see ``race.run_program``.
"""

from odoo.addons.base_register.tests.race import race, transaction

LOGIN = "floor-pin-race"


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


def run(database, size):
    try:
        prepare(database)
        return vars(race(database, guess, **size))
    finally:
        clean_up(database)
