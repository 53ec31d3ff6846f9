"""Race officers for one handed-in complaint, with real transactions (C-01).

Run as a program, see ``race.run_program``.
"""

from odoo import SUPERUSER_ID

from odoo.addons.base_register.tests.race import race_rounds, transaction

SITE_CODE = "RACEHAND"


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


def look(env, taken_id):
    taken = env["complaint.hand_in"].browse(taken_id)
    # each has looked at it while it waited
    taken.fetch(["state"])
    return taken


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


def run(database, processes, rounds):
    site_id, person_id, taken_ids = prepare(database, rounds)

    def accept(taken):
        person = taken.env["res.partner"].browse(person_id)
        taken.accept(person, taken.env["helpdesk.ticket.category"])

    try:
        officers = [(SUPERUSER_ID, accept)] * processes
        outcomes = race_rounds(database, officers, taken_ids, look)
        record = on_record(database, site_id)
    finally:
        clean_up(database, site_id, person_id)
    return {"outcomes": outcomes, "record": record}
