"""Race customers for one form, and officers for one comparison, really (D-11).

Run as a program, see ``race.run_program``.
"""

import os

from odoo import SUPERUSER_ID

from odoo.addons.base_register.tests.race import race_rounds, transaction

SITE_CODE = "RACEFORM"
# What is made with a dossier.
PARTS = (
    "partner_dossier_paper",
    "partner_dossier_section",
    "partner_dossier_step",
)


def prepare(database, which, rounds):
    """A site, and per round a form of somebody new, sent or filled in."""
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": SITE_CODE, "tz": "Asia/Shanghai"}
        )
        forms = env["partner.dossier.form"].create(
            [
                {"recipient": f"Race {n}", "site_id": site.id, "lang": "en_US"}
                for n in range(rounds)
            ]
        )
        forms.action_send()
        if which == "decide":
            for form in forms:
                form.take({"name": form.recipient}, [], True)
        return site.id, forms.ids


def send(form):
    form.take({"phone": f"138{os.getpid():08d}"}, [], True)


def decide(form):
    form.decide(["name"])


def look(env, form_id):
    form = env["partner.dossier.form"].browse(form_id)
    # each has it open while it waits
    form.fetch(["state"])
    return form


def on_record(database, site_id):
    """What each form holds, and how often something was made of it."""
    with transaction(database) as env:
        forms = env["partner.dossier.form"].search([("site_id", "=", site_id)])
        log = env["confidential.access.log"]
        return [
            {
                "state": form.state,
                "answers": form.answers,
                "activities": len(form.activity_ids),
                "entries": log.search_count(
                    [
                        ("res_model", "=", form._name),
                        ("res_id", "=", form.id),
                        ("channel", "=", "enter"),
                    ]
                ),
                "dossiers": env["partner.dossier"].search_count(
                    [
                        ("site_id", "=", site_id),
                        ("partner_id.name", "=", form.recipient),
                    ]
                ),
            }
            for form in forms
        ]


def clean_up(database, site_id):
    """As the owner of the database: what is on record is never deleted otherwise."""
    with transaction(database) as env:
        site = env["service.site"].browse(site_id)
        people = env["partner.dossier"].search([("site_id", "=", site_id)]).partner_id
        forms = env["partner.dossier.form"].search([("site_id", "=", site_id)])
        forms.activity_ids.unlink()
        env.flush_all()
        for statement in (
            "DELETE FROM partner_dossier_form WHERE site_id = %s",
            "ALTER TABLE partner_dossier_step DISABLE TRIGGER USER",
            *(
                f"DELETE FROM {table} WHERE dossier_id IN"
                " (SELECT id FROM partner_dossier WHERE site_id = %s)"
                for table in PARTS
            ),
            "ALTER TABLE partner_dossier_step ENABLE TRIGGER USER",
            "DELETE FROM partner_dossier WHERE site_id = %s",
            "DELETE FROM register_draw"
            " WHERE scope = concat('partner.dossier:', %s::text)",
            "ALTER TABLE confidential_access_log DISABLE TRIGGER USER",
            "DELETE FROM confidential_access_log WHERE site_id = %s",
            "ALTER TABLE confidential_access_log ENABLE TRIGGER USER",
        ):
            env.cr.execute(statement, [site_id] * statement.count("%s"))
        env.invalidate_all()
        people.unlink()
        site.unlink()


def run(database, which, processes, rounds):
    site_id, form_ids = prepare(database, which, rounds)
    act = {"send": send, "decide": decide}[which]
    try:
        lanes = [(SUPERUSER_ID, act)] * processes
        outcomes = race_rounds(database, lanes, form_ids, look)
        record = on_record(database, site_id)
    finally:
        clean_up(database, site_id)
    return {"outcomes": outcomes, "record": record}
