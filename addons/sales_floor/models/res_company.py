from decimal import Decimal

from odoo import fields, models

from ..policies import arrival, change, passing
from .floor_attribution_settings import PERIODS


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = [
        "res.company",
        "floor.attribution.settings",
        "floor.case.settings",
        "floor.pin.settings",
        "floor.report.settings",
    ]

    floor_absence = fields.Selection(
        [
            ("forfeit", "lose the turn of the round; an approved errand keeps it"),
            ("make_up", "make up for as many turns as they missed"),
        ],
        string="Reps Away on Business",
        required=True,
        default="forfeit",
        help="F-02: what becomes of the turn of who is away for the company.",
        prefetch="sales_floor",
    )
    floor_make_up = fields.Selection(
        [("all", "all missed turns"), ("one", "one turn at a time"), ("none", "none")],
        string="Turns Made Up",
        required=True,
        default="all",
        help="F-02: how many missed turns are made up.",
        prefetch="sales_floor",
    )
    floor_make_up_approval = fields.Boolean(
        string="Make-Up Needs Approval",
        help="F-02: only an absence that the project manager approved is made up.",
        prefetch="sales_floor",
    )
    floor_busy = fields.Selection(
        [
            ("keep", "keep their place"),
            ("lose", "lose the turn"),
            ("make_up", "make up for it"),
        ],
        string="Reps With a Customer",
        required=True,
        default="keep",
        help="F-02, F-33: what becomes of the turn of who is with a customer.",
        prefetch="sales_floor",
    )
    floor_excused = fields.Selection(
        [("keep", "keep their place"), ("lose", "lose the turn")],
        string="Reps Absent With a Good Reason",
        required=True,
        default="keep",
        prefetch="sales_floor",
    )
    floor_designated_make_up = fields.Boolean(
        string="Designated Receptions Are Made Up For",
        help="F-11: a turn missed while with a customer who named the rep counts as one"
        " missed with any other customer.",
        prefetch="sales_floor",
    )
    floor_carry_over = fields.Boolean(
        string="Owed Turns Carry Over",
        default=True,
        help="F-02: to the next day.",
        prefetch="sales_floor",
    )
    floor_lunch_duty = fields.Integer(
        string="Reps on Lunch Duty",
        required=True,
        default=2,
        prefetch="sales_floor",
    )
    floor_stand_in = fields.Selection(
        [
            ("last", "the last in the rota, as an obligation"),
            ("rota", "whose turn it is, who keeps it"),
        ],
        string="For an Absent Rep Receives",
        required=True,
        default="last",
        help="F-10: who receives a registered customer whose rep can't.",
        prefetch="sales_floor",
    )
    floor_match_recognises = fields.Boolean(
        string="The Register Recognises",
        default=True,
        help="F-05: who is found in the register goes back to the rep on record, even"
        " if they recall nobody.",
        prefetch="sales_floor",
    )
    floor_expired_returns = fields.Boolean(
        string="Expired Registrations Lead Back",
        help="F-17: a registration that has expired leads back to its rep as well.",
        prefetch="sales_floor",
    )
    floor_forgotten_uses_turn = fields.Boolean(
        string="Receiving Who Recalls Nobody Uses the Turn",
        default=True,
        prefetch="sales_floor",
    )
    floor_announced_counts = fields.Boolean(
        string="Announced Customers Go to That Rep",
        default=True,
        prefetch="sales_floor",
    )
    floor_stand_in_takes_next = fields.Boolean(
        string="Who Stood In Takes the Next",
        default=True,
        prefetch="sales_floor",
    )
    floor_designated_percent = fields.Float(
        string="Percent of Who Was Named Midway",
        required=True,
        default=30,
        help="F-12: of a deal; the first rep has the rest.",
        prefetch="sales_floor",
    )
    floor_priority_turn = fields.Selection(
        [("first", "may get a priority turn"), ("none", "gets no priority turn")],
        string="Whose Reception Became an Empty Turn",
        required=True,
        default="first",
        prefetch="sales_floor",
    )
    floor_restore_turn = fields.Boolean(
        string="A Recognised Customer Gives the Turn Back",
        default=True,
        help="F-05: who received a customer that was another's has the turn back.",
        prefetch="sales_floor",
    )
    floor_validity_count = fields.Integer(
        string="Validity of a Registration",
        required=True,
        default=1,
        prefetch="sales_floor",
    )
    floor_validity_unit = fields.Selection(
        PERIODS, required=True, default="months", prefetch="sales_floor"
    )
    floor_validity_from = fields.Selection(
        [("first", "the first visit"), ("last", "the last visit")],
        string="Validity Counts From",
        required=True,
        default="first",
        prefetch="sales_floor",
    )
    floor_late_entry = fields.Integer(
        string="Days for a Late Entry",
        required=True,
        default=0,
        help="F-18: how many days after the visit its form can still be entered.",
        prefetch="sales_floor",
    )

    _floor_numbers = models.Constraint(
        "CHECK (floor_lunch_duty >= 0 AND floor_validity_count > 0"
        " AND floor_late_entry >= 0 AND floor_designated_percent BETWEEN 0 AND 100)",
        "The numbers of the sales floor can't be negative, and a registration is valid"
        " for at least one day.",
    )

    def _floor_rota_settings(self):
        """F-02, F-03, F-09 as this company sets them."""
        self.ensure_one()
        return passing.Settings(
            absence=self.floor_absence,
            make_up=self.floor_make_up,
            make_up_approval=self.floor_make_up_approval,
            busy=self.floor_busy,
            excused=self.floor_excused,
            designated_make_up=self.floor_designated_make_up,
            carry_over=self.floor_carry_over,
            lunch_duty=self.floor_lunch_duty,
        )

    def _floor_arrival_settings(self):
        """F-04, F-05, F-10 and F-11 as this company sets them."""
        self.ensure_one()
        return arrival.Settings(
            stand_in=self.floor_stand_in,
            match_recognises=self.floor_match_recognises,
            expired_returns=self.floor_expired_returns,
            forgotten_uses_turn=self.floor_forgotten_uses_turn,
            announced_counts=self.floor_announced_counts,
            stand_in_takes_next=self.floor_stand_in_takes_next,
        )

    def _floor_change_settings(self):
        """F-05, F-06 and F-12 as this company sets them."""
        self.ensure_one()
        return change.Settings(
            designated_percent=Decimal(str(self.floor_designated_percent)),
            priority_turn=self.floor_priority_turn,
            restore_turn=self.floor_restore_turn,
        )
