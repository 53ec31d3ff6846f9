"""Make the same reports from several processes at once, with real transactions.

Run as a program, see ``race.run_program``.
"""

from datetime import timedelta

from odoo import fields

from odoo.addons.base_register.tests.race import race, transaction

CODE, LOGIN = "RREPORT", "report-race"


def floor(env):
    return env["service.site"].search([("code", "=", CODE)])


def prepare(database):
    """A floor with entries of two weeks ago, and an assistant."""
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": CODE, "kind": "sales_floor", "tz": "UTC"}
        )
        user = env["res.users"].create(
            {"name": "Race", "login": LOGIN, "email": "race@race.test"}
        )
        env["service.site.member"].create(
            {
                "site_id": site.id,
                "user_id": user.id,
                "role": "sales_assistant",
                "date_from": "2020-01-01",
            }
        )
        env["floor.call"].create(
            {
                "site_id": site.id,
                "user_id": user.id,
                "called_at": fields.Datetime.now() - timedelta(days=15),
                "asked": "The price",
            }
        )


def send(env, process, turn):
    """What the cron does at one floor."""
    env["floor.report"]._run_kind(floor(env), "week")
    return []


def verify(database):
    with transaction(database) as env:
        reports = env["floor.report"].search([("site_id", "=", floor(env).id)])
        partner = env["res.users"].search([("login", "=", LOGIN)]).partner_id
        return {
            "weeks": [str(report.date_from) for report in reports],
            "sent": len(reports.filtered("sent_at")),
            "mails": env["mail.mail"].search_count(
                [("recipient_ids", "in", partner.ids)]
            ),
            "activities": len(reports.activity_ids),
        }


def clean_up(database):
    with transaction(database) as env:
        site = floor(env)
        user = env["res.users"].search([("login", "=", LOGIN)])
        partner = user.partner_id
        reports = env["floor.report"].search([("site_id", "=", site.id)])
        env["mail.mail"].search([("recipient_ids", "in", partner.ids)]).unlink()
        reports.activity_ids.unlink()
        (reports.xlsx_id | reports.pdf_id).unlink()
        # Sealed rows: only who owns the database can remove them.
        env.cr.execute("SET LOCAL session_replication_role = replica")
        env.cr.execute(
            "DELETE FROM floor_report_res_users_rel WHERE floor_report_id = ANY(%s)",
            [reports.ids],
        )
        for table in ("floor_report", "floor_call"):
            env.cr.execute(f"DELETE FROM {table} WHERE site_id = %s", [site.id])
        env.cr.execute("SET LOCAL session_replication_role = origin")
        env.invalidate_all()
        site.unlink()
        user.unlink()
        partner.unlink()


def run(database, size):
    try:
        prepare(database)
        outcome = race(database, send, **size)
        told = verify(database)
    finally:
        clean_up(database)
    return {**vars(outcome), "told": told}
