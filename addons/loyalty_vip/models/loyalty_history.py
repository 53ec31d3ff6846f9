from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class LoyaltyHistory(models.Model):
    _inherit = "loyalty.history"

    vip_kind = fields.Selection(
        [
            ("earn", "Earned"),
            ("take_back", "Taken Back"),
            ("redeem", "Redeemed"),
            ("lapse", "Lapsed"),
        ],
        string="Why",
        readonly=True,
        help="L-04, L-05, L-18: what changed the points of a VIP card.",
    )
    vip_day = fields.Date(
        string="Day at the Store",
        readonly=True,
        index="btree_not_null",
        help="L-05: from which on points are counted that lapse.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        if not self.env.su:
            rows._check_not_vip()
        return rows

    def write(self, vals):
        self._check_not_vip()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_not_vip(self):
        if self.sudo().card_id.filtered("vip_state"):
            raise UserError(
                self.env._("L-09: the ledger of a VIP card is never deleted.")
            )

    def _check_not_vip(self):
        if self.sudo().card_id.filtered("vip_state"):
            raise AccessError(
                self.env._(
                    "The ledger of a VIP card can't be written by hand: payments and"
                    " prizes write it."
                )
            )
