from odoo import api, fields, models
from odoo.exceptions import ValidationError


class LoyaltyVipIntroduction(models.Model):
    """A new customer whom a member brought: welcomed by the store (L-15)."""

    _name = "loyalty.vip.introduction"
    _description = "Introduction by a Member"
    _order = "day desc, id desc"
    _rec_name = "partner_id"

    card_id = fields.Many2one(
        "loyalty.card",
        string="Introduced By",
        required=True,
        index=True,
        domain="[('vip_state', '!=', False)]",
        ondelete="restrict",
    )
    site_id = fields.Many2one(
        related="card_id.vip_site_id", string="Store", store=True, index=True
    )
    company_id = fields.Many2one(related="card_id.vip_company_id", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="New Customer",
        required=True,
        index=True,
        ondelete="restrict",
    )
    day = fields.Date(required=True, default=fields.Date.context_today)
    welcomed_by_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    note = fields.Char()

    _once = models.Constraint(
        "UNIQUE (card_id, partner_id)",
        "This member has introduced this customer already.",
    )

    @api.constrains("card_id", "partner_id")
    def _check_other_person(self):
        for introduction in self:
            if introduction.card_id.partner_id == introduction.partner_id:
                raise ValidationError(
                    self.env._("Nobody introduces themselves: choose the new customer.")
                )
