from datetime import date

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS
from odoo.tools import format_date
from odoo.tools.image import image_data_uri

from ..policies import validity

# Surnames of two characters, the common ones.
DOUBLE = (
    *("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐"),
    *("司徒", "夏侯", "端木", "百里", "南宫", "独孤"),
)


class LoyaltyVipRegistration(models.Model):
    """《门店VIP资料登记表》: who becomes a member, and the card they get (L-01, L-02).

    What the member tells about themselves is behind the door (L-13): read by
    consulting the form, and logged.
    """

    _name = "loyalty.vip.registration"
    _description = "VIP Registration Form"
    _inherit = [
        "loyalty.vip.qualification.mixin",
        "confidential.mixin",
        "charter.decision.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _confidential_prefix = "VIP"
    _confidential_fields = ("birth_date", "phone", "address", "signature")
    _guarded_fields = frozenset(
        {
            *("state", "card_id", "issued_at", "issued_by_id", "number", "birth_since"),
            *("month_id", "counted_move_ids", "has_birth_date", "has_signature"),
        }
    )
    _guarded_after_create = frozenset({"partner_id"})

    site_id = fields.Many2one(
        string="Store",
        domain="[('kind', '=', 'store')]",
        default=lambda self: self.env.user.site_ids.filtered(
            lambda it: it.kind == "store"
        )[:1],
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('is_company', '=', False)]",
    )
    day = fields.Date(
        string="Date", required=True, readonly=True, default=fields.Date.context_today
    )
    kind = fields.Selection(
        [("new", "New Card"), ("renewal", "Renewal")],
        compute="_compute_kind",
        store=True,
        precompute=True,
        help="L-10: after two years the card is applied for again.",
    )
    state = fields.Selection(
        [("draft", "To Issue"), ("issued", "Issued"), ("cancelled", "Cancelled")],
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        index=True,
    )
    surname = fields.Char(
        compute="_compute_surname", store=True, readonly=False, precompute=True
    )
    salutation = fields.Selection([("ms", "Ms"), ("mr", "Mr")], required=True)
    wants_messages = fields.Boolean(
        default=True, help="L-16: birthday wishes, new goods and promotions."
    )
    wants_magazine = fields.Boolean(string="Gets the Magazine", default=True)
    introduced_by_id = fields.Many2one(
        "loyalty.card",
        domain="[('vip_state', '!=', False)]",
        help="L-15: the member who brought this customer.",
    )
    card_id = fields.Many2one("loyalty.card", readonly=True, copy=False)
    number = fields.Char(string="Card Number", readonly=True, copy=False)
    issued_at = fields.Datetime(string="Issued On", readonly=True, copy=False)
    issued_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    month_id = fields.Many2one(
        "loyalty.vip.month", string="Monthly Return", readonly=True, copy=False
    )

    birth_date = fields.Date(groups=NO_ACCESS, copy=False)
    phone = fields.Char(groups=NO_ACCESS, copy=False)
    address = fields.Char(groups=NO_ACCESS, copy=False)
    signature = fields.Binary(groups=NO_ACCESS, copy=False)
    birth_since = fields.Date(
        string="Birthday Changed On",
        readonly=True,
        copy=False,
        help="L-06: a birthday that was changed gives no discount for some weeks.",
    )
    has_birth_date = fields.Boolean(string="Birthday Known", readonly=True, copy=False)
    has_signature = fields.Boolean(string="Signed", readonly=True, copy=False)
    birth_date_entry = fields.Date(
        string="New Birthday", compute="_compute_entries", inverse="_inverse_birth_date"
    )
    phone_entry = fields.Char(
        string="New Mobile", compute="_compute_entries", inverse="_inverse_phone"
    )
    address_entry = fields.Char(
        string="New Address", compute="_compute_entries", inverse="_inverse_address"
    )
    signature_entry = fields.Binary(
        string="New Signature", compute="_compute_entries", inverse="_inverse_signature"
    )

    _birth_md_idx = models.Index(
        "(EXTRACT(MONTH FROM birth_date), EXTRACT(DAY FROM birth_date))"
        " WHERE birth_date IS NOT NULL"
    )

    @api.depends("partner_id")
    def _compute_kind(self):
        known = (
            self.env["loyalty.card"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", self.partner_id.ids),
                    ("vip_state", "!=", False),
                ]
            )
            .partner_id
        )
        for form in self:
            if form.state == "draft" or not form.kind:
                renewal = form.partner_id._origin in known
                form.kind = "renewal" if renewal else "new"

    @api.depends("partner_id")
    def _compute_surname(self):
        for form in self:
            name = (form.partner_id.name or "").strip()
            form.surname = form.surname or surname_of(name)

    def _compute_entries(self):
        for name in ("birth_date", "phone", "address", "signature"):
            self[f"{name}_entry"] = False

    def _inverse_birth_date(self):
        for form in self.filtered("birth_date_entry"):
            born = form.birth_date_entry
            today = form.site_id.local_date()
            if not date(1900, 1, 1) <= born <= today:
                raise UserError(
                    self.env._("%(day)s can't be a birthday.", day=str(born))
                )
            known = form.sudo().birth_date
            form.enter({"birth_date": born})
            form.sudo().has_birth_date = True
            if form.state == "issued" and known != born:
                form.sudo().birth_since = today

    def _inverse_phone(self):
        for form in self.filtered("phone_entry"):
            form.enter({"phone": form.phone_entry.strip()})

    def _inverse_address(self):
        for form in self.filtered("address_entry"):
            form.enter({"address": form.address_entry.strip()})

    def _inverse_signature(self):
        for form in self.filtered("signature_entry"):
            form.enter({"signature": form.signature_entry})
            form.sudo().has_signature = True

    # -- CRUD --

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if self.filtered(lambda it: it.state == "issued"):
            raise UserError(
                self.env._("L-12: a form on which a card was given is not deleted.")
            )

    # -- steps --

    def action_issue(self):
        """L-01, L-02: give the card to who qualifies and has signed."""
        for form in self:
            form._issue()

    def action_cancel(self):
        self.check_access("write")
        if self.filtered(lambda it: it.state != "draft"):
            raise UserError(self.env._("A card was given on this form already."))
        self.sudo().write({"state": "cancelled"})

    def action_open_card(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "loyalty.card",
            "res_id": self.card_id.id,
            "view_mode": "form",
            "views": [
                (self.env.ref("loyalty_vip.loyalty_card_view_form_vip").id, "form")
            ],
        }

    def action_print_form(self):
        """L-02, L-13: the form on paper; the printing is logged like a reading."""
        self.ensure_one()
        return self.env.ref(
            "loyalty_vip.loyalty_vip_registration_report_form"
        ).report_action(self)

    @api.private
    def vip_told(self):
        """What the member told, for the paper; passes the door and is logged."""
        self.ensure_one()
        self.action_consult(self.env._("Printing of the registration form"))
        form = self.sudo()
        return {
            "birth_date": format_date(self.env, form.birth_date),
            "phone": form.phone,
            "address": form.address,
            "signature": form.signature and image_data_uri(form.signature),
        }

    def _issue(self):
        self.ensure_one()
        self.check_access("write")
        self._check_issue()
        facts, settings = self._qualification_facts(), self._qualification_settings()
        found = self._qualification_decide(facts, settings)
        override = None
        if not found.qualifies:
            override = self._check_override(found)
        form = self.sudo()
        form.write(
            {
                "state": "issued",
                "issued_at": fields.Datetime.now(),
                "issued_by_id": self.env.uid,
                "counted_move_ids": [Command.set(self._counted(found).ids)],
            }
        )
        self.record_decision(
            found,
            facts=facts,
            settings=settings,
            reason=self._qualification_sentence(found),
            override=override,
        )
        form.card_id = self._make_card()
        form.number = form.card_id.code
        if self.introduced_by_id:
            self._note_introduction()

    def _check_issue(self):
        if self.state != "draft":
            raise UserError(self.env._("A card was given on this form already."))
        if self.site_id.kind != "store":
            raise UserError(self.env._("Cards are given by stores."))
        if self.partner_id.is_company:
            raise UserError(self.env._("L-07: a VIP card is a person's."))
        if not (self.has_birth_date and self.has_signature):
            raise UserError(
                self.env._(
                    "L-02: enter the birthday and have the form signed: both are part"
                    " of the registration form."
                )
            )
        company = self.site_id.company_id
        old = self.env["loyalty.card"].vip_card_of(self.partner_id, company)
        old.vip_expire()
        facts = validity.Facts(
            today=self.site_id.local_date(),
            state=old.vip_state or None,
            last_day=old.expiration_date or None,
        )
        if validity.has_card(facts, company._vip_validity_settings()):
            raise UserError(
                self.env._(
                    "%(person)s has VIP card %(number)s until %(day)s: a person has one"
                    " card at a time (L-10).",
                    person=self.partner_id.name,
                    number=old.code,
                    day=format_date(self.env, old.expiration_date),
                )
            )

    def _make_card(self):
        site = self.sudo().site_id
        company = site.company_id
        today = site.local_date()
        terms = company._vip_points_settings()
        program = self.env["loyalty.program"].vip_program("points", company)
        if not program:
            raise UserError(
                self.env._("The points program of VIP loyalty is archived.")
            )
        values = {
            "program_id": program.id,
            "partner_id": self.partner_id.id,
            "points": 0,
            "vip_state": "active",
            "vip_site_id": site.id,
            "vip_valid_from": today,
            "expiration_date": validity.last_day(
                validity.Facts(today=today), company._vip_validity_settings()
            ),
            "vip_registration_id": self.id,
            "vip_surname": self.surname,
            "vip_salutation": self.salutation,
            "vip_messages": self.wants_messages,
            "vip_magazine": self.wants_magazine,
            "vip_terms": {
                "amount": str(terms.amount),
                "remainders": terms.remainders,
                "months": terms.months,
            },
        }
        cards = self.env["loyalty.card"].sudo().with_context(loyalty_no_mail=True)
        # Draw last: the lock holds until the commit.
        return cards.create({**values, "code": site.vip_number()})

    def _note_introduction(self):
        introductions = self.env["loyalty.vip.introduction"].sudo()
        values = {
            "card_id": self.introduced_by_id.id,
            "partner_id": self.partner_id.id,
        }
        if not introductions.search_count(
            [(name, "=", value) for name, value in values.items()], limit=1
        ):
            introductions.create({**values, "welcomed_by_id": self.env.uid})


def surname_of(name):
    """Of a Chinese name the first character or two, else the last word."""
    if not name:
        return False
    if name.isascii():
        return name.split()[-1]
    return name[:2] if name.startswith(DOUBLE) else name[:1]
