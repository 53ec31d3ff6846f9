"""Complaints beside the tickets of stock helpdesk_mgmt, each in a database of its own.

Both are measured in one process and in turns, as an officer. A gate is on what travels
between machines: statements, ratios of one run and how time grows; never on a time.
"""

import csv
import io
from dataclasses import dataclass
from typing import TextIO

from odoo import api
from odoo.tools import SQL

from tooling import databases

from .harness import (
    Cost,
    Report,
    environment,
    growth,
    main,
    measure,
    measure_committed,
    measure_in_turns,
    use_defaults,
    vacuum,
)

REPS = 2
BATCHES = (1, 100, 1000)
MODEL = "helpdesk.ticket"
GROUPS = ("helpdesk_mgmt.group_helpdesk_user", "base.group_user")
LOOKUPS = 10
PER_STAGE = 40  # cards that a kanban opens
FLAT = ("list of 80", "by number", "by partner")
STOCK_LIST = ("number", "name", "partner_id", "user_id", "team_id", "stage_id")
OUR_LIST = (
    "complaint_code",
    "received_at",
    "site_id",
    "partner_id",
    "name",
    "category_id",
    "severity",
    "next_kind",
    "next_due_at",
    "is_late",
    "user_id",
    "stage_id",
    "closed",
)


@dataclass(frozen=True)
class Desk:
    """What is needed to take tickets in one of the databases."""

    user: int
    team: int
    category: int
    partner: int
    site: int | None

    def values(self, number: int) -> dict:
        common = {"partner_id": self.partner, "category_id": self.category}
        if not self.site:
            text = f"<p>Water drips, {number}</p>"
            return {
                **common,
                "name": f"Water {number}",
                "description": text,
                "team_id": self.team,
            }
        return {
            **common,
            "request_kind": "complaint",
            "site_id": self.site,
            "what_happened": f"Water drips, {number}",
            "intake": "phone",
            "received_at": f"2026-03-02 01:{number % 60:02}:00",
        }

    def tickets(self, env: api.Environment):
        return env(user=self.user)[MODEL]


def run(db: str, sizes: tuple[int, ...], out: TextIO) -> bool:
    """Compare at each of the sizes, growing; return whether all gates held."""
    report = Report("complaint", out)
    with databases.temporary("stock", bare=True) as stock_db:
        stock, ours = _open_desk(stock_db, None), _open_desk(db, "BENCH")
        with environment(stock_db) as stock_env, environment(db) as env:
            both = [(stock_env, stock), (env, ours)]
            _compare_create(both, report)
            _compare_stage(both, report)
            _measure_import(both, report)
        _measure_sweep(db, ours, report)
        _compare_reading(stock_db, stock, db, ours, sorted(sizes), report)
    return report.finish()


def _open_desk(db: str, code: str | None) -> Desk:
    with environment(db) as env:
        user = env["res.users"].create(
            {
                "name": "Bench Officer",
                "login": "bench-officer",
                "email": "officer@bench.example",
                "group_ids": [(4, env.ref(group).id) for group in GROUPS],
            }
        )
        partner = env["res.partner"].create({"name": "Bench Customer"})
        category = env["helpdesk.ticket.category"].create({"name": "Bench Leak"})
        site = env["service.site"] if code else None
        if code:
            category.write({"code": "BENCH01", "default_severity": "b"})
            site = site.create({"name": "Bench", "code": code, "tz": "Asia/Shanghai"})
            env["service.site.member"].create(
                [
                    {
                        "site_id": site.id,
                        "user_id": user.id,
                        "role": role,
                        "date_from": "2020-01-01",
                    }
                    for role in ("officer", "specialist_supervisor", "site_manager")
                ]
            )
            site.action_open_complaint_desk()
            team = site.complaint_team_ids
        else:
            team = env["helpdesk.ticket.team"].create({"name": "Bench"})
        team.user_ids = user
        return Desk(user.id, team.id, category.id, partner.id, site and site.id)


# -- writing --


def _compare_create(both: list, report: Report) -> None:
    """Complaints store more: code, decision, limits. It is to cost next to nothing."""

    def work(env, desk):
        tickets = desk.tickets(env)
        return lambda n: tickets.create([desk.values(number) for number in range(n)])

    for n in BATCHES:
        turns = [(env, work(env, desk)) for env, desk in both]
        stock, ours = measure_in_turns(turns, n=n, reps=REPS if n > 1 else 10)
        case = f"each of {n:,} created"
        report.add_cost(f"{case}, stock", stock)
        # Of one alone, what is stored besides is a statement per table.
        limit = "<= 40" if n == 1 else f"<= {stock.q + 1:.4g}"
        report.add_cost(f"{case}, ours", ours, q=limit)
        ratio = ours.cpu_ms / stock.cpu_ms
        target, gate = ("<= 1.15", "<= 1.4375") if n == BATCHES[-1] else (None, None)
        report.add(case, "× CPU of stock", ratio, target=target, gate=gate)


def _compare_stage(both: list, report: Report) -> None:
    """A thousand tickets put into the next stage; the chatter says so of each."""
    n = BATCHES[-1]
    turns = []
    for env, desk in both:
        quiet = desk.tickets(env).with_context(tracking_disable=True)
        made = quiet.create([desk.values(number) for number in range(n)])
        made.user_id = desk.user
        env.cr.flush()
        env.cr.commit()
        tickets = desk.tickets(env).browse(made.ids)
        stage = env.ref("helpdesk_mgmt.helpdesk_ticket_stage_in_progress")

        def work(n, tickets=tickets, stage=stage):
            tickets.stage_id = stage
            tickets.env.cr.flush()  # what is said in the chatter is said there

        turns.append((env, work))
    stock, ours = measure_in_turns(turns, n=n, reps=REPS)
    case = f"each of {n:,} put into a stage"
    report.add_cost(f"{case}, stock", stock)
    report.add_cost(f"{case}, ours", ours, q="<= 2.5")
    report.add(case, "× CPU of stock", ours.cpu_ms / stock.cpu_ms)


def _measure_import(both: list, report: Report) -> None:
    """A file through Odoo's own import, without history, as its screen does.

    A site, problem and customer that are given by name Odoo itself looks up in each
    line, stock tickets' as well; those given by external ID it knows.
    """
    (stock_env, stock), (env, ours) = both
    case = f"each of {BATCHES[-1]:,} imported"
    cost = _import(env, ours, _external_ids(env, ours))
    report.add_cost(f"{case}, by external ID", cost, q="<= 3.5")
    names = {"category_id": "Bench Leak", "partner_id": "Bench Customer"}
    theirs = _import(stock_env, stock, {**names, "team_id": "Bench"})
    report.add_cost(f"{case}, by name, stock", theirs)
    cost = _import(env, ours, {**names, "site_id": "BENCH"})
    report.add_cost(f"{case}, by name, ours", cost, q=f"<= {theirs.q:.4g}")


def _external_ids(env: api.Environment, desk: Desk) -> dict[str, str]:
    found = {}
    for field, record_id in (
        ("site_id", desk.site),
        ("category_id", desk.category),
        ("partner_id", desk.partner),
    ):
        record = env[env[MODEL]._fields[field].comodel_name].browse(record_id)
        external_ids = record.export_data(["id"])["datas"]
        found[f"{field}/id"] = external_ids[0][0]
    env.cr.commit()
    return found


def _import(env: api.Environment, desk: Desk, references: dict[str, str]) -> Cost:
    header = ["name", "description", *references]
    given = ()
    if desk.site:
        header += ["request_kind", "intake", "received_at"]
        given = ("Complaint", "Phone", "2026-03-02 01:00:00")
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(header)
    for number in range(BATCHES[-1]):
        words = (f"Water {number}", f"<p>Water drips, {number}</p>")
        lines.writerow([*words, *references.values(), *given])
    options = {
        "has_headers": True,
        "quoting": '"',
        "separator": ",",
        "encoding": "utf-8",
        "datetime_format": "%Y-%m-%d %H:%M:%S",
        "date_format": "%Y-%m-%d",
        "float_thousand_separator": ",",
        "float_decimal_separator": ".",
    }
    imports = env(user=desk.user)["base_import.import"]
    imports = imports.with_context(tracking_disable=True)

    def work(n):
        wizard = imports.create(
            {
                "res_model": MODEL,
                "file": text.getvalue().encode(),
                "file_name": "complaints.csv",
                "file_type": "text/csv",
            }
        )
        result = wizard.execute_import(header, header, options)
        assert result["ids"] and len(result["ids"]) == n, result["messages"]

    return measure(env, work, n=BATCHES[-1], reps=1)


def _measure_sweep(db: str, desk: Desk, report: Report) -> None:
    """Limits that pass: late on record, with activities, and e-mails to who must see.

    Odoo writes a hundred rows per statement, here in three tables; the rest is per
    batch. What the sweep itself costs, without what follows, ``deadline`` measures.
    """
    for size in (100, 1_000, 10_000):
        with environment(db) as env:
            _generate_ours(env, desk, 0, size, due=True)
        with environment(db) as env:

            def work(env=env):
                cron, _progress = env.ref("charter_base.ir_cron_sweep")._add_progress()
                cron = cron.with_context(cron_id=cron.id)
                cron.env["complaint.milestone"]._cron_sweep()

            cost = measure_committed(env, work, n=size)
            late = env["complaint.milestone"].search_count(
                [("state", "=", "late"), ("ticket_id.number", "=like", "BENCH%")]
            )
            assert late == size, f"{late} of {size} are late"
        case = f"each of {size:,} swept"
        # In a small one weighs what is looked up once.
        report.add_cost(case, cost, q="<= 0.05" if size >= 10_000 else None)
        with environment(db) as env:
            _forget(env)


# -- reading --


def _compare_reading(
    stock_db: str,
    stock: Desk,
    db: str,
    ours: Desk,
    sizes: list[int],
    report: Report,
) -> None:
    """What officers look at all day must not grow with the register."""
    times: dict[tuple[str, str], list[tuple[int, float]]] = {}
    made = 0
    for size in sizes:
        with environment(stock_db) as env:
            _generate_stock(env, stock, made, size)
        with environment(db) as env:
            _generate_ours(env, ours, made, size, due=False)
        for name in (stock_db, db):
            vacuum(name, "helpdesk_ticket")
        made = size
        with environment(stock_db) as stock_env, environment(db) as env:
            theirs = _readings(stock_env, stock, size)
            mine = _readings(env, ours, size)
            for case, work in mine.items():
                names = ("stock", "ours") if case in theirs else ("ours",)
                turns = [(stock_env, theirs[case])] if case in theirs else []
                turns.append((env, work))
                costs = measure_in_turns(turns, n=LOOKUPS, reps=3)
                for name, cost in zip(names, costs, strict=True):
                    gate = "<= 16" if name == "ours" else None
                    report.add_cost(f"{case}, {size:,}, {name}", cost, q=gate)
                    points = times.setdefault((case, name), [])
                    points.append((size, cost.wall_ms))
                if len(costs) > 1:
                    ratio = costs[1].wall_ms / costs[0].wall_ms
                    # with few tickets weighs how many columns a complaint shows
                    gate = "<= 1" if size >= 100_000 else None
                    target = "<= 0.25" if case == "kanban" and size > 100_000 else None
                    name = f"{case}, {size:,}"
                    report.add(name, "× wall of stock", ratio, gate=gate, target=target)
            _check_plans(env, ours, size, report)
    for (case, name), points in times.items():
        if len(points) > 1:
            # a kanban counts all that are open, a list up to ten thousand
            limit = "<= 0.45" if case == "kanban" else "<= 0.35"
            gate = limit if name == "ours" else None
            report.add(f"{case}, {name}", "α", growth(points), gate=gate)
            (_least, first), *_between, (_most, last) = points
            target = "<= 1.3" if name == "ours" and case in FLAT else None
            report.add(
                f"{case}, {name}", "× from least to most", last / first, target=target
            )


def _readings(env: api.Environment, desk: Desk, size: int) -> dict:
    tickets = desk.tickets(env)
    names = OUR_LIST if desk.site else STOCK_LIST
    specification = {name: _wanted(tickets._fields[name]) for name in names}
    register = [("request_kind", "=", "complaint")] if desk.site else []
    is_open = [*register, ("closed", "=", False)]
    order = "received_at desc, id desc" if desk.site else None
    reference = "complaint_reference" if desk.site else "number"
    number = f"BENCH{size - 7:07}"
    partner = env["res.partner"].search([("ref", "=", f"BENCH{(size - 7) // 20}")])

    def page(domain, limit=80):
        return lambda: tickets.web_search_read(
            domain, specification, limit=limit, order=order, count_limit=10_001
        )

    works = {
        "list of 80": page(is_open),
        "by number": page([(reference, "ilike", number)]),
        "by partner": page([("partner_id", "=", partner.id)]),
        "kanban": lambda: tickets.web_read_group(
            is_open,
            ["stage_id"],
            auto_unfold=True,
            unfold_read_specification=specification,
            unfold_read_default_limit=PER_STAGE,
        ),
    }
    if desk.site:
        code = f"BENCH-B-01-{size - 7:07}"
        late = [*register, ("is_late", "=", True)]
        works["late ones"] = page(late)
        works["by code"] = page([(reference, "ilike", code)])
        works["by part of a code"] = page([(reference, "ilike", code[3:])])

    def repeated(work):
        def repeat(n):
            for _ in range(n):
                env.invalidate_all()
                work()

        return repeat

    return {case: repeated(work) for case, work in works.items()}


def _wanted(field) -> dict:
    return {"fields": {"display_name": {}}} if field.relational else {}


def _check_plans(env: api.Environment, desk: Desk, size: int, report: Report) -> None:
    tickets = env[MODEL]
    order = "received_at desc, id desc"
    register = [("request_kind", "=", "complaint")]
    for case, query in (
        ("register", tickets._search(register, limit=80, order=order)),
        ("number", tickets._search([("number", "ilike", f"BENCH{size - 7:07}")])),
        ("partner", tickets._search([("partner_id", "=", desk.partner)])),
    ):
        env.cr.execute(SQL("EXPLAIN %s", query.select()))
        plan = "\n".join(line for (line,) in env.cr.fetchall())
        indexed = int("Seq Scan" not in plan)
        # over a few pages a scan is right
        gate = ">= 1" if size >= 10_000 else None
        report.add(f"plan: {case}, {size:,}", "index used", indexed, gate=gate)


# -- generating --

PARTNERS = """
    INSERT INTO res_partner (name, complete_name, active, type, ref)
    SELECT 'Bench ' || n, 'Bench ' || n, true, 'contact', 'BENCH' || n
      FROM generate_series(%(start)s / 20, (%(end)s - 1) / 20) n
     WHERE NOT EXISTS (SELECT FROM res_partner WHERE ref = 'BENCH' || n)
"""
# One in ten is open; of those, one in four waits in each stage but the last.
STAGES = """
    (SELECT array_agg(id ORDER BY sequence, id) FILTER (WHERE NOT closed) AS open,
            min(id) FILTER (WHERE closed) AS closed
       FROM helpdesk_ticket_stage) stage
"""
STAGE = """
    CASE WHEN n %% 10 > 0 THEN stage.closed
         ELSE stage.open[1 + n / 10 %% cardinality(stage.open)] END
"""


def _generate_stock(env, desk: Desk, start: int, end: int) -> None:
    _insert(env, desk, start, end, {})


def _generate_ours(env, desk: Desk, start: int, end: int, *, due: bool) -> None:
    moment = "timestamp '2020-01-01' + n * interval '1 minute'"
    columns = {
        "request_kind": "'complaint'",
        "site_id": "%(site)s",
        "intake": "'phone'",
        "severity": "'b'",
        "received_at": moment,
        "accepted_at": moment,
        "complaint_code": "'BENCH-B-01-' || lpad(n::text, 7, '0')",
        "complaint_series": "'bench'",
        "complaint_serial": "n",
        "is_late": "n %% 1000 = 0",
        "next_kind": "'solve'",
        "next_due_at": moment,
    }
    _insert(env, desk, start, end, columns)
    params = {"start": start, "end": end}
    env.cr.execute(
        """
        INSERT INTO complaint_code
               (ticket_id, company_id, site_id, code, series, serial)
        SELECT id, company_id, site_id, complaint_code, complaint_series,
               complaint_serial
          FROM helpdesk_ticket
         WHERE complaint_series = 'bench' AND complaint_serial >= %(start)s
        """,
        params,
    )
    if due:
        env.cr.execute(
            """
            INSERT INTO complaint_milestone
                   (ticket_id, company_id, site_id, kind, due_at, original_due_at,
                    state)
            SELECT id, company_id, site_id, 'solve', next_due_at, next_due_at, 'pending'
              FROM helpdesk_ticket
             WHERE complaint_series = 'bench' AND complaint_serial >= %(start)s
            """,
            params,
        )
    _settle(env, "complaint_code", "complaint_milestone")


def _insert(env, desk: Desk, start: int, end: int, columns: dict[str, str]) -> None:
    columns = {
        "number": "'BENCH' || lpad(n::text, 7, '0')",
        "name": "'Water ' || n",
        "description": "'<p>Water drips</p>'",
        "company_id": "%(company)s",
        "team_id": "%(team)s",
        "category_id": "%(category)s",
        "user_id": "%(user)s",
        "partner_id": "partner.id",
        "stage_id": f"({STAGE})",
        "unattended": "false",
        "priority": "'1'",
        "sequence": "10",
        "active": "true",
        "create_date": "now()",
        **columns,
    }
    params = {
        "start": start,
        "end": end,
        "company": env.company.id,
        **vars(desk),
    }
    use_defaults(env["res.partner"])
    env.cr.execute(PARTNERS, params)
    statement = f"""
        INSERT INTO helpdesk_ticket ({", ".join(columns)})
        SELECT {", ".join(columns.values())}
          FROM generate_series(%(start)s, %(end)s - 1) n
          JOIN res_partner partner ON partner.ref = 'BENCH' || n / 20,
               {STAGES}
    """
    env.cr.execute(statement, params)
    _settle(env, "helpdesk_ticket", "res_partner")


def _settle(env, *tables: str) -> None:
    """As autovacuum would: what was just inserted waits outside a trigram index."""
    for table in tables:
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
    env.cr.execute(
        """
        SELECT gin_clean_pending_list(index.oid)
          FROM pg_class index JOIN pg_am ON pg_am.oid = index.relam
          JOIN pg_index ON pg_index.indexrelid = index.oid
         WHERE pg_am.amname = 'gin' AND pg_index.indrelid::regclass::text = ANY(%s)
        """,
        [list(tables)],
    )


def _forget(env) -> None:
    """What was swept goes: the register is filled anew for reading."""
    for table in ("complaint_milestone", "complaint_code", "helpdesk_ticket"):
        column = "id" if table == "helpdesk_ticket" else "ticket_id"
        env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE %s IN (SELECT id FROM helpdesk_ticket"
                " WHERE complaint_series = 'bench')",
                SQL.identifier(table),
                SQL.identifier(column),
            )
        )


if __name__ == "__main__":
    main(run, sizes=(10_000, 100_000))
