from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..policies import code

# Portal users read their own tickets: what we think of them is not for them.
INTERNAL = "base.group_user"


class ComplaintCodingMixin(models.AbstractModel):
    """The code of a complaint (C-03)."""

    _name = "complaint.coding.mixin"
    _description = "Complaint With a Code"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset(
        {"complaint_code", "complaint_series", "complaint_serial"}
    )

    complaint_code = fields.Char(
        string="Code", readonly=True, copy=False, index="trigram", tracking=True
    )
    complaint_reference = fields.Char(
        string="Code or Number",
        compute="_compute_complaint_reference",
        search="_search_complaint_reference",
        groups=INTERNAL,
    )
    complaint_series = fields.Char(readonly=True, copy=False, groups=INTERNAL)
    complaint_serial = fields.Integer(readonly=True, copy=False, groups=INTERNAL)

    @api.depends("complaint_code")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for ticket in self:
            if not ticket.id:
                ticket.display_name = False  # the web client then says "New"
            elif ticket.complaint_code:
                ticket.display_name = f"{ticket.complaint_code} {ticket.name}"
        return result

    @api.depends("complaint_code", "number")
    def _compute_complaint_reference(self):
        for ticket in self:
            ticket.complaint_reference = ticket._complaint_name()

    @api.model
    def _search_complaint_reference(self, operator, value):
        """Who reads out all of a code or number means that complaint (C-03).

        Looked for as a whole first, since the parts that all codes share make a search
        for parts slow in a large register.
        """
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        if isinstance(value, str) and operator in ("ilike", "like", "="):
            whole = self._referred_to("in", [value.strip(), value.strip().upper()])
            if operator == "=" or self.env.execute_query(SQL("%s LIMIT 1", whole)):
                return Domain("id", "in", whole)
        return Domain("id", "in", self._referred_to(operator, value))

    def _referred_to(self, operator, value):
        """Select by number and by every code given: two indexes, never one table."""
        tickets = self.sudo().with_context(active_test=False)
        numbers = tickets._search([("number", operator, value)])
        codes = self.env["complaint.code"].sudo()._search([("code", operator, value)])
        of_codes = codes.select(SQL.identifier(codes.table, "ticket_id"))
        return SQL("(%s UNION %s)", numbers.select(), of_codes)

    @api.model
    def _search_display_name(self, operator, value):
        """A complaint is found by every code it ever had (C-03)."""
        domain = super()._search_display_name(operator, value)
        if operator in Domain.NEGATIVE_OPERATORS or not self.env.user._is_internal():
            return domain
        return Domain(domain) | Domain("complaint_code_ids.code", operator, value)

    def _complaint_name(self):
        return self.complaint_code or self.number

    def _complaint_code_facts(self):
        """C-03: the facts a code is made of."""
        self.ensure_one()
        return code.Facts(
            site_key=str(self.site_id.id),
            site_code=self.site_id.code,
            severity=self.severity,
            problem_code=self.category_id.code,
            day=self.site_id.local_date(self.received_at),
        )

    def _assign_complaint_codes(self):
        """C-03: a complaint has its code once site, severity and problem are known."""
        ready = self.sudo().filtered(
            lambda it: (
                it.request_kind == "complaint"
                and it.site_id
                and it.severity
                and it.received_at
                and it.category_id.code
            )
        )
        self.env["complaint.code"]._give(ready)
