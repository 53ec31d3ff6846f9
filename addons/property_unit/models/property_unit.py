from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..policies import code as code_policy
from ..policies import ownership

# What a row of an import says of the owner; on the screen they show who it is.
OWNER_FIELDS = ("owner_name", "owner_phone", "owner_since")
PARTY_FIELDS = (
    "unit_id",
    "site_id",
    "partner_id",
    "role",
    "date_from",
    "date_to",
    "share",
)


class PropertyUnit(models.Model):
    """A flat, a shop, an office or a parking space: what somebody owns and lives in."""

    _name = "property.unit"
    _description = "Property Unit"
    _order = "code, id"
    _rec_name = "code"
    _check_company_auto = True

    code = fields.Char(
        required=True,
        index="trigram",
        help="As people say it: 3-1201. Unique at its site.",
    )
    kind = fields.Selection(
        [
            ("flat", "Flat"),
            ("shop", "Shop"),
            ("office", "Office"),
            ("parking", "Parking Space"),
        ],
        required=True,
        default="flat",
    )
    building_id = fields.Many2one(
        "property.building",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    site_id = fields.Many2one(
        related="building_id.site_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, index=True, precompute=True
    )
    floor = fields.Integer()
    area = fields.Float(string="Area (m²)", digits=(10, 2))
    active = fields.Boolean(default=True)
    party_ids = fields.One2many("property.unit.party", "unit_id", string="Parties")
    party_revision = fields.Integer(default=0, copy=False, readonly=True)
    owner_ids = fields.Many2many(
        "res.partner", string="Owners", compute="_compute_current"
    )
    owner_name = fields.Char(
        string="Owner", compute="_compute_current", inverse="_inverse_owner"
    )
    owner_phone = fields.Char(
        string="Owner's Phone", compute="_compute_current", inverse="_inverse_owner"
    )
    owner_since = fields.Date(compute="_compute_current", inverse="_inverse_owner")
    tenant_ids = fields.Many2many(
        "res.partner", string="Tenants", compute="_compute_current"
    )
    tenant_name = fields.Char(string="Tenant", compute="_compute_current")
    tenant_since = fields.Date(compute="_compute_current")
    occupied_on = fields.Date(
        compute="_compute_current",
        search="_search_occupied_on",
        help="Search for a day: the units somebody owned, rented or lived in then.",
    )

    _code_unique = models.Constraint(
        "UNIQUE(site_id, code)",
        lambda env, error: env._(
            "Another unit of this site has the code %(code)s already, maybe an archived"
            " one; choose another code.",
            # "Key (site_id, code)=(5, 3-1201) already exists."
            code=(error.message_detail or "")
            .partition(", code)=")[2]
            .partition(", ")[2]
            .partition(")")[0]
            if error
            else "",
        ),
    )
    # for “begins with”; equality uses it too
    _code_pattern_idx = models.Index("(code text_pattern_ops)")

    @api.depends("code", "site_id.code")
    def _compute_display_name(self):
        for unit in self:
            site = unit.site_id.code
            unit.display_name = f"{unit.code} · {site}" if site else unit.code

    @api.depends(
        "party_ids.partner_id.name",
        "party_ids.partner_id.phone",
        "party_ids.role",
        "party_ids.date_from",
        "party_ids.date_to",
    )
    def _compute_current(self):
        """Who owns and who rents it today, at the site: one query for all."""
        days = {site: site.local_date() for site in self.site_id}
        held = self._parties_in_force(days)
        contacts = self.env["property.unit.party"].sudo().union(*held.values())
        contacts.partner_id.fetch(["name", "phone"])
        for unit in self:
            parties = held.get(unit._origin.id, self.env["property.unit.party"])
            owners = parties.filtered(lambda it: it.role in ownership.OWNERS)
            # the owner before the co-owners
            owners = owners.sorted(lambda it: (it.role != ownership.OWNER, it.id))
            tenants = parties.filtered(lambda it: it.role == "tenant")
            unit.owner_ids = owners.partner_id.ids
            unit.owner_name = "、".join(owners.partner_id.mapped("name")) or False
            unit.owner_phone = owners[:1].partner_id.phone
            unit.owner_since = max(owners.mapped("date_from"), default=False)
            unit.tenant_ids = tenants.partner_id.ids
            unit.tenant_name = "、".join(tenants.partner_id.mapped("name")) or False
            unit.tenant_since = min(tenants.mapped("date_from"), default=False)
            occupied = any(it.role in ownership.OCCUPANTS for it in parties)
            unit.occupied_on = occupied and days[unit.site_id]

    def _parties_in_force(self, days):
        """By the id of a unit, its parties on the day that ``days`` has for its site.

        Who sees a unit sees them, whatever company the contact belongs to.
        """
        if not self._origin:
            return {}
        around = min(days.values()), max(days.values())
        parties = (
            self.env["property.unit.party"]
            .sudo()
            .search_fetch(
                Domain("unit_id", "in", self._origin.ids)
                & Domain("date_from", "<=", around[1])
                & (Domain("date_to", "=", False) | Domain("date_to", ">=", around[0])),
                list(PARTY_FIELDS),
                order="date_from, id",
            )
        )
        parties = parties.filtered(lambda it: it._in_force(days[it.site_id]))
        return dict(parties.grouped(lambda it: it.unit_id.id).items())

    def _search_occupied_on(self, operator, value):
        """Units occupied on a day, in the one query that asks for them."""
        if operator != "in":
            return NotImplemented
        days = [fields.Date.to_date(day) for day in value if day]
        parties = self.env["property.unit.party"]
        found = Domain.OR(
            Domain("party_ids", "any", parties._domain_in_force(day)) for day in days
        )
        if len(days) < len(value):  # False among them: the vacant ones of today
            today = parties._domain_in_force(fields.Date.context_today(self))
            found |= ~Domain("party_ids", "any", today)
        return found

    def _inverse_owner(self):
        """What a row of an import says of the owner becomes a contact and a party."""
        named = self.filtered("owner_name")
        for unit in self - named:
            if unit.owner_phone or unit.owner_since:
                raise UserError(
                    self.env._(
                        "%(unit)s has an owner's phone or day, and no owner's name.",
                        unit=unit.code,
                    )
                )
        told = {unit: [unit[name] for name in OWNER_FIELDS] for unit in named}
        named._check_unowned(told)
        contacts = named._contacts(told)
        self.env["property.unit.party"].create(
            [
                {
                    "unit_id": unit.id,
                    "partner_id": contacts[unit].id,
                    "role": ownership.OWNER,
                    "date_from": since or unit.site_id.local_date(),
                }
                for unit, (_name, _phone, since) in told.items()
            ]
        )

    def _check_unowned(self, told):
        """An import brings first owners; later ones come by a transfer."""
        owned = self.env["property.unit.party"].search(
            [("unit_id", "in", self.ids), ("role", "in", list(ownership.OWNERS))],
            limit=1,
        )
        if owned:
            raise UserError(
                self.env._(
                    "%(unit)s has an owner on record already, %(owner)s; leave the"
                    " owner's columns empty, or use Transfer.",
                    unit=owned.unit_id.code,
                    owner=owned.partner_id.name,
                )
            )

    def _contacts(self, told):
        """By unit, the owner's contact: one of that name and phone, else a new one.

        Without a phone the same name may be anybody.
        """
        partners = self.env["res.partner"]
        keys, numbers = {}, {}
        for unit, (name, phone, _since) in told.items():
            country = unit.company_id.country_id
            number = phone and (
                partners._phone_format(number=phone, country=country) or phone
            )
            keys[unit] = (name.strip(), number or unit.id)
            numbers[keys[unit]] = phone
        wanted = [number for _name, number in keys.values() if isinstance(number, str)]
        known = partners.search(
            Domain("name", "in", [name for name, _number in keys.values()])
            & (Domain("phone_sanitized", "in", wanted) | Domain("phone", "in", wanted))
        )
        contacts = {}
        for partner in known:
            for number in (partner.phone_sanitized, partner.phone):
                contacts.setdefault((partner.name, number), partner)
        missing = [key for key in dict.fromkeys(keys.values()) if key not in contacts]
        created = partners.create(
            [{"name": key[0], "phone": numbers[key]} for key in missing]
        )
        contacts.update(zip(missing, created, strict=True))
        return {unit: contacts[key] for unit, key in keys.items()}

    @api.model
    def _search_display_name(self, operator, value):
        """However the code is typed; the beginning of it is enough."""
        if isinstance(value, str):
            value = code_policy.normalise(value.partition(" · ")[0])
            if operator == "ilike" and code_policy.is_code(value):
                operator, value = "=like", f"{value}%"
        return super()._search_display_name(operator, value)

    @api.constrains("code")
    def _check_code(self):
        for unit in self:
            if not code_policy.is_code(unit.code or ""):
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is no code of a unit: letters and digits with"
                        " dashes between them, as in 3-1201, at least one digit.",
                        code=unit.code or "",
                    )
                )

    @api.constrains("area")
    def _check_area(self):
        for unit in self:
            if unit.area < 0:
                raise ValidationError(
                    self.env._(
                        "%(unit)s has an area of less than nothing.", unit=unit.code
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._prepare_vals(vals) for vals in vals_list])

    def write(self, vals):
        result = super().write(self._prepare_vals(vals))
        if "building_id" in vals:
            self.check_access("write")  # at the new site too
        return result

    @staticmethod
    def _prepare_vals(vals):
        if vals.get("code"):
            vals = {**vals, "code": code_policy.normalise(vals["code"])}
        if vals.keys() & set(OWNER_FIELDS):  # told together, or not at all
            vals = {**dict.fromkeys(OWNER_FIELDS, False), **vals}
        return vals

    def copy_data(self, default=None):
        return [
            {**vals, "code": f"{unit.code}-2", **(default or {})}
            for unit, vals in zip(self, super().copy_data(default), strict=True)
        ]

    @api.model
    def get_import_templates(self):
        chinese = (self.env.lang or "").startswith("zh")
        name = "property_unit_zh.xlsx" if chinese else "property_unit.xlsx"
        return [
            {
                "label": self.env._("Import Template for Units"),
                "template": f"/property_unit/static/xls/{name}",
            }
        ]

    @api.model
    def load(self, fields, data):
        """Tell each error of an import once, at its own row.

        Odoo also tells the first one of a batch at the batch's first row, and of a
        building that was not found that it is missing.
        """
        result = super().load(fields, data)
        messages, told = result["messages"], set()
        kept = []
        for message in reversed(messages):
            if message["message"] in told and message is messages[0]:
                continue
            told.add(message["message"])
            kept.insert(0, message)
        first = {}
        for message in kept:
            first.setdefault((message.get("record"), message.get("field")), message)
        result["messages"] = [
            message
            for message in kept
            if not message.get("field")
            or message is first[message.get("record"), message["field"]]
        ]
        return result

    def action_transfer(self):
        """Open the dialog in which the unit passes to new owners."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Transfer %(unit)s", unit=self.code),
            "res_model": "property.unit.transfer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_unit_id": self.id},
        }

    @api.model
    def _occupied(self, domain, day):
        """The units of a domain that are occupied on a day, by one query."""
        return self.search(Domain(domain) & Domain("occupied_on", "=", day))

    def _ownership_facts(self):
        """By unit, all its parties as the policy reads them: one query."""
        parties = self.env["property.unit.party"].sudo()
        found = parties.search_fetch(
            [("unit_id", "in", self.ids)], list(PARTY_FIELDS), order="date_from, id"
        )
        of_unit = found.grouped("unit_id")
        return {
            unit: ownership.Facts(
                parties=tuple(
                    it._ownership_party() for it in of_unit.get(unit.sudo(), parties)
                )
            )
            for unit in self
        }

    def _ownership_settings(self):
        return ownership.Settings()

    def _ownership_rules(self):
        return ownership.RULES

    def _ownership_sentence(self, conflict):
        """Why the policy refuses, in the reader's language."""
        self.ensure_one()
        key, params = conflict.reason
        partners = self.env["res.partner"].sudo()
        people = partners.browse(dict.fromkeys(it.person for it in conflict.parties))
        words = {
            "unit": self.code,
            "people": "、".join(people.mapped("name")),
            **{
                name: fields.Date.to_string(value) if name == "day" else value
                for name, value in params.items()
            },
        }
        match key:
            case "backwards":
                return self.env._(
                    "%(people)s cannot leave %(unit)s before coming.", **words
                )
            case "share":
                return self.env._(
                    "%(people)s owns %(share)s %% of %(unit)s; a share is more than 0"
                    " and at most %(whole)s %%.",
                    **words,
                )
            case "share_of_nothing":
                return self.env._(
                    "%(people)s owns no part of %(unit)s in this role; leave the share"
                    " empty.",
                    **words,
                )
            case "twice":
                return self.env._(
                    "%(people)s has this role at %(unit)s already in that time; end the"
                    " earlier line first.",
                    **words,
                )
            case "full_owners":
                return self.env._(
                    "From %(day)s on, %(unit)s would have two full owners, %(people)s;"
                    " use Transfer, or give each a share.",
                    **words,
                )
            case "shares":
                return self.env._(
                    "From %(day)s on, the owners of %(unit)s (%(people)s) would hold"
                    " %(total)s %%, more than %(whole)s %%.",
                    **words,
                )
            case "later":
                return self.env._(
                    "%(people)s owns %(unit)s from %(day)s; choose a later day for the"
                    " transfer.",
                    **words,
                )
            case _:
                return self.env._("Say who the new owner of %(unit)s is.", **words)

    def _check_parties(self):
        """Refuse parties that cannot stand together."""
        settings, rules = self._ownership_settings(), self._ownership_rules()
        for unit, facts in self._ownership_facts().items():
            conflict = ownership.decide(facts, settings, rules)
            if conflict:
                raise ValidationError(unit._ownership_sentence(conflict))

    def _lock_parties(self):
        """Let changes of one unit's parties follow one another.

        A transaction that another one overtook fails on this row, and Odoo does it
        again, so that it sees what the other one committed.
        """
        self.env.cr.execute(
            SQL(
                """UPDATE property_unit SET party_revision = party_revision + 1
                    WHERE id IN (SELECT id FROM property_unit WHERE id IN %s
                                  ORDER BY id FOR NO KEY UPDATE)""",
                tuple(self.ids or [0]),
            )
        )
        self.invalidate_recordset(["party_revision"], flush=False)

    def _transfer(self, owners, day, *, reason=False, leaving=()):
        """End the owners the day before ``day``, begin the new ones (M-13).

        :param owners: pairs of a ``res.partner`` and a share in percent
        :param leaving: roles that end as well
        :return: the new parties
        """
        self.ensure_one()
        self._lock_parties()
        order = ownership.Transfer(
            day=day,
            owners=tuple((it.id, share) for it, share in owners),
            leaving=frozenset(leaving),
        )
        plan = ownership.transfer(
            self._ownership_facts()[self],
            self._ownership_settings(),
            order,
            self._ownership_rules(),
        )
        if isinstance(plan, ownership.Conflict):
            raise UserError(self._ownership_sentence(plan))
        parties = self.env["property.unit.party"]
        ending = parties.browse(it.key for it in plan.ends)
        ending.write({"date_to": plan.last_day})
        return parties.create(
            [
                {
                    "unit_id": self.id,
                    "partner_id": it.person,
                    "role": it.role,
                    "date_from": it.start,
                    "share": it.share,
                    "reason": reason,
                }
                for it in plan.starts
            ]
        )
