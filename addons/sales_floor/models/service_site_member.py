from odoo import fields, models

FLOOR_ROLES = [
    ("rep", "Sales Representative"),
    ("floor_supervisor", "Floor Supervisor"),
    ("sales_manager", "Sales Manager"),
    ("project_manager", "Project Manager"),
    ("sales_director", "Sales Director"),
    ("sales_assistant", "Sales Assistant"),
]


class ServiceSiteMember(models.Model):
    _inherit = "service.site.member"

    role = fields.Selection(
        selection_add=FLOOR_ROLES,
        ondelete={role: "cascade" for role, _name in FLOOR_ROLES},
    )
