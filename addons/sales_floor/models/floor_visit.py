from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What the visitor's form holds (F-27): the rep fills it in, then enters it.
PARTICULARS = ("visitor_name", "phone", "party_size", "source_id", "came_before")
FORM = (
    *PARTICULARS,
    *("background", "needs", "outcome", "signing_on", "suggestions"),
    *("no_deal_reason", "withdrawal_reason"),
)


class FloorVisit(models.Model):
    """The register of visitors: who came, who received them, what came of it (F-18).

    A visit is open while somebody receives the visitor. Its form is entered the same
    day and sealed: from then on nobody changes it, a correction is a new entry. It
    counts once the project manager approved it.
    """

    _name = "floor.visit"
    _description = "Visit"
    _inherit = [
        "charter.decision.mixin",
        "floor.contact.mixin",
        "floor.signed.mixin",
        "floor.visit.attribution.mixin",
        "floor.visit.call.mixin",
        "floor.visit.change.mixin",
        "floor.visit.referral.mixin",
        "floor.visit.entry.mixin",  # what stands on it comes before it
        "floor.visit.notebook.mixin",
        "floor.visit.reception.mixin",
        "register.seal.mixin",
        "mail.thread",
        "service.asking.mixin",
        "mail.activity.mixin",
    ]
    _order = "arrived_at desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["visitor_name", "phone_number", "phone"]
    _seal_when = "entered_at"
    _seal_scope = "site_id"
    # Names and phones can be erased one day: they stay outside, their digest inside.
    _seal_fields = (
        *("number", "user_id", "kind", "arrived_at", "ended_at", "outcome"),
        *("entered_by_id", "content_digest"),
    )
    _guarded_after_create = frozenset(
        {"site_id", "rota_id", "user_id", "kind", "arrived_at"}
    )

    site_id = fields.Many2one(
        "service.site",
        string="Sales Floor",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('kind', '=', 'sales_floor')]",
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )
    rota_id = fields.Many2one("floor.rota", index=True, ondelete="restrict")
    user_id = fields.Many2one(
        "res.users",
        string="Received By",
        required=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    visitor_name = fields.Char(string="Name")
    party_size = fields.Integer(string="Persons", default=1)
    source_id = fields.Many2one("utm.source", string="Heard of Us By")
    came_before = fields.Boolean()
    background = fields.Text()
    needs = fields.Text()
    outcome = fields.Selection(
        [
            ("none", "No Deal Yet"),
            ("deposit", "Holding Deposit"),
            ("contract", "Contract"),
            ("withdrawn", "Withdrawn"),
            ("no_reception", "Needed No Reception"),
        ]
    )
    signing_on = fields.Date()
    suggestions = fields.Text()
    no_deal_reason = fields.Text(string="Why No Deal")
    withdrawal_reason = fields.Text(string="Why Withdrawn")
    state = fields.Selection(
        [
            ("open", "Being Received"),
            ("to_enter", "To Enter"),
            ("entered", "To Approve"),
            ("approved", "Counts"),
            ("refused", "Refused"),
            ("corrected", "Corrected"),
        ],
        string="Status",
        compute="_compute_state",
        store=True,
        precompute=True,
        index=True,
    )

    _number_unique = models.UniqueIndex("(site_id, number) WHERE number IS NOT NULL")
    _site_arrived_idx = models.Index("(site_id, arrived_at)")
    _open_idx = models.Index("(site_id, user_id) WHERE ended_at IS NULL")

    @api.depends(
        *("ended_at", "entered_at", "approved_at", "refused_reason"),
        "corrected_by_ids.entered_at",
    )
    def _compute_state(self):
        for visit in self:
            if visit.corrected_by_ids.filtered("entered_at"):
                visit.state = "corrected"
            elif visit.refused_reason:
                visit.state = "refused"
            elif visit.approved_at:
                visit.state = "approved"
            elif visit.entered_at:
                visit.state = "entered"
            elif visit.ended_at:
                visit.state = "to_enter"
            else:
                visit.state = "open"

    @api.depends("site_id", "number", "visitor_name")
    def _compute_display_name(self):
        for visit in self:
            number = f"{visit.site_id.code}/{visit.number}" if visit.number else ""
            visit.display_name = " ".join(filter(None, (number, visit.visitor_name)))

    # -- CRUD --

    def write(self, vals):
        if vals.keys() & set(FORM):
            self._check_not_entered()
        return super().write(vals)

    def _check_not_entered(self):
        """F-18: nobody alters an entry, code with all rights included."""
        entered = self.filtered("entered_at")
        if entered:
            raise ValidationError(
                self.env._(
                    "F-18: visit %(visit)s is entered and stays as it is. Enter a"
                    " correction instead.",
                    visit=entered[0].display_name,
                )
            )

    # -- business --

    def _digest(self):
        """What the seal holds of the form (F-18)."""
        return self._digest_of(FORM)
