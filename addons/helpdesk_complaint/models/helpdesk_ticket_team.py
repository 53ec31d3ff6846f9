from odoo import fields, models


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    site_id = fields.Many2one(
        "service.site",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="This team is the complaint desk of the site: what reaches it, by e-mail"
        " or by hand, is a complaint about the site.",
    )
