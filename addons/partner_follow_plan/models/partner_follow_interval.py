from odoo import api, fields, models

IMPORTANCE = [("a", "A"), ("b", "B"), ("c", "C")]
LIKELIHOOD = [("high", "High"), ("medium", "Medium"), ("low", "Low")]


class PartnerFollowInterval(models.Model):
    """After how many days a customer of a class is followed up (D-13).

    Rows without a company are everybody's; a company's own go before them.
    """

    _name = "partner.follow.interval"
    _description = "Follow-Up Interval"
    _order = "importance, days, id"

    importance = fields.Selection(IMPORTANCE, required=True)
    likelihood = fields.Selection(
        [*LIKELIHOOD, ("closed", "Deal Made")],
        string="Likelihood of a Deal",
        required=True,
    )
    days = fields.Integer(required=True, aggregator=None)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: of all companies."
    )

    _days = models.Constraint(
        "CHECK(days > 0)", "A customer is followed up after a day at least."
    )
    _class_unique = models.UniqueIndex(
        "(importance, likelihood, COALESCE(company_id, 0))",
        "This class has an interval already: change that one.",
    )

    @api.depends("importance", "likelihood")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = dict(self._fields["likelihood"]._description_selection(self.env))
        for it in self:
            it.display_name = (
                f"{(it.importance or '').upper()} · {names.get(it.likelihood)}"
            )

    @api.model
    @api.private
    def days_of(self, companies):
        """By company, the days by class; its own rows go before everybody's."""
        rows = self.sudo().search([("company_id", "in", [False, *companies.ids])])
        general = rows.filtered(lambda it: not it.company_id)
        days = {(it.importance, it.likelihood): it.days for it in general}
        return {
            company: {
                **days,
                **{
                    (it.importance, it.likelihood): it.days
                    for it in rows
                    if it.company_id == company
                },
            }
            for company in companies
        }
