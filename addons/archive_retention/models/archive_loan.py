from odoo import api, fields, models

from ..policies import movement


class ArchiveLoan(models.Model):
    """What is lent: to whom, what for and until when; chased when it is late (A-06)."""

    _name = "archive.loan"
    _description = "Loan"
    _inherit = [
        "service.asking.mixin",
        "charter.deadline.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "due_at, id"
    _rec_name = "reference"
    _guarded_after_create = frozenset(
        {"reference", "document_id", "item_id", "site_id", "partner_id", "movement_id"}
    )

    reference = fields.Char(required=True, readonly=True)
    document_id = fields.Many2one(
        "archive.document", index=True, readonly=True, ondelete="restrict"
    )
    item_id = fields.Many2one(
        "archive.item", index=True, readonly=True, ondelete="restrict"
    )
    site_id = fields.Many2one(
        "service.site", required=True, index=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Borrower",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    purpose = fields.Char(readonly=True)
    movement_id = fields.Many2one(
        "archive.movement",
        string="Entry",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    reminder_ids = fields.One2many("archive.reminder", "loan_id", string="Reminders")

    # One loan at a time, whoever presses the button at the same moment.
    _document_once = models.UniqueIndex(
        "(document_id) WHERE state <> 'done'", "This document is lent already."
    )
    _item_once = models.UniqueIndex(
        "(item_id) WHERE state <> 'done'", "This item is lent already."
    )

    # -- actions --

    def action_give_back(self):
        """Enter that it is back."""
        self.ensure_one()
        return (self.document_id or self.item_id).action_move()

    # -- business --

    @api.private
    def begin(self, items, entries, values):
        """A loan for each entry, with its reminders."""
        link = entries.link_to(items)
        loans = self.create(
            [
                {
                    "reference": entry.reference,
                    link: item.id,
                    "site_id": item.site_id.id,
                    "partner_id": values["partner_id"],
                    "purpose": values.get("purpose"),
                    "movement_id": entry.id,
                    "due_at": values["due_at"],
                }
                for item, entry in zip(items, entries, strict=True)
            ]
        )
        now = fields.Datetime.now()
        self.env["archive.reminder"].create(
            [
                {"loan_id": loan.id, "kind": kind, "due_at": moment}
                for loan, item in zip(loans, items, strict=True)
                for kind, moment in movement.reminders(
                    now, loan.due_at, item._movement_settings()
                ).items()
            ]
        )
        return loans

    @api.private
    def end(self):
        """It is back: nobody is reminded any more."""
        self.mark_done()
        self.reminder_ids.mark_done()
        self.sudo().activity_ids.unlink()

    def _on_late(self):
        """A-06: the custodian chases it, and so is its borrower told."""
        result = super()._on_late()
        for loan in self:
            loan.remind(loan.borrowers() | loan.site_id.custodians()[:1])
        return result

    @api.private
    def borrowers(self):
        """The borrower, as far as a colleague."""
        users = self.partner_id.user_ids
        return users.filtered(lambda user: user.active and not user.share)

    @api.private
    def remind(self, users):
        """An activity for each of them, in their language."""
        day = fields.Date.to_date(self.due_at)
        self.ask(users, lambda loan: loan._reminder(), day)

    def _reminder(self):
        params = {
            "reference": self.reference,
            "borrower": self.partner_id.name,
            "day": fields.Date.to_string(self.site_id.local_date(self.due_at)),
        }
        if self.due_at > fields.Datetime.now():
            return self.env._(
                "%(reference)s is lent to %(borrower)s until %(day)s", **params
            )
        return self.env._(
            "Late: %(reference)s, lent to %(borrower)s, was due on %(day)s", **params
        )
