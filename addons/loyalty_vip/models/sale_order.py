from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

OPEN = ("draft", "sent")
GUARDED = frozenset({"vip_use_id", "vip_prize_reward_id", "vip_prize_quantity"})


class SaleOrder(models.Model):
    """An order of a member: one discount and no other; prizes that stay redeemed."""

    _name = "sale.order"
    _inherit = ["sale.order", "sale.order.vip.mixin"]

    vip_use_ids = fields.One2many(
        "loyalty.vip.use", "order_id", string="VIP Cards Shown", readonly=True
    )

    # -- CRUD --

    def write(self, vals):
        if not self.env.su and GUARDED & vals.keys():
            raise AccessError(
                self.env._("Which VIP card was shown can't be entered: have it shown.")
            )
        if "partner_id" in vals:
            self._vip_change_customer(vals["partner_id"])
        result = super().write(vals)
        if {"order_line", "partner_id", "store_id"} & vals.keys():
            self._vip_refresh()
        return result

    def _vip_change_customer(self, partner_id):
        """L-07: what one member's card gave is not for another customer."""
        changed = self.filtered(lambda it: it.partner_id.id != partner_id)
        if changed.order_line.filtered(lambda it: it.coupon_id.vip_state):
            raise UserError(
                self.env._("L-07: a prize stays with the member whose points paid it.")
            )
        changed.filtered("vip_use_id").sudo().vip_use_id = False

    def _vip_refresh(self):
        """Nothing to calculate at the till: the member's discount follows the order."""
        if self.env.context.get("vip_refreshing"):
            return
        for order in self.filtered(
            lambda it: (
                it.state in OPEN
                and (it.vip_use_id or it._vip_discount_lines())
                and not it.vip_prize_reward_id
            )
        ):
            order._update_programs_and_rewards()

    # -- exclusivity --

    def _vip_discount_lines(self):
        return self.order_line.filtered(
            lambda line: line.reward_id.program_id._is_vip_discount()
        )

    def _get_program_domain(self):
        """L-03: where no card was shown, there is no discount of it to look at."""
        domain = super()._get_program_domain()
        if self.vip_use_id:
            return domain
        return [*domain, ("vip_role", "in", (False, "points"))]

    def _program_check_compute_points(self, programs):
        """L-03, L-04, L-06: of the discounts, the one the member gets; no other."""
        discounts = programs.filtered(lambda it: it._is_vip_discount())
        role = self._vip_role() if discounts else None
        refused = discounts.filtered(lambda it: it.vip_role != role)
        result = super()._program_check_compute_points(programs - refused)
        for program in refused:
            result[program] = {
                "error": self.env._("This discount is for members who show their card.")
            }
        return result

    def _vip_role(self):
        if self.state not in OPEN:
            return self._vip_discount_lines().reward_id.program_id[:1].vip_role or None
        if not self.vip_use_id:
            return None
        return self._vip_decide(self._vip_facts(), self._vip_settings()).role

    def _update_programs_and_rewards(self):
        order = self.with_context(vip_refreshing=True)
        result = super(SaleOrder, order)._update_programs_and_rewards()
        order._vip_claim_discount()
        return result

    def _vip_claim_discount(self):
        """L-03: a member's discount is not asked for: the card was shown."""
        if not self.vip_use_id or self.state not in OPEN:
            return
        coupons = self.coupon_point_ids.coupon_id.filtered(
            lambda it: it.program_id._is_vip_discount()
        )
        for coupon in coupons:
            reward = coupon.program_id.reward_ids[:1]
            if reward and reward not in self.order_line.reward_id:
                self._apply_program_reward(reward, coupon)

    def _get_claimable_rewards(self, forced_coupons=None):
        """L-03: offer nothing that could not be given beside what is given."""
        claimable = super()._get_claimable_rewards(forced_coupons)
        member = bool(self._vip_discount_lines())
        other = not member and bool(self._vip_other_lines())
        for coupon in list(claimable):
            program = coupon.program_id
            if (
                program.vip_role == "points"
                or (member and not program.is_payment_program)
                or (other and program._is_vip_discount())
            ):
                del claimable[coupon]
        return claimable

    def _apply_program_reward(self, reward, coupon, **kwargs):
        program = reward.program_id
        if program.vip_role == "points" and self.vip_prize_reward_id != reward:
            return {
                "error": self.env._("L-05: prizes are redeemed by “Redeem Points”.")
            }
        if program._is_vip_discount():
            if program.vip_role != self._vip_role():
                return {"error": self._vip_refusal()}
        elif self._vip_excludes(program):
            return {"error": self._vip_excluded()}
        return super()._apply_program_reward(reward, coupon, **kwargs)

    def _try_apply_code(self, code):
        if self._vip_discount_lines():
            program = self._vip_program_of_code(code)
            if program and self._vip_excludes(program):
                return {"error": self._vip_excluded()}
        return super()._try_apply_code(code)

    def _vip_program_of_code(self, code):
        rule = self.env["loyalty.rule"].sudo().search([("code", "=", code)], limit=1)
        card = self.env["loyalty.card"].sudo().search([("code", "=", code)], limit=1)
        return rule.program_id or card.program_id

    def _vip_excludes(self, program):
        """L-03: a promotion, coupon or card; a gift card or e-wallet pays."""
        return (
            not program.vip_role
            and not program.is_payment_program
            and bool(self._vip_discount_lines())
        )

    def _vip_excluded(self):
        return self.env._(
            "L-03: the VIP discount is not given together with any other promotion,"
            " coupon or card. Take the VIP discount off first if the customer prefers"
            " the other one."
        )

    def _vip_refusal(self):
        if not self._vip_card():
            return self.env._("This discount is for members who show their card.")
        settings = self._vip_settings()
        finding = self._vip_decide(self._vip_facts(), settings)
        return self._vip_sentence(finding, settings)

    def _get_specific_discountable_lines(self, reward):
        """L-03: no VIP discount on special-price goods."""
        lines = super()._get_specific_discountable_lines(reward)
        if reward.program_id._is_vip_discount():
            lines = lines.filtered(lambda line: not line._vip_is_special())
        return lines

    def action_vip_show(self):
        """L-07, L-14: the card is shown at payment."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("VIP Card Shown"),
            "res_model": "loyalty.vip.show",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def action_vip_take_off(self):
        """L-03: the customer prefers another promotion: no VIP discount here."""
        self.ensure_one()
        self.check_access("write")
        if self.state in OPEN and self.vip_use_id:
            self.sudo().vip_use_id = False
            self._update_programs_and_rewards()

    def action_vip_prize(self):
        """L-05: redeem points of the customer's card."""
        self.ensure_one()
        card = self._vip_card()
        return {
            **card.action_vip_prize(),
            "context": {
                "default_card_id": card.id,
                "default_store_id": self.store_id.id,
            },
        }

    # -- prizes --

    def _get_reward_values_product(self, reward, coupon, product=None, **kwargs):
        """L-05: as many prizes as were chosen, not as many as the points allow."""
        values = super()._get_reward_values_product(
            reward, coupon, product=product, **kwargs
        )
        if reward.program_id.vip_role == "points":
            quantity = self.vip_prize_quantity
            for vals in values:
                vals["product_uom_qty"] = reward.reward_product_qty * quantity
                vals["points_cost"] = reward.required_points * quantity
        return values

    def _vip_prize_costs(self):
        """By VIP card, the points that these orders take when they are confirmed."""
        costs = defaultdict(int)
        for order in self.sudo():
            for line in order.order_line if order.state in OPEN else ():
                if line.coupon_id.vip_state:
                    costs[line.coupon_id] += int(line.points_cost)
        return costs

    def action_confirm(self):
        costs = self._vip_prize_costs()
        if costs:
            self._vip_check_prizes(costs)
        opened = self.filtered(lambda it: it.state in OPEN)
        result = super().action_confirm()
        for order in opened:
            order._vip_record()
        for order in opened if costs else ():
            for line in order.sudo().order_line.filtered("coupon_id.vip_state"):
                line.coupon_id.vip_post(-int(line.points_cost), "redeem", order)
        return result

    def _vip_check_prizes(self, costs):
        """L-05, L-08, L-18: points are there once, for all these orders together."""
        cards = self.env["loyalty.card"].union(*costs)
        cards.vip_lock_counted()
        for card in cards:
            owners = self.filtered(lambda it, c=card: c in it.order_line.coupon_id)
            if owners.partner_id - card.partner_id:
                raise ValidationError(
                    self.env._(
                        "L-07: a prize is for the member whose points pay for it."
                    )
                )
            if card.vip_state != "active" or card.points < costs[card]:
                raise ValidationError(
                    self.env._(
                        "L-05: %(needed)s points are needed, %(balance)s are on the"
                        " card.",
                        needed=costs[card],
                        balance=int(card.points),
                    )
                )

    def _vip_record(self):
        """L-03 to L-07: what the card gave, by which rule, on what facts."""
        use = self.sudo().vip_use_id
        if not use:
            return
        facts, settings = self._vip_facts(), self._vip_settings()
        finding = self._vip_decide(facts, settings)
        use.write({"role": finding.role})
        use.with_user(self.env.user).record_decision(
            finding,
            facts=facts,
            settings=settings,
            reason=self._vip_sentence(finding, settings),
        )

    def _get_point_changes(self):
        """The points of a VIP card have one door: see ``vip_post``."""
        changes = super()._get_point_changes()
        for card in list(changes):
            if card.vip_state:
                del changes[card]
        return changes

    def _add_points_for_coupon(self, coupon_points):
        others = {
            card: points for card, points in coupon_points.items() if not card.vip_state
        }
        return super()._add_points_for_coupon(others) if others else None

    def _add_loyalty_history_lines(self):
        """A VIP card's row is written with its points, by ``vip_post``."""
        if not self.vip_prize_reward_id:
            return super()._add_loyalty_history_lines()
        return None

    def _action_cancel(self):
        self._vip_check_irrevocable()
        return super()._action_cancel()

    def _vip_check_irrevocable(self):
        redeemed = self.filtered(
            lambda it: it.state == "sale" and it.vip_prize_reward_id
        )
        if redeemed:
            raise UserError(
                self.env._(
                    "L-09: %(order)s is a prize: a redemption is never cancelled, its"
                    " points are not given back.",
                    order=redeemed[0].name,
                )
            )

    # -- invoices --

    def _prepare_invoice(self):
        """L-04, L-14: a member's invoice says so, and where it was bought."""
        values = super()._prepare_invoice()
        values["store_id"] = self.store_id.id
        card = self.vip_use_id.sudo().card_id or self._vip_card()
        today = fields.Date.context_today(self)
        if card and card.vip_counts_on(self.company_id, self.store_id, today):
            values["vip_card_id"] = card.id
        return values
