from odoo import fields, models


class PartnerViolationLimit(models.TransientModel):
    """Gives more time to cure a violation, with a reason (D-14)."""

    _name = "partner.violation.limit"
    _description = "Another Limit to Cure a Violation"

    violation_id = fields.Many2one("partner.violation", required=True, readonly=True)
    due_at = fields.Datetime(string="New Limit", required=True)
    reason = fields.Char(required=True)

    def action_apply(self):
        """Move the limit."""
        self.ensure_one()
        self.violation_id._move_limit(self.due_at, self.reason)
        return {"type": "ir.actions.act_window_close"}
