from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

LIVE = ("active", "lost")
# What one door each writes on a VIP card.
OWNED = frozenset(
    {
        *("points", "partner_id", "program_id", "code", "expiration_date", "active"),
        "history_ids",
    }
)


class LoyaltyCard(models.Model):
    """A VIP card: a card of the points program, of one person, for a limited time."""

    _name = "loyalty.card"
    _inherit = [
        "loyalty.card",
        "loyalty.card.ledger.mixin",
        "loyalty.card.night.mixin",
        "loyalty.card.booklet.mixin",
        "charter.guard.mixin",
    ]
    _guarded_fields = frozenset(
        {
            *("vip_state", "vip_site_id", "vip_company_id", "vip_valid_from"),
            *("vip_earned", "vip_paid_base", "vip_terms", "vip_registration_id"),
            *("vip_surname", "vip_salutation", "vip_move_ids", "vip_number_ids"),
        }
    )

    vip_state = fields.Selection(
        [
            ("active", "In Force"),
            ("lost", "Reported Lost"),
            ("expired", "Expired"),
            ("closed", "Closed"),
        ],
        string="VIP Card",
        readonly=True,
        copy=False,
        tracking=True,
        index="btree_not_null",
    )
    vip_registration_id = fields.Many2one(
        "loyalty.vip.registration",
        string="Registration",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    vip_surname = fields.Char(string="Surname", readonly=True, copy=False)
    vip_salutation = fields.Selection(
        [("ms", "Ms"), ("mr", "Mr")], string="Salutation", readonly=True, copy=False
    )
    vip_called = fields.Char(string="Member", compute="_compute_vip_called")
    vip_magazine = fields.Boolean(string="Gets the Magazine", help="L-19")
    vip_number_ids = fields.One2many(
        "loyalty.vip.number", "card_id", string="Former Numbers", readonly=True
    )
    vip_move_ids = fields.One2many(
        "account.move", "vip_card_id", string="Purchases", readonly=True
    )
    vip_introduction_ids = fields.One2many(
        "loyalty.vip.introduction", "card_id", string="Introductions", readonly=True
    )

    _vip_one_per_person = models.UniqueIndex(
        "(partner_id, vip_company_id) WHERE vip_state IN ('active', 'lost')",
        "This person has a VIP card already: a person has one at a time.",
    )
    _vip_expiry_idx = models.Index(
        "(expiration_date) WHERE vip_state IN ('active', 'lost')"
    )
    _vip_lapse_idx = models.Index(
        "(vip_site_id) WHERE vip_state IN ('active', 'lost') AND points > 0"
        " AND (vip_terms ->> 'months')::int > 0"
    )
    _vip_not_naked = models.Constraint(
        "CHECK (vip_state IS NULL OR (vip_site_id IS NOT NULL AND partner_id IS NOT"
        " NULL AND expiration_date IS NOT NULL AND vip_valid_from IS NOT NULL))",
        "A VIP card has a store, a holder and a last day.",
    )

    @api.depends("program_id", "code", "vip_state")
    def _compute_display_name(self):
        vip = self.filtered("vip_state")
        for card in vip:
            card.display_name = card.code
        return super(LoyaltyCard, self - vip)._compute_display_name()

    @api.depends("vip_surname", "vip_salutation", "partner_id.name")
    @api.depends_context("lang")
    def _compute_vip_called(self):
        salutations = dict(
            self._fields["vip_salutation"]._description_selection(self.env)
        )
        for card in self:
            card.vip_called = card.vip_state and (
                self.env._(
                    "%(salutation)s %(surname)s",
                    salutation=salutations[card.vip_salutation],
                    surname=card.vip_surname,
                )
                if card.vip_salutation and card.vip_surname
                else card.partner_id.name
            )

    @api.onchange("expiration_date")
    def _restrict_expiration_on_loyalty(self):
        """L-10: unlike Odoo's loyalty cards, a VIP card runs out."""
        others = self.filtered(lambda it: it.program_id.vip_role != "points")
        return super(LoyaltyCard, others)._restrict_expiration_on_loyalty()

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        cards = super().create(vals_list)
        ours = cards.sudo().filtered(lambda it: it.program_id.vip_role == "points")
        if ours.filtered(lambda it: not it.vip_state):
            raise UserError(
                self.env._(
                    "L-02: a VIP card is given on a registration form, by the store:"
                    " open Registrations."
                )
            )
        return cards

    def write(self, vals):
        vip = self.sudo().filtered("vip_state")
        owned = OWNED & vals.keys() if vip else ()
        if "points" in owned:
            raise AccessError(
                self.env._(
                    "The points of a VIP card can't be entered: payments and prizes"
                    " change them."
                )
            )
        if owned and not self.env.su:
            raise AccessError(
                self.env._(
                    "The holder, number and validity of a VIP card can't be entered:"
                    " registration and replacement set them."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_vip_never(self):
        if self.filtered("vip_state"):
            raise UserError(
                self.env._("A VIP card can't be deleted: close it instead.")
            )

    def _vip_write(self, vals):
        """Past the guard: for this addon's own steps."""
        return super(LoyaltyCard, self.sudo()).write(vals)  # pylint: disable=W8164

    # -- business --

    @api.model
    @api.private
    def vip_card_of(self, partner, company):
        """The live card of a person in a company, read with all rights."""
        if not partner or not isinstance(partner.id, int):
            return self.sudo().browse()
        return self.sudo().search(
            [
                ("partner_id", "=", partner.id),
                ("vip_state", "in", LIVE),
                ("vip_company_id", "=", company.id),
            ],
            limit=1,
        )

    @api.private
    def vip_born(self):
        """L-06: the day of birth and since when it is on record; behind the door."""
        registration = self.sudo().vip_registration_id
        return registration.birth_date or None, registration.birth_since or None

    def action_vip_lost(self):
        """L-11: the card is reported lost: it gives nothing from now on."""
        self._vip_check_step("active")
        self.vip_lock()
        self._vip_write({"vip_state": "lost"})

    def action_vip_found(self):
        """L-11: a card that was reported lost is there again."""
        self._vip_check_step("lost")
        self.vip_lock()
        self._vip_write({"vip_state": "active"})

    @api.private
    def vip_reissue(self, reason):
        """L-11: the same membership and points under a new number, at once."""
        self.ensure_one()
        self._vip_check_step(*LIVE)
        if not (reason or "").strip():
            raise UserError(self.env._("Say what became of the old card."))
        self.vip_lock()
        self.env["loyalty.vip.number"].sudo().create(
            {
                "card_id": self.id,
                "number": self.code,
                "stopped_at": fields.Datetime.now(),
                "stopped_by_id": self.env.uid,
                "reason": reason.strip(),
            }
        )
        self._vip_write(
            {"code": self.sudo().vip_site_id.vip_number(), "vip_state": "active"}
        )

    def action_vip_reissue(self):
        """Ask what became of the old card, then give a new number."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Replace the Card"),
            "res_model": "loyalty.vip.reissue",
            "view_mode": "form",
            "target": "new",
            "context": {"default_card_id": self.id},
        }

    def action_vip_prize(self):
        """L-05: redeem points of this card for a prize."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Redeem Points"),
            "res_model": "loyalty.vip.prize",
            "view_mode": "form",
            "target": "new",
            "context": {"default_card_id": self.id},
        }

    def action_vip_close(self):
        """End a membership early; its points end with it."""
        self._vip_check_step(*LIVE)
        if self.sudo().vip_site_id - self.env.user.managed_site_ids:
            raise AccessError(
                self.env._("Only the manager of its store closes a VIP card.")
            )
        self.vip_lock()
        self._vip_write({"vip_state": "closed"})

    def action_vip_booklet(self):
        """L-02: the member's booklet."""
        return self.env.ref("loyalty_vip.loyalty_card_report_booklet").report_action(
            self
        )

    def _vip_check_step(self, *states):
        self.check_access("write")
        if self.filtered(lambda it: it.vip_state not in states):
            raise UserError(self.env._("This step isn't open for this card any more."))

    @api.private
    def vip_until(self):
        """The month in which the card runs out, as the till says it: 2028-03."""
        return f"{self.expiration_date:%Y-%m}" if self.expiration_date else ""
