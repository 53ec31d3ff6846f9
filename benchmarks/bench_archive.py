"""The archive beside what a company has in stock Odoo: attachments of its customers.

Each has a database of its own; both are measured in one process and in turns, as a user
with an employee's rights. Many documents and attachments are made by INSERT … SELECT. A
gate is on what travels between machines: statements, plans, ratios of one run and how
time grows; never on a time.
"""

import base64
import os
from dataclasses import dataclass
from typing import TextIO

from odoo import api
from odoo.tools import SQL

from tooling import databases

from .harness import (
    Report,
    environment,
    growth,
    main,
    measure,
    measure_in_turns,
    use_defaults,
    vacuum,
)

DOCUMENT = "archive.document"
CUSTODIAN = "archive_retention.archive_retention_group_custodian"
EMPLOYEE = ("base.group_user", "base.group_partner_manager")
REPS = 3
LOOKUPS = 10
BATCHES = (1, 100, 1000)
DISPOSED = 200  # a batch of a review
BYTES = 512
PER_VOLUME = 200
PER_CUSTOMER = 20
DUE_SHARE = 100  # one in so many is due
TODAY = "2026-03-02"
LIST = (
    *("reference", "title", "partner_id", "signed_date", "class_id", "volume_id"),
    *("level", "state", "custody", "due_date", "is_held", "has_file"),
)


@dataclass(frozen=True)
class Archive:
    """What is needed to file documents as the custodian."""

    user: int
    site: int
    leases: int
    volume: int

    def values(self, number: int) -> dict:
        return {
            "title": f"Lease {number}",
            "class_id": self.leases,
            "volume_id": self.volume,
            "signed_date": "2020-01-01",
            "medium": "both",
            "ink": "black",
        }


def run(db: str, sizes: tuple[int, ...], out: TextIO) -> bool:
    """Measure at each of the sizes, growing; return whether all gates held."""
    report = Report("archive", out)
    with databases.temporary("stock", bare=True) as stock_db:
        archive = _open_archive(db)
        clerk = _hire(stock_db, EMPLOYEE)
        with environment(stock_db) as stock_env, environment(db) as env:
            _compare_filing(stock_env, clerk, env, archive, report)
            _compare_disposal(stock_env, clerk, env, archive, report)
        times: dict[str, list[tuple[int, float]]] = {}
        made = 0
        for size in sorted(sizes):
            with environment(stock_db) as stock_env, environment(db) as env:
                _generate_attachments(stock_env, made, size)
                _generate_documents(env, archive, made, size)
            for name in (stock_db, db):
                vacuum(name)
            made = size
            with environment(stock_db) as stock_env, environment(db) as env:
                _compare_due(stock_env, env, archive, size, report)
                for case, wall in _measure_reading(env, archive, size, report).items():
                    times.setdefault(case, []).append((size, wall))
                _check_plans(env, archive, size, report)
    for case, points in times.items():
        if len(points) > 1:
            # the more titles there are, the more share a part of a word
            target = "<= 0.2" if case != "by part of a title" else None
            report.add(case, "α", growth(points), gate="<= 0.5", target=target)
    return report.finish()


def _hire(db: str, groups: tuple[str, ...]) -> int:
    with environment(db) as env:
        return (
            env["res.users"]
            .create(
                {
                    "name": "Bench Custodian",
                    "login": "bench-custodian",
                    "group_ids": [(4, env.ref(name).id) for name in groups],
                }
            )
            .id
        )


def _open_archive(db: str) -> Archive:
    user = _hire(db, (*EMPLOYEE, CUSTODIAN))
    with environment(db) as env:
        site = env["service.site"].create(
            {"name": "Bench", "code": "BENCH", "tz": "Asia/Shanghai"}
        )
        env["service.site.member"].create(
            [
                {
                    "site_id": site.id,
                    "user_id": user,
                    "role": role,
                    "date_from": "2020-01-01",
                }
                for role in ("custodian", "site_manager")
            ]
        )
        schedule = env["archive.schedule"].create(
            {"name": "A month", "code": "BENCH", "months": 1}
        )
        leases = env["archive.class"].create(
            {"name": "Bench", "code": "BENCH", "schedule_ids": schedule.ids}
        )
        volume = env["archive.volume"].create({"name": "Bench", "site_id": site.id})
        # what is held is looked up all the same where something else is
        env["archive.hold"].create(
            {
                "name": "Suit",
                "reason": "The court",
                "site_id": site.id,
                "partner_ids": env["res.partner"].create({"name": "Held"}).ids,
            }
        )
        return Archive(user, site.id, leases.id, volume.id)


# -- writing --


def _attach(env: api.Environment, user: int, n: int):
    """Work that attaches a file to each of ``n`` customers, as stock Odoo does it."""
    partners = env["res.partner"].create([{"name": f"Bench {it}"} for it in range(n)])
    attachments = env(user=user)["ir.attachment"]

    def attach(n):
        return attachments.create(
            [
                {
                    "name": "lease",
                    "raw": os.urandom(BYTES),
                    "res_model": partner._name,
                    "res_id": partner.id,
                }
                for partner in partners[:n]
            ]
        )

    return attach


def _compare_filing(
    stock_env: api.Environment,
    clerk: int,
    env: api.Environment,
    archive: Archive,
    report: Report,
) -> None:
    """Filing checks, numbers, dates and looks for holds, once for a batch.

    Its rows take a statement per hundred more than attachments: their second one.
    """
    documents = env(user=archive.user)[DOCUMENT]
    paper = {"medium": "paper"}

    def hand_in(n):
        return documents.create([{**archive.values(it), **paper} for it in range(n)])

    attach = _attach(stock_env, clerk, BATCHES[-1])
    stock_env.cr.commit()
    statements = []
    for n in BATCHES:
        attached, handed_in, filed = measure_in_turns(
            [
                (stock_env, attach),
                (env, hand_in),
                (env, lambda n: hand_in(n).action_check_and_file()),
            ],
            n=n,
            reps=REPS,
        )
        report.add_cost(f"each of {n:,} attached, stock", attached)
        report.add_cost(f"each of {n:,} handed in", handed_in)
        report.add_cost(f"each of {n:,} handed in and filed", filed)
        statements.append((n, attached.q * n, filed.q * n))
        more = statements[-1][2] - statements[-1][1]
        # what is looked up once, and a statement more for each hundred rows
        gate = f"<= {15 + n // 100}"
        report.add(f"{n:,} filed", "statements over stock", more, gate=gate)
    (small, *before), (large, *after) = statements[-2:]
    hundreds = (large - small) // 100
    more = (after[1] - before[1] - after[0] + before[0]) / hundreds
    case = "a hundred more filed"
    report.add(case, "statements over stock", more, gate="<= 1")


def _compare_disposal(
    stock_env: api.Environment,
    clerk: int,
    env: api.Environment,
    archive: Archive,
    report: Report,
) -> None:
    """A batch with files is destroyed; attachments that are not kept are deleted.

    In stock Odoo a word in the description would say what is kept. Both leave the files
    to a scheduled job; that of stock keeps no record of it.
    """
    n = DISPOSED
    documents = env(user=archive.user)[DOCUMENT]
    filed = documents.create([archive.values(it) for it in range(n)])
    for document in filed:
        document.add_version(base64.b64encode(os.urandom(BYTES)), "lease.bin")
    filed.action_check_and_file()
    batch = env["archive.disposal"].with_user(archive.user).propose(filed).sudo()
    batch.write({"state": "approved", "witness_id": env.uid})
    attachments = _attach(stock_env, clerk, n)(n)
    for it in (env, stock_env):
        it.cr.flush()
        it.cr.commit()
    execute = batch.with_user(archive.user).action_execute

    def delete(n):
        free = attachments.search(
            [("id", "in", attachments.ids), ("description", "!=", "held")]
        )
        assert len(free) == n
        free.unlink()

    def purge(n):
        execute()
        batch._purge()

    deleted, executed, purged = measure_in_turns(
        [(stock_env, delete), (env, lambda n: execute()), (env, purge)], n=n, reps=REPS
    )
    report.add_cost(f"each of {n:,} attachments deleted, stock", deleted)
    report.add_cost(f"each of {n:,} documents executed", executed, q="<= 0.2")
    report.add_cost(f"each of {n:,} executed and purged", purged, q="<= 0.3")
    case = "× CPU of stock"
    ratio = executed.cpu_ms / deleted.cpu_ms
    report.add(f"{n:,} executed", case, ratio, target="<= 1.3", gate="<= 1.625")
    report.add(f"{n:,} executed and purged", case, purged.cpu_ms / deleted.cpu_ms)


# -- reading --


def _compare_due(
    stock_env: api.Environment,
    env: api.Environment,
    archive: Archive,
    size: int,
    report: Report,
) -> None:
    """What is due, beside the attachments of a time as a job of stock counts them."""
    documents, attachments = env[DOCUMENT], stock_env["ir.attachment"]
    due = [
        ("site_id", "=", archive.site),
        ("state", "=", "filed"),
        ("retention_state", "=", "running"),
        ("due_date", "<=", TODAY),
    ]
    old = [("res_model", "=", "bench.document"), ("create_date", "<=", TODAY)]
    stock, ours = measure_in_turns(
        [
            (stock_env, lambda n: [attachments.search_count(old) for _ in range(n)]),
            (env, lambda n: [documents.search_count(due) for _ in range(n)]),
        ],
        n=LOOKUPS,
        reps=REPS,
    )
    # besides those of the disposal
    found = documents.search_count(due) - DISPOSED, attachments.search_count(old)
    assert found == (size // DUE_SHARE,) * 2, found
    report.add_cost(f"old ones counted, {size:,}, stock", stock)
    report.add_cost(f"due ones counted, {size:,}, ours", ours, q="<= 1")
    large = size >= 1_000_000
    report.add(
        f"due, {size:,}",
        "× wall of stock",
        ours.wall_ms / stock.wall_ms,
        target="<= 0.05" if large else None,
        gate="<= 0.0625" if large else "<= 1" if size >= 100_000 else None,
    )


def _measure_reading(
    env: api.Environment, archive: Archive, size: int, report: Report
) -> dict[str, float]:
    """What a custodian looks at all day must not grow with the archive."""
    mine = env(user=archive.user)
    documents, volumes = mine[DOCUMENT], mine["archive.volume"]
    specification = {name: _wanted(documents._fields[name]) for name in LIST}
    volume = volumes.search([("code", "=", f"BENCH-B{(size - 7) // PER_VOLUME}")])
    partner = env["res.partner"].search(
        [("ref", "=", f"BENCHA{(size - 7) // PER_CUSTOMER}")]
    )
    assert volume and partner

    def page(domain):
        return lambda: documents.web_search_read(
            domain, specification, limit=80, count_limit=10_001
        )

    works = {
        "list of 80": page([]),
        "by reference": page([("reference", "=", f"BENCH-D{size - 7:07}")]),
        "by part of a title": page([("title", "ilike", f"ench {size - 7}")]),
        "by customer": page([("partner_id", "=", partner.id)]),
        "handed in": page([("state", "=", "draft")]),
        "index of a volume": lambda: volume.get_index().read(LIST),
        "found for a review": lambda: (
            mine["archive.disposal"]
            .sudo()
            .due_documents(mine["service.site"].browse(archive.site))
        ),
    }

    def repeated(work):
        def repeat(n):
            for _ in range(n):
                env.invalidate_all()
                work()

        return repeat

    walls = {}
    for case, work in works.items():
        cost = measure(mine, repeated(work), n=LOOKUPS, reps=REPS)
        report.add_cost(f"{case}, {size:,}", cost, q="<= 12")
        walls[case] = cost.wall_ms
    return walls


def _wanted(field) -> dict:
    return {"fields": {"display_name": {}}} if field.relational else {}


def _check_plans(
    env: api.Environment, archive: Archive, size: int, report: Report
) -> None:
    documents = env(user=archive.user)[DOCUMENT]
    due = [
        ("site_id", "=", archive.site),
        ("state", "=", "filed"),
        ("retention_state", "=", "running"),
        ("due_date", "<=", "2020-01-01"),
    ]
    for case, domain, order in (
        ("list", [], documents._order),
        ("reference", [("reference", "=", f"BENCH-D{size:07}")], None),
        ("part of a title", [("title", "ilike", f"ench {size - 7}")], None),
        ("handed in", [("state", "=", "draft")], "filing_due_on"),
        ("filed late", [("filed_late", "=", True)], None),
        ("lent", [("custody", "=", "lent")], None),
        ("on hold", [("is_held", "=", True)], None),
        ("due", due, None),
    ):
        query = documents._search(domain, order=order, limit=80)
        env.cr.execute(SQL("EXPLAIN %s", query.select()))
        plan = "\n".join(line for (line,) in env.cr.fetchall())
        # over a few pages a scan is right
        gate = ">= 1" if size >= 10_000 else None
        indexed = int("Seq Scan" not in plan)
        report.add(f"plan: {case}, {size:,}", "index used", indexed, gate=gate)


# -- generating --


def _generate_attachments(env: api.Environment, start: int, end: int) -> None:
    use_defaults(env["ir.attachment"])
    env.cr.execute(
        """INSERT INTO ir_attachment
                  (name, type, res_model, res_id, create_date, create_uid, company_id)
           SELECT 'Bench ' || n, 'binary', 'bench.document', n,
                  CASE WHEN n %% %(due)s = 0 THEN timestamp '2026-01-01'
                       ELSE timestamp '2027-01-01' + n %% 3650 * interval '1 day' END,
                  1, %(company)s
             FROM generate_series(%(start)s, %(end)s - 1) n""",
        {"start": start, "end": end, "due": DUE_SHARE, "company": env.company.id},
    )


def _generate_documents(
    env: api.Environment, archive: Archive, start: int, end: int
) -> None:
    """Documents number ``start`` to ``end``, with their volumes and customers."""
    for model in ("res.partner", "archive.volume", DOCUMENT):
        use_defaults(env[model])
    for statement in (
        """INSERT INTO res_partner (name, complete_name, active, type, ref)
           SELECT 'Bench ' || n, 'Bench ' || n, true, 'contact', 'BENCHA' || n
             FROM generate_series(%(start)s / %(customers)s,
                                  (%(end)s - 1) / %(customers)s) n
            WHERE NOT EXISTS (SELECT FROM res_partner WHERE ref = 'BENCHA' || n)""",
        """INSERT INTO archive_volume (name, code, site_id, company_id, state)
           SELECT 'Bench ' || n, 'BENCH-B' || n, site.id, site.company_id, 'open'
             FROM generate_series(%(start)s / %(volumes)s,
                                  (%(end)s - 1) / %(volumes)s) n,
                  service_site site
            WHERE site.id = %(site)s
              AND NOT EXISTS
                  (SELECT FROM archive_volume WHERE code = 'BENCH-B' || n)""",
        """INSERT INTO archive_document
                  (title, class_id, volume_id, site_id, company_id, partner_id, level,
                   state, number, reference, signed_date, medium, custody,
                   retention_state, due_date, filed_on, filing_due_on)
           SELECT 'Bench ' || n, %(leases)s, volume.id, volume.site_id,
                  volume.company_id, partner.id, 'confidential',
                  CASE WHEN n %% 100 = 1 THEN 'draft' ELSE 'filed' END,
                  n, 'BENCH-D' || lpad(n::text, 7, '0'),
                  date '2016-01-01' + n %% 3650, 'paper', 'in', 'running',
                  CASE WHEN n %% %(due)s = 0 THEN date '2026-01-01'
                       ELSE date '2027-01-01' + n %% 3650 END,
                  date '2016-01-01' + n %% 3650, date '2016-01-08' + n %% 3650
             FROM generate_series(%(start)s, %(end)s - 1) n
             JOIN archive_volume volume ON volume.code = 'BENCH-B' || n / %(volumes)s
             JOIN res_partner partner ON partner.ref = 'BENCHA' || n / %(customers)s""",
    ):
        params = {
            "start": start,
            "end": end,
            "customers": PER_CUSTOMER,
            "volumes": PER_VOLUME,
            "due": DUE_SHARE,
            "site": archive.site,
            "leases": archive.leases,
        }
        env.cr.execute(statement, params)


if __name__ == "__main__":
    main(run, sizes=(10_000, 100_000))
