from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policies import redemption


class LoyaltyVipPrize(models.TransientModel):
    """L-05, L-09: points for prizes, chosen by quantity, once and for all."""

    _name = "loyalty.vip.prize"
    _description = "Redeem Points for a Prize"

    card_id = fields.Many2one("loyalty.card", required=True, readonly=True)
    called = fields.Char(related="card_id.vip_called")
    balance = fields.Integer(string="Points Left", compute="_compute_balance")
    store_id = fields.Many2one(
        "service.site",
        required=True,
        domain="[('kind', '=', 'store')]",
        compute="_compute_store_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    reward_ids = fields.Many2many("loyalty.reward", compute="_compute_reward_ids")
    reward_id = fields.Many2one(
        "loyalty.reward", string="Prize", domain="[('id', 'in', reward_ids)]"
    )
    product_ids = fields.Many2many(related="reward_id.reward_product_ids")
    multi_product = fields.Boolean(related="reward_id.multi_product")
    product_id = fields.Many2one(
        "product.product",
        domain="[('id', 'in', product_ids)]",
        compute="_compute_product_id",
        store=True,
        readonly=False,
    )
    quantity = fields.Integer(default=1, required=True)
    message = fields.Char(string="What This Does", compute="_compute_message")
    is_possible = fields.Boolean(compute="_compute_message")

    @api.depends("card_id")
    def _compute_balance(self):
        for wizard in self:
            wizard.balance = int(wizard.card_id.sudo().points)

    @api.depends("card_id")
    def _compute_store_id(self):
        for wizard in self:
            wizard.store_id = wizard.store_id or wizard.card_id.sudo().vip_site_id

    @api.depends("card_id", "store_id")
    def _compute_reward_ids(self):
        for wizard in self:
            rewards = wizard.card_id.sudo().program_id.reward_ids
            wizard.reward_ids = rewards.filtered(
                lambda it, store=wizard.store_id: (
                    it.reward_type == "product"
                    and (not it.vip_store_ids or store in it.vip_store_ids)
                )
            ).with_env(self.env)

    @api.depends("reward_id")
    def _compute_product_id(self):
        for wizard in self:
            wizard.product_id = wizard.reward_id.reward_product_ids[:1]

    @api.depends("card_id", "store_id", "reward_id", "quantity")
    @api.depends_context("lang")
    def _compute_message(self):
        for wizard in self:
            finding = wizard.reward_id and wizard._redemption_decide()
            wizard.is_possible = bool(wizard.reward_id) and not finding
            if not wizard.reward_id:
                wizard.message = False
            elif finding:
                wizard.message = wizard._redemption_sentence(finding)
            else:
                cost = int(wizard.reward_id.required_points) * wizard.quantity
                wizard.message = self.env._(
                    "Takes %(cost)s of %(balance)s points and leaves %(left)s. It can't"
                    " be undone: no points back, no exchange.",
                    cost=cost,
                    balance=wizard.balance,
                    left=wizard.balance - cost,
                )

    def action_redeem(self):
        """Redeem: an order with the prize alone, confirmed at once."""
        self.ensure_one()
        card = self.card_id.sudo()
        self.env["sale.order"].check_access("create")
        if card.vip_company_id.vip_scope == "store":
            self.card_id.check_access("read")
        if not self.reward_id:
            raise UserError(self.env._("Choose a prize."))
        card.vip_lock_counted()
        self.invalidate_recordset(["balance"])
        finding = self._redemption_decide()
        if finding:
            raise UserError(self._redemption_sentence(finding))
        order = self._make_order()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": order.id,
            "view_mode": "form",
            "name": order.name,
        }

    def _make_order(self):
        card = self.card_id.sudo()
        order = (
            self.env["sale.order"]
            .sudo()
            .create(
                {
                    "partner_id": card.partner_id.id,
                    "company_id": card.vip_company_id.id,
                    "store_id": self.store_id.id,
                    "vip_prize_reward_id": self.reward_id.id,
                    "vip_prize_quantity": self.quantity,
                }
            )
        )
        status = order._apply_program_reward(
            self.reward_id.sudo(), card, product=self.product_id.sudo()
        )
        if status.get("error"):
            raise UserError(status["error"])
        order.action_confirm()
        return order

    # -- rules --

    def _redemption_facts(self):
        """L-05: the one card, the prize and how many."""
        card = self.card_id.sudo()
        return redemption.Facts(
            today=self.store_id.sudo().local_date(),
            state=card.vip_state,
            last_day=card.expiration_date,
            balance=int(card.points),
            needed=int(self.reward_id.sudo().required_points),
            quantity=self.quantity,
            offered=self.reward_id in self.reward_ids._origin,
        )

    def _redemption_settings(self):
        return redemption.Settings()

    def _redemption_rules(self):
        """L-05: the objections in the order they are raised."""
        return redemption.RULES

    def _redemption_decide(self):
        return redemption.refuse(
            self._redemption_facts(),
            self._redemption_settings(),
            self._redemption_rules(),
        )

    def _redemption_sentence(self, finding):
        key, params = finding.reason
        sentences = {
            "not_in_force": self.env._("L-10: the card is not in force."),
            "not_offered": self.env._("L-05: this prize is not on the store's list."),
            "no_quantity": self.env._("L-05: take at least one prize."),
            "not_enough": self.env._(
                "L-05: %(needed)s points are needed, %(balance)s are on the card."
            ),
        }
        return sentences[key] % params
