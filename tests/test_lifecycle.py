"""Every addon comes into a company's database alone, updates, and leaves it again.

The company works with OCA's helpdesk and has data of its own. Each addon gets a clone
of its database and Odoo's command line there, two addons at a time; the session's
database is not touched. Functions that take an ``env`` run in Odoo's shell.
"""

import ast
import os
import re
import subprocess
import sys
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import psycopg2
import pytest

from tooling import databases

ROOT = Path(__file__).resolve().parent.parent
DEPENDS = {
    file.parent.name: ast.literal_eval(file.read_text(encoding="utf-8"))["depends"]
    for file in sorted(ROOT.glob("addons/*/__manifest__.py"))
}
TIMEOUT = 300
PROBLEM = re.compile(r"^[\d-]+ [\d:,]+ \d+ (WARNING|ERROR|CRITICAL) ", re.MULTILINE)

# What a company looks after, by table; the condition picks its rows.
HOST_DATA = {
    "helpdesk_ticket": "true",
    "helpdesk_ticket_stage": "name ->> 'zh_CN' = '刚收到'",
    "helpdesk_ticket_team": "true",
    "ir_attachment": "res_model = 'helpdesk.ticket'",
    "mail_alias": "true",
    "mail_message": "model = 'helpdesk.ticket'",
    "res_partner": "true",
    "res_users": "true",
}
# What an addon may leave behind, in the schema or to show or act by itself. Not the
# fields that portal and sms give every thread: an update makes Odoo forget them.
FOOTPRINT = """\
concat_ws(' ', table_name, column_name, data_type) from information_schema.columns
indexname from pg_indexes
sequencename from pg_sequences
concat_ws(' ', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
oid::regprocedure::text from pg_proc
concat_ws(' ', tgrelid::regclass, tgname) from pg_trigger where not tgisinternal
model from ir_model
concat_ws(' ', model, name) from ir_model_fields \
where name not in ('website_message_ids', 'message_has_sms_error')
name from ir_model_access
name from ir_rule
name ->> 'en_US' from res_groups
name from ir_ui_view
concat_ws(' < ', it.name ->> 'en_US', above.name ->> 'en_US') \
from ir_ui_menu it left join ir_ui_menu above on above.id = it.parent_id
name ->> 'en_US' from ir_actions
cron_name from ir_cron
key from ir_config_parameter
res_model from ir_attachment where res_model not in (select model from ir_model)
res_model from mail_activity where res_model not in (select model from ir_model)
res_model from mail_followers where res_model not in (select model from ir_model)
model from mail_message where model not in (select model from ir_model)
"""
MAIL = """\
From: wang.fang@home.test
To: {}
Subject: Lights out
Message-Id: <{}@home.test>

The lamp on the eighth floor has been out for a week.
"""


# -- in Odoo's shell --


def set_up_company(env):
    """A helpdesk at work: a team with an address, a clerk, a customer, their ticket."""
    env.company.alias_domain_id = env["mail.alias.domain"].create({"name": "jade.test"})
    groups = env.ref("base.group_user") + env.ref("helpdesk_mgmt.group_helpdesk_user")
    clerk = env["res.users"].create(
        {"name": "Clerk", "login": "clerk", "group_ids": groups.ids}
    )
    team = env["helpdesk.ticket.team"].create(
        {"name": "Front Desk", "alias_name": "desk", "user_ids": clerk.ids}
    )
    customer = env["res.partner"].create({"name": "Li Na", "phone": "138 0013 8000"})
    stage = env.ref("helpdesk_mgmt.helpdesk_ticket_stage_new")
    stage.with_context(lang="zh_CN").name = "刚收到"
    ticket = env["helpdesk.ticket"].create(
        {"name": "Old lamp", "description": "Dark", "team_id": team.id}
        | {"partner_id": customer.id, "user_id": clerk.id}
    )
    ticket.message_post(body="See the picture", attachments=[("lamp.txt", b"lamp")])
    env.cr.execute("update helpdesk_ticket set create_date = '2020-02-02'")


def use_helpdesk(env):
    """The clerk works as before, and mail to the old address becomes a plain ticket."""
    from odoo.tests import Form

    clerk = env["res.users"].search([("login", "=", "clerk")])
    tickets = env["helpdesk.ticket"].with_user(clerk)
    old = tickets.search([("name", "=", "Old lamp")])
    assert old.read() and old.attachment_ids, "the old ticket is lost to its clerk"
    with Form(tickets) as form:
        form.name = "New lamp"
        form.description = "It flickers"
        form.team_id = clerk.helpdesk_team_ids[:1]
    ticket = form.record
    ticket.write({"priority": "2", "user_id": clerk.id})
    ticket.stage_id = env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
    assert ticket.closed and ticket.closed_date, "the ticket is not closed"
    assert tickets.get_views([(False, "kanban"), (False, "list"), (False, "search")])
    for team in env["helpdesk.ticket.team"].search([]):
        if "site_id" not in team or not team.site_id:
            came = receive(env, team.alias_id.alias_full_name)
            is_new = came.name == "Lights out" and came.team_id == team
            assert is_new, f"mail to {team.name} makes no ticket"
            ticket |= came
    if "request_kind" in ticket:
        assert set(ticket.mapped("request_kind")) == {"request"}, "made a complaint"


def receive(env, address):
    mail = MAIL.format(address, uuid.uuid4())
    ticket_id = env["mail.thread"].message_process(None, mail)
    return env["helpdesk.ticket"].browse(ticket_id)


def use_registers(env):
    env["register.draw"].draw_batch({"shelf": 3, "drawer": 1})


def use_rules(env):
    if not env["charter.rule"].search([("code", "=", "C-99")]):
        env["charter.rule"].create({"code": "C-99", "title": "Always"})


def use_sites(env):
    """A site below another one, and the clerk at work there for some time."""
    sites = env["service.site"]
    for above in (sites, sites.search([], limit=1)):
        code = f"S{sites.search_count([])}"
        site = sites.create({"name": code, "code": code, "parent_id": above.id})
    clerk = env["res.users"].search([("login", "=", "clerk")])
    env["service.site.member"].create(
        {"site_id": site.id, "user_id": clerk.id, "date_to": "2999-12-31"}
    )
    site.message_post(body="Opened", attachments=[("plan.txt", b"plan")])
    return site


def use_units(env):
    """A flat with an owner, who is found by its code."""
    site = use_sites(env)
    building = env["property.building"].create(
        {"name": "Building 3", "code": "3", "site_id": site.id}
    )
    unit = env["property.unit"].create({"code": "3-1201", "building_id": building.id})
    owner = env["res.partner"].search([("name", "=", "Li Na")])
    env["property.unit.party"].create(
        {"unit_id": unit.id, "partner_id": owner.id, "date_from": "2020-02-02"}
        | {"role": "owner"}
    )
    assert env["res.partner"].name_search("3-1201"), "not found by the unit's code"


def use_door(env):
    """An entry in the access log, which nobody changes."""
    site = use_sites(env)
    env["confidential.access.log"].create(
        {
            "user_id": env.uid,
            "site_id": site.id,
            "res_model": "res.partner",
            "res_id": 1,
            "reference": "ID/00001",
            "level": "confidential",
            "channel": "consult",
            "result": "refused",
        }
    )


def use_dossiers(env):
    """A customer's paper with a scan, entered and read."""
    site = use_sites(env)
    paper = env["partner.identity"].create(
        {
            "partner_id": env["res.partner"].search([("name", "=", "Li Na")]).id,
            "site_id": site.id,
            "number_entry": "310104197805123450",
            "scan_entry": b"c2Nhbg==",
        }
    )
    clerk = env["res.users"].search([("login", "=", "clerk")])
    clerk.group_ids += env.ref("confidential_access.confidential_access_group_reader")
    shown = paper.with_user(clerk).action_consult("The customer asks")
    assert shown["values"] and shown["files"], "the paper is not read"


def open_dossier(env, site):
    """The dossier of a customer at the site, opened by whatever comes first."""
    customer = env["res.partner"].search([("name", "=", "Li Na")])
    values = {"partner_id": customer.id, "site_id": site.id}
    domain = [(name, "=", value) for name, value in values.items()]
    dossiers = env["partner.dossier"]
    return dossiers.search(domain) or dossiers.create(values)


def use_forms(env):
    """A form that its customer filled in, compared and taken over."""
    site = use_sites(env)
    clerk = env["res.users"].search([("login", "=", "clerk")])
    clerk.group_ids += env.ref("partner_dossier.partner_dossier_group_owner")
    clerk.group_ids += env.ref("base.group_partner_manager")
    dossier = open_dossier(env, site).with_user(clerk)
    form = dossier.env["partner.dossier.form"].create(
        {"dossier_id": dossier.id, "site_id": site.id}
    )
    form.action_send()
    assert not form.sudo().take({"clubs": "Chess"}, [], True), "it is not taken"
    assert form.compare("Comparison")["rows"], "nothing to compare"
    form.decide(["clubs"])
    assert dossier.clubs == "Chess", "it is not taken over"


def use_registers_of_dossiers(env):
    """A notice handed out, a violation under cure, of a dossier."""
    site = use_sites(env)
    clerk = env["res.users"].search([("login", "=", "clerk")])
    clerk.group_ids += env.ref("partner_dossier.partner_dossier_group_owner")
    mine = open_dossier(env, site).with_user(clerk)
    notice = mine.env["partner.notice"].create(
        {"dossier_id": mine.id, "subject": "Water", "body": "Off on Friday"}
    )
    notice.action_issue()
    wizard = {"notice_ids": notice.ids, "side": "handed", "signature": b"c2lnbg=="}
    mine.env["partner.notice.signing"].create(wizard).action_apply()
    violation = mine.env["partner.violation"].create(
        {"dossier_id": mine.id, "what": "A wall", "demand": "Build it up"}
    )
    violation.action_give_notice()
    assert (notice.status, violation.step) == ("unsigned", "notice")
    return mine


def use_dossiers_with_registers(env):
    """What a dossier holds, and what stands in its registers."""
    use_dossiers(env)
    use_registers_of_dossiers(env)


def use_ledger(env):
    """A dossier shows what its customer owes."""
    dossier = use_registers_of_dossiers(env)
    assert dossier.arrears >= 0, "no arrears are computed"


def use_look_up(env):
    """A dossier counts what its customer complained of, and it is looked up."""
    dossier = use_registers_of_dossiers(env)
    assert dossier.complaint_count == 0, "a complaint of nobody"
    found = dossier.env["partner.look.up"].create({"query": dossier.reference})
    assert not found.ticket_ids, "a history of nothing"


def use_serial_number(env):
    """A product that was delivered is looked up by its serial number."""
    mine = use_registers_of_dossiers(env)
    number = f"SN-{env['stock.lot'].search_count([])}"
    product = env["product.product"].create(
        {"name": "Pump", "is_storable": True, "tracking": "serial"}
    )
    lot = env["stock.lot"].create({"name": number, "product_id": product.id})
    warehouse = env["stock.warehouse"].search([], limit=1)
    move = env["stock.move"].create(
        {
            "product_id": product.id,
            "product_uom_qty": 1,
            "lot_ids": lot.ids,
            "picked": True,
            "partner_id": mine.partner_id.id,
            "picking_type_id": warehouse.out_type_id.id,
            "location_id": warehouse.lot_stock_id.id,
            "location_dest_id": env.ref("stock.stock_location_customers").id,
        }
    )
    move._action_confirm()
    move._action_done()
    found = mine.env["partner.look.up"].create({"query": number})
    assert "Li Na" in found.products, "not told who bought it"
    assert found.dossier_ids, "without the dossier of who bought it"


def use_follow_ups(env):
    """A rep's customer, contacted and planned."""
    site = use_sites(env)
    clerk = env["res.users"].search([("login", "=", "clerk")])
    clerk.group_ids += env.ref("partner_follow_plan.partner_follow_plan_group_user")
    owner = env["res.partner"].search([("name", "=", "Li Na")])
    mine = env(user=clerk, su=False)
    plan = mine["partner.follow.plan"].create(
        {"partner_id": owner.id, "site_id": site.id}
    )
    said = {"plan_id": plan.id, "said": "Comes on Saturday"}
    mine["partner.follow.contacted"].create(said).action_apply()
    assert plan.contact_ids and plan.next_on, "nothing is planned"


def use_follow_data(env):
    """What a rep kept of a customer is given with the rest, and erased."""
    use_registers_of_dossiers(env)
    use_follow_ups(env)
    owner = env["res.partner"].search([("name", "=", "Li Na")])
    plan = env["partner.follow.plan"].search([("partner_id", "=", owner.id)])
    told = str(plan.personal_rows("She asks what we know"))
    assert "Comes on Saturday" in told, "the file does not hold it"
    plan.erase_personal()
    assert not plan.active, "an erased customer is followed up"


def use_complaints(env):
    """Complaints by mail and of an old ticket, coded; a mail that waits."""
    site = use_sites(env)
    site.action_open_complaint_desk()
    problem = env["helpdesk.ticket.category"].create(
        {"name": "Lamp", "code": f"L{site.id}", "checklist_item": "observation"}
    )
    mailed = receive(env, site.complaint_email)
    assert mailed.complaint_mail_id.raw, "the message is not kept"
    old = env["helpdesk.ticket"].search([("name", "=", "Old lamp")])
    assert old.received_at.year == 2020, f"received {old.received_at}, not when made"
    old.write({"request_kind": "complaint", "site_id": site.id})
    for complaint in mailed | old:
        complaint.category_id = problem
        complaint.write({"severity": "a", "severity_note": "Somebody fell"})
        assert len(complaint.complaint_code_ids) > 1, "the codes are not there"
        assert complaint.milestone_ids, "it has no deadlines"
    receive(env, "tousu-nowhere@jade.test")
    waiting = env["complaint.mail"].search([("state", "=", "failed")])
    assert waiting.activity_ids, "nobody is asked to look"


def use_papers(env):
    """A paper as PDF, made without wkhtmltopdf; Odoo's own reports stay as they are."""
    name = "web.preview_externalreport"
    reports = env["ir.actions.report"].with_context(force_report_rendering=True)
    report = reports._get_report_from_name(name)
    assert report.pdf_engine == "wkhtmltopdf", "another engine for an old report"
    report.pdf_engine = "weasyprint"
    content, _kind = reports._render_qweb_pdf(name, env.company.ids)
    assert content.startswith(b"%PDF"), "no PDF"
    report.pdf_engine = "wkhtmltopdf"


def use_archive(env):
    """A lease with its scan is filed, lent and proposed to destroy; damp is found."""
    site = use_sites(env)
    clerk = site.member_ids.user_id
    site.member_ids.role = "custodian"
    clerk.group_ids += env.ref("archive_retention.archive_retention_group_custodian")
    schedule = env["archive.schedule"].create(
        {"name": "A month", "code": "M1", "months": 1}
    )
    leases = env["archive.class"].create(
        {"name": "Leases", "code": "L", "schedule_ids": schedule.ids}
    )
    env = env(user=clerk, su=False)
    owner = env["res.partner"].search([("name", "=", "Li Na")])
    volume = env["archive.volume"].create(
        {"name": "Leases", "site_id": site.id, "partner_id": owner.id}
    )
    lease = env["archive.document"].create(
        {
            "title": "Lease",
            "class_id": leases.id,
            "volume_id": volume.id,
            "signed_date": "2020-02-02",
            "ink": "black",
        }
    )
    lease.add_version(b"bGVhc2U=", "lease.txt")
    lease.action_check_and_file()
    assert lease.number, "it has no number"
    signed = {"handed_by": "Clerk", "received_by": "Li Na"}
    borrowed = {"partner_id": owner.id, "due_at": datetime.now() + timedelta(days=3)}
    lease.enter_movement("loan", {**signed, **borrowed})
    lease.enter_movement("return", signed)
    lease.action_propose()
    look = env["archive.inspection"].create({"site_id": site.id, "result": "Mould"})
    look.write({"is_clean": True, "is_sound": True})
    damp = {"name": "Mould", "remedy": "Air", "due_at": borrowed["due_at"]}
    look.finding_ids.create({"inspection_id": look.id, **damp})
    look.action_done()


def use_floor(env):
    """A sales floor whose only rep, the clerk, answers a call and receives a visitor.

    It is asked whose customer that is; another one is referred. In the evening the rep
    is asked to sum up, and a report goes out.
    """
    site = use_sites(env)
    site.kind = "sales_floor"
    clerk = site.member_ids.user_id
    site.member_ids.role = "rep"
    day = site.today_rota()
    day._set_state(clerk, "ready", clerk, checked=True)
    env.cr.commit()
    visit = day._receive({"visitor_name": "Li Na"}, clerk)
    visit._finish(clerk)
    assert visit.turn_ids.effect == "C"
    clerk.group_ids += env.ref("sales_floor.sales_floor_group_user")
    mine = visit.with_user(clerk)
    mine.write(
        {"phone": "139 0000 0001", "background": "A family", "needs": "Three rooms"}
        | {"outcome": "none", "no_deal_reason": "Asks at home"}
    )
    mine.action_enter()
    assert visit.attribution_id.state == "waiting", "nobody asks whose customer it is"
    referred = {"name": "Mr Li", "phone": "139 0000 0002"}
    env["floor.referral"].create(
        {"site_id": site.id, "visit_on": site.local_date(), **referred}
    )
    env["floor.pin"].with_user(clerk).set_own("2468", "2468")
    env["floor.call"].create({"site_id": site.id, "asked": "The price"})
    minutes = env["floor.minutes"]._sum_up_day(site, site.local_date())
    assert clerk in minutes.activity_ids.user_id, "the rep is not asked to sum up"
    report = env["floor.report"].create({"site_id": site.id, "kind": "day"})
    report._send()
    assert report.pdf_id and report.xlsx_id, "the files are not there"


# An addon without data of its own is used through those it stands on.
def use_members(env):
    """A customer who paid enough gets a VIP card, earns points and takes a prize."""
    site = use_sites(env)
    site.kind = "store"
    customer = env["res.partner"].create({"name": "Wang Fang"})
    goods = env["product.product"].create({"name": "Rice", "invoice_policy": "order"})
    goods.taxes_id = False

    def buy():
        line = {"product_id": goods.id, "price_unit": 3000}
        values = {"partner_id": customer.id, "store_id": site.id}
        order = env["sale.order"].create({**values, "order_line": [(0, 0, line)]})
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.action_post()
        pay = env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        pay.create({}).action_create_payments()

    buy()
    form = {"partner_id": customer.id, "site_id": site.id, "salutation": "ms"}
    told = {"birth_date_entry": "1990-05-20", "signature_entry": b"c2lnbg=="}
    registration = env["loyalty.vip.registration"].create({**form, **told})
    registration.action_issue()
    buy()
    card = registration.card_id
    assert card.points == 30, f"{card.points} points for 3000"
    prize = {"reward_type": "product", "reward_product_id": goods.id}
    prize |= {"program_id": card.program_id.id, "required_points": 20}
    reward = env["loyalty.reward"].create({**prize, "description": "Rice"})
    wizard = {"card_id": card.id, "reward_id": reward.id, "store_id": site.id}
    env["loyalty.vip.prize"].create({**wizard, "quantity": 1}).action_redeem()
    assert card.points == 10, f"{card.points} points left of 30"


OWN_DATA = {
    "base_register": use_registers,
    "report_weasyprint": use_papers,
    "charter_base": use_rules,
    "service_site": use_sites,
    "property_unit": use_units,
    "confidential_access": use_door,
    "partner_dossier": use_dossiers_with_registers,
    "partner_dossier_form": use_forms,
    "partner_dossier_account": use_ledger,
    "partner_dossier_complaint": use_look_up,
    "partner_dossier_repair": use_serial_number,
    "partner_dossier_follow": use_follow_data,
    "partner_follow_plan": use_follow_ups,
    "helpdesk_complaint": use_complaints,
    "sales_floor": use_floor,
    "archive_retention": use_archive,
    "loyalty_vip": use_members,
    "loyalty_vip_pos": use_members,
    "customer_charter": use_complaints,
}


def press(env, button, addon):
    getattr(env["ir.module.module"].search([("name", "=", addon)]), button)()


# -- around it --


def odoo(*arguments, script=""):
    """Run Odoo's command line; it must succeed without a warning.

    An addon comes alone: what installs itself beside it comes by its own name.
    """
    alone = ("--skip-auto-install", "--log-level=warn")
    run = subprocess.run(
        [Path(sys.executable).with_name("odoo"), *arguments, *alone],
        input=script,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT,
    )
    if run.returncode or PROBLEM.search(run.stdout):
        pytest.fail(f"odoo {' '.join(arguments)}\n{run.stdout}", pytrace=False)


def serve(database, *arguments):
    odoo("server", "-d", database, *arguments, "--stop-after-init", "--no-http")


def in_shell(database, *calls):
    """Run functions of this file in Odoo's shell, each with its arguments."""
    lines = [f"from {__name__} import *"]
    for function, *arguments in calls:
        lines += [f"{function.__name__}(env, *{arguments})", "env.cr.commit()"]
    odoo("shell", "-d", database, "--no-http", script="\n".join(lines))


def query(database, statement):
    with closing(psycopg2.connect(dbname=database)) as db, db.cursor() as cr:
        cr.execute(statement)
        return cr.fetchall()


def footprint(database):
    return Counter(
        (found, source.split(" from ")[1])
        for source in FOOTPRINT.splitlines()
        for (found,) in query(database, f"select {source}")
    )


def host_data(database):
    """The company's data: by table, id and column, the value."""
    return {
        (table, row["id"], column): value
        for table, condition in HOST_DATA.items()
        for (row,) in query(
            database, f"select to_jsonb(it) from {table} it where {condition}"
        )
        for column, value in row.items()
        if column not in ("write_date", "write_uid")
    }


def assert_same(now, before):
    more, less = now - before, before - now
    assert not more and not less, f"more: {more}\nless: {less}"


def assert_kept(now, before):
    """What is in the columns that are still there is what was in them."""
    columns = {(table, column) for table, _id, column in now}
    lost = {
        key: (value, now.get(key))
        for key, value in before.items()
        if (key[0], key[2]) in columns and now.get(key, "gone") != value
    }
    assert not lost, lost


# -- the stages of an addon's life; each waits for earlier ones of the queue alone --


def install(addon, database, company, lives):
    """The footprint of the company's database before and after."""
    assert addon in OWN_DATA, f"write down how {addon} is used, in OWN_DATA"
    databases.clone(company, database)
    before, data = footprint(database), host_data(database)
    serve(database, "-i", addon)
    after = footprint(database)
    assert not before - after
    assert_kept(host_data(database), data)
    in_shell(database, (use_helpdesk,), (OWN_DATA[addon],))
    return before, after


def update(addon, database, company, lives):
    lives[install, addon].result()
    before, data = footprint(database), host_data(database)
    for _ in range(2):
        serve(database, "-u", addon)
        assert_same(footprint(database), before)
    assert_kept(host_data(database), data)


def leave_and_return(addon, database, company, lives):
    lives[update, addon].result()
    without, with_it = lives[install, addon].result()
    for other in DEPENDS.keys() & DEPENDS[addon]:
        without = without | lives[install, other].result()[1]
    data = host_data(database)
    in_shell(database, (press, "button_immediate_uninstall", addon))
    assert_same(footprint(database), without)
    names = f"select name from ir_model_data where module = '{addon}'"
    assert not query(database, names)
    assert_kept(host_data(database), data)
    back = (press, "button_immediate_install", addon)
    in_shell(database, (use_helpdesk,), back, (use_helpdesk,), (OWN_DATA[addon],))
    assert_same(footprint(database), with_it)


STAGES = (install, update, leave_and_return)


@pytest.fixture(scope="module")
def lives():
    """What becomes of each addon, by stage."""
    company, pool, lives = f"life_{os.getpid()}", ThreadPoolExecutor(2), {}
    try:
        databases.clone(os.environ["CHARTER_GROUND_DATABASE"], company)
        in_shell(company, (set_up_company,))
        for stage in STAGES:
            for addon in DEPENDS:
                arguments = addon, f"{company}_{addon}", company, lives
                lives[stage, addon] = pool.submit(stage, *arguments)
        yield lives
    finally:
        pool.shutdown(cancel_futures=True)
        for database in (company, *(f"{company}_{addon}" for addon in DEPENDS)):
            databases.drop(database)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("addon", DEPENDS)
def test_an_addon_comes_lives_and_leaves(addon, stage, lives):
    lives[stage, addon].result()


def test_the_demo_company_updates(request):
    database = f"life_{os.getpid()}_demo"
    request.addfinalizer(lambda: databases.drop(database))
    databases.from_template(database, demo=True)
    before, data = footprint(database), host_data(database)
    serve(database, "-u", ",".join(DEPENDS))
    assert_same(footprint(database), before)
    assert_kept(host_data(database), data)
