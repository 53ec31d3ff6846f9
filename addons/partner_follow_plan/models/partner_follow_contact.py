from odoo import fields, models


class PartnerFollowContact(models.Model):
    """What was said with a customer, by whom and when; or a handing over (D-13)."""

    _name = "partner.follow.contact"
    _description = "Contact With a Customer"
    _order = "contacted_on desc, id desc"
    _rec_name = "said"

    plan_id = fields.Many2one(
        "partner.follow.plan", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        related="plan_id.partner_id", store=True, precompute=True, index=True
    )
    site_id = fields.Many2one(
        related="plan_id.site_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, precompute=True
    )
    rep_id = fields.Many2one(related="plan_id.user_id", string="Rep Today")
    kind = fields.Selection(
        [("contact", "Contact"), ("hand_over", "Handed Over")],
        required=True,
        default="contact",
    )
    contacted_on = fields.Date(string="On", required=True)
    user_id = fields.Many2one(
        "res.users", string="By", required=True, index=True, ondelete="restrict"
    )
    means = fields.Selection(
        [
            ("call", "Call"),
            ("visit", "Visit"),
            ("message", "Message"),
            ("meeting", "At the Sales Floor"),
        ]
    )
    said = fields.Text(string="What Was Said", required=True)
    next_on = fields.Date(string="Next Planned")
