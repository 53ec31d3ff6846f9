"""Race two people for one step of a complaint, with real transactions (C-02, C-12).

A test starts this file as a program: racing forks, so it needs a process without
threads and open cursors. What it commits, it deletes again.
"""

import json
import multiprocessing
import sys
from contextlib import contextmanager
from datetime import timedelta

from odoo import SUPERUSER_ID, Command, api, fields, sql_db
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import config

SITE_CODE = "RACESTEP"
MANAGERS = ("racestep-1", "racestep-2")


@contextmanager
def transaction(database):
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


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


def run_lane(database, before, work, ticket_ids, user_id, start, sender):
    """In each round both want the same complaint; one line per outcome."""
    registry = Registry(database)
    outcomes = []
    for ticket_id in ticket_ids:
        if before:
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                before(env, env["helpdesk.ticket"].browse(ticket_id))
        start.wait(60)
        with registry.cursor() as cr:
            env = api.Environment(cr, user_id, {})
            ticket = env["helpdesk.ticket"].browse(ticket_id)
            # both have it on their screen
            ticket.fetch(["stage_id"])
            start.wait(60)
            try:
                retrying(lambda: work(ticket), env)  # noqa: B023
            except UserError as error:
                cr.rollback()
                outcomes.append(f"refused: {error}")
            except Exception as error:
                cr.rollback()
                outcomes.append(f"failed: {type(error).__name__}: {error}")
            else:
                outcomes.append("done")
    sender.send(outcomes)


def race(database, name, ticket_ids, user_ids):
    """The outcomes of each round, as pairs."""
    before, *works = RACES[name]
    Registry(database)  # loaded once, inherited by all
    sql_db.close_all()  # connections are not
    context = multiprocessing.get_context("fork")
    start = context.Barrier(len(works))
    lanes = []
    for work, user_id in zip(works, user_ids, strict=True):
        receiver, sender = context.Pipe(duplex=False)
        lane = context.Process(
            target=run_lane,
            args=(database, before, work, ticket_ids, user_id, start, sender),
        )
        before = None  # the first one does that for both
        lane.start()
        sender.close()
        lanes.append((lane, receiver))
    outcomes = []
    for lane, receiver in lanes:
        outcomes.append(receiver.recv())
        lane.join()
    return list(zip(*outcomes, strict=True))


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


def main():
    """Read a race as JSON from standard input, run it, print what came of it."""
    order = json.load(sys.stdin)
    config.parse_config(order["odoo"], setup_logging=False)
    database = order["database"]
    try:
        ticket_ids, user_ids = prepare(database, order["rounds"])
        outcomes = race(database, order["race"], ticket_ids, user_ids)
        record = on_record(database, ticket_ids)
    finally:
        clean_up(database)
    json.dump({"outcomes": outcomes, "record": record}, sys.stdout)


if __name__ == "__main__":
    main()
