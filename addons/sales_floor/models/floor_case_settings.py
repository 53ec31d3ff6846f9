from decimal import Decimal

from odoo import fields, models

from ..policies import dispute, incident, referral


class FloorCaseSettings(models.AbstractModel):
    """What a company says about referrals, disputes and incidents."""

    _name = "floor.case.settings"
    _description = "Settings of Referrals, Disputes and Incidents"

    floor_referral_grace = fields.Integer(
        string="Days of Grace for a Referral",
        required=True,
        default=0,
        help="F-16: how many days after the day agreed a visit still keeps it.",
        prefetch="sales_floor",
    )
    floor_dispute_same_person = fields.Boolean(
        string="Approves Their Own Opinion",
        help="F-23: who is project manager and sales director in one may approve the"
        " opinion they gave.",
        prefetch="sales_floor",
    )
    floor_penalty_days = fields.Integer(
        string="Days of Base Pay for an Incident",
        required=True,
        default=1,
        help="F-28: of who is responsible, for an ordinary incident.",
        prefetch="sales_floor",
    )
    floor_penalty_months = fields.Integer(
        string="Months of Base Pay for a Serious Incident",
        required=True,
        default=1,
        help="F-28: besides the part of the bonus.",
        prefetch="sales_floor",
    )
    floor_penalty_bonus_percent = fields.Float(
        string="Percent of the Bonus for a Serious Incident",
        required=True,
        default=50,
        help="F-28: of the bonus due that month.",
        prefetch="sales_floor",
    )
    floor_stirring_percent = fields.Float(
        string="Percent of the Bonus of Who Stirs Up Quarrels",
        required=True,
        default=50,
        help="F-28: besides the dismissal.",
        prefetch="sales_floor",
    )
    floor_hearing = fields.Boolean(
        string="Nobody Is Punished Unheard",
        default=True,
        help="F-28: a decision waits for what the person has to say.",
        prefetch="sales_floor",
    )

    _floor_case_numbers = models.Constraint(
        "CHECK (floor_referral_grace >= 0 AND floor_penalty_days >= 0"
        " AND floor_penalty_months >= 0"
        " AND floor_penalty_bonus_percent BETWEEN 0 AND 100"
        " AND floor_stirring_percent BETWEEN 0 AND 100)",
        "Days and months can't be negative, and a bonus is cut by 0 to 100 percent.",
    )

    def _floor_referral_settings(self):
        """F-16 as this company sets it."""
        self.ensure_one()
        return referral.Settings(grace_days=self.floor_referral_grace)

    def _floor_dispute_settings(self):
        """F-23 as this company sets it."""
        self.ensure_one()
        return dispute.Settings(same_person=self.floor_dispute_same_person)

    def _floor_incident_settings(self):
        """F-28 as this company sets it."""
        self.ensure_one()
        return incident.Settings(
            days=self.floor_penalty_days,
            months=self.floor_penalty_months,
            bonus_percent=Decimal(str(self.floor_penalty_bonus_percent)),
            stirring_percent=Decimal(str(self.floor_stirring_percent)),
            hearing=self.floor_hearing,
        )
