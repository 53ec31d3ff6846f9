from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies import code, extension, handling, milestones, severity

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
        prefetch="helpdesk_complaint",
    )
    complaint_code_digits = fields.Integer(
        string="Digits of a Complaint Serial",
        required=True,
        default=4,
        prefetch="helpdesk_complaint",
    )
    complaint_code_pattern = fields.Char(
        string="Complaint Code",
        required=True,
        default="{site}-{severity}-{problem}-{serial}",
        help="C-03: how the parts of a code stand together. {site}, {severity},"
        " {problem} and {serial} must be there; {year}, {yy} and {month} may be. Put a"
        " sign such as a hyphen between parts.",
        prefetch="helpdesk_complaint",
    )
    complaint_joint_from = fields.Integer(
        string="Names on a Joint Complaint",
        required=True,
        default=2,
        help="C-04: from this many names on a complaint is a joint one, and major.",
        prefetch="helpdesk_complaint",
    )
    complaint_reply_days_a = fields.Integer(
        string="Days to Answer an A Complaint",
        required=True,
        default=2,
        prefetch="helpdesk_complaint",
    )
    complaint_reply_days_b = fields.Integer(
        string="Days to Solve a B Complaint",
        required=True,
        default=3,
        prefetch="helpdesk_complaint",
    )
    complaint_reply_days_c = fields.Integer(
        string="Days to Solve a C Complaint",
        required=True,
        default=2,
        prefetch="helpdesk_complaint",
    )
    complaint_solve_days_a = fields.Integer(
        string="Days in Which an A Complaint Should Be Solved",
        required=True,
        default=10,
        prefetch="helpdesk_complaint",
    )
    complaint_day_mode = fields.Selection(
        [
            ("hours24", "24 hours each"),
            ("calendar", "calendar days, to the end of the last"),
            ("working", "working days of the site, to the end of the last"),
        ],
        string="Days of a Limit",
        required=True,
        default="hours24",
        help="C-12: how the days of a limit are counted.",
        prefetch="helpdesk_complaint",
    )
    complaint_acknowledge_days = fields.Integer(
        string="Days to Acknowledge",
        required=True,
        default=2,
        prefetch="helpdesk_complaint",
    )
    complaint_acknowledge_phone = fields.Boolean(
        string="Acknowledge Calls Too",
        help="C-08: a call counts as not made face to face.",
        prefetch="helpdesk_complaint",
    )
    complaint_forward_minutes_a = fields.Integer(
        string="Minutes to Forward an A Complaint",
        required=True,
        default=0,
        help="C-12: to the site manager, 0 for at once.",
        prefetch="helpdesk_complaint",
    )
    complaint_forward_minutes = fields.Integer(
        string="Minutes to Forward a B or C Complaint",
        required=True,
        default=60,
        help="C-12: to the specialist supervisor.",
        prefetch="helpdesk_complaint",
    )
    complaint_requested = fields.Selection(
        [
            ("replaces", "replaces the limit of a C complaint"),
            ("earlier", "holds for a C complaint if it is earlier"),
        ],
        string="Time Asked For",
        required=True,
        default="replaces",
        help="C-12: the time by which the complainant asks to have it done.",
        prefetch="helpdesk_complaint",
    )
    complaint_told_days = fields.Integer(
        string="Days to Tell the Outcome",
        required=True,
        default=2,
        prefetch="helpdesk_complaint",
    )
    complaint_unsolved_months = fields.Integer(
        string="Months Until an Unsolved Complaint Is Major",
        required=True,
        default=1,
        prefetch="helpdesk_complaint",
    )
    complaint_unsolved_from = fields.Selection(
        [("receipt", "from receipt"), ("valid", "from when it was found valid")],
        string="Unsolved Since",
        required=True,
        default="receipt",
        help="C-05: from when the month counts.",
        prefetch="helpdesk_complaint",
    )
    complaint_unsolved_badly = fields.Boolean(
        string="Solved Badly Is Not Solved",
        default=True,
        help="C-05: a complaint reopened after its solution counts as unsolved.",
        prefetch="helpdesk_complaint",
    )
    complaint_raised_from = fields.Selection(
        [("change", "at the change"), ("receipt", "at receipt")],
        string="Clocks of What Became Major",
        required=True,
        default="change",
        help="C-05: when the clocks of an A complaint start that became one later.",
        prefetch="helpdesk_complaint",
    )
    complaint_alias_prefix = fields.Char(
        string="Complaint Address Prefix",
        required=True,
        default="tousu",
        help="C-01: the e-mail address of a site is this word, a hyphen and the site"
        " code.",
        prefetch="helpdesk_complaint",
    )
    complaint_mail_limit = fields.Integer(
        string="Largest Attachments (MB)",
        required=True,
        default=25,
        help="Of a larger message the complaint is made without the attachments; they"
        " stay in the kept message.",
        prefetch="helpdesk_complaint",
    )
    complaint_mail_days = fields.Integer(
        string="Days to Keep Raw Messages",
        required=True,
        default=90,
        help="How long the raw message of a complaint made from it is kept.",
        prefetch="helpdesk_complaint",
    )

    complaint_extension_after = fields.Boolean(
        string="More Time After the Limit Too",
        help="C-12: the site manager can approve more time after a limit has passed.",
        prefetch="helpdesk_complaint",
    )
    complaint_close_signed = fields.Boolean(
        string="Signed Before Closing",
        default=True,
        help="C-22: a complaint is closed after its result was signed by who is in"
        " charge of the solution.",
        prefetch="helpdesk_complaint",
    )

    _complaint_numbers = models.Constraint(
        "CHECK(complaint_code_digits BETWEEN 1 AND 12"
        " AND complaint_joint_from >= 2 AND complaint_reply_days_a > 0"
        " AND complaint_reply_days_b > 0 AND complaint_reply_days_c > 0"
        " AND complaint_mail_limit > 0 AND complaint_mail_days > 0)",
        "A serial has 1 to 12 digits, a joint complaint at least 2 names, and every"
        " time limit at least one day.",
    )

    _complaint_limits = models.Constraint(
        "CHECK(complaint_solve_days_a > 0 AND complaint_acknowledge_days > 0"
        " AND complaint_told_days > 0 AND complaint_unsolved_months > 0"
        " AND complaint_forward_minutes > 0 AND complaint_forward_minutes_a >= 0)",
        "Every limit of a complaint is at least one day, month or minute; only an A"
        " complaint can be forwarded at once (0 minutes).",
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

    def _complaint_milestone_settings(self):
        """C-05, C-08 and C-12 as this company sets them."""
        self.ensure_one()
        return milestones.Settings(
            day_mode=self.complaint_day_mode,
            acknowledge_days=self.complaint_acknowledge_days,
            acknowledge_phone=self.complaint_acknowledge_phone,
            forward_minutes_major=self.complaint_forward_minutes_a,
            forward_minutes=self.complaint_forward_minutes,
            answer_days=self.complaint_reply_days_a,
            solve_days={
                "a": self.complaint_solve_days_a,
                "b": self.complaint_reply_days_b,
                "c": self.complaint_reply_days_c,
            },
            requested=self.complaint_requested,
            reply_days=self.complaint_told_days,
            unsolved_months=self.complaint_unsolved_months,
            unsolved_from=self.complaint_unsolved_from,
            solved_badly=self.complaint_unsolved_badly,
            raised_from=self.complaint_raised_from,
        )

    def _complaint_handling_settings(self):
        """C-22 as this company sets it."""
        self.ensure_one()
        return handling.Settings(needs_signature=self.complaint_close_signed)

    def _complaint_extension_settings(self):
        """C-12 as this company sets it."""
        self.ensure_one()
        return extension.Settings(after=self.complaint_extension_after)
