from odoo import fields, models


class PartnerFollowContacted(models.TransientModel):
    """A customer was contacted: what was said, and when next (D-13)."""

    _name = "partner.follow.contacted"
    _description = "Contacted"

    plan_id = fields.Many2one("partner.follow.plan", required=True, readonly=True)
    contacted_on = fields.Date(
        string="On", required=True, default=fields.Date.context_today
    )
    means = fields.Selection(
        lambda self: (
            self.env["partner.follow.contact"]
            ._fields["means"]
            ._description_selection(self.env)
        ),
        default="call",
    )
    said = fields.Text(string="What Was Said", required=True)
    next_on = fields.Date(
        string="Next Follow-Up", help="Empty: at the interval of the customer's class."
    )

    def action_apply(self):
        """Keep it, and plan the next follow-up."""
        self.ensure_one()
        self.plan_id._keep_contact(
            self.contacted_on, self.means, self.said, self.next_on or None
        )
        return {"type": "ir.actions.act_window_close"}
