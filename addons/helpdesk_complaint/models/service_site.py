from odoo import api, fields, models


class ServiceSite(models.Model):
    _inherit = "service.site"

    complaint_team_ids = fields.One2many(
        "helpdesk.ticket.team", "site_id", string="Complaint Desks"
    )
    complaint_email = fields.Char(
        string="Complaint Address",
        compute="_compute_complaint_email",
        help="C-01: e-mails to this address become complaints of the site.",
    )

    @api.depends("complaint_team_ids.alias_id.alias_full_name")
    def _compute_complaint_email(self):
        for site in self:
            site.complaint_email = site._complaint_desk().alias_id.alias_full_name

    def _complaint_desk(self):
        """The team that takes the site's complaints; empty where none was opened."""
        return self.sudo().complaint_team_ids[:1]

    def action_open_complaint_desk(self):
        """C-01: give the site a team and an e-mail address for complaints."""
        for site in self.filtered(lambda site: not site.complaint_team_ids):
            prefix = site.company_id.complaint_alias_prefix
            self.env["helpdesk.ticket.team"].create(
                {
                    "name": site.name,
                    "site_id": site.id,
                    "company_id": site.company_id.id,
                    "alias_name": f"{prefix}-{site.code.lower()}",
                    "user_ids": site.members().ids,
                }
            )
