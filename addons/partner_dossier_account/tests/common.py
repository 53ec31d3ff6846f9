from odoo import SUPERUSER_ID, Command
from odoo.tests import new_test_user, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

OWNER = "partner_dossier.partner_dossier_group_owner"


@tagged("post_install", "-at_install")
class DossierAccountCase(AccountTestInvoicingCommon):
    """A company with a chart of accounts, a site, an owner who is a company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.company_data["company"]
        cls.other_company = cls.setup_other_company()["company"]
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(
            user=SUPERUSER_ID,
            context={"allowed_company_ids": cls.company.ids, "lang": "en_US"},
        )
        cls.garden = cls.env["service.site"].create(
            {
                "name": "Riverside Garden",
                "code": "GH",
                "company_id": cls.company.id,
                "tz": "Asia/Shanghai",
            }
        )
        cls.officer = cls.make_user("ledger-officer", OWNER)
        cls.clerk = cls.make_user(
            "ledger-clerk", f"{OWNER},account.group_account_invoice"
        )
        cls.employee = cls.make_user("ledger-employee", "base.group_user")
        cls.fees = cls.env["product.product"].create(
            {"name": "Fees", "taxes_id": [Command.clear()], "type": "service"}
        )
        cls.owner = cls.make_dossier("Li Na")

    @classmethod
    def make_user(cls, login, groups):
        user = new_test_user(
            cls.env,
            login,
            groups,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            tz="Asia/Shanghai",
        )
        cls.env["service.site.member"].create(
            {"site_id": cls.garden.id, "user_id": user.id, "date_from": "2020-01-01"}
        )
        return user

    @classmethod
    def make_dossier(cls, name, **values):
        partner = cls.env["res.partner"].create({"name": name, **values})
        return cls.env["partner.dossier"].create(
            {"partner_id": partner.id, "site_id": cls.garden.id}
        )

    @classmethod
    def bill(cls, partner, amount, due="2026-03-10", account=None, **values):
        line = {"product_id": cls.fees.id, "price_unit": amount}
        line["tax_ids"] = [Command.clear()]
        if account:
            line["account_id"] = account.id
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": "2026-03-01",
                "invoice_date_due": due,
                "invoice_line_ids": [Command.create(line)],
                **values,
            }
        )
        invoice.action_post()
        return invoice

    @classmethod
    def pay(cls, invoice, **values):
        wizard = cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create(values).action_create_payments()

    def seen(self, dossier, *names, user=None):
        """What somebody reads, without anything remembered."""
        self.env.flush_all()
        self.env.invalidate_all()
        [values] = dossier.with_user(user or self.officer).read(names)
        values.pop("id")
        found = [values[name] for name in names]
        return found[0] if len(found) == 1 else found
