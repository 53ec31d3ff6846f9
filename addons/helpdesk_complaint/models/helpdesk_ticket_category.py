import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies.severity import BY_CHECKLIST_ITEM

CODE = re.compile(r"[A-Z0-9]{1,12}")
SEVERITIES = [("a", "A · Major"), ("b", "B · General"), ("c", "C · Minor")]


class HelpdeskTicketCategory(models.Model):
    """A problem of the company's catalogue (投诉分类表)."""

    _inherit = "helpdesk.ticket.category"
    _rec_names_search = ["code", "complete_name"]

    code = fields.Char(
        index="btree_not_null",
        help="C-03: the problem's part of a complaint's code, e.g. 0203.",
    )
    checklist_item = fields.Selection(
        [
            ("critical", "Critical Item"),
            ("general", "General Item"),
            ("observation", "Observation Item"),
        ],
        help="C-04: what the problem is in the inspection checklist; empty when it does"
        " not stand there.",
    )
    default_severity = fields.Selection(
        SEVERITIES,
        string="Usual Severity",
        compute="_compute_default_severity",
        store=True,
        readonly=False,
        help="C-04: the severity proposed for a complaint about this problem.",
    )

    _code_unique = models.UniqueIndex(
        "(COALESCE(company_id, 0), code) WHERE code IS NOT NULL",
        "Another problem of this company has this code already; choose another one.",
    )

    @api.depends("checklist_item")
    def _compute_default_severity(self):
        for category in self:
            category.default_severity = (
                BY_CHECKLIST_ITEM.get(category.checklist_item)
                or category.default_severity
            )

    @api.depends("complete_name", "code")
    def _compute_display_name(self):
        for category in self:
            category.display_name = " ".join(
                filter(None, (category.code, category.complete_name))
            )

    @api.constrains("code")
    def _check_code(self):
        for category in self:
            if category.code and not CODE.fullmatch(category.code):
                raise ValidationError(
                    self.env._(
                        "The problem code “%(code)s” must be one to twelve capital"
                        " letters and digits.",
                        code=category.code,
                    )
                )

    def write(self, vals):
        """Complaints that waited for the problem's code get theirs (C-03)."""
        result = super().write(vals)
        if vals.get("code"):
            waiting = [("category_id", "in", self.ids), ("complaint_code", "=", False)]
            tickets = self.env["helpdesk.ticket"].sudo()
            tickets.with_context(active_test=False).search(
                waiting
            )._assign_complaint_codes()
        return result
