"""Race readers through the door with one approval, in real transactions (D-08).

Run as a program, see ``race.run_program``.
"""

from odoo import Command

from odoo.addons.base_register.tests.race import race, transaction

SITE_CODE = "RACEDOOR"
READER = "confidential_access.confidential_access_group_reader"


def prepare(database, cards):
    """A site, its manager and a reader, with an approval for each of some cards."""
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": SITE_CODE, "tz": "Asia/Shanghai"}
        )
        groups = [Command.link(env.ref(READER).id)]
        reader, manager = env["res.users"].create(
            [
                {"name": login, "login": login, "group_ids": groups}
                for login in ("race-door-reader", "race-door-manager")
            ]
        )
        env["service.site.member"].create(
            [
                {"site_id": site.id, "user_id": user.id, "role": role}
                | {"date_from": "2026-01-01"}
                for user, role in ((reader, "officer"), (manager, "site_manager"))
            ]
        )
        customer = env["res.partner"].create({"name": SITE_CODE})
        papers = env["partner.identity"].create(
            [
                {"partner_id": customer.id, "kind": "access_card", "site_id": site.id}
                | {"number_entry": f"IC {n}"}
                for n in range(cards)
            ]
        )
        for paper in papers.with_user(reader):
            grant = paper.action_request_grant("Race")
            grant.with_user(manager).action_grant()
        return site.id, reader.id, papers.ids


def consult(reader_id, paper_ids):
    """All processes read one card after the other, each with its one approval."""

    def work(env, process, turn):
        paper = env(user=reader_id, su=False)["partner.identity"].browse(
            paper_ids[turn]
        )
        [line] = paper.action_consult("Race")["values"]
        return [(line["value"], 1)]

    return work


def on_record(database, site_id):
    """What the log says, by what came of it and why, and what became of the grants."""
    with transaction(database) as env:
        here = [("site_id", "=", site_id)]
        read = [*here, ("channel", "=", "consult")]
        log = env["confidential.access.log"]._read_group(
            read, ["result", "reason"], ["__count"]
        )
        grants = env["confidential.grant"].search(here)
        return {"log": log, "grants": grants.mapped("state")}


def clean_up(database, site_id):
    """As the owner of the database, who stands outside: the log is sealed."""
    with transaction(database) as env:
        site = env["service.site"].browse(site_id)
        users = site.member_ids.user_id
        papers = env["partner.identity"].search([("site_id", "=", site_id)])
        customers = papers.partner_id
        env["confidential.grant"].search(
            [("site_id", "=", site_id)]
        ).activity_ids.unlink()
        env.flush_all()
        for statement in (
            "ALTER TABLE confidential_access_log DISABLE TRIGGER USER",
            "DELETE FROM confidential_access_log WHERE site_id = %s",
            "ALTER TABLE confidential_access_log ENABLE TRIGGER USER",
            "DELETE FROM mail_message WHERE model = 'confidential.grant' AND res_id IN"
            " (SELECT id FROM confidential_grant WHERE site_id = %s)",
            "DELETE FROM mail_followers WHERE res_model = 'confidential.grant' AND"
            " res_id IN (SELECT id FROM confidential_grant WHERE site_id = %s)",
            "DELETE FROM confidential_grant WHERE site_id = %s",
        ):
            env.cr.execute(statement, [site_id] * statement.count("%s"))
        env.invalidate_all()
        papers.unlink()
        site.member_ids.unlink()
        partners = users.partner_id
        users.unlink()
        (partners | customers).unlink()
        site.unlink()


def run(database, size):
    site_id, reader_id, paper_ids = prepare(database, size["n"])
    try:
        result = race(database, consult(reader_id, paper_ids), **size)
        record = on_record(database, site_id)
    finally:
        clean_up(database, site_id)
    return {"race": vars(result), "record": record}
