from decimal import Decimal

from odoo import fields, models

from ..policies import history, registration

PERIODS = [("months", "calendar months"), ("days", "days")]
KIN = {
    "spouse": frozenset({"spouse"}),
    "family": frozenset({"spouse", "parent", "child"}),
    "all": frozenset({"spouse", "parent", "child", "sibling", "other"}),
}
PERCENTS = (
    *("floor_original_percent", "floor_same_day_percent", "floor_pool_percent"),
    *("floor_after_sales_percent", "floor_referrer_percent", "floor_kin_percent"),
)


class FloorAttributionSettings(models.AbstractModel):
    """What a company says about whose customer somebody is, and about the shares."""

    _name = "floor.attribution.settings"
    _description = "Settings of Attributions"

    floor_original_percent = fields.Float(
        string="Percent of Who Was Forgotten",
        required=True,
        default=50,
        help="F-05: of a deal; who received the customer as new has the rest.",
        prefetch="sales_floor",
    )
    floor_recognition_count = fields.Integer(
        string="Time to Recognise",
        required=True,
        default=1,
        help="F-05: from the visit on which the customer recalled nobody.",
        prefetch="sales_floor",
    )
    floor_recognition_unit = fields.Selection(
        PERIODS, required=True, default="months", prefetch="sales_floor"
    )
    floor_match_counts = fields.Boolean(
        string="A Match in the Register Recognises",
        help="F-05: a phone number found in the register when the visit is entered"
        " counts as if somebody had recognised the customer.",
        prefetch="sales_floor",
    )
    floor_expired_original = fields.Boolean(
        string="An Expired Registration Is Recognised",
        help="F-05, F-17: also a rep whose registration had expired is recognised.",
        prefetch="sales_floor",
    )
    floor_recognised_after_deal = fields.Boolean(
        string="Recognised After the Deal Counts",
        default=True,
        help="F-05: as long as it is in time.",
        prefetch="sales_floor",
    )
    floor_forgotten_first = fields.Boolean(
        string="F-05 Goes Before F-19",
        default=True,
        help="F-19: otherwise the earlier registration wins in any case.",
        prefetch="sales_floor",
    )
    floor_same_day_percent = fields.Float(
        string="Percent of Who Stood In",
        required=True,
        default=50,
        help="F-10: where whose turn it is stands in, of a deal that same day.",
        prefetch="sales_floor",
    )
    floor_pool_percent = fields.Float(
        string="Percent of the Pool",
        required=True,
        default=30,
        help="F-15: where the company only introduced the customer.",
        prefetch="sales_floor",
    )
    floor_after_sales_percent = fields.Float(
        string="Percent for the After-Sales",
        required=True,
        default=30,
        help="F-15: of the rep, where the company arranged the deal.",
        prefetch="sales_floor",
    )
    floor_referrer_percent = fields.Float(
        string="Percent of Who Referred",
        required=True,
        default=30,
        help="F-16: of an employee whose referral is valid; the rep has the rest.",
        prefetch="sales_floor",
    )
    floor_kin_percent = fields.Float(
        string="Percent of the Relative's Rep",
        required=True,
        default=50,
        help="F-20: of a deal; the customer's own rep has the rest.",
        prefetch="sales_floor",
    )
    floor_kin = fields.Selection(
        [
            ("spouse", "spouses"),
            ("family", "spouses, parents and children"),
            ("all", "all relatives"),
        ],
        string="Relatives Who Count",
        required=True,
        default="spouse",
        help="F-20: whose reps serve together, where they came separately.",
        prefetch="sales_floor",
    )
    floor_kin_after_deal = fields.Boolean(
        string="Relatives Found After the Deal Count",
        help="F-20: otherwise what is found after the deal changes nothing.",
        prefetch="sales_floor",
    )
    floor_kin_first = fields.Boolean(
        string="F-20 Goes Before F-19",
        default=True,
        help="F-19: otherwise the earlier registration in the household wins.",
        prefetch="sales_floor",
    )
    floor_expiry = fields.Selection(
        [
            ("yields", "gives way to who registers the customer next"),
            ("void", "is no basis for commission any more"),
        ],
        string="What Has Expired",
        required=True,
        default="yields",
        help="F-17: what becomes of a registration whose time is over.",
        prefetch="sales_floor",
    )

    _floor_attribution_numbers = models.Constraint(
        "CHECK (floor_recognition_count > 0 AND {})".format(
            " AND ".join(f"{name} BETWEEN 0 AND 100" for name in PERCENTS)
        ),
        "The shares of the sales floor are from 0 to 100 %, and the time to recognise"
        " is at least one day.",
    )

    def _floor_attribution_settings(self):
        """F-05, F-10, F-12, F-15 to F-17, F-19 and F-20 as this company sets them."""
        self.ensure_one()
        return history.Settings(
            original_percent=_percent(self.floor_original_percent),
            same_day_percent=_percent(self.floor_same_day_percent),
            named_percent=_percent(self.floor_designated_percent),
            pool_percent=_percent(self.floor_pool_percent),
            after_sales_percent=_percent(self.floor_after_sales_percent),
            referrer_percent=_percent(self.floor_referrer_percent),
            kin_percent=_percent(self.floor_kin_percent),
            stand_in=self.floor_stand_in,
            month=(self.floor_recognition_unit, self.floor_recognition_count),
            match_recognises=self.floor_match_counts,
            expired_original=self.floor_expired_original,
            recognised_after_deal=self.floor_recognised_after_deal,
            kin=KIN[self.floor_kin],
            kin_after_deal=self.floor_kin_after_deal,
            forgotten_first=self.floor_forgotten_first,
            kin_first=self.floor_kin_first,
            register=self._floor_registration_settings(),
        )

    def _floor_registration_settings(self):
        """F-17 and F-18 as this company sets them."""
        self.ensure_one()
        return registration.Settings(
            validity=(self.floor_validity_unit, self.floor_validity_count),
            counts_from=self.floor_validity_from,
            late_entry=self.floor_late_entry,
            expiry=self.floor_expiry,
        )


def _percent(value):
    return Decimal(str(value))
