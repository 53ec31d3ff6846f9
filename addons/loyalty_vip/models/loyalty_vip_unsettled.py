from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY


class LoyaltyVipUnsettled(models.Model):
    """What was paid with a card that another payment held: counted right after.

    Rows come and go and are never changed, so that no payment meets another here.
    """

    _name = "loyalty.vip.unsettled"
    _description = "Payment Not Counted Yet"

    card_id = fields.Many2one(
        "loyalty.card", required=True, index=True, ondelete="cascade"
    )
    # A draft can be deleted before its points are taken back.
    move_id = fields.Many2one("account.move", string="Document", ondelete="set null")

    @api.model
    @api.private
    def leave(self, moves):
        """L-04, L-18: have these counted as soon as this transaction is committed."""
        self.sudo().create(
            [{"card_id": move.vip_card_id.id, "move_id": move.id} for move in moves]
        )
        self.env.ref("loyalty_vip.ir_cron_settle").sudo()._trigger()

    @api.model
    @api.private
    def settle(self, cards):
        """L-04, L-18: count what is left for these cards.

        :raise LockNotAvailable: if another transaction holds a card
        """
        left = self.sudo().search([("card_id", "in", cards.ids)], order="id")
        for card, rows in left.grouped("card_id").items():
            card.vip_settle(rows.move_id)
        left.unlink()

    @api.model
    def _cron_settle(self):
        """L-18: count what is left, a card per transaction; those held now, later."""
        progress = self.env["ir.cron"]
        cards = [card for [card] in self._read_group([], ["card_id"])]
        progress._commit_progress(remaining=len(cards))
        for card in cards:
            try:
                self.settle(card)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self.env.cr.rollback()
                continue
            if not progress._commit_progress(1):
                return
