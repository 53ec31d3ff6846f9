"""Verify the same papers in several processes at once, with real transactions.

Run as a program, see ``race.run_program``. What it commits, it deletes again.
"""

import base64
import os

from odoo import Command

from odoo.addons.base_register.tests.race import race_rounds, transaction

from .papers import PICTURE

CODE, LOGIN = "PAPRACE", "paper-race-"
GROUPS = (
    "partner_dossier.partner_dossier_group_owner",
    "archive_retention.archive_retention_group_custodian",
)
# In this order, as one points at the next.
TABLES = (
    *("partner_dossier_deadline", "partner_dossier_paper", "archive_version"),
    *("archive_document", "archive_volume", "confidential_access_log"),
    *("partner_dossier_step", "partner_dossier_section", "partner_dossier"),
)


def prepare(database, people, rounds):
    """A site with some custodians, and as many customers, each with a received paper.

    Two papers of each: what is locked for one customer must not be locked for another.
    """
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": CODE, "tz": "Asia/Shanghai"}
        )
        users = env["res.users"].create(
            [
                {"name": f"Race {number}", "login": f"{LOGIN}{number}"}
                | {"group_ids": [Command.link(env.ref(name).id) for name in GROUPS]}
                for number in range(people)
            ]
        )
        env["service.site.member"].create(
            [
                {"site_id": site.id, "user_id": user.id, "role": "custodian"}
                | {"date_from": "2020-01-01"}
                for user in users
            ]
        )
        customers = env["res.partner"].create([{"name": CODE}] * rounds)
        dossiers = env["partner.dossier"].create(
            [{"partner_id": it.id, "site_id": site.id} for it in customers]
        )
        papers = dossiers.paper_ids.filtered(lambda it: it.kind in ("bank", "identity"))
        for number, paper in enumerate(papers):
            content = base64.b64encode(PICTURE + bytes([number]))
            paper.with_user(users[0]).action_receive(content, "race.png")
        return users.ids, dossiers.ids


def look(env, dossier_id):
    papers = env["partner.dossier"].browse(dossier_id).paper_ids
    papers.fetch(["status"])  # both have it on their screen
    return papers


def verify(kind):
    def work(papers):
        papers.filtered(lambda it: it.kind == kind).action_check_and_verify()

    return work


RACES = {"same": ("identity", "identity"), "other": ("identity", "bank")}


def clean_up(database):
    with transaction(database) as env:
        site = env["service.site"].search([("code", "=", CODE)])
        users = env["res.users"].search([("login", "=like", f"{LOGIN}%")])
        customers = env["res.partner"].search([("name", "=", CODE)])
        versions = env["archive.version"].search([("site_id", "=", site.id)])
        files = env["ir.attachment"].search(
            [
                ("res_model", "=", "archive.version"),
                ("res_id", "in", versions.ids),
                ("res_field", "=", "content"),
            ]
        )
        for path in {files._full_path(it.store_fname) for it in files}:
            if os.path.exists(path):
                os.unlink(path)
        env.cr.execute("DELETE FROM ir_attachment WHERE id = ANY(%s)", [files.ids])
        # Sealed rows: only who owns the database can remove them.
        env.cr.execute("SET LOCAL session_replication_role = replica")
        for table in TABLES:
            env.cr.execute(f"DELETE FROM {table} WHERE site_id = %s", [site.id])
        env.cr.execute(
            "DELETE FROM register_draw WHERE scope LIKE %s OR scope LIKE 'archive.%%'",
            [f"partner.%:{site.id}"],
        )
        env.cr.execute("SET LOCAL session_replication_role = origin")
        env.invalidate_all()
        site.member_ids.unlink()
        site.unlink()
        partners = users.partner_id | customers
        users.unlink()
        partners.unlink()


def run(database, race, rounds):
    """:param race: ``same`` or ``other`` paper of one dossier"""
    kinds = RACES[race]
    try:
        user_ids, dossier_ids = prepare(database, len(kinds), rounds)
        lanes = [
            (user_id, verify(kind))
            for user_id, kind in zip(user_ids, kinds, strict=True)
        ]
        outcomes = race_rounds(database, lanes, dossier_ids, look)
        with transaction(database) as env:
            record = []
            for dossier in env["partner.dossier"].browse(dossier_ids):
                here = [("partner_id", "=", dossier.partner_id.id)]
                statuses = dossier.paper_ids.mapped("status")
                record.append(
                    {
                        "volumes": env["archive.volume"].search_count(here),
                        "documents": env["archive.document"].search_count(here),
                        "verified": statuses.count("verified"),
                        "completeness": dossier.completeness,
                    }
                )
    finally:
        clean_up(database)
    return {"outcomes": outcomes, "record": record}
