from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    dossier_deposit_account_ids = fields.Many2many(
        "account.account",
        "res_company_dossier_deposit_account_rel",
        string="Deposit Accounts",
        help="D-02: on which the deposits of customers are kept.",
    )
