from odoo import fields, models


class PartnerDossierCompanyMixin(models.AbstractModel):
    """What a dossier says of a company (D-16), and of its features (G-09)."""

    _name = "partner.dossier.company.mixin"
    _description = "Company of a Dossier"

    proprietor = fields.Char(help="Who owns the company.")
    managers = fields.Char()
    first_trade_on = fields.Date(string="First Trade")
    staff_count = fields.Integer(string="Employees", aggregator=None)
    industry_id = fields.Many2one("res.partner.industry")
    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one(related="company_id.currency_id")
    assets = fields.Monetary()

    service_area = fields.Text()
    selling_power = fields.Text()
    potential = fields.Text(string="Growth Potential")
    culture = fields.Text(string="Company Culture")
    policy = fields.Text(string="Business Policy")
    management = fields.Text(string="Way of Management")

    results = fields.Text(string="Results Now and Before")
    people = fields.Text(string="Managers and Staff")
    competitors = fields.Text(string="Relations With Competitors")
    cooperation = fields.Text(string="Business and Cooperation With Us")

    activity = fields.Text(string="Sales Activity")
    problems = fields.Text()
    strengths = fields.Text()
    measures = fields.Text(string="Measures to Come")
    reputation = fields.Text()
    credit_state = fields.Text()
    trading_terms = fields.Text()
    credit_problems = fields.Text(string="Credit Problems So Far")
