"""VIP loyalty: confirming an order beside sale_loyalty alone, and the night's work.

Orders are confirmed in turns with a database that has sale_loyalty and none of ours.

The night at N members meets what such a night does: cards hold for two years, so that 1
in 730 runs out; birthdays are spread over the year, so that 1 member in 365 is wished
well, nine of ten by SMS and one by e-mail. All want messages; no points lapse, as the
settings have it. Beside it stands its floor: the same rows found, changed and written
by bare SQL. What is written grows with the members, whoever writes it (the floor's α
says how much); what is looked at must not: so the target on α is on the night in which
nothing is due.

Members are made by INSERT … SELECT. A gate is on statements, never on a time.
"""

from functools import partial
from typing import TextIO

from odoo.fields import Command

from tooling import databases

from .harness import (
    Report,
    environment,
    growth,
    main,
    measure_in_turns,
    use_defaults,
)

LINES = 10
ORDERS = 5
# A night is made up of these, each with the writing that it comes to.
FLOOR = (
    """UPDATE loyalty_card SET vip_state = 'expired', write_date = now()
        WHERE vip_state IN ('active', 'lost') AND expiration_date < now()::date""",
    """CREATE TEMPORARY TABLE due ON COMMIT DROP AS
       SELECT card.id, card.partner_id, partner.phone,
              'Happy birthday, ' || partner.name AS body,
              nextval('mail_message_id_seq') AS message_id
         FROM loyalty_vip_registration AS form
         JOIN loyalty_card AS card ON card.vip_registration_id = form.id
         JOIN res_partner AS partner ON partner.id = card.partner_id
        WHERE (EXTRACT(MONTH FROM form.birth_date), EXTRACT(DAY FROM form.birth_date))
              = (EXTRACT(MONTH FROM now() + '3 days'::interval),
                 EXTRACT(DAY FROM now() + '3 days'::interval))
          AND card.vip_state = 'active' AND card.vip_messages""",
    """INSERT INTO mail_message
              (id, model, res_id, body, message_type, date, email_from, reply_to,
               message_id, author_id, is_internal)
       SELECT due.message_id, 'loyalty.card', due.id, '<p>' || body || '</p>', 'sms',
              now(), 'bench@store.test', 'bench@store.test', due.id || '@bench', 1, true
         FROM due""",
    """INSERT INTO sms_sms (uuid, number, body, partner_id, mail_message_id, state)
       SELECT md5(random()::text), phone, body, partner_id, message_id, 'outgoing'
         FROM due WHERE phone IS NOT NULL""",
    """INSERT INTO mail_mail (mail_message_id, body_html, state, auto_delete)
       SELECT message_id, '<p>' || body || '</p>', 'outgoing', true
         FROM due WHERE phone IS NULL""",
    """UPDATE loyalty_card SET vip_reminded_on = now()::date, write_date = now()
         FROM due WHERE due.id = loyalty_card.id""",
)


def run(db: str, sizes: tuple[int, ...], out: TextIO) -> bool:
    """Measure at each of the sizes, growing; return whether all gates held."""
    report = Report("loyalty", out)
    with environment(db) as env:
        site = env["service.site"].create(
            {"name": "Bench", "code": "BENCH", "kind": "store", "tz": "Asia/Shanghai"}
        )
    with databases.temporary("stock", bare=True) as stock_db:
        _confirming(db, stock_db, site.id, report)
    nights, quiet_nights, floors = [], [], []
    made = 0
    for size in sorted(sizes):
        with environment(db) as env:
            _generate(env, site.id, made, size)
        made = size
        with environment(db) as env:
            night = (env, partial(_night, env["loyalty.card"]))
            floor = (env, partial(_floor, env.cr))
            cost, floor = measure_in_turns([night, floor], n=size)
            env["loyalty.card"]._cron_vip_night()
            env.cr.commit()
            [quiet] = measure_in_turns([night], n=size)
        # Some statements a night takes in any case: too few members to spread them on.
        gate = "<= 0.01" if size >= 10_000 else None
        report.add_cost(f"night, {size:,} members", cost, q=gate)
        report.add_cost(f"the same in SQL, {size:,} members", floor)
        report.add_cost(f"night with nothing due, {size:,} members", quiet)
        ratio = cost.wall_ms / floor.wall_ms
        report.add(f"night, {size:,}", "SQL floors", ratio, target="<= 10")
        for costs, one in ((nights, cost), (quiet_nights, quiet), (floors, floor)):
            costs.append((size, one.wall_ms * size))
    if len(nights) > 1:
        report.add("night", "α", growth(nights))
        report.add("the same in SQL", "α", growth(floors))
        report.add("night with nothing due", "α", growth(quiet_nights), target="<= 0.4")
    return report.finish()


def _night(cards, _members: int) -> None:
    cards._cron_vip_night()


def _floor(cr, _members: int) -> None:
    for statement in FLOOR:
        cr.execute(statement)


def _confirming(db: str, stock_db: str, site_id: int, report: Report) -> None:
    """Who has no card is to notice nothing; who has one, little."""
    with environment(db) as env, environment(stock_db) as stock_env:
        stock_works = _Orders(stock_env)
        our_works = _Orders(env, site_id)
        for case, name in (
            ("confirm, no member", "confirm"),
            ("order and confirm, no member", "order_and_confirm"),
        ):
            stock, ours = measure_in_turns(
                [
                    (stock_env, getattr(stock_works, name)),
                    (env, getattr(our_works, name)),
                ],
                n=ORDERS,
            )
            report.add_cost(f"{case}, sale_loyalty", stock)
            report.add_cost(case, ours)
            report.add(case, "more q", ours.q - stock.q, gate="<= 4")
            ratio = ours.cpu_ms / stock.cpu_ms
            report.add(case, "CPU ratio", ratio, target="<= 1.05")
        stock_works.promote()
        our_works.enroll()
        stock, ours = measure_in_turns(
            [(stock_env, stock_works.confirm), (env, our_works.confirm)], n=ORDERS
        )
        report.add_cost("confirm, 10 % promotion, sale_loyalty", stock)
        report.add_cost("confirm, member with 10 %", ours)
        more = ours.q - stock.q
        report.add("confirm, member with 10 %", "more q", more, target="<= 4")
        ratio = ours.cpu_ms / stock.cpu_ms
        report.add("confirm, member with 10 %", "CPU ratio", ratio)


class _Orders:
    """Orders of one customer, of 10 lines each, in one of the databases."""

    def __init__(self, env, site_id=None):
        self.env = env
        self.product = env["product.product"].create({"name": "Bench", "list_price": 9})
        self.partner = env["res.partner"].create({"name": "Bench"})
        self.values = {
            "partner_id": self.partner.id,
            **({"store_id": site_id} if site_id else {}),
        }
        self.site_id = site_id
        self.orders = self.order(ORDERS)
        env.cr.commit()  # each try is rolled back

    def order(self, n):
        lines = [Command.create({"product_id": self.product.id})] * LINES
        return self.env["sale.order"].create([{**self.values, "order_line": lines}] * n)

    def confirm(self, _n):
        for order in self.orders:
            order.action_confirm()

    def order_and_confirm(self, n):
        for order in self.order(n):
            order.action_confirm()

    def promote(self):
        """10 % for everybody, as sale_loyalty gives it."""
        self.env["loyalty.program"].create(
            {
                "name": "10 %",
                "program_type": "promotion",
                "trigger": "auto",
                "applies_on": "current",
                "rule_ids": [Command.clear(), Command.create({})],
                "reward_ids": [
                    Command.clear(),
                    Command.create(
                        {
                            "reward_type": "discount",
                            "discount": 10,
                            "discount_mode": "percent",
                            "discount_applicability": "order",
                        }
                    ),
                ],
            }
        )
        for order in self.orders:
            order._update_programs_and_rewards()
            for coupon, rewards in order._get_claimable_rewards().items():
                order._apply_program_reward(rewards, coupon)
        assert all(order.reward_amount for order in self.orders)
        self.env.cr.commit()

    def enroll(self):
        """10 % for the holder of a card, who shows it."""
        program = self.env["loyalty.program"].vip_program("points", self.env.company)
        card = self.env["loyalty.card"].create(
            {
                "program_id": program.id,
                "partner_id": self.partner.id,
                "code": "BENCH000000",
                "points": 0,
                "expiration_date": "2099-12-31",
                "vip_state": "active",
                "vip_site_id": self.site_id,
                "vip_valid_from": "2000-01-01",
                "vip_terms": {"amount": "100", "remainders": "add_up", "months": 0},
            }
        )
        for order in self.orders:
            self.env["loyalty.vip.show"].create(
                {"order_id": order.id, "number": card.code}
            ).action_apply()
        assert all(order.reward_amount for order in self.orders)
        self.env.cr.commit()


def _generate(env, site_id: int, start: int, end: int) -> None:
    """Members number ``start`` to ``end``; the night is before them all again."""
    for model in ("res.partner", "loyalty.vip.registration", "loyalty.card"):
        use_defaults(env[model])
    program = env["loyalty.program"].vip_program("points", env.company)
    values = {
        "start": start,
        "end": end,
        "site": site_id,
        "program": program.id,
        "company": env.company.id,
    }
    for statement in (
        """INSERT INTO res_partner
                  (name, complete_name, active, company_id, type, lang, phone,
                   phone_sanitized, email, email_normalized)
           SELECT 'Bench ' || n, 'Bench ' || n, true, %(company)s, 'contact', 'en_US',
                  phone, phone, email, email
             FROM (SELECT n, CASE WHEN n %% 10 > 0 THEN '+86' || 13800000000 + n END
                          AS phone, n || '@home.test' AS email
                     FROM generate_series(%(start)s, %(end)s - 1) n) AS people""",
        """INSERT INTO loyalty_vip_registration
                  (partner_id, site_id, company_id, level, day, kind, state, salutation,
                   birth_date, number)
           SELECT p.id, %(site)s, %(company)s, 'confidential', now()::date, 'new',
                  'issued', 'ms', '1981-01-01'::date + (p.id %% 365), 'B' || p.id
             FROM res_partner p
            WHERE p.name LIKE 'Bench %%'
              AND NOT EXISTS (SELECT FROM loyalty_card c WHERE c.partner_id = p.id)""",
        """INSERT INTO loyalty_card
                  (program_id, partner_id, code, points, active, vip_state, vip_site_id,
                   vip_company_id, vip_valid_from, expiration_date, vip_registration_id,
                   vip_messages, vip_terms)
           SELECT %(program)s, f.partner_id, f.number, 10, true, 'active', %(site)s,
                  %(company)s, now()::date - 729 + (f.id %% 730)::int,
                  now()::date - 1 + (f.id %% 730)::int, f.id, true,
                  '{"amount": "100", "remainders": "add_up", "months": 0}'
             FROM loyalty_vip_registration f
            WHERE f.number LIKE 'B%%'
              AND NOT EXISTS (SELECT FROM loyalty_card c WHERE c.code = f.number)""",
        "UPDATE loyalty_card SET vip_state = 'active', vip_reminded_on = NULL"
        " WHERE vip_state = 'expired' OR vip_reminded_on IS NOT NULL",
        "ANALYZE loyalty_card; ANALYZE loyalty_vip_registration; ANALYZE res_partner",
    ):
        env.cr.execute(statement, values)


if __name__ == "__main__":
    main(run, (1_000, 10_000))
