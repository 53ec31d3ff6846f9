"""Dossiers at scale, and what one customer's form costs beside stock Odoo's.

The form is read as the screen reads it, in a database without us and in ours with the
whole suite, in turns. Dossiers are made by INSERT … SELECT. A gate is on what travels
between machines: statements, ratios of one run, plans and how time grows.
"""

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

STOCK_GROUPS = (
    "base.group_user",
    "base.group_partner_manager",
    "helpdesk_mgmt.group_helpdesk_user",
)
OUR_GROUPS = (
    *STOCK_GROUPS,
    "partner_dossier.partner_dossier_group_owner",
    "partner_dossier.partner_dossier_group_tenant",
)
LOOKUPS = 10
PAGE = 80
LIST = (
    *("reference", "partner_id", "unit_id", "party_type", "relation", "step"),
    *("completeness", "missing_count", "site_id"),
)
PAPERS = ("dossier_id", "partner_id", "title", "status", "due_on", "valid_until")
COUNTERS = ("dossier_count", "archive_count", "unit_summary")
# 业主身份证 … : what a household brings
PER_DOSSIER = 8


def run(db: str, sizes: tuple[int, ...], out: TextIO) -> bool:
    """Measure at each of the sizes, growing; return whether all gates held."""
    report = Report("dossier", out)
    site, user = _open(db)
    times: dict[str, list[tuple[int, float]]] = {}
    made = 0
    with databases.temporary("stock", bare=True) as stock_db:
        clerk = _hire(stock_db, STOCK_GROUPS)
        for size in sorted(sizes):
            with environment(db) as env:
                _generate(env, site, made, size)
            with environment(stock_db) as env:
                _generate_partners(env, made, size)
            for name in (db, stock_db):
                vacuum(name)
            made = size
            with environment(db) as env:
                for case, wall in _measure(env(user=user), size, report).items():
                    times.setdefault(case, []).append((size, wall))
            with environment(stock_db) as stock_env, environment(db) as env:
                both = [stock_env(user=clerk), env(user=user)]
                _compare_form(both, size, report)
    for case, points in times.items():
        if len(points) > 1:
            report.add(case, "α", growth(points), gate="<= 0.5", target="<= 0.1")
    return report.finish()


def _open(db: str) -> tuple[int, int]:
    with environment(db) as env:
        site = env["service.site"].create({"name": "Bench", "code": "BENCH"})
    user = _hire(db, OUR_GROUPS)
    with environment(db) as env:
        env["service.site.member"].create(
            {
                "site_id": site.id,
                "user_id": user,
                "role": "custodian",
                "date_from": "2020-01-01",
            }
        )
    return site.id, user


def _hire(db: str, groups: tuple[str, ...]) -> int:
    with environment(db) as env:
        return (
            env["res.users"]
            .create(
                {
                    "name": "Bench Custodian",
                    "login": "bench-custodian",
                    "group_ids": [(4, env.ref(group).id) for group in groups],
                }
            )
            .id
        )


# -- one customer --


def _compare_form(both: list[api.Environment], size: int, report: Report) -> None:
    """The strip of a customer: what it costs beside the form of stock Odoo."""
    works = []
    for env in both:
        partner = env["res.partner"].search([("ref", "=", f"DOSS{size - 7}")])
        works.append((env, _reading(partner)))
    stock, ours = measure_in_turns(works, n=LOOKUPS, reps=3)
    case = f"customer form, {size:,}"
    report.add_cost(f"{case}, stock", stock)
    report.add_cost(f"{case}, ours", ours, q=f"<= {stock.q + 6:.4g}")
    ratio = ours.cpu_ms / stock.cpu_ms
    report.add(case, "× CPU of stock", ratio, target="<= 1.2", gate="<= 1.5")


def _reading(partner):
    """Read a contact as its form does, again and again."""
    view = partner.get_views([(False, "form")])
    names = view["models"]["res.partner"]["fields"]
    arch = view["views"]["form"]["arch"]
    wanted = {
        name: _specification(partner._fields[name])
        for name in names
        if f'name="{name}"' in arch
    }

    def work(n):
        for _ in range(n):
            partner.env.invalidate_all()
            partner.web_read(wanted)

    return work


def _specification(field) -> dict:
    if field.type == "many2one":
        return {"fields": {"display_name": {}}}
    return {"fields": {"display_name": {}}, "limit": 40} if field.relational else {}


# -- many dossiers --


def _measure(env: api.Environment, size: int, report: Report) -> dict[str, float]:
    dossiers, papers = env["partner.dossier"], env["partner.dossier.paper"]
    partners = env["res.partner"].search([("ref", "=like", "DOSS%")], limit=PAGE)
    reference = f"BENCH-D{size - 7:07}"

    def page(records, domain, names):
        wanted = {name: _specification(records._fields[name]) for name in names}
        return lambda: records.web_search_read(
            domain, wanted, limit=PAGE, count_limit=10_001
        )

    def repeated(work):
        def repeat(n):
            for _ in range(n):
                env["partner.dossier"].invalidate_model()
                env["partner.dossier.paper"].invalidate_model()
                env["res.partner"].invalidate_model()
                work()

        return repeat

    works = {
        "list of 80": page(dossiers, [("party_class", "=", "owner")], LIST),
        "by number": page(dossiers, [("reference", "=", reference)], LIST),
        "incomplete ones": page(dossiers, [("completeness", "<", 100)], LIST),
        "papers to verify": page(papers, [("status", "=", "received")], PAPERS),
        "counters of 80 customers": lambda: [partners.mapped(it) for it in COUNTERS],
    }
    gates = {"counters of 80 customers": f"<= {len(COUNTERS)}", "list of 80": "<= 6"}
    walls = {}
    for case, work in works.items():
        cost = measure(env, repeated(work), n=LOOKUPS, reps=3)
        report.add_cost(f"{case}, {size:,}", cost, q=gates.get(case, "<= 8"))
        walls[case] = cost.wall_ms
    for case, records, domain in (
        ("list", dossiers, [("party_class", "=", "owner")]),
        ("number", dossiers, [("reference", "=", reference)]),
        ("received", papers, [("status", "=", "received")]),
    ):
        query = records._search(domain, limit=PAGE, order=records._order)
        env.cr.execute(SQL("EXPLAIN %s", query.select()))
        plan = "\n".join(line for (line,) in env.cr.fetchall())
        gate = ">= 1" if size >= 10_000 else None  # over a few pages a scan is right
        indexed = int("Seq Scan" not in plan)
        report.add(f"plan: {case}, {size:,}", "index used", indexed, gate=gate)
    return walls


# -- generating --


def _generate_partners(env: api.Environment, start: int, end: int) -> None:
    use_defaults(env["res.partner"])
    env.cr.execute(
        """INSERT INTO res_partner (name, complete_name, active, type, ref)
           SELECT 'Bench ' || n, 'Bench ' || n, true, 'contact', 'DOSS' || n
             FROM generate_series(%(start)s, %(end)s - 1) n""",
        {"start": start, "end": end},
    )


def _generate(env: api.Environment, site: int, start: int, end: int) -> None:
    """Dossiers number ``start`` to ``end``: of one in ten a paper waits."""
    _generate_partners(env, start, end)
    for model in (
        "partner.dossier",
        "partner.dossier.section",
        "partner.dossier.paper",
    ):
        use_defaults(env[model])
    params = {"start": start, "end": end, "site": site, "papers": PER_DOSSIER}
    for statement in (
        """INSERT INTO partner_dossier
                  (number, reference, partner_id, site_id, company_id, level,
                   party_type, party_class, step, market, channel, active,
                   completeness, missing_count, blocking_count, date_from)
           SELECT n, 'BENCH-D' || lpad(n::text, 7, '0'), partner.id, site.id,
                  site.company_id, 'confidential', 'household', 'owner', 'filed',
                  'domestic', 'direct', true,
                  CASE WHEN n %% 10 = 0 THEN 50 ELSE 100 END, n %% 10, 0, '2020-01-01'
             FROM generate_series(%(start)s, %(end)s - 1) n
             JOIN res_partner partner ON partner.ref = 'DOSS' || n
             JOIN service_site site ON site.id = %(site)s""",
        """INSERT INTO partner_dossier_section
                  (dossier_id, site_id, company_id, partner_id, party_class, kind,
                   sequence, due_at, state)
           SELECT id, site_id, company_id, partner_id, party_class, 'particulars', n,
                  '2099-01-01', CASE n WHEN 0 THEN 'pending' ELSE 'done' END
             FROM partner_dossier, generate_series(0, 10) n
            WHERE site_id = %(site)s AND number >= %(start)s""",
        """INSERT INTO partner_dossier_paper
                  (dossier_id, site_id, company_id, partner_id, party_class, level,
                   name, status, is_required, is_blocking, copies)
           SELECT id, site_id, company_id, partner_id, party_class, 'confidential',
                  jsonb_build_object('en_US', 'Paper ' || n),
                  CASE WHEN number %% 10 = 0 AND n = 1 THEN 'received'
                       ELSE 'verified' END,
                  true, true, 1
             FROM partner_dossier, generate_series(1, %(papers)s) n
            WHERE site_id = %(site)s AND number >= %(start)s""",
    ):
        env.cr.execute(statement, params)


if __name__ == "__main__":
    main(run, sizes=(1_000, 10_000))
