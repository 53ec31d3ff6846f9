from odoo import fields, models
from odoo.fields import Domain

from ..policies import matches


class PartnerDossierFormMatchMixin(models.AbstractModel):
    """Whom the answers may be about, of those we know already (D-11)."""

    _name = "partner.dossier.form.match.mixin"
    _description = "Known Customers Who May Be Meant"

    def _matches(self, given):
        """Known customers of those who asks sees, each with the reasons.

        :param dict given: the answers
        """
        self.ensure_one()
        phones = self._phones(given.get("phone"))
        papers = self._papers(given.get("identity_number"))
        parties = self._parties(given.get("unit"))
        partners = (
            self._by_phone(phones, given.get("phone"))
            | papers.sudo().partner_id
            | parties.sudo().partner_id
        )
        owned = parties.grouped("partner_id")
        known = [
            matches.Person(
                key=partner.id,
                name=partner.name or "",
                phones=self._phones(partner.phone),
                units=frozenset(
                    it.unit_code for it in owned.get(partner.sudo(False), parties[:0])
                ),
                identities=frozenset(
                    papers.filtered(lambda it, p=partner: it.partner_id == p).ids
                ),
            )
            for partner in partners.sudo()
        ]
        person = matches.Person(
            name=given.get("name") or self.recipient or "",
            phones=phones,
            units=frozenset(filter(None, [(given.get("unit") or "").strip().upper()])),
            identities=frozenset(papers.ids),
        )
        return matches.matches(person, known)

    def _phones(self, number):
        """A number as it is compared: however it was typed, with its country."""
        if not number:
            return frozenset()
        country = self.company_id.sudo().country_id
        partners = self.env["res.partner"]
        return frozenset(
            [
                partners._phone_format(number=number, country=country)
                or "".join(filter(str.isdigit, number))
            ]
        )

    def _by_phone(self, phones, typed):
        if not phones:
            return self.env["res.partner"]
        return self.env["res.partner"].search(
            Domain("phone_sanitized", "in", list(phones)) | Domain("phone", "=", typed)
        )

    def _papers(self, number):
        papers = self.env["partner.identity"]
        kinds = [self._identity_kind()]
        return papers.find_by_number(number, kinds) if number else papers

    def _parties(self, unit):
        """Who has the unit that was told, at the form's site today."""
        parties = self.env["property.unit.party"]
        if not unit:
            return parties
        today = fields.Date.to_string(self.site_id.local_date())
        return parties.search(
            Domain("site_id", "=", self.site_id.id)
            & Domain("unit_code", "=", unit.strip().upper())
            & Domain("date_from", "<=", today)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
        )

    def _match_lines(self, given):
        """The matches as a screen shows them."""
        partners = self.env["res.partner"]
        labels = {
            "identity": self.env._("the same identity number"),
            "phone": self.env._("the same phone"),
            "unit": self.env._("the same name at the same unit"),
        }
        return [
            {
                "partner_id": match.key,
                "name": partners.browse(match.key).sudo().display_name,
                "why": " · ".join(labels[reason] for reason in match.reasons),
            }
            for match in self._matches(given)
        ]
