from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies import retention

EVENTS = [
    ("signing", "Signing"),
    ("lease_end", "End of the lease"),
    ("transfer", "Transfer of the unit"),
    ("contract_end", "End of the contract"),
    ("closing", "Closing of the matter"),
]


class ArchiveSchedule(models.Model):
    """How long documents are kept, and from which event on (A-09).

    Changing a schedule changes nothing that is filed: *Work Out Again* at the documents
    does, and refuses what would shorten a retention in silence or under a hold.
    """

    _name = "archive.schedule"
    _description = "Retention Schedule"
    _order = "code, id"
    _rec_names_search = ["code", "name"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [("period", "For a period"), ("permanent", "For ever")],
        string="Kept",
        required=True,
        default="period",
    )
    event = fields.Selection(
        EVENTS,
        string="Counted From",
        required=True,
        default="signing",
        help="The period begins on the day of this event.",
    )
    years = fields.Integer()
    months = fields.Integer()
    authority = fields.Char(
        help="The law, contract or regulation that says so; it stays on the certificate"
        " of what is destroyed."
    )
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint(
        "UNIQUE(company_id, code)",
        "Another schedule has this code already; choose another one.",
    )

    @api.constrains("kind", "years", "months")
    def _check_period(self):
        for schedule in self:
            if min(schedule.years, schedule.months) < 0 or (
                schedule.kind == "period" and not (schedule.years or schedule.months)
            ):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” needs a period of at least a month; what is never"
                        " destroyed is kept “for ever”.",
                        name=schedule.name,
                    )
                )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for schedule in self:
            schedule.display_name = " ".join(
                filter(None, (schedule.code, schedule.name))
            )

    @api.private
    def terms(self):
        """The schedules as the rule A-09 takes them."""
        return tuple(
            retention.Schedule(
                key=schedule.id,
                kind=schedule.kind,
                event=schedule.event,
                years=schedule.years,
                months=schedule.months,
            )
            for schedule in self
        )
