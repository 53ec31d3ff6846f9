"""Units at scale: found by code through an index, occupied ones by one query.

Units and their owners are made by INSERT … SELECT. A gate is on what travels between
machines: plans, statements and how time grows; never on a time.
"""

from typing import TextIO

from odoo.tools import SQL

from .harness import Report, environment, growth, main, measure, use_defaults

PER_BUILDING = 500
DAY = "2026-03-02"
LOOKUPS = 20
# What does not grow with the number of units.
FLAT = (
    "unit by code",
    "unit by the beginning of its code",
    "contact by unit, our part",
)


def run(db: str, sizes: tuple[int, ...], out: TextIO) -> bool:
    """Measure at each of the sizes, growing; return whether all gates held."""
    report = Report("unit", out)
    times: dict[str, list[tuple[int, float]]] = {}
    with environment(db) as env:
        site = env["service.site"].create({"name": "Bench", "code": "BENCH"})
    made = 0
    for size in sorted(sizes):
        with environment(db) as env:
            _generate(env, site.id, made, size)
        made = size
        with environment(db) as env:
            for case, cost in _measure(env, size, report).items():
                times.setdefault(case, []).append((size, cost))
    for case, points in times.items():
        if len(points) > 1:
            # the names are stock's: it reads every contact
            gate = "<= 0.35" if case in FLAT else None
            report.add(case, "α", growth(points), gate=gate)
    return report.finish()


def _generate(env, site_id: int, start: int, end: int) -> None:
    """Units number ``start`` to ``end``, each with a contact that owns it."""
    use_defaults(env["res.partner"])
    for statement in (
        """INSERT INTO property_building (name, code, site_id, company_id, active)
           SELECT 'Bench ' || n, 'B' || n, site.id, site.company_id, true
             FROM generate_series(%(start)s / %(per)s, (%(end)s - 1) / %(per)s) n,
                  service_site site
            WHERE site.id = %(site)s
               ON CONFLICT DO NOTHING""",
        """INSERT INTO property_unit
                  (code, kind, building_id, site_id, company_id, area, active,
                   party_revision)
           SELECT building.code || '-' || lpad((n %% %(per)s)::text, 4, '0'), 'flat',
                  building.id, building.site_id, building.company_id, 90, true, 0
             FROM generate_series(%(start)s, %(end)s - 1) n
             JOIN property_building building
               ON building.code = 'B' || n / %(per)s AND building.site_id = %(site)s""",
        """INSERT INTO res_partner (name, complete_name, active, type, email, ref)
           SELECT 'Bench ' || n, 'Bench ' || n, true, 'contact',
                  'bench' || n || '@mail.example', 'BENCH' || n
             FROM generate_series(%(start)s, %(end)s - 1) n""",
        """INSERT INTO property_unit_party
                  (unit_id, unit_code, site_id, company_id, partner_id, role,
                   date_from, share)
           SELECT unit.id, unit.code, unit.site_id, unit.company_id, partner.id,
                  'owner', '2020-01-01', 100
             FROM generate_series(%(start)s, %(end)s - 1) n
             JOIN res_partner partner ON partner.ref = 'BENCH' || n
             JOIN property_unit unit ON unit.site_id = %(site)s
                  AND unit.code = 'B' || n / %(per)s
                                  || '-' || lpad((n %% %(per)s)::text, 4, '0')""",
    ):
        params = {"start": start, "end": end, "per": PER_BUILDING, "site": site_id}
        env.cr.execute(statement, params)
    for table in (
        "property_building",
        "property_unit",
        "property_unit_party",
        "res_partner",
    ):
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
    # as autovacuum would: what was just inserted waits outside the trigram index
    env.cr.execute("SELECT gin_clean_pending_list('property_unit__code_index')")


def _measure(env, size: int, report: Report) -> dict[str, float]:
    units = env["property.unit"]
    partners = env["res.partner"]
    parties = env["property.unit.party"]
    last = (size - 1) // PER_BUILDING
    code = f"B{last}-0123"

    def repeated(search):
        return lambda n: [search() for _ in range(n)]

    works = {
        "unit by code": repeated(lambda: units.name_search(code)),
        "unit by the beginning of its code": repeated(
            lambda: units.name_search(f"B{last}-012")
        ),
        "contact by unit, our part": repeated(
            lambda: parties.search([("unit_code", "=like", f"{code}%")]).partner_id
        ),
        "contact by unit, with the names": repeated(lambda: partners.name_search(code)),
        "count of occupied units": repeated(
            lambda: units.search_count([("occupied_on", "=", DAY)])
        ),
        "list of 80 with owners": repeated(lambda: _list(units)),
    }
    gates = {
        "count of occupied units": "<= 1",
        "list of 80 with owners": "<= 7",
        "unit by code": "<= 2",
        "contact by unit, with the names": "<= 2",
    }
    walls = {}
    for case, work in works.items():
        slow = case.startswith(("count", "contact by unit, with"))
        cost = measure(env, work, n=3 if slow else LOOKUPS, reps=3)
        report.add_cost(f"{case}, {size:,}", cost, q=gates.get(case))
        walls[case] = cost.wall_ms
    for case, query in (
        ("unit by code", units._search([("display_name", "ilike", code)])),
        ("unit by any part", units._search([("code", "ilike", "-0123")])),
        ("contact by unit", parties._search([("unit_code", "=like", f"{code}%")])),
    ):
        env.cr.execute(SQL("EXPLAIN %s", query.select()))
        plan = "\n".join(line for (line,) in env.cr.fetchall())
        # over a few pages a scan is right
        gate = ">= 1" if size >= 10_000 else None
        indexed = int("Index" in plan and "Seq Scan" not in plan)
        report.add(f"plan: {case}, {size:,}", "index used", indexed, gate=gate)
    return walls


def _list(units):
    page = units.search([("site_id.code", "=", "BENCH")], limit=80)
    page.env.invalidate_all()
    return page.read(["code", "kind", "area", "owner_name", "tenant_name"])


if __name__ == "__main__":
    main(run, sizes=(1_000, 10_000))
