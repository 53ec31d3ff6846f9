from odoo import fields, models


class FloorVisit(models.Model):
    """The register of visitors: who came, who received them, what came of it (F-18)."""

    _name = "floor.visit"
    _description = "Visit"
    _inherit = ["charter.decision.mixin", "floor.signed.mixin", "register.seal.mixin"]
    _order = "arrived_at desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["visitor_name", "phone", "number"]
    _seal_when = "entered_at"
    _seal_scope = "site_id"
    _seal_fields = (
        *("number", "site_id", "user_id", "kind", "arrived_at", "ended_at"),
        *("outcome", "entered_by_id", "content_digest"),
    )
    _guarded_fields = frozenset(
        {
            *("number", "ended_at", "entered_at", "entered_by_id", "content_digest"),
            *("approved_at", "approved_by_id", "valid_until"),
        }
    )
    _guarded_after_create = frozenset({"site_id", "rota_id", "user_id", "kind"})

    number = fields.Integer(string="No.", readonly=True, copy=False)
    site_id = fields.Many2one(
        "service.site",
        string="Sales Floor",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
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
    kind = fields.Selection(
        [
            ("turn", "By Rota"),
            ("owner", "Back to Their Rep"),
            ("designated", "Designated"),
            ("obligation", "Obligation"),
            ("company", "Company Customer"),
            ("referral", "Employee Referral"),
        ],
        string="Reception",
        required=True,
    )
    arrived_at = fields.Datetime(
        string="Arrived", required=True, default=fields.Datetime.now
    )
    ended_at = fields.Datetime(string="Left", readonly=True, copy=False)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    visitor_name = fields.Char(string="Name")
    phone = fields.Char()
    phone_number = fields.Char(readonly=True, index=True)
    party_size = fields.Integer(string="Persons", default=1)
    source_id = fields.Many2one("utm.source", string="Heard of Us By")
    came_before = fields.Boolean()
    # The form (F-27).
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
    signing_on = fields.Date(string="Signing On")
    suggestions = fields.Text()
    no_deal_reason = fields.Text(string="Why No Deal")
    withdrawal_reason = fields.Text(string="Why Withdrawn")
    content_digest = fields.Char(readonly=True, copy=False)
    entered_at = fields.Datetime(string="Entered On", readonly=True, copy=False)
    entered_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    approved_at = fields.Datetime(string="Approved On", readonly=True, copy=False)
    approved_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    valid_until = fields.Date(readonly=True, copy=False, index=True)
