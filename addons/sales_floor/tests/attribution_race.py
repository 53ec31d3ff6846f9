"""Enter and approve visits of one customer from several processes at once.

Run as a program, see ``race.run_program``. What it commits, it deletes again.
"""

from odoo import fields

from odoo.addons.base_register.tests.race import race, transaction

CODE, LOGINS, PHONE = "RACEA", "attribution-race-%", "138 0999 0000"


def visits(env):
    return env["floor.visit"].search([("site_id.code", "=", CODE)], order="id")


def attributions(env):
    return env["floor.attribution"].search([("site_id.code", "=", CODE)])


def prepare(database, procs, n):
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": CODE, "kind": "sales_floor", "tz": "UTC"}
        )
        group = env.ref("sales_floor.sales_floor_group_lead")
        people = env["res.users"].create(
            [
                {
                    "name": f"Race {number}",
                    "login": LOGINS.replace("%", str(number)),
                    "group_ids": [(4, group.id)],
                }
                for number in range(procs + 1)
            ]
        )
        env["service.site.member"].create(
            [
                {
                    "site_id": site.id,
                    "user_id": user.id,
                    "role": "rep" if place else "project_manager",
                    "date_from": "2020-01-01",
                }
                for place, user in enumerate(people)
            ]
        )
        now = fields.Datetime.now()
        env["floor.visit"].create(
            [
                {
                    "site_id": site.id,
                    "user_id": user.id,
                    "kind": "new",
                    "arrived_at": now,
                    "ended_at": now,
                    "visitor_name": "Ms Wang",
                    "phone": PHONE,
                    "background": "Two children",
                    "needs": "Three rooms",
                    "outcome": "none",
                    "no_deal_reason": "Wants to ask at home",
                }
                for user in people[1:]
                for _turn in range(n)
            ]
        )


def enter(env, process, turn):
    mine = visits(env).grouped("user_id")
    visit = list(mine.values())[process][turn]
    visit.with_user(visit.user_id).action_enter()
    return []


def approve(env, process, turn):
    mine = visits(env).grouped("user_id")
    visit = list(mine.values())[process][turn]
    if visit.state == "entered":
        managers = env["service.site.member"].search(
            [("site_id.code", "=", CODE), ("role", "=", "project_manager")]
        )
        visit.with_user(managers.user_id).action_approve()
    return []


def verify(database):
    """Whether what was decided last is what is decided on all of it."""
    with transaction(database) as env:
        found = attributions(env)
        before = found.decision_ids
        found.decide_again()
        return {
            "customers": len(visits(env).partner_id),
            "attributions": len(found),
            "approved": len(visits(env).filtered("approved_at")),
            "reps": len(visits(env).filtered("approved_at").user_id),
            "others": len(
                (found.decision_id.proposal or {})["grounds"][0]["reason"][1]["others"]
            ),
            "missed": len(found.decision_ids - before),
            "percent": sum(found.share_ids.mapped("percent")),
        }


def clean_up(database):
    with transaction(database) as env:
        site = env["service.site"].search([("code", "=", CODE)])
        users = env["res.users"].search([("login", "=like", LOGINS)])
        partners = visits(env).partner_id | users.partner_id
        # Sealed rows: only who owns the database can remove them.
        env.cr.execute("SET LOCAL session_replication_role = replica")
        for table in (
            *("floor_attribution_share", "floor_attribution"),
            *("floor_attribution_decision", "floor_visit"),
        ):
            env.cr.execute(f"DELETE FROM {table} WHERE site_id = %s", [site.id])
        env.cr.execute("SET LOCAL session_replication_role = origin")
        env.invalidate_all()
        site.member_ids.unlink()
        site.unlink()
        users.unlink()
        partners.unlink()


def run(database, size):
    try:
        prepare(database, **size)
        races = [
            race(database, work, **size, rollback_every=1000)
            for work in (enter, approve)
        ]
        return {
            "errors": [error for it in races for error in it.errors],
            "retries": sum(it.retries for it in races),
            **verify(database),
        }
    finally:
        clean_up(database)
