from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

# Of whom the papers are kept apart from the owners' (D-07).
TENANTS = frozenset({"tenant_household", "tenant_company"})
# What a customer and a unit propose; that one takes over from another, a person says.
PROPOSED = TENANTS | {"household", "company", "parking"}


class PartnerDossier(models.Model):
    """All about one customer at one site: as owner or tenant of a unit, while it lasts.

    Its name is its number, as other records show it. What is private of a household is
    read through the door; the rest by who keeps the dossiers of its class and site.
    """

    _name = "partner.dossier"
    _description = "Customer Dossier"
    _inherit = [
        "confidential.mixin",
        "partner.dossier.company.mixin",
        "partner.dossier.household.mixin",
        "partner.dossier.papers.mixin",
        "partner.dossier.register.mixin",
        "partner.dossier.personal.mixin",
    ]
    _order = "number desc, id desc"
    _rec_name = "reference"
    _check_company_auto = True
    _confidential_prefix = "DOS"
    _confidential_fields = ("birth_date", "income_band")
    _guarded_fields = frozenset({"number", "reference"})
    _guarded_after_create = frozenset({"partner_id", "unit_party_id"})

    number = fields.Integer(readonly=True, copy=False, aggregator=None)
    reference = fields.Char(readonly=True, copy=False, index="trigram")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    unit_party_id = fields.Many2one(
        "property.unit.party",
        string="Tenure",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        domain="[('partner_id', '=', partner_id), ('site_id', '=', site_id)]",
        help="As what, of which unit and since when. Empty: the customer has no unit"
        " here.",
    )
    unit_id = fields.Many2one(
        related="unit_party_id.unit_id", store=True, precompute=True, index=True
    )
    date_from = fields.Date(
        string="Since",
        compute="_compute_dates",
        store=True,
        precompute=True,
        readonly=False,
    )
    date_to = fields.Date(
        string="Until",
        compute="_compute_dates",
        store=True,
        precompute=True,
        readonly=False,
    )
    party_type = fields.Selection(
        [
            ("household", "Household"),
            ("company", "Company"),
            ("parking", "Parking Space"),
            ("transferee", "Transferee"),
            ("tenant_household", "Tenant Household"),
            ("tenant_company", "Tenant Company"),
        ],
        string="Kind of Party",
        required=True,
        compute="_compute_party_type",
        store=True,
        precompute=True,
        readonly=False,
        help="M-09: the papers that are needed depend on it.",
    )
    has_agent = fields.Boolean(
        string="Through an Agent",
        help="Somebody with an authorisation acts for the customer.",
    )
    party_class = fields.Selection(
        [("owner", "Owner"), ("tenant", "Tenant")],
        string="Class",
        required=True,
        index=True,
        compute="_compute_party_class",
        store=True,
        precompute=True,
        help="D-07: owners' and tenants' dossiers are kept apart.",
    )
    relation = fields.Selection(
        [("past", "Past"), ("present", "Present"), ("future", "Future")],
        compute="_compute_relation",
        search="_search_relation",
        help="D-15: what the customer is today.",
    )
    market = fields.Selection(
        [("domestic", "Domestic"), ("international", "International")],
        required=True,
        default="domestic",
    )
    channel = fields.Selection(
        [("direct", "Direct"), ("indirect", "Indirect")],
        required=True,
        default="direct",
    )
    is_custodian = fields.Boolean(related="site_id.is_custodian")
    active = fields.Boolean(default=True)

    _tenure_unique = models.UniqueIndex(
        "(unit_party_id) WHERE unit_party_id IS NOT NULL",
        "This tenure has a dossier already: open that one.",
    )
    _unit_less_unique = models.UniqueIndex(
        "(partner_id, site_id) WHERE unit_party_id IS NULL AND active IS TRUE",
        "This customer has a dossier without a unit at this site already: open that"
        " one.",
    )
    # A number is asked for as a whole as well: trigrams take a hundred times longer.
    _reference_idx = models.Index("(reference)")
    _class_idx = models.Index("(site_id, party_class, number DESC)")

    @api.depends("reference")
    def _compute_display_name(self):
        without = self.filtered(lambda it: not it.reference)
        for dossier in self - without:
            dossier.display_name = dossier.reference
        return super(PartnerDossier, without)._compute_display_name()

    @api.model
    def _search_display_name(self, operator, value):
        """By its own number, or by the customer's name, phone or unit."""
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        return Domain("reference", operator, value) | Domain(
            "partner_id", operator, value
        )

    @api.depends("unit_party_id.date_from", "unit_party_id.date_to")
    def _compute_dates(self):
        for dossier in self:
            tenure = dossier.unit_party_id.sudo()
            dossier.date_from = tenure.date_from or dossier.date_from
            dossier.date_to = tenure.date_to if tenure else dossier.date_to

    @api.depends("unit_party_id", "partner_id")
    def _compute_party_type(self):
        for dossier in self:
            tenure = dossier.unit_party_id.sudo()
            of_company = dossier.partner_id.is_company
            if tenure.role == "tenant":
                kind = "tenant_company" if of_company else "tenant_household"
            elif tenure.unit_id.kind == "parking":
                kind = "parking"
            else:
                kind = "company" if of_company else "household"
            # Of a new one the unit may be chosen last; later it stays what it is.
            is_proposed = not dossier._origin and dossier.party_type in PROPOSED
            if is_proposed or not dossier.party_type:
                dossier.party_type = kind

    @api.depends("party_type")
    def _compute_party_class(self):
        for dossier in self:
            is_tenant = dossier.party_type in TENANTS
            dossier.party_class = "tenant" if is_tenant else "owner"

    @api.depends("date_from", "date_to")
    def _compute_relation(self):
        today = {site: site.local_date() for site in self.site_id}
        for dossier in self:
            day = today.get(dossier.site_id)
            if not dossier.date_from or (day and dossier.date_from > day):
                dossier.relation = "future"
            elif dossier.date_to and dossier.date_to < day:
                dossier.relation = "past"
            else:
                dossier.relation = "present"

    @api.model
    def _search_relation(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        began = Domain("date_from", "<=", today)
        ended = Domain("date_to", "<", today)
        domains = {
            "future": ~began,
            "past": began & ended,
            "present": began & ~ended,
        }
        return Domain.OR(domains[it] for it in value if it in domains)

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        """Propose the customer's tenure, where just one has no dossier yet."""
        if self.unit_party_id.partner_id == self.partner_id:
            return
        lasting = self.env["property.unit.party"].search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("role", "in", ("owner", "co_owner", "tenant")),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", fields.Date.context_today(self)),
            ]
        )
        known = self.sudo().search([("unit_party_id", "in", lasting.ids)])
        free = lasting - known.unit_party_id
        self.unit_party_id = free if len(free) == 1 else False
        self.site_id = self.unit_party_id.site_id or self.site_id

    # -- constraints --

    @api.constrains("unit_party_id", "partner_id", "site_id")
    def _check_tenure(self):
        for dossier in self:
            tenure = dossier.unit_party_id.sudo()
            if tenure and (
                tenure.partner_id != dossier.partner_id
                or tenure.site_id != dossier.site_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(tenure)s is not the tenure of %(customer)s at"
                        " %(site)s: choose another one.",
                        tenure=tenure.unit_code,
                        customer=dossier.partner_id.name,
                        site=dossier.site_id.name,
                    )
                )

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        dossiers = super().create(vals_list)
        series = [f"partner.dossier:{dossier.site_id.id}" for dossier in dossiers]
        numbers = self.env["register.draw"].draw_each(series)
        for dossier, number in zip(dossiers.sudo(), numbers, strict=True):
            reference = f"{dossier.site_id.code}-D{number:05d}"
            dossier.write({"number": number, "reference": reference})
        return dossiers

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A dossier has its number for good: archive it instead.")
        )

    def copy_data(self, default=None):
        if self:
            raise UserError(
                self.env._("A dossier is not duplicated: open one for the other one.")
            )
        return super().copy_data(default)

    # -- business --

    @api.private
    def get_index(self):
        """A-05: what is filed of the customer at this site, in the order of signing."""
        self.ensure_one()
        return self.partner_id.get_archive_index().filtered(
            lambda it: it.site_id == self.site_id
        )

    @api.private
    def get_tenures(self):
        """What of which units at this site the customer is and was, the first first."""
        self.ensure_one()
        return self.env["property.unit.party"].search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("site_id", "=", self.site_id.id),
            ],
            order="date_from, id",
        )

    @api.private
    def join(self, partners, partner):
        """Keep one dossier without a unit at each site, as these are one customer.

        The others are archived, and the custodian is asked to take over from them.

        :param partner: the one who stays; a dossier of this contact is the one kept
        """
        without_unit = self.search(
            [("partner_id", "in", partners.ids), ("unit_party_id", "=", False)]
        )
        for same in without_unit.grouped("site_id").values():
            kept = (same.filtered(lambda it: it.partner_id == partner) or same)[:1]
            others = same - kept
            if not others:
                continue
            others.active = False
            numbers = ", ".join(others.mapped("reference"))
            kept.ask(
                kept.custodian_ids[:1],
                lambda it, numbers=numbers: it.env._(
                    "One customer, two dossiers: take over what is needed from"
                    " %(dossiers)s, which are archived",
                    dossiers=numbers,
                ),
            )
