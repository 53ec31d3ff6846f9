from odoo import api, models
from odoo.fields import Domain

LEAST_DIGITS = 4


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _search_display_name(self, operator, value):
        """While a call is taken (`caller`), phones and cards find people too."""
        domain = super()._search_display_name(operator, value)
        if not self.env.context.get("caller") or not isinstance(value, str):
            return domain
        if operator in Domain.NEGATIVE_OPERATORS:
            return domain
        domain = Domain(domain) | self._domain_card(value)
        # decimal digits, also those a Chinese keyboard types in full width
        digits = "".join(str(int(sign)) for sign in value if sign.isdecimal())
        if len(digits) < LEAST_DIGITS:
            return domain
        # The former finds numbers of any country as they are written, the latter any
        # part of a valid number, be it one that begins with zeros.
        by_phone = Domain("phone_mobile_search", operator, value)
        return domain | by_phone | Domain("phone_sanitized", "ilike", digits)

    @api.model
    def _domain_card(self, value):
        """Whose card has this number: to be extended by what issues cards.

        Of the contact itself it is the barcode, whole: a card found by a part of its
        number would be somebody else's. Its reference Odoo finds anyhow.
        """
        number = value.strip().strip("%")
        if not any(sign.isdecimal() for sign in number):
            return Domain.FALSE
        return Domain("barcode", "=", number)

    @api.private
    def complaint_sites(self, company):
        """The company's sites that a customer, or anybody, may complain about."""
        desks = self.env["helpdesk.ticket.team"].sudo()
        desks = desks.search([("site_id.company_id", "=", company.id)])
        return desks.site_id.filtered("active").sorted()

    @api.depends_context("caller")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        if self.env.context.get("caller"):
            for partner in self.filtered("phone"):
                partner.display_name = f"{partner.display_name} · {partner.phone}"
        return result
