from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies import discount, paid, points, qualification, validity


class ResCompany(models.Model):
    _inherit = "res.company"

    vip_single = fields.Monetary(
        string="Paid at Once", default=1000, prefetch="loyalty_vip"
    )
    vip_total = fields.Monetary(
        string="Paid in the Period", default=2000, prefetch="loyalty_vip"
    )
    vip_months = fields.Integer(
        string="Months of the Period", default=6, prefetch="loyalty_vip"
    )
    vip_period = fields.Selection(
        [
            ("rolling", "back from the day of the application"),
            ("calendar", "of the calendar"),
        ],
        string="Period",
        required=True,
        default="rolling",
        prefetch="loyalty_vip",
    )
    vip_scope = fields.Selection(
        [("store", "the store that gives it"), ("company", "all stores")],
        string="Where a Card Counts",
        required=True,
        default="store",
        prefetch="loyalty_vip",
    )
    vip_point_amount = fields.Monetary(
        string="Amount of a Point", default=100, prefetch="loyalty_vip"
    )
    vip_remainders = fields.Selection(
        [
            ("add_up", "add up over the purchases"),
            ("per_purchase", "are lost with each purchase"),
        ],
        string="Remainders",
        required=True,
        default="add_up",
        prefetch="loyalty_vip",
    )
    vip_point_months = fields.Integer(
        string="Months for Which Points Hold", default=0, prefetch="loyalty_vip"
    )
    vip_tier_points = fields.Integer(
        string="Points of the Tier", default=30, prefetch="loyalty_vip"
    )
    vip_tier_by = fields.Selection(
        [("earned", "earned with the card"), ("balance", "left on the card")],
        string="Points That Count for the Tier",
        required=True,
        default="earned",
        prefetch="loyalty_vip",
    )
    vip_leap_day = fields.Selection(
        [("before", "28 February"), ("after", "1 March")],
        string="29 February in Other Years",
        required=True,
        default="before",
        prefetch="loyalty_vip",
    )
    vip_birth_days = fields.Integer(
        string="Days After Which a Changed Birthday Counts",
        default=30,
        prefetch="loyalty_vip",
    )
    vip_years = fields.Integer(
        string="Years of a Card", default=2, prefetch="loyalty_vip"
    )
    vip_return_day = fields.Integer(
        string="Day of the Monthly Return", default=2, prefetch="loyalty_vip"
    )
    vip_number_digits = fields.Integer(
        string="Digits of a Card Number", default=6, prefetch="loyalty_vip"
    )
    vip_remind_days = fields.Integer(
        string="Days Before a Birthday", default=3, prefetch="loyalty_vip"
    )
    vip_operations_id = fields.Many2one(
        "res.partner",
        string="Operations Department",
        help="Who the monthly return is sent to.",
        prefetch="loyalty_vip",
    )

    @api.constrains(
        *("vip_single", "vip_total", "vip_months", "vip_point_amount"),
        *("vip_tier_points", "vip_years", "vip_return_day", "vip_number_digits"),
    )
    def _check_vip_positive(self):
        names = (
            *("vip_single", "vip_total", "vip_months", "vip_point_amount"),
            *("vip_tier_points", "vip_years", "vip_return_day", "vip_number_digits"),
        )
        for company in self:
            for name in names:
                if company[name] <= 0:
                    raise ValidationError(
                        self.env._(
                            "“%(field)s” of VIP loyalty must be above zero.",
                            field=self._fields[name]._description_string(self.env),
                        )
                    )
            if company.vip_return_day > 28:
                raise ValidationError(
                    self.env._(
                        "The monthly return is due on a day that each month has:"
                        " 1 to 28."
                    )
                )

    @api.constrains("vip_point_months", "vip_birth_days", "vip_remind_days")
    def _check_vip_not_negative(self):
        for company in self:
            for name in ("vip_point_months", "vip_birth_days", "vip_remind_days"):
                if company[name] < 0:
                    raise ValidationError(
                        self.env._(
                            "“%(field)s” of VIP loyalty can't be below zero.",
                            field=self._fields[name]._description_string(self.env),
                        )
                    )

    @api.private
    def vip_amount(self, amount):
        """The exact amount in this company's currency: rounded once, as a Decimal."""
        digits = self.currency_id.decimal_places
        return Decimal(f"{self.currency_id.round(amount or 0.0):.{digits}f}")

    def _vip_qualification_settings(self):
        """L-01 as this company sets it."""
        self.ensure_one()
        return qualification.Settings(
            single=self.vip_amount(self.vip_single),
            total=self.vip_amount(self.vip_total),
            months=self.vip_months,
            period=self.vip_period,
            scope=self.vip_scope,
        )

    def _vip_paid_settings(self):
        """L-04: amounts are those of the company's currency."""
        self.ensure_one()
        return paid.Settings(unit=Decimal(str(self.currency_id.rounding)))

    def _vip_points_settings(self):
        """L-04, L-05 as this company sets it for the cards given today."""
        self.ensure_one()
        return points.Settings(
            amount=self.vip_amount(self.vip_point_amount),
            remainders=self.vip_remainders,
            months=self.vip_point_months,
        )

    def _vip_discount_settings(self):
        """L-03, L-04, L-06 as this company sets it."""
        self.ensure_one()
        return discount.Settings(
            scope=self.vip_scope,
            tier_points=self.vip_tier_points,
            tier_by=self.vip_tier_by,
            leap_day=self.vip_leap_day,
            birth_days=self.vip_birth_days,
        )

    def _vip_validity_settings(self):
        """L-10, L-12 as this company sets it."""
        self.ensure_one()
        return validity.Settings(years=self.vip_years, return_day=self.vip_return_day)
