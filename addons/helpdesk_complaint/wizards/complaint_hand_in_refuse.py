from odoo import fields, models


class ComplaintHandInRefuse(models.TransientModel):
    """Why no complaint is made of what was handed in."""

    _name = "complaint.hand_in.refuse"
    _description = "Refuse a Handed-In Complaint"

    hand_in_id = fields.Many2one("complaint.hand_in", required=True, readonly=True)
    reason = fields.Text(required=True)

    def action_apply(self):
        self.ensure_one()
        self.hand_in_id.refuse(self.reason)
