from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies import incident
from .service_site_member import FLOOR_ROLES

KINDS = [
    ("poaching", "Poaching a Customer"),
    ("fighting", "Fighting Over a Customer"),
    ("refusing", "Refusing a Customer"),
    ("neglecting", "Neglecting a Customer"),
    ("breaking_off", "Breaking Off for Another Customer"),
    ("leaving", "Leaving Midway to Fetch Papers"),
    ("cutting_in", "Cutting In"),
    ("false_data", "False Data"),
    ("concealed_data", "Concealed Data"),
    ("stirring", "Stirring Up Quarrels"),
    ("listing", "Listing a Unit Privately"),
    ("renaming", "Renaming a Unit Privately"),
    ("speculating", "Speculating"),
    ("over_heads", "Going Over the Heads of the Line"),
    ("appearance", "Dress and Appearance"),
    ("materials", "Materials Not at Hand"),
    ("information", "Prices or Stock Not Checked"),
    ("attention", "Not Attentive"),
    ("service_fault", "A Fault a Customer Complained Of"),
    ("swapping", "Swapping Turns"),
]
ROLES = tuple(role for role, _label in FLOOR_ROLES)


class FloorIncident(models.Model):
    """What somebody did on the floor that a rule forbids, and what it costs them.

    F-01, F-03, F-06, F-24, F-28: reported by anybody on the floor, verified by another
    one who leads, the person heard, decided by the manager. The penalty is a record for
    those who pay wages; it pays nothing itself.
    """

    _name = "floor.incident"
    _description = "Incident"
    _inherit = [
        "floor.site.mixin",
        "floor.incident.penalty.mixin",
        "floor.incident.handling.mixin",
        "charter.decision.mixin",
        "register.seal.mixin",
        "mail.thread",
        "service.asking.mixin",
        "mail.activity.mixin",
    ]
    _order = "happened_at desc, id desc"
    _check_company_auto = True
    _mail_post_access = "read"
    _rec_names_search = ["user_id", "description"]
    _seal_when = "decided_at"
    _seal_scope = "site_id"
    _seal_fields = (
        *("number", "user_id", "kind", "is_serious", "happened_at", "description"),
        *("visit_id", "change_id", "reported_by_id", "reported_at", "verified_by_id"),
        *("verified_at", "statement", "stated_at", "state", "reason"),
        *("penalty_days", "penalty_months", "penalty_bonus_percent", "is_dismissal"),
        *("is_correction", "is_turn_cancelled", "decided_by_id", "proposal"),
    )
    _guarded_fields = frozenset(
        {"number", "reported_by_id", "reported_at", "change_id"}
    )
    _guarded_after_create = frozenset(
        {"site_id", "user_id", "happened_at", "description", "visit_id"}
    )

    number = fields.Integer(string="No.", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Who",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False)]",
    )
    kind = fields.Selection(KINDS, string="What", required=True, index=True)
    is_serious = fields.Boolean(
        string="Serious", help="F-28: in the eyes of who looks into it."
    )
    happened_at = fields.Datetime(
        string="When", required=True, index=True, default=fields.Datetime.now
    )
    description = fields.Text(string="What Happened", required=True)
    involved_ids = fields.Many2many(
        "res.users",
        "floor_incident_involved_rel",
        string="Who Else Was Involved",
        domain="[('share', '=', False)]",
        help="None of them decides.",
    )
    visit_id = fields.Many2one(
        "floor.visit",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    change_id = fields.Many2one(
        "floor.change",
        string="Change of Rep",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="F-06: the fault was noted when a customer wanted another rep.",
    )
    reported_by_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    reported_at = fields.Datetime(
        string="Reported On",
        required=True,
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
    )

    _number_unique = models.UniqueIndex("(site_id, number) WHERE number IS NOT NULL")

    @api.model
    def _default_site(self):
        """One's sales floor, where there is only one."""
        floors = self.env.user.site_ids.filtered(
            lambda it: it.kind == "sales_floor" and it.company_id == self.env.company
        )
        return floors if len(floors) == 1 else floors.browse()

    @api.depends("site_id", "number", "user_id")
    def _compute_display_name(self):
        for it in self:
            number = it.number and f"{it.site_id.code}/{it.number}"
            it.display_name = " ".join(filter(None, (number, it.user_id.name)))

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        incidents = super().create(vals_list)
        for it, vals in zip(incidents, vals_list, strict=True):
            it._check_reported(vals)
            scope = f"floor.incident/{it.site_id.id}"
            [it.sudo().number] = self.env["register.draw"].draw(scope)
            it._ask_to_verify()
        return incidents

    def write(self, vals):
        self._check_may_write(vals)
        return super().write(vals)

    def _check_reported(self, vals):
        """F-28: of somebody of the floor, who did something, and not tomorrow."""
        self.ensure_one()
        if not self.env.su and self._of_the_manager & vals.keys():
            self._check_may_write(vals)
        if not (self.description or "").strip():
            raise ValidationError(self.env._("F-28: say what happened."))
        if self.happened_at > fields.Datetime.now():
            raise ValidationError(
                self.env._("F-28: nothing has happened then: that is still to come.")
            )
        if not self.site_id.holds_floor_role(*ROLES, user=self.user_id):
            raise ValidationError(
                self.env._(
                    "F-28: %(person)s does not belong to %(site)s: name somebody who"
                    " does.",
                    person=self.user_id.name,
                    site=self.site_id.name,
                )
            )

    # -- business --

    @api.model
    def _note_faults(self, changes):
        """F-06: a rep's fault for which a customer wanted another one."""
        faults = changes.filtered("is_fault")
        return self.sudo().create(
            [
                {
                    "site_id": it.site_id.id,
                    "user_id": it.user_id.id,
                    "kind": "service_fault",
                    "is_serious": (it.facts or {}).get("fault") == "serious",
                    "description": it.reason,
                    "visit_id": it.visit_id.id,
                    "change_id": it.id,
                    "reported_by_id": it.signed_by_id.id or self.env.user.id,
                }
                for it in faults
            ]
        )

    def _rule_code(self):
        """The rule that forbids it."""
        self.ensure_one()
        return incident.KINDS.get(self.kind)
