"""What races and crashes have in common: an archive that is really committed.

What it commits, it deletes again.
"""

import base64
import os
import uuid

from odoo import Command

from odoo.addons.base_register.tests.race import transaction

CODE = "RACEDOC"
# Each with what it is at the site.
PEOPLE = {
    "custodian": "custodian",
    "reviewer": "officer",
    "boss": "site_manager",
    "witness": "officer",
}
GROUPS = (
    "archive_retention.archive_retention_group_custodian",
    "archive_retention.archive_retention_group_manager",
)


def person(env, name):
    return env["res.users"].search([("login", "=", f"race-{name}")])


def prepare(database):
    """A site with its people, a volume, and a class whose papers are due in a month."""
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": CODE, "tz": "Asia/Shanghai"}
        )
        groups = [Command.link(env.ref(name).id) for name in GROUPS]
        for name, role in PEOPLE.items():
            user = env["res.users"].create(
                {"name": name, "login": f"race-{name}", "group_ids": groups}
            )
            env["service.site.member"].create(
                {
                    "site_id": site.id,
                    "user_id": user.id,
                    "role": role,
                    "date_from": "2020-01-01",
                }
            )
        schedule = env["archive.schedule"].create(
            {"name": "A month", "code": CODE, "months": 1}
        )
        env["archive.class"].create(
            {"name": "Race", "code": CODE, "schedule_ids": schedule.ids}
        )
        env["archive.volume"].create({"name": "Race", "site_id": site.id})


def file_documents(env, count):
    """Documents that are due, each with a file of its own."""
    documents = (
        env["archive.document"]
        .with_user(person(env, "custodian"))
        .create(
            [
                {
                    "title": f"Race {number}",
                    "class_id": env["archive.class"].search([("code", "=", CODE)]).id,
                    "volume_id": env["archive.volume"]
                    .search([("site_id.code", "=", CODE)])
                    .id,
                    "signed_date": "2020-01-01",
                    "medium": "both",
                    "ink": "black",
                }
                for number in range(count)
            ]
        )
    )
    for document in documents:
        content = base64.b64encode(uuid.uuid4().bytes * 64)
        document.add_version(content, "race.bin")
    documents.action_check_and_file()
    return documents


def approve(env, documents):
    """A batch that has only to be executed."""
    batch = env["archive.disposal"].with_user(person(env, "custodian"))
    batch = batch.propose(documents.with_user(person(env, "custodian")))
    batch.with_user(person(env, "reviewer")).action_review()
    batch.with_user(person(env, "boss")).action_approve()
    batch.with_user(person(env, "witness")).action_witness()
    return batch


def paths(env, documents):
    """Where the files lie, of each document."""
    files = env["ir.attachment"].search(
        [
            ("res_model", "=", "archive.version"),
            ("res_id", "in", documents.sudo().version_ids.ids),
            ("res_field", "=", "content"),
        ]
    )
    return [files._full_path(it.store_fname) for it in files]


def clean_up(database):
    with transaction(database) as env:
        site = env["service.site"].search([("code", "=", CODE)])
        users = env["res.users"].search([("login", "=like", "race-%")])
        documents = env["archive.document"].search([("site_id", "=", site.id)])
        for path in paths(env, documents):
            if os.path.exists(path):
                os.unlink(path)
        env.cr.execute("SELECT id FROM archive_version WHERE site_id = %s", [site.id])
        versions = [row[0] for row in env.cr.fetchall()]
        env.cr.execute(
            "DELETE FROM ir_attachment"
            " WHERE res_model = 'archive.version' AND res_id = ANY(%s)",
            [versions],
        )
        # Sealed rows: only who owns the database can remove them. With it go the
        # foreign keys, so the order does not matter.
        env.cr.execute("SET LOCAL session_replication_role = replica")
        for table in (
            *("archive_reminder", "archive_loan", "archive_movement", "archive_event"),
            *("archive_disposal_line", "archive_disposal", "archive_version"),
            *("archive_document", "archive_volume", "confidential_access_log"),
        ):
            env.cr.execute(f"DELETE FROM {table} WHERE site_id = %s", [site.id])
        env.cr.execute(
            "DELETE FROM archive_document_archive_hold_rel WHERE archive_hold_id IN"
            " (SELECT id FROM archive_hold WHERE site_id = %s)",
            [site.id],
        )
        env.cr.execute("DELETE FROM archive_hold WHERE site_id = %s", [site.id])
        env.cr.execute("SET LOCAL session_replication_role = origin")
        env.cr.execute(
            "DELETE FROM mail_message WHERE model LIKE 'archive.%%'"
            " AND author_id = ANY(%s)",
            [users.partner_id.ids],
        )
        env.cr.execute("DELETE FROM register_draw WHERE scope LIKE 'archive.%%'")
        env.invalidate_all()
        env["archive.class"].search([("code", "=", CODE)]).unlink()
        env["archive.schedule"].search([("code", "=", CODE)]).unlink()
        site.member_ids.unlink()
        site.unlink()
        partners = users.partner_id
        users.unlink()
        partners.unlink()
