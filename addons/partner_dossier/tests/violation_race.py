"""Close the same violations in several processes at once, with real transactions.

Run as a program, see ``race.run_program``. What it commits, it deletes again.
"""

from datetime import timedelta

from odoo import Command, fields

from odoo.addons.base_register.tests.race import race_rounds, transaction

CODE, LOGIN = "VIORACE", "violation-race-"
GROUP = "partner_dossier.partner_dossier_group_owner"
TABLES = ("partner_notice_signature", "partner_violation", "partner_notice")
# What every dossier has.
PARTS = (
    "partner_dossier_deadline",
    "partner_dossier_paper",
    "partner_dossier_section",
    "partner_dossier_step",
)


def prepare(database, people, rounds):
    """A site with some officers, and violations that are cured."""
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": CODE, "tz": "Asia/Shanghai"}
        )
        officers = env["res.users"].create(
            [
                {"name": f"Race {number}", "login": f"{LOGIN}{number}"}
                | {"group_ids": [Command.link(env.ref(GROUP).id)]}
                for number in range(people)
            ]
        )
        env["service.site.member"].create(
            [
                {"site_id": site.id, "user_id": user.id, "date_from": "2020-01-01"}
                for user in officers
            ]
        )
        customer = env["res.partner"].create({"name": CODE})
        dossier = env["partner.dossier"].create(
            {"partner_id": customer.id, "site_id": site.id}
        )
        violations = env["partner.violation"].create(
            [
                {
                    "dossier_id": dossier.id,
                    "what": "A wall",
                    "demand": "Build it up",
                    "cure_by": fields.Datetime.now() + timedelta(days=1),
                }
                for _ in range(rounds)
            ]
        )
        violations.action_give_notice()
        day = site.local_date()
        violations.write({"cure": "Built", "cured_by": "Race", "cured_on": day})
        violations.action_cured()
        return officers.ids, violations.ids


def look(env, violation_id):
    violation = env["partner.violation"].browse(violation_id)
    violation.fetch(["step"])  # both have it on their screen
    return violation


def close(violation):
    violation.action_close()


def clean_up(database):
    with transaction(database) as env:
        site = env["service.site"].search([("code", "=", CODE)])
        users = env["res.users"].search([("login", "=like", f"{LOGIN}%")])
        customers = env["res.partner"].search([("name", "=", CODE)])
        # Sealed rows: only who owns the database can remove them.
        env.cr.execute("SET LOCAL session_replication_role = replica")
        for table in TABLES:
            model = table.replace("_", ".")
            ids = f"SELECT id FROM {table} WHERE site_id = %s"
            for mail, name in (
                ("mail_message", "model"),
                ("mail_followers", "res_model"),
                ("mail_activity", "res_model"),
            ):
                env.cr.execute(
                    f"DELETE FROM {mail} WHERE {name} = %s AND res_id IN ({ids})",
                    [model, site.id],
                )
        for table in (*TABLES, *PARTS, "partner_dossier"):
            env.cr.execute(f"DELETE FROM {table} WHERE site_id = %s", [site.id])
        env.cr.execute(
            "DELETE FROM register_draw WHERE scope LIKE %s", [f"partner.%:{site.id}"]
        )
        env.cr.execute("SET LOCAL session_replication_role = origin")
        env.invalidate_all()
        site.member_ids.unlink()
        site.unlink()
        partners = users.partner_id | customers
        users.unlink()
        partners.unlink()


def run(database, people, rounds):
    try:
        user_ids, violation_ids = prepare(database, people, rounds)
        lanes = [(user_id, close) for user_id in user_ids]
        outcomes = race_rounds(database, lanes, violation_ids, look)
        with transaction(database) as env:
            violations = env["partner.violation"].browse(violation_ids)
            record = [(it.step, it.closed_by_id.id) for it in violations]
    finally:
        clean_up(database)
    return {"outcomes": outcomes, "record": record, "people": user_ids}
