import hashlib
import hmac
import json

from odoo import api, fields, models


class FloorContactMixin(models.AbstractModel):
    """Who came or called: a phone number to be found by, and a digest that vouches.

    Names and numbers can be erased one day, so that no seal holds them: it holds their
    digest.
    """

    _name = "floor.contact.mixin"
    _description = "Who Came or Called"

    phone = fields.Char()
    phone_number = fields.Char(
        string="Phone Digits",
        compute="_compute_phone_number",
        store=True,
        precompute=True,
        index=True,
    )

    @api.depends("phone", "site_id")
    def _compute_phone_number(self):
        for contact in self:
            country = contact.company_id.country_id or self.env.company.country_id
            number = contact._phone_format(number=contact.phone, country=country)
            digits = "".join(filter(str.isdigit, contact.phone or ""))
            contact.phone_number = number or digits or False

    def _digest_of(self, names):
        """Vouch for these fields without holding them; keyed, so that nobody finds a
        phone number by trying them all."""
        self.ensure_one()
        content = {
            name: self[name].ids if self._fields[name].relational else self[name]
            for name in names
        }
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        text = json.dumps(content, sort_keys=True, default=str)
        return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
