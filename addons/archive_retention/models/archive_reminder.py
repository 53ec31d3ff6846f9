from odoo import fields, models


class ArchiveReminder(models.Model):
    """Who is told about a loan when: its borrower before it ends, the manager after."""

    _name = "archive.reminder"
    _description = "Reminder of a Loan"
    _inherit = ["charter.deadline.mixin"]
    _order = "due_at, id"
    _guarded_after_create = frozenset({"loan_id", "kind"})

    loan_id = fields.Many2one(
        "archive.loan", required=True, index=True, ondelete="cascade"
    )
    site_id = fields.Many2one(related="loan_id.site_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="loan_id.company_id", store=True, precompute=True
    )
    kind = fields.Selection(
        [("soon", "Before it ends"), ("chase", "To the manager")], required=True
    )

    def _on_late(self):
        """A-06: it is time to tell them; the loan has a deadline of its own."""
        result = super()._on_late()
        for reminder in self:
            loan = reminder.loan_id
            if reminder.kind == "chase":
                loan.remind(loan.site_id.managers()[:1])
            else:
                loan.remind(loan.borrowers() or loan.site_id.custodians()[:1])
        return result
