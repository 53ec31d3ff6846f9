from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies import code, reply, severity

SERIES = [
    ("site_year", "Per site and year"),
    ("site", "Per site"),
    ("site_problem", "Per site and problem"),
    ("site_month", "Per site and month"),
]


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "complaint.hand_in.settings"]

    complaint_series = fields.Selection(
        SERIES,
        string="Complaint Serials",
        required=True,
        default="site_year",
        help="C-03: how far one series of serial numbers reaches.",
    )
    complaint_code_digits = fields.Integer(
        string="Digits of a Complaint Serial", required=True, default=4
    )
    complaint_code_pattern = fields.Char(
        string="Complaint Code",
        required=True,
        default="{site}-{severity}-{problem}-{serial}",
        help="C-03: how the parts of a code stand together. {site}, {severity},"
        " {problem} and {serial} must be there; {year}, {yy} and {month} may be. Put a"
        " sign such as a hyphen between parts.",
    )
    complaint_joint_from = fields.Integer(
        string="Names on a Joint Complaint",
        required=True,
        default=2,
        help="C-04: from this many names on a complaint is a joint one, and major.",
    )
    complaint_reply_days_a = fields.Integer(
        string="Days to Answer an A Complaint", required=True, default=2
    )
    complaint_reply_days_b = fields.Integer(
        string="Days to Answer a B Complaint", required=True, default=3
    )
    complaint_reply_days_c = fields.Integer(
        string="Days to Answer a C Complaint", required=True, default=2
    )
    complaint_alias_prefix = fields.Char(
        string="Complaint Address Prefix",
        required=True,
        default="tousu",
        help="C-01: the e-mail address of a site is this word, a hyphen and the site"
        " code.",
    )
    complaint_mail_limit = fields.Integer(
        string="Largest Attachments (MB)",
        required=True,
        default=25,
        help="Of a larger message the complaint is made without the attachments; they"
        " stay in the kept message.",
    )
    complaint_mail_days = fields.Integer(
        string="Days to Keep Raw Messages",
        required=True,
        default=90,
        help="How long the raw message of a complaint made from it is kept.",
    )

    _complaint_numbers = models.Constraint(
        "CHECK(complaint_code_digits BETWEEN 1 AND 12"
        " AND complaint_joint_from >= 2 AND complaint_reply_days_a > 0"
        " AND complaint_reply_days_b > 0 AND complaint_reply_days_c > 0"
        " AND complaint_mail_limit > 0 AND complaint_mail_days > 0)",
        "A serial has 1 to 12 digits, a joint complaint at least 2 names, and every"
        " time limit at least one day.",
    )

    @api.constrains("complaint_code_pattern")
    def _check_complaint_code_pattern(self):
        for company in self:
            error = code.pattern_error(company.complaint_code_pattern)
            if error:
                raise ValidationError(self._complaint_pattern_sentence(*error))

    def _complaint_pattern_sentence(self, key, params):
        if key == "missing":
            return self.env._(
                "The pattern of complaint codes must hold %(names)s as well, each in"
                " braces.",
                **params,
            )
        if key == "joined":
            return self.env._(
                "In the pattern of complaint codes, put a sign such as a hyphen between"
                " %(names)s: codes could not be told apart otherwise.",
                **params,
            )
        if key == "unknown":
            return self.env._(
                "The pattern of complaint codes may hold {site}, {severity}, {problem},"
                " {serial}, {year}, {yy} and {month}, but not: %(names)s.",
                **params,
            )
        return self.env._(
            "The pattern of complaint codes cannot be read: each name needs a pair of"
            " braces."
        )

    def _complaint_code_settings(self):
        """C-03 as this company sets it."""
        self.ensure_one()
        return code.Settings(
            series=self.complaint_series,
            digits=self.complaint_code_digits,
            pattern=self.complaint_code_pattern,
        )

    def _complaint_severity_settings(self):
        """C-04 as this company sets it."""
        self.ensure_one()
        return severity.Settings(joint_from=self.complaint_joint_from)

    def _complaint_reply_settings(self):
        """C-07 and C-12 as this company sets them."""
        self.ensure_one()
        return reply.Settings(
            days={
                "a": self.complaint_reply_days_a,
                "b": self.complaint_reply_days_b,
                "c": self.complaint_reply_days_c,
            }
        )
