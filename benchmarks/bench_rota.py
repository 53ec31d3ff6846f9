"""Whose turn it is, beside the assignment of leads in stock CRM.

Eight processes receive visitors of one sales floor, all at once; one transaction in ten
is rolled back. A reception is a visit in the register and sealed entries in the ledger;
a pick alone says who is next.
"""

from dataclasses import dataclass
from typing import TextIO

from odoo import api

from .harness import (
    Cost,
    Report,
    environment,
    growth,
    main,
    measure,
    measure_committed,
    percentile,
    race,
)

from odoo.addons.sales_floor.tests import rota_race  # isort: skip

PROCESSES = 8
LENGTHS = (10, 100, 1_000)  # visitors that a day has had
# Stock CRM assigns a lead that comes alone, as a visitor does, or many in one go.
ASSIGNMENTS = {"a lead alone": (1, 20), "each of 100 leads": (100, 2)}
# A pick answers one visitor: its target is on a lead that comes alone.
PICKED = {"a lead alone": {"target": "<= 0.2", "gate": "<= 0.25"}}
TEAM = "Bench Rota"


def run(db: str, sizes: tuple[int, ...], out: TextIO) -> bool:
    """Receive ``size`` visitors in each process; return whether all gates held."""
    report = Report("rota", out)
    assigned = _measure_assignment(db, report)
    rota_race.prepare(db)
    _measure_reception(db, assigned, report)
    rota_race.clean_up(db)
    for size in sizes:
        _race(db, size, report)
    return report.finish()


def _measure_assignment(db: str, report: Report) -> dict[str, Cost]:
    """What stock CRM takes to give a lead to a member of a team."""
    with environment(db) as env:
        _make_team(env)
    costs = {}
    for case, (leads, times) in ASSIGNMENTS.items():
        found = [_assign(db, leads) for _ in range(times)]
        costs[case] = min(found, key=lambda cost: cost.cpu_ms)
        report.add_cost(f"{case} assigned, stock CRM", costs[case])
    return costs


def _assign(db: str, n: int) -> Cost:
    with environment(db) as env:
        team = env["crm.team"].search([("name", "=", TEAM)])
        values = {"type": "lead", "team_id": team.id, "user_id": False}
        leads = env["crm.lead"].create(
            [{"name": f"Lead {number}", **values} for number in range(n)]
        )
        env.cr.commit()
        env.invalidate_all()
        cost = measure_committed(env, lambda _env: team._action_assign_leads(True), n=n)
        assert all(lead.user_id for lead in leads), "all of them are somebody's"
        leads.unlink()
    return cost


def _make_team(env: api.Environment) -> None:
    env["ir.config_parameter"].set_param("crm.lead.auto.assignment", True)
    users = env["res.users"].create(
        [
            {"name": f"Bench {number}", "login": f"bench-rota-{number}"}
            for number in range(rota_race.REPS)
        ]
    )
    team = env["crm.team"].create({"name": TEAM, "use_leads": True})
    env["crm.team.member"].create(
        [
            {"crm_team_id": team.id, "user_id": user.id, "assignment_max": 100_000}
            for user in users
        ]
    )


@dataclass
class Day:
    """A day that goes on: a visitor more is received and leaves again."""

    db: str
    received: int = 0

    def go_on(self, until: int) -> None:
        with environment(self.db) as env:
            for turn in range(self.received, until):
                rota_race.receive(env, "bench", turn)
        self.received = until


def _measure_reception(db: str, assigned: dict[str, Cost], report: Report) -> None:
    """It must not matter how many visitors there were before."""
    day, points = Day(db), {"picked": [], "received": []}
    for length in LENGTHS:
        day.go_on(length)
        with environment(db) as env:
            rota = rota_race.rota(env)

            def pick(n, env=env, rota=rota):
                for _ in range(n):
                    env.invalidate_all()
                    rota._propose({})

            def receive(n, env=env, rota=rota):
                for number in range(n):
                    env.invalidate_all()
                    visit = rota._receive({}, env.user, f"measured-{number}")
                    visit._finish(env.user)

            for case, work, limit, limits in (
                ("picked", pick, "<= 8", PICKED),
                ("received", receive, "<= 40", {}),
            ):
                cost = measure(env, work, n=10, reps=3)
                points[case].append((length, cost.cpu_ms))
                name = f"{case} after {length:,} visitors"
                report.add_cost(name, cost, q=limit)
                for other, stock in assigned.items():
                    ratio = cost.cpu_ms / stock.cpu_ms
                    bounds = limits.get(other, {})
                    report.add(name, f"× CPU of {other}", ratio, **bounds)
    for case, measured in points.items():
        report.add(case, "α", growth(measured), gate="<= 0.2")


def _race(db: str, size: int, report: Report) -> None:
    rota_race.prepare(db)
    result = race(db, rota_race.receive, procs=PROCESSES, n=size, rollback_every=10)
    ledger = rota_race.verify(db)
    rota_race.clean_up(db)
    case = f"{PROCESSES} × {size:,} received at once"
    report.add(case, "received/s", result.committed / result.seconds)
    report.add(case, "p50 ms", percentile(result.latencies, 50) * 1000)
    report.add(case, "p99 ms", percentile(result.latencies, 99) * 1000)
    report.add(case, "retries", result.retries, gate="<= 0")
    failures = PROCESSES * size - result.committed - result.undone
    report.add(case, "failures", failures, gate="<= 0")
    seqs = ledger["seqs"]
    report.add(case, "turns twice", len(seqs) - len({*seqs}), gate="<= 0")
    lost = result.committed - len(seqs)
    report.add(case, "turns lost", abs(lost), gate="<= 0")
    report.add(case, "otherwise than alone", ledger["wrong"], gate="<= 0")
    per_rep = ledger["per_rep"]
    report.add(case, "spread", per_rep[-1] - per_rep[0], gate="<= 1")


if __name__ == "__main__":
    main(run, sizes=(100,))
