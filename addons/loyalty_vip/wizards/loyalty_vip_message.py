from collections import Counter

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class LoyaltyVipMessage(models.TransientModel):
    """L-16: new goods and promotions, told to members ahead of time."""

    _name = "loyalty.vip.message"
    _description = "Message to Members"

    card_ids = fields.Many2many(
        "loyalty.card",
        string="Members",
        required=True,
        domain="[('vip_state', '=', 'active')]",
        default=lambda self: self._default_card_ids(),
    )
    text = fields.Text(string="Message", required=True)
    reach = fields.Char(string="Who Is Reached", compute="_compute_reach")

    @api.model
    def _default_card_ids(self):
        if self.env.context.get("active_model") != "loyalty.card":
            return False
        cards = self.env["loyalty.card"].browse(self.env.context.get("active_ids"))
        active = cards.filtered(lambda it: it.vip_state == "active")
        return [Command.set(active.ids)]

    @api.depends("card_ids")
    @api.depends_context("lang")
    def _compute_reach(self):
        for wizard in self:
            found = Counter(card.vip_channel() for card in wizard.card_ids._origin)
            wizard.reach = self.env._(
                "%(sms)s by SMS, %(email)s by e-mail, %(none)s not: they want no"
                " messages or left no address.",
                sms=found["sms"],
                email=found["email"],
                none=found[False],
            )

    def action_send(self):
        """Send to each member in the way they can be reached."""
        self.ensure_one()
        self.card_ids.check_access("read")
        text = (self.text or "").strip()
        if not text:
            raise UserError(self.env._("Write what the members are told."))
        self.card_ids.vip_message(dict.fromkeys(self.card_ids, text))
        return {"type": "ir.actions.act_window_close"}
