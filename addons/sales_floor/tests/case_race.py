"""Decide the same cases in several processes at once, with real transactions.

Run as a program, see ``race.run_program``. What it commits, it deletes again.
"""

from datetime import timedelta

from odoo import Command

from odoo.addons.base_register.tests.race import race, transaction

CODE, LOGIN = "CASERACE", "case-race-"
TABLES = (
    *("floor_dispute_party", "floor_dispute_share", "floor_dispute_step"),
    *("floor_dispute", "floor_referral", "floor_turn", "floor_visit"),
    *("floor_attribution_share", "floor_attribution_decision", "floor_attribution"),
    "floor_presence",
)
ALL = "service_site.service_site_group_all"
LEAD = "sales_floor.sales_floor_group_lead"


def site(env):
    return env["service.site"].search([("code", "=", CODE)])


def people(env, role):
    return env["res.users"].search([("login", "=like", f"{LOGIN}{role}-%")], order="id")


def prepare(database, processes, rounds):
    """A floor with as many managers, directors and employees as there are processes."""
    with transaction(database) as env:
        values = {"name": "Race", "code": CODE, "kind": "sales_floor", "tz": "UTC"}
        floor = env["service.site"].create(values)
        groups = [Command.link(env.ref(group).id) for group in (LEAD, ALL)]
        roles = ("rep", "project_manager", "sales_director", "employee")
        env["res.users"].create(
            [
                {"name": f"Race {role}", "login": f"{LOGIN}{role}-{number}"}
                | {"group_ids": groups}
                for role in roles
                for number in range(processes)
            ]
        )
        env["service.site.member"].create(
            [
                {"site_id": floor.id, "user_id": user.id, "date_from": "2020-01-01"}
                | {"role": role}
                for role in roles[:3]
                for user in people(env, role)
            ]
        )
        prepare_referrals(env, floor, rounds)
        prepare_disputes(env, floor, rounds)


def prepare_referrals(env, floor, rounds):
    """Kept and confirmed, to be signed."""
    introducer, day = people(env, "employee")[0], floor.today_rota()
    for rep in people(env, "rep"):
        day._set_state(rep, "ready", rep, checked=True)
    for number in range(rounds):
        referral = env["floor.referral"].create(
            {
                "site_id": floor.id,
                "user_id": introducer.id,
                "name": f"Race {number}",
                "phone": f"1390000{number:04d}",
                "visit_on": floor.local_date(),
            }
        )
        # It takes a moment to get there.
        referral.registered_at -= timedelta(hours=1)
        answers = {"referral_id": referral.id, "introducer_came": True}
        day._receive(answers, introducer)._finish(introducer)


def prepare_disputes(env, floor, rounds):
    """With an opinion, to be approved."""
    reps, manager = people(env, "rep"), people(env, "project_manager")[0]
    for number in range(rounds):
        partner = env["res.partner"].create({"name": f"{LOGIN}{number}"})
        attribution = env["floor.attribution"].create(
            {"site_id": floor.id, "partner_id": partner.id}
        )
        found = {"fault": "None", "contribution": "A visit"}
        share = {"percent": 50, "is_owner": True}
        dispute = env["floor.dispute"].create(
            {
                "attribution_id": attribution.id,
                "matter": "Both were there",
                "opinion": "Half each",
                "party_ids": [
                    Command.create({"user_id": rep.id, **found}) for rep in reps[:2]
                ],
                "share_ids": [
                    Command.create({"user_id": rep.id, **share}) for rep in reps[:2]
                ],
            }
        )
        dispute.with_user(manager).action_give_opinion()


# -- what is raced --


def approve(env, process, turn):
    """Each director approves the same disputes, one after the other."""
    mine = [("site_id.code", "=", CODE)]
    dispute = env["floor.dispute"].search(mine, order="id")[turn]
    director = people(env, "sales_director")[process]
    dispute.with_user(director).action_approve()
    return []


def confirm(env, process, turn):
    """Each project manager signs the same referrals, one after the other."""
    mine = [("site_id.code", "=", CODE), ("phone", "=like", "1390000%")]
    referral = env["floor.referral"].search(mine, order="id")[turn]
    manager = people(env, "project_manager")[process]
    referral.with_user(manager).action_confirm()
    return []


def register(env, process, turn):
    """Each employee registers the same customers, one after the other."""
    floor = site(env)
    env["floor.referral"].with_user(people(env, "employee")[process]).create(
        {
            "site_id": floor.id,
            "name": "Race",
            "phone": f"1380000{turn:04d}",
            "visit_on": floor.local_date(),
        }
    )
    return []


def on_record(database):
    with transaction(database) as env:
        mine = [("site_id.code", "=", CODE)]
        disputes = env["floor.dispute"].search(mine)
        referrals = env["floor.referral"].search(mine)
        approved = disputes.step_ids.filtered(lambda it: it.kind == "approved")
        signed = referrals.filtered(lambda it: it.standing == "confirmed")
        new = referrals.filtered(lambda it: it.phone.startswith("1380000"))
        return {
            "approve": len(approved),
            "confirm": len(signed),
            "register": len(new),
        }


def clean_up(database):
    with transaction(database) as env:
        floor = site(env)
        users = env["res.users"].search([("login", "=like", f"{LOGIN}%")])
        # Sealed rows: only who owns the database can remove them.
        env.cr.execute("SET LOCAL session_replication_role = replica")
        for table in TABLES:
            model = table.replace("_", ".")
            ids = f"SELECT id FROM {table} WHERE site_id = %s"
            for mail in ("mail_message", "mail_followers"):
                name = "model" if mail == "mail_message" else "res_model"
                env.cr.execute(
                    f"DELETE FROM {mail} WHERE {name} = %s AND res_id IN ({ids})",
                    [model, floor.id],
                )
            env.cr.execute(
                f"DELETE FROM mail_activity WHERE res_model = %s AND res_id IN ({ids})",
                [model, floor.id],
            )
        for table in TABLES:
            env.cr.execute(f"DELETE FROM {table} WHERE site_id = %s", [floor.id])
        env.cr.execute("DELETE FROM register_draw WHERE scope LIKE %s", ["floor.%"])
        env.cr.execute("SET LOCAL session_replication_role = origin")
        env.invalidate_all()
        env["floor.rota"].search([("site_id", "=", floor.id)]).unlink()
        floor.member_ids.unlink()
        floor.unlink()
        partners = users.partner_id
        partners |= env["res.partner"].search([("name", "=like", f"{LOGIN}%")])
        users.unlink()
        partners.unlink()


def run(database, work, size):
    works = {it.__name__: it for it in (approve, confirm, register)}
    try:
        prepare(database, size["procs"], size["n"])
        outcome = race(database, works[work], **size)
        on_file = on_record(database)
    finally:
        clean_up(database)
    return {**vars(outcome), "on_record": on_file}
