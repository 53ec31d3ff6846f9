"""Race complaints in several processes, with real transactions (C-03).

Run as a program, see ``race.run_program``.
"""

from odoo.addons.base_register.tests.race import race, transaction

SITE_CODE = "RACE"


def prepare(database):
    """A site with its desk, and a problem: what a complaint needs."""
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": SITE_CODE, "tz": "Asia/Shanghai"}
        )
        site.action_open_complaint_desk()
        problem = env["helpdesk.ticket.category"].create(
            {"name": "Race", "code": SITE_CODE, "default_severity": "b"}
        )
        return site.id, problem.id


def take_one(site_id, problem_id):
    """Take one complaint per transaction."""

    def work(env, process, turn):
        ticket = env["helpdesk.ticket"].create(
            {
                "request_kind": "complaint",
                "site_id": site_id,
                "category_id": problem_id,
                "what_happened": f"Process {process}, turn {turn}",
                "received_at": "2026-03-02 01:00:00",
            }
        )
        return [(ticket.complaint_series, ticket.complaint_serial)]

    return work


def on_record(database, site_id):
    """What the database says afterwards: the codes of tickets, and those given."""
    with transaction(database) as env:
        tickets = env["helpdesk.ticket"].search([("site_id", "=", site_id)], order="id")
        return {
            "tickets": sorted(tickets.mapped("complaint_code")),
            "codes": sorted(tickets.complaint_code_ids.mapped("code")),
        }


def clean_up(database, site_id, problem_id):
    """Coded complaints are never deleted through the ORM."""
    with transaction(database) as env:
        site, problem = (
            env[model].browse(record_id)
            for model, record_id in (
                ("service.site", site_id),
                ("helpdesk.ticket.category", problem_id),
            )
        )
        for statement in (
            "DELETE FROM complaint_code WHERE site_id = %(site)s",
            "DELETE FROM mail_followers WHERE res_model = 'helpdesk.ticket' AND res_id"
            " IN (SELECT id FROM helpdesk_ticket WHERE site_id = %(site)s)",
            "DELETE FROM mail_message WHERE model = 'helpdesk.ticket' AND res_id"
            " IN (SELECT id FROM helpdesk_ticket WHERE site_id = %(site)s)",
            "DELETE FROM helpdesk_ticket WHERE site_id = %(site)s",
            "DELETE FROM register_draw"
            " WHERE starts_with(scope, 'complaint/' || %(site)s || '/')",
        ):
            env.cr.execute(statement, {"site": site_id})
        site.complaint_team_ids.unlink()
        site.unlink()
        problem.unlink()


def run(database, size):
    site_id, problem_id = prepare(database)
    try:
        result = race(database, take_one(site_id, problem_id), **size)
        record = on_record(database, site_id)
    finally:
        clean_up(database, site_id, problem_id)
    return {"race": vars(result), "record": record}
