"""Race two people for one step of a complaint, with real transactions (C-02, C-12).

Run as a program, see ``race.run_program``.
"""

from datetime import timedelta

from odoo import Command, fields

from odoo.addons.base_register.tests.race import race_rounds, transaction

SITE_CODE = "RACESTEP"
MANAGERS = ("racestep-1", "racestep-2")


def prepare(database, rounds):
    """A site with its desk, two people who may do all there, complaints in hand."""
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": SITE_CODE, "tz": "Asia/Shanghai"}
        )
        group = env.ref("helpdesk_mgmt.group_helpdesk_manager")
        users = env["res.users"].create(
            [
                {"name": login, "login": login, "group_ids": [Command.link(group.id)]}
                for login in MANAGERS
            ]
        )
        env["service.site.member"].create(
            [
                {
                    "site_id": site.id,
                    "user_id": user.id,
                    "role": "site_manager",
                    "date_from": "2020-01-01",
                }
                for user in users
            ]
        )
        site.action_open_complaint_desk()
        problem = env["helpdesk.ticket.category"].create(
            {"name": "Race", "code": SITE_CODE, "default_severity": "b"}
        )
        tickets = env["helpdesk.ticket"].create(
            [
                {
                    "request_kind": "complaint",
                    "site_id": site.id,
                    "category_id": problem.id,
                    "intake": "phone",
                    "what_happened": f"Race {number}",
                    "user_id": users[0].id,
                    "cause": "A race",
                    "reply": "Over",
                    "closing_outcome": "satisfied",
                }
                for number in range(rounds)
            ]
        )
        return tickets.ids, users.ids


# -- before the race: what both find --


def ask_more_time(env, ticket):
    """Somebody else asked for it than the two who decide."""
    limit = ticket.milestone_ids.filtered(lambda it: it.kind == "solve")
    env["complaint.extension"].create(
        {
            "milestone_id": limit.id,
            "new_due_at": limit.due_at + timedelta(days=1),
            "grounds": "A race",
        }
    )


def be_handled(env, ticket):
    ticket.action_found_valid()


def pass_limits(env, ticket):
    env.cr.execute(
        "UPDATE complaint_milestone SET due_at = %s WHERE ticket_id = %s",
        [fields.Datetime.now() - timedelta(hours=1), ticket.id],
    )


# -- what each of the two does --


def approve(ticket):
    request = ticket.env["complaint.extension"].search([("ticket_id", "=", ticket.id)])
    request.action_approve()


def refuse(ticket):
    request = ticket.env["complaint.extension"].search([("ticket_id", "=", ticket.id)])
    refusal = {"extension_id": request.id, "reason": "No"}
    ticket.env["complaint.extension.refusal"].create(refusal).action_refuse()


def find_cause(ticket):
    ticket.action_record_cause()


def sweep(ticket):
    ticket.env.ref("charter_base.ir_cron_sweep").sudo().ir_actions_server_id.run()


def forward(ticket):
    ticket.action_forward()


def close(ticket):
    ticket.action_close()


def reply_and_sign(ticket):
    ticket.action_reply()
    ticket.action_sign()


RACES = {
    "decide": (ask_more_time, approve, refuse),
    "step": (be_handled, find_cause, find_cause),
    "late": (pass_limits, sweep, forward),
    "close": (be_handled, close, reply_and_sign),
}


def look(env, ticket_id):
    ticket = env["helpdesk.ticket"].browse(ticket_id)
    # both have it on their screen
    ticket.fetch(["stage_id"])
    return ticket


def on_record(database, ticket_ids):
    """What the database says of each complaint afterwards."""
    with transaction(database) as env:
        requests = env["complaint.extension"].search([("ticket_id", "in", ticket_ids)])
        requests = requests.grouped("ticket_id")
        return [
            {
                "steps": ticket.step_ids.mapped("kind"),
                "limits": {it.kind: it.state for it in ticket.milestone_ids},
                "decisions": [
                    it.outcome for it in ticket.decision_ids if it.kind == "extension"
                ],
                "requests": requests[ticket].mapped("state")
                if ticket in requests
                else [],
                "moved": any(
                    it.due_at != it.original_due_at for it in ticket.milestone_ids
                ),
                "late": ticket.is_late,
                "closed": ticket.closed,
                "replied": bool(ticket.replied_at),
            }
            for ticket in env["helpdesk.ticket"].browse(ticket_ids)
        ]


def clean_up(database):
    """Coded complaints are never deleted through the ORM."""
    with transaction(database) as env:
        site = env["service.site"].search([("code", "=", SITE_CODE)])
        users = env["res.users"].search([("login", "in", MANAGERS)])
        for model in ("complaint.extension", "helpdesk.ticket"):
            records = env[model].search([("site_id", "=", site.id)])
            records = records.with_context(active_test=False)
            for related in (
                "DELETE FROM mail_followers WHERE res_model = %s AND res_id = ANY(%s)",
                "DELETE FROM mail_message WHERE model = %s AND res_id = ANY(%s)",
                "DELETE FROM mail_activity WHERE res_model = %s AND res_id = ANY(%s)",
            ):
                env.cr.execute(related, [model, records.ids])
        for statement in (
            "DELETE FROM complaint_code WHERE site_id = %(site)s",
            "DELETE FROM complaint_decision WHERE site_id = %(site)s",
            "DELETE FROM complaint_extension WHERE site_id = %(site)s",
            "DELETE FROM complaint_step WHERE site_id = %(site)s",
            "DELETE FROM complaint_milestone WHERE site_id = %(site)s",
            "DELETE FROM helpdesk_ticket WHERE site_id = %(site)s",
            "DELETE FROM register_draw"
            " WHERE starts_with(scope, 'complaint/' || %(site)s || '/')",
        ):
            env.cr.execute(statement, {"site": site.id})
        env.cr.execute("DELETE FROM complaint_extension_refusal")
        site.complaint_team_ids.unlink()
        site.unlink()
        env["helpdesk.ticket.category"].search([("code", "=", SITE_CODE)]).unlink()
        partners = users.partner_id
        users.unlink()
        partners.unlink()


def run(database, race, rounds):
    before, *works = RACES[race]
    try:
        ticket_ids, user_ids = prepare(database, rounds)
        outcomes = race_rounds(
            database,
            list(zip(user_ids, works, strict=True)),
            ticket_ids,
            look,
            lambda env, it: before(env, env["helpdesk.ticket"].browse(it)),
        )
        record = on_record(database, ticket_ids)
    finally:
        clean_up(database)
    return {"outcomes": outcomes, "record": record}
