from odoo import fields, models


class ComplaintCode(models.Model):
    """Every code a complaint ever had (C-03): re-coding keeps the old one findable."""

    _name = "complaint.code"
    _description = "Complaint Code"
    _order = "id desc"
    _rec_name = "code"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Complaint",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="ticket_id.company_id", store=True)
    site_id = fields.Many2one(related="ticket_id.site_id", store=True)
    code = fields.Char(required=True, index="trigram")
    series = fields.Char(required=True)
    serial = fields.Integer(required=True)
