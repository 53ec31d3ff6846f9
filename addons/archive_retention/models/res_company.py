import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies import disposal, filing, movement


class ResCompany(models.Model):
    _inherit = "res.company"

    archive_paper_formats = fields.Char(
        string="Paper Formats",
        required=True,
        default="A4, A3",
        help="A-01: the formats that are filed, with commas between them.",
        prefetch="archive_retention",
    )
    archive_filing_days = fields.Integer(
        string="Days to File",
        required=True,
        default=7,
        help="A-04: within how many days after its signing a document is filed.",
        prefetch="archive_retention",
    )
    archive_series = fields.Selection(
        [("volume", "in each volume"), ("site", "at each site")],
        string="Index Numbers",
        required=True,
        default="volume",
        help="A-05: where the numbers of the index run from 1 on without gaps.",
        prefetch="archive_retention",
    )
    archive_scan_mb = fields.Integer(
        string="Largest File (MB)",
        required=True,
        default=50,
        help="A larger scan is refused, before it fills the disk.",
        prefetch="archive_retention",
    )

    archive_loan_days = fields.Integer(
        string="Longest Loan (Days)",
        required=True,
        default=30,
        help="A-06: a loan ends by a day, and lasts so many days at most.",
        prefetch="archive_retention",
    )
    archive_remind_days = fields.Integer(
        string="Days to Remind",
        required=True,
        default=1,
        help="A-06: so many days before a loan ends its borrower is reminded.",
        prefetch="archive_retention",
    )
    archive_escalate_days = fields.Integer(
        string="Days to Escalate",
        required=True,
        default=3,
        help="A-06: so many days after a loan ended the site's manager is told.",
        prefetch="archive_retention",
    )

    archive_inspection_months = fields.Integer(
        string="Months Between Inspections",
        required=True,
        default=3,
        help="A-08: how often one looks for damp, insects and corrosion.",
        prefetch="archive_retention",
    )
    archive_order_months = fields.Integer(
        string="Months Between Putting in Order",
        required=True,
        default=6,
        help="A-13: how often the files are put in order.",
        prefetch="archive_retention",
    )

    _archive_inspection_numbers = models.Constraint(
        "CHECK(archive_inspection_months > 0 AND archive_order_months > 0)",
        "The archive is looked at, and put in order, after a month at least.",
    )
    archive_review_by_another = fields.Boolean(
        string="Reviewed by Another",
        default=True,
        help="A-07: who proposes a disposal does not review it. It is approved by"
        " another in any case.",
        prefetch="archive_retention",
    )
    archive_review_batch = fields.Integer(
        string="Documents in a Review",
        required=True,
        default=200,
        help="A-09: how many documents that are due come up in one batch.",
        prefetch="archive_retention",
    )

    _archive_review_numbers = models.Constraint(
        "CHECK(archive_review_batch > 0)", "A batch has a document at least."
    )
    _archive_loan_numbers = models.Constraint(
        "CHECK(archive_loan_days > 0 AND archive_remind_days >= 0"
        " AND archive_escalate_days > 0)",
        "A loan lasts a day at least, and is told to the manager a day late at least.",
    )
    _archive_filing_numbers = models.Constraint(
        "CHECK(archive_filing_days >= 0 AND archive_scan_mb > 0)",
        "A document is filed within 0 days or more; a file may have 1 MB or more.",
    )

    @api.constrains("archive_paper_formats")
    def _check_archive_paper_formats(self):
        for company in self:
            if not company._archive_formats():
                raise ValidationError(
                    self.env._("Name one paper format at least, such as A4.")
                )

    def _archive_formats(self):
        words = re.split(r"[,，、;；\s]+", self.archive_paper_formats or "")
        return frozenset(word.upper() for word in words if word)

    @api.private
    def archive_filing_settings(self):
        """A-01 and A-04 as this company sets them."""
        return filing.Settings(
            formats=self._archive_formats(), days=self.archive_filing_days
        )

    @api.private
    def archive_movement_settings(self):
        """A-06 as this company sets it."""
        return movement.Settings(
            loan_days=self.archive_loan_days,
            remind_days=self.archive_remind_days,
            escalate_days=self.archive_escalate_days,
        )

    @api.private
    def archive_disposal_settings(self):
        """A-07 as this company sets it."""
        return disposal.Settings(review_by_another=self.archive_review_by_another)
