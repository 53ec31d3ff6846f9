from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies import reporting

MODES = [
    (reporting.MANUAL, "made by hand"),
    (reporting.PREPARE, "prepared for the sales manager"),
    (reporting.SEND, "sent by itself"),
]


class FloorReportSettings(models.AbstractModel):
    """What a company says about reports and the evening's sum-up (F-26, F-29)."""

    _name = "floor.report.settings"
    _description = "Settings of the Sales Floor Reports"

    floor_report_day = fields.Selection(
        MODES,
        string="Daily Reports",
        required=True,
        default=reporting.PREPARE,
        help="F-26: what becomes of a day's report by itself on the next morning.",
        prefetch="sales_floor",
    )
    floor_report_week = fields.Selection(
        MODES,
        string="Weekly Reports",
        required=True,
        default=reporting.SEND,
        help="F-26: the past week's calls, visits and deals go to the sales assistants"
        " each Monday.",
        prefetch="sales_floor",
    )
    floor_report_month = fields.Selection(
        MODES,
        string="Monthly Reports",
        required=True,
        default=reporting.PREPARE,
        prefetch="sales_floor",
    )
    floor_report_hour = fields.Integer(
        string="Hour of Reports",
        required=True,
        default=8,
        help="F-26: at the site, on the day after the period; a week's on Monday.",
        prefetch="sales_floor",
    )
    floor_report_catch_up = fields.Integer(
        string="Missed Reports Made Up",
        required=True,
        default=4,
        help="F-26: how many periods back, after the server stood still.",
        prefetch="sales_floor",
    )
    floor_report_counts = fields.Selection(
        [
            ("approved", "once the project manager approved it"),
            ("all", "when the visitor arrives"),
        ],
        string="A Visit Counts",
        required=True,
        default="approved",
        help="F-18: in the funnel and in the reports; a refused one never does.",
        prefetch="sales_floor",
    )
    floor_sum_up_hour = fields.Integer(
        string="Hour of the Sum-Up",
        required=True,
        default=18,
        help="F-29: when reps are asked to report the day's customers.",
        prefetch="sales_floor",
    )

    floor_invite_after = fields.Integer(
        string="Invited Again After",
        required=True,
        default=7,
        help="F-29: so many days after their last visit reps are reminded to invite"
        " customers without a deal and without a next step; 0: never.",
        prefetch="sales_floor",
    )

    @api.constrains(
        *("floor_report_hour", "floor_sum_up_hour", "floor_report_catch_up"),
        "floor_invite_after",
    )
    def _check_floor_report(self):
        for company in self:
            hours = (company.floor_report_hour, company.floor_sum_up_hour)
            if not all(0 <= hour <= 23 for hour in hours):
                raise ValidationError(
                    self.env._("The hours of reports and sum-ups are from 0 to 23.")
                )
            if company.floor_report_catch_up < 1:
                raise ValidationError(
                    self.env._("At least the latest report is made up.")
                )
            if company.floor_invite_after < 0:
                raise ValidationError(
                    self.env._("Customers are invited again after 0 days or more.")
                )

    def _floor_reporting_settings(self):
        """F-26 and F-29 as this company sets them."""
        self.ensure_one()
        return reporting.Settings(
            hour=self.floor_report_hour,
            catch_up=self.floor_report_catch_up,
            evening=self.floor_sum_up_hour,
            invite_after=self.floor_invite_after,
        )

    def _floor_report_mode(self, kind):
        """F-26: what becomes of a report of this kind by itself."""
        self.ensure_one()
        return self[f"floor_report_{kind}"]
