from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..policies import ownership

# What a row of an import says of the owner; on the screen they show who it is.
OWNER_FIELDS = ("owner_name", "owner_phone", "owner_since")


class PropertyUnitImportMixin(models.AbstractModel):
    """Units come from a spreadsheet, each with its first owner in the same row."""

    _name = "property.unit.import.mixin"
    _description = "Import of Units"

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
