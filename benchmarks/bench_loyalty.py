"""VIP loyalty: confirming an order against sale_loyalty alone, and the night's work.

Members are made by INSERT … SELECT. A gate is on statements and how they grow, never
on a time.
"""

from typing import TextIO

from odoo.fields import Command
from odoo.tools import SQL

from .harness import (
    Report,
    environment,
    growth,
    main,
    measure,
    measure_committed,
    use_defaults,
)

LINES = 10
ORDERS = 5


def run(db: str, sizes: tuple[int, ...], out: TextIO) -> bool:
    """Measure at each of the sizes, growing; return whether all gates held."""
    report = Report("loyalty", out)
    with environment(db) as env:
        site = env["service.site"].create(
            {"name": "Bench", "code": "BENCH", "kind": "store", "tz": "Asia/Shanghai"}
        )
    with environment(db) as env:
        _confirming(env, site.id, report)
    times = []
    made = 0
    for size in sorted(sizes):
        with environment(db) as env:
            _generate(env, site.id, made, size)
        made = size
        with environment(db) as env:
            cost = measure_committed(
                env, lambda env: env["loyalty.card"]._cron_vip_night(), n=size
            )
        report.add_cost(f"night, {size} members", cost, q="<= 0.01")
        with environment(db) as env:
            floor = measure_committed(env, _floor, n=size)
        ratio = cost.wall_ms / max(floor.wall_ms, 1e-6)
        report.add(f"night, {size} members", "SQL floors", ratio, target="<= 10")
        times.append((size, cost.wall_ms * size))
    if len(times) > 1:
        report.add("night", "α", growth(times), target="<= 0.4")
    return report.finish()


def _floor(env) -> None:
    """What it takes to look at the members at all."""
    env.cr.execute(
        SQL(
            "SELECT count(*) FROM loyalty_card WHERE vip_state IN ('active', 'lost')"
            " AND expiration_date < now()"
        )
    )
    env.cr.execute(
        SQL(
            "SELECT count(*) FROM loyalty_vip_registration"
            " WHERE to_char(birth_date, 'MMDD') = '0520'"
        )
    )


def _confirming(env, site_id: int, report: Report) -> None:
    """A customer without a card, who is to notice nothing of all this."""
    product = env["product.product"].create({"name": "Bench", "list_price": 10})
    partner = env["res.partner"].create({"name": "Bench"})

    def orders(n):
        return env["sale.order"].create(
            [
                {
                    "partner_id": partner.id,
                    "store_id": site_id,
                    "order_line": [
                        Command.create({"product_id": product.id})
                        for _line in range(LINES)
                    ],
                }
                for _order in range(n)
            ]
        )

    def confirm(n):
        orders(n).action_confirm()

    # Committed: each try is rolled back.
    env.cr.commit()
    our_cost = measure(env, confirm, n=ORDERS)
    programs = env["loyalty.program"].search([("vip_role", "!=", False)])
    programs.active = False
    env.cr.commit()
    stock_cost = measure(env, confirm, n=ORDERS)
    programs.active = True
    env.cr.commit()
    report.add_cost("confirm, VIP programs off", stock_cost)
    report.add_cost("confirm, no member", our_cost)
    report.add("confirm, no member", "more q", our_cost.q - stock_cost.q, gate="<= 4")
    report.add(
        "confirm, no member",
        "CPU ratio",
        our_cost.cpu_ms / stock_cost.cpu_ms,
        target="<= 1.05",
    )


def _generate(env, site_id: int, start: int, end: int) -> None:
    """Members number ``start`` to ``end``, with a form each, birthdays all year."""
    for model in ("res.partner", "loyalty.vip.registration", "loyalty.card"):
        use_defaults(env[model])
    program = env["loyalty.program"].vip_program("points", env.company)
    values = {
        "start": start,
        "end": end,
        "site": site_id,
        "program": program.id,
        "company": env.company.id,
        "user": env.uid,
    }
    for statement in (
        """INSERT INTO res_partner (name, active, company_id, type)
           SELECT 'Bench ' || n, true, %(company)s, 'contact'
             FROM generate_series(%(start)s, %(end)s - 1) n""",
        """INSERT INTO loyalty_vip_registration
                  (partner_id, site_id, company_id, level, day, kind, state, salutation,
                   birth_date, number)
           SELECT p.id, %(site)s, %(company)s, 'confidential', now()::date, 'new',
                  'issued', 'ms', '1980-01-01'::date + (p.id %% 365), 'B' || p.id
             FROM res_partner p
            WHERE p.name LIKE 'Bench %%'
              AND NOT EXISTS (SELECT FROM loyalty_card c WHERE c.partner_id = p.id)""",
        """INSERT INTO loyalty_card
                  (program_id, partner_id, code, points, active, vip_state, vip_site_id,
                   vip_company_id, vip_valid_from, expiration_date, vip_registration_id,
                   vip_messages, vip_terms)
           SELECT %(program)s, f.partner_id, f.number, 10, true, 'active', %(site)s,
                  %(company)s, now()::date - 700,
                  now()::date + 30 - (f.id %% 60)::int, f.id, false,
                  '{"amount": "100", "remainders": "add_up", "months": 0}'
             FROM loyalty_vip_registration f
            WHERE f.number LIKE 'B%%'
              AND NOT EXISTS (SELECT FROM loyalty_card c WHERE c.code = f.number)""",
    ):
        env.cr.execute(statement, values)
    env.cr.execute("ANALYZE loyalty_card; ANALYZE loyalty_vip_registration")


if __name__ == "__main__":
    main(run, (1_000, 10_000))
