from odoo import api, models


class PartnerDossierPersonalMixin(models.AbstractModel):
    """What a dossier says of its customer: household or company, people, papers."""

    _name = "partner.dossier.personal.mixin"
    _description = "Dossier Given or Erased"
    _inherit = ["partner.personal.mixin"]
    _personal_marks = (
        *("unit_id", "party_type", "date_from", "date_to", "market", "channel"),
    )
    _personal_fields = (
        *("birth_date", "income_band", "housing", "education", "occupation"),
        *("clubs", "promotion_count"),
        *("proprietor", "managers", "first_trade_on", "staff_count", "industry_id"),
        *("assets", "service_area", "selling_power", "potential", "culture"),
        *("policy", "management", "results", "people", "competitors"),
        *("cooperation", "activity", "problems", "strengths", "measures"),
        *("reputation", "credit_state", "trading_terms", "credit_problems"),
    )

    @api.private
    def personal_rows(self, purpose):
        rows = super().personal_rows(purpose)
        roles = dict(self.member_ids._fields["role"]._description_selection(self.env))
        states = dict(self.paper_ids._fields["status"]._description_selection(self.env))
        people = [
            (roles[it.role], " · ".join(filter(None, (it.name, it.phone, it.relation))))
            for it in self.member_ids
        ]
        papers = [(it.title, states[it.status]) for it in self.paper_ids]
        return rows + people + papers

    @api.private
    def erase_personal(self):
        """People lose their names; of papers the archive has, its copy stays there."""
        result = super().erase_personal()
        dossier = self.sudo()
        for part in (*dossier.member_ids, *dossier.paper_ids):
            part.erase_personal()
        return result
