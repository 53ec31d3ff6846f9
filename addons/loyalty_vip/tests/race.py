"""Points of one card, from several processes at once (L-18)."""

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError

from odoo.addons.base_register.tests.race import race, transaction

CODE = "RACE"
PRIZE = 50


def prepare(database, points, cards=1):
    """A store, members with so many points each, and a prize for 50."""
    with transaction(database) as env:
        site = env["service.site"].create(
            {"name": "Race", "code": CODE, "kind": "store", "tz": "Asia/Shanghai"}
        )
        product = env["product.product"].create(
            {"name": "Race Mug", "type": "service", "taxes_id": [Command.clear()]}
        )
        program = env["loyalty.program"].vip_program("points", env.company)
        reward = env["loyalty.reward"].create(
            {
                "program_id": program.id,
                "reward_type": "product",
                "reward_product_id": product.id,
                "required_points": PRIZE,
                "description": "Race Mug",
            }
        )
        made = env["loyalty.card"]
        for number in range(cards):
            # A customer already: being made one is Odoo's own race for the partner.
            partner = env["res.partner"].create(
                {"name": f"Race {number}", "customer_rank": 1}
            )
            card = env["loyalty.card"].create(
                {
                    "program_id": program.id,
                    "partner_id": partner.id,
                    "code": f"{CODE}{number:04d}",
                    "points": 0,
                    "expiration_date": "2099-12-31",
                    "vip_state": "active",
                    "vip_site_id": site.id,
                    "vip_valid_from": "2000-01-01",
                    "vip_terms": {
                        "amount": "100",
                        "remainders": "add_up",
                        "months": 0,
                    },
                }
            )
            if points:
                card.vip_post(points, "earn")
            made += card
        return {
            "site": site.id,
            "reward": reward.id,
            "product": product.id,
            "cards": made.ids,
        }


def redeem(what):
    """Redeem one prize per transaction: card after card, all processes the same."""

    def work(env, process, turn):
        card = env["loyalty.card"].browse(what["cards"][turn])
        wizard = env["loyalty.vip.prize"].create(
            {
                "card_id": card.id,
                "reward_id": what["reward"],
                "store_id": what["site"],
                "quantity": 1,
            }
        )
        try:
            wizard.action_redeem()
        except (UserError, ValidationError):
            return [("refused", 1)]
        return [("redeemed", 1)]

    return work


def make_orders(database, what):
    """Two orders with a prize each, for every card: none confirmed yet."""
    orders = []
    with transaction(database) as env:
        reward = env["loyalty.reward"].browse(what["reward"])
        for card in env["loyalty.card"].browse(what["cards"]):
            made = env["sale.order"].create(
                [
                    {
                        "partner_id": card.partner_id.id,
                        "store_id": what["site"],
                        "vip_prize_reward_id": reward.id,
                        "vip_prize_quantity": 1,
                    }
                ]
                * 2
            )
            for order in made:
                order._apply_program_reward(reward, card)
            orders.append(made.ids)
    return orders


def confirm(orders):
    """Confirm one of a card's two orders, each process the other one."""

    def work(env, process, turn):
        order = env["sale.order"].browse(orders[turn][process % 2])
        try:
            order.action_confirm()
        except (UserError, ValidationError):
            return [("refused", 1)]
        return [("redeemed", 1)]

    return work


def buy(what):
    """Post an invoice of 150 for the one card, and pay it; return the fourth again."""
    bought = []

    def work(env, process, turn):
        if turn == 4:
            env["account.move"].browse(bought[-1])._reverse_moves(cancel=True)
            return [("returned", 1)]
        card = env["loyalty.card"].browse(what["cards"][0])
        move = env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": card.partner_id.id,
                "store_id": what["site"],
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": what["product"],
                            "price_unit": 150,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        move.action_post()
        env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        ).create({})._create_payments()
        bought.append(move.id)
        return [("bought", 1)]

    return work


def count_later(database):
    """Count what the payments left, as the scheduled action does; how many they left.

    What it commits is one transaction here.
    """
    with transaction(database) as env:
        unsettled = env["loyalty.vip.unsettled"]
        left = unsettled.search_count([])
        unsettled._cron_settle()
        assert not unsettled.search_count([])
        return left


def on_record(database, what):
    """What the database says afterwards."""
    with transaction(database) as env:
        cards = env["loyalty.card"].browse(what["cards"])
        return [
            {
                "points": card.points,
                "ledger": sum(card.history_ids.mapped("issued"))
                - sum(card.history_ids.mapped("used")),
                "earned": card.vip_earned,
                "paid": card.vip_paid_base,
                "redeemed": len(
                    card.history_ids.filtered(lambda it: it.vip_kind == "redeem")
                ),
            }
            for card in cards
        ]


def clean_up(database, what):
    """Cards, their ledger and what was bought are never deleted through the ORM."""
    with transaction(database) as env:
        partners = env["loyalty.card"].browse(what["cards"]).partner_id.ids
        arguments = {**what, "partners": partners}
        for statement in (
            "DELETE FROM sale_order_line WHERE order_partner_id = ANY(%(partners)s)",
            "DELETE FROM sale_order WHERE partner_id = ANY(%(partners)s)",
            "DELETE FROM account_partial_reconcile WHERE debit_move_id IN (SELECT id"
            " FROM account_move_line WHERE partner_id = ANY(%(partners)s))",
            "DELETE FROM account_payment_register WHERE partner_id = ANY(%(partners)s)",
            "DELETE FROM account_payment WHERE partner_id = ANY(%(partners)s)",
            "DELETE FROM account_move_line WHERE partner_id = ANY(%(partners)s)",
            "DELETE FROM account_move WHERE partner_id = ANY(%(partners)s)",
            "DELETE FROM loyalty_history WHERE card_id = ANY(%(cards)s)",
            "DELETE FROM loyalty_card WHERE id = ANY(%(cards)s)",
            "DELETE FROM loyalty_vip_prize WHERE reward_id = %(reward)s",
            "DELETE FROM loyalty_reward WHERE id = %(reward)s",
        ):
            env.cr.execute(statement, arguments)
        env.invalidate_all()
        env["res.partner"].browse(partners).unlink()
        env["product.product"].browse(what["product"]).unlink()
        env["service.site"].browse(what["site"]).unlink()


def run(database, race_of, points, cards, size):
    """Race one of these works, and say what came of it."""
    what = prepare(database, points, cards)
    try:
        match race_of:
            case "redeem":
                work = redeem(what)
            case "confirm":
                work = confirm(make_orders(database, what))
            case "buy":
                work = buy(what)
        result = race(database, work, **size)
        left = count_later(database)
        record = on_record(database, what)
    finally:
        clean_up(database, what)
    return {"race": vars(result), "left": left, "record": record}
