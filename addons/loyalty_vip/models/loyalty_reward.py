from odoo import api, fields, models


class LoyaltyReward(models.Model):
    _inherit = "loyalty.reward"

    vip_store_ids = fields.Many2many(
        "service.site",
        string="On the List of",
        domain="[('kind', '=', 'store')]",
        help="L-05: the stores that offer this prize; all of them where none is named.",
    )

    @api.depends("program_id.vip_role", "description")
    def _compute_display_name(self):
        """A prize is called by its own name, without its program's."""
        prizes = self.filtered(lambda it: it.program_id.vip_role == "points")
        for prize in prizes:
            prize.display_name = prize.description
        return super(LoyaltyReward, self - prizes)._compute_display_name()
