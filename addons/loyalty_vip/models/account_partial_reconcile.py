from odoo import api, models


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        partials._vip_moves().vip_update()
        return partials

    def unlink(self):
        moves = self._vip_moves()
        result = super().unlink()
        moves.exists().vip_update()
        return result

    def _vip_moves(self):
        """L-04, L-18: the purchases and returns of members that these settle."""
        moves = self.sudo().debit_move_id.move_id | self.sudo().credit_move_id.move_id
        return moves.filtered("vip_card_id")
