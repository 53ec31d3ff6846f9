"""Race officers who enter one identity number for different customers (D-05).

Run as a program, see ``race.run_program``.
"""

from odoo import SUPERUSER_ID

from odoo.addons.base_register.tests.race import race_rounds, transaction

SITE_CODE = "RACEID"


def prepare(database, rounds, people):
    """A site, and customers that all say they have the number of the round."""
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": SITE_CODE, "tz": "Asia/Shanghai"}
        )
        customers = env["res.partner"].create(
            [{"name": f"{SITE_CODE} {n}"} for n in range(people)]
        )
        return site.id, customers.ids


def enter(site_id, customer_id):
    """What an officer does: enter the passport of this customer."""

    def act(looked_at):
        env, turn = looked_at
        env["partner.identity"].create(
            {
                "partner_id": customer_id,
                "site_id": site_id,
                "kind": "passport",
                "number_entry": f"RACE{turn:05d}",
            }
        )

    return act


def look(env, turn):
    # each transaction has begun before anybody enters anything
    env.cr.execute("SELECT 1")
    return env, turn


def clean_up(database, site_id, customer_ids):
    """As the owner of the database: the log is sealed."""
    with transaction(database) as env:
        papers = env["partner.identity"].search([("site_id", "=", site_id)])
        held = len(papers)
        for statement in (
            "ALTER TABLE confidential_access_log DISABLE TRIGGER USER",
            "DELETE FROM confidential_access_log WHERE site_id = %s",
            "ALTER TABLE confidential_access_log ENABLE TRIGGER USER",
        ):
            env.cr.execute(statement, [site_id] * statement.count("%s"))
        env.invalidate_all()
        papers.unlink()
        env["service.site"].browse(site_id).unlink()
        env["res.partner"].browse(customer_ids).unlink()
    return held


def run(database, processes, rounds):
    site_id, customer_ids = prepare(database, rounds, processes)
    lanes = [(SUPERUSER_ID, enter(site_id, it)) for it in customer_ids]
    try:
        outcomes = race_rounds(database, lanes, range(rounds), look)
    finally:
        held = clean_up(database, site_id, customer_ids)
    return {"outcomes": outcomes, "papers": held}
