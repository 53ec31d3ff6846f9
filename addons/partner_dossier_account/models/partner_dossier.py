from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..policies import arrears

UNPAID = ("not_paid", "partial")


class PartnerDossier(models.Model):
    """What the ledger says of a dossier's customer; seen by who sees the dossier."""

    _inherit = "partner.dossier"

    arrears = fields.Monetary(
        compute="_compute_arrears",
        search="_search_arrears",
        compute_sudo=True,
        help="D-14: what is overdue of the customer's invoices, less what was paid on"
        " account: from the ledger of the site's company, never typed.",
    )
    deposit_held = fields.Monetary(
        string="Deposits Held",
        compute="_compute_deposits",
        compute_sudo=True,
        help="D-02: what was paid and stands on the deposit accounts.",
    )
    deposit_due = fields.Monetary(
        string="Deposits Due",
        compute="_compute_deposits",
        compute_sudo=True,
        help="D-02: deposits on invoices that are not paid yet.",
    )

    @api.depends("partner_id.commercial_partner_id", "company_id", "site_id.tz")
    def _compute_arrears(self):
        for day, dossiers in self._by_day().items():
            owed = dossiers._net_overdue(day, dossiers._ledger_domain())
            for dossier in dossiers:
                net = owed.get(dossier._ledger_key(), 0.0)
                dossier.arrears = arrears.owed(Decimal(str(net)))

    @api.model
    def _search_arrears(self, operator, value):
        """Who owes more, or less, than an amount today."""
        compare = {
            ">": lambda net: net > value,
            ">=": lambda net: net >= value,
            "<": lambda net: net < value,
            "<=": lambda net: net <= value,
        }.get(operator)
        if compare is None:
            return NotImplemented
        mine = Domain("company_id", "in", self.env.companies.ids)
        today = fields.Date.context_today(self)
        net = self._net_overdue(today, mine)
        owing = {who: arrears.owed(Decimal(str(it))) for who, it in net.items()}
        found = [who for who, it in owing.items() if it and compare(it)]
        matching = Domain.OR(
            Domain("company_id", "=", company)
            & Domain("partner_id.commercial_partner_id", "=", partner)
            for company, partner in found
        )
        if not compare(0):
            return matching
        others = Domain.OR(
            Domain("company_id", "=", company)
            & Domain("partner_id.commercial_partner_id", "=", partner)
            for (company, partner), it in owing.items()
            if it
        )
        return matching | ~others

    @api.depends("partner_id.commercial_partner_id", "company_id")
    def _compute_deposits(self):
        booked, billed = self._deposit_items()
        for dossier in self:
            key = dossier._ledger_key()
            deposit = arrears.deposit(
                Decimal(str(booked.get(key, 0.0))), tuple(billed.get(key, ()))
            )
            dossier.deposit_held, dossier.deposit_due = deposit.held, deposit.due

    # -- sections --

    def _section_counts(self):
        """D-02, D-14: the open items of the customers, and the overdue ones of them."""
        counts = super()._section_counts()
        open_items, overdue = self._count_items()
        before = counts.get("violations_arrears", {})
        both = {
            key: before.get(key, 0) + overdue.get(key, 0)
            for key in before.keys() | overdue.keys()
        }
        return {**counts, "payments": open_items, "violations_arrears": both}

    def _section_action(self, kind):
        """D-02: the payments of the customer, to who may see the ledger."""
        if kind == "payments":
            return self.action_open_items()
        return super()._section_action(kind)

    def action_open_items(self):
        """D-14: the open items of which the arrears are the overdue ones.

        :raise UserError: if one may not see the ledger
        """
        self.ensure_one()
        if not self.env["account.move.line"].has_access("read"):
            raise UserError(
                self.env._("The items of the ledger are shown by who keeps accounts.")
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open Items of %s", self.partner_id.name),
            "res_model": "account.move.line",
            "views": [(False, "list"), (False, "form")],
            "domain": list(self._ledger_domain() & self._unreconciled()),
            "context": {"create": False, "edit": False},
        }

    # -- the ledger --

    def _by_day(self):
        """The dossiers by the day that it is at their sites."""
        days = {site: site.local_date() for site in self.site_id}
        today = fields.Date.context_today(self)
        return self.grouped(lambda it: days.get(it.site_id, today))

    def _ledger_key(self):
        """Whose items are the dossier's: of a company, its contacts' as well."""
        return self.company_id.id, self.partner_id.commercial_partner_id.id

    def _ledger_domain(self):
        """The posted items of the dossiers' customers in the companies of the sites."""
        customers = self.partner_id.commercial_partner_id
        return Domain("company_id", "in", self.company_id.ids) & Domain(
            "partner_id", "child_of", customers.ids
        )

    @api.model
    def _unreconciled(self):
        return Domain(
            [
                ("parent_state", "=", "posted"),
                ("account_type", "=", "asset_receivable"),
                ("reconciled", "=", False),
            ]
        )

    @api.model
    def _overdue(self, day):
        """What was due before the day; without a due date, what was booked before."""
        no_limit = Domain("date_maturity", "=", False) & Domain("date", "<", day)
        due = Domain("date_maturity", "<", day) | no_limit
        return self._unreconciled() & Domain("amount_residual", ">", 0) & due

    @api.model
    def _net_overdue(self, day, domain):
        """D-14: by company and customer, the overdue items less the credits by a day.

        With one statement for all, in the currency of the company.
        """
        credit = Domain("amount_residual", "<", 0) & Domain("date", "<=", day)
        counted = self._overdue(day) | (self._unreconciled() & credit)
        groups = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                domain & counted,
                ["company_id", "partner_id"],
                ["amount_residual:sum"],
            )
        )
        net = {}
        for company, partner, amount in groups:
            key = company.id, partner.commercial_partner_id.id
            net[key] = net.get(key, 0.0) + amount
        return net

    def _count_items(self):
        """By dossier: its customer's open items, and how many of them are overdue."""
        open_items, overdue = {}, {}
        for day, dossiers in self._by_day().items():
            open_items.update(dossiers._count_lines(self._unreconciled()))
            overdue.update(dossiers._count_lines(self._overdue(day)))
        return open_items, overdue

    def _count_lines(self, items):
        found = {}
        lines = self.env["account.move.line"].sudo()
        for company, partner, count in lines._read_group(
            self._ledger_domain() & items, ["company_id", "partner_id"], ["__count"]
        ):
            key = company.id, partner.commercial_partner_id.id
            found[key] = found.get(key, 0) + count
        counts = {dossier.id: found.get(dossier._ledger_key()) for dossier in self}
        return {key: count for key, count in counts.items() if count}

    def _deposit_items(self):
        """D-02: by company and customer what stands on the deposit accounts, and what
        of it was billed and is not paid yet.
        """
        booked, billed = {}, {}
        accounts = self.company_id.dossier_deposit_account_ids
        if not accounts:
            return booked, billed
        lines = self.env["account.move.line"].sudo()
        domain = self._ledger_domain() & Domain(
            [("parent_state", "=", "posted"), ("account_id", "in", accounts.ids)]
        )
        by = ["company_id", "partner_id"]
        for company, partner, balance in lines._read_group(domain, by, ["balance:sum"]):
            key = company.id, partner.commercial_partner_id.id
            booked[key] = booked.get(key, 0.0) - balance
        unpaid = Domain("move_id.payment_state", "in", UNPAID) & Domain(
            "move_id.move_type", "=", "out_invoice"
        )
        for company, partner, move, balance in lines._read_group(
            domain & unpaid, [*by, "move_id"], ["balance:sum"]
        ):
            key = company.id, partner.commercial_partner_id.id
            billed.setdefault(key, []).append(
                arrears.Billed(
                    amount=Decimal(str(-balance)),
                    total=Decimal(str(move.amount_total_signed)),
                    open=Decimal(str(move.amount_residual_signed)),
                )
            )
        return booked, billed
