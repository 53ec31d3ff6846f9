from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError

from .common import DossierAccountCase

NAMES = ("arrears", "deposit_held", "deposit_due")


@freeze_time("2026-03-20 04:00:00")
class TestArrears(DossierAccountCase):
    """D-14, D-02: from the ledger, with real invoices and payments."""

    def test_arrears_appear_when_an_invoice_is_overdue_and_vanish_when_paid(self):
        """D-14"""
        invoice = self.bill(self.owner.partner_id, 360, due="2026-03-20")
        self.assertEqual(self.seen(self.owner, "arrears"), 0)
        with freeze_time("2026-03-20 16:01:00"):  # past midnight in Shanghai
            self.assertEqual(self.seen(self.owner, "arrears"), 360)
        with freeze_time("2026-03-21 04:00:00"):
            self.pay(invoice, amount=100)
            self.assertEqual(self.seen(self.owner, "arrears"), 260)
            self.pay(invoice)
            self.assertEqual(self.seen(self.owner, "arrears"), 0)

    def test_a_draft_is_no_arrears(self):
        """D-14: posted alone."""
        invoice = self.bill(self.owner.partner_id, 360)
        self.assertEqual(self.seen(self.owner, "arrears"), 360)
        invoice.button_draft()
        self.assertEqual(self.seen(self.owner, "arrears"), 0)

    def test_what_was_paid_on_account_counts(self):
        """D-14: also before somebody has matched it; who paid more owes nothing."""
        self.bill(self.owner.partner_id, 360)
        for amount, left in ((100, 260), (1000, 0)):
            payment = self.env["account.payment"].create(
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": self.owner.partner_id.id,
                    "amount": amount,
                    "date": "2026-03-20",
                }
            )
            payment.action_post()
            self.assertEqual(self.seen(self.owner, "arrears"), left)

    def test_a_credit_note_counts(self):
        """D-14"""
        self.bill(self.owner.partner_id, 360)
        self.bill(self.owner.partner_id, 60, move_type="out_refund")
        self.assertEqual(self.seen(self.owner, "arrears"), 300)

    def test_invoices_to_a_company_s_contact_are_the_company_s(self):
        """D-14: the commercial partner owes."""
        company = self.make_dossier("Hengtai", is_company=True)
        contact = self.env["res.partner"].create(
            {"name": "Its bookkeeper", "parent_id": company.partner_id.id}
        )
        self.bill(contact, 800)
        self.assertEqual(self.seen(company, "arrears"), 800)
        of_contact = self.env["partner.dossier"].create(
            {"partner_id": contact.id, "site_id": self.garden.id}
        )
        self.assertEqual(self.seen(of_contact, "arrears"), 800)

    def test_another_currency_is_told_in_the_company_s(self):
        """D-14"""
        currency = self.setup_other_currency("EUR", rates=[("2020-01-01", 0.5)])
        self.bill(self.owner.partner_id, 100, currency_id=currency.id)
        self.assertEqual(self.seen(self.owner, "arrears"), 200)

    def test_the_ledger_of_another_company_is_not_looked_at(self):
        """D-14: of the site's company."""
        there = self.env(context={"allowed_company_ids": self.other_company.ids})
        fees = {"name": "Fees", "price_unit": 50, "tax_ids": [Command.clear()]}
        invoice = there["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.owner.partner_id.id,
                "invoice_date": "2026-03-01",
                "invoice_date_due": "2026-03-02",
                "invoice_line_ids": [Command.create(fees)],
            }
        )
        invoice.action_post()
        self.assertEqual(invoice.amount_residual, 50)
        self.assertEqual(self.seen(self.owner, "arrears"), 0)

    def test_those_in_arrears_are_found(self):
        """D-14: as on the list."""
        paid, quiet = self.make_dossier("Song"), self.make_dossier("Quiet")
        self.bill(self.owner.partner_id, 360)
        self.pay(self.bill(paid.partner_id, 500))
        all_three = self.owner + paid + quiet
        mine = [("id", "in", all_three.ids)]
        dossiers = self.env["partner.dossier"].with_user(self.officer)

        def found(operator, value):
            return dossiers.search([*mine, ("arrears", operator, value)])

        self.assertEqual(found(">", 0), self.owner)
        self.assertEqual(found(">=", 360), self.owner)
        self.assertFalse(found(">", 360))
        self.assertEqual(found("<=", 0), paid + quiet)
        self.assertEqual(found("<", 1000), all_three)

    def test_a_deposit_is_due_until_it_is_paid_and_then_held(self):
        """D-02: on the accounts that the settings name."""
        account = self.env["account.account"].create(
            {
                "name": "Renovation deposits",
                "code": "224199",
                "account_type": "liability_current",
            }
        )
        partner = self.owner.partner_id
        invoice = self.bill(partner, 2000, due="2026-04-30", account=account)
        self.assertEqual(self.seen(self.owner, *NAMES), [0, 0, 0])
        self.company.dossier_deposit_account_ids = account
        self.assertEqual(self.seen(self.owner, *NAMES), [0, 0, 2000])
        self.pay(invoice, amount=500)
        self.assertEqual(self.seen(self.owner, *NAMES), [0, 500, 1500])
        self.pay(invoice)
        self.assertEqual(self.seen(self.owner, *NAMES), [0, 2000, 0])
        back = self.bill(partner, 2000, account=account, move_type="out_refund")
        self.pay(back)
        self.assertEqual(self.seen(self.owner, *NAMES), [0, 0, 0])

    def test_the_items_are_opened_by_who_may_see_the_ledger(self):
        """D-14, D-02: the sum is for who keeps the dossier."""
        overdue = self.bill(self.owner.partner_id, 360)
        later = self.bill(self.owner.partner_id, 90, due="2026-06-30")
        action = self.owner.with_user(self.clerk).action_open_items()
        lines = self.env["account.move.line"].search(action["domain"])
        self.assertEqual(lines.move_id, overdue + later)
        with self.assertRaisesRegex(UserError, "who keeps accounts"):
            self.owner.with_user(self.officer).action_open_items()
        counts = self.owner.with_user(self.officer)._section_counts()
        self.assertEqual(counts["payments"], {self.owner.id: 2})
        self.assertEqual(counts["violations_arrears"], {self.owner.id: 1})
        opened = self.owner.with_user(self.clerk)._section_action("payments")
        self.assertEqual(opened["domain"], action["domain"])
        papers = self.owner.with_user(self.officer)._section_action("payments")
        self.assertNotEqual(papers and papers["res_model"], "account.move.line")

    def test_many_dossiers_cost_no_more_than_one(self):
        """D-14: 80 dossiers of a page, with arrears and deposits."""
        dossiers = self.owner
        for number in range(79):
            dossiers += self.make_dossier(f"Owner {number}")
        for dossier in dossiers[:10]:
            self.bill(dossier.partner_id, 100)
        self.company.dossier_deposit_account_ids = self.company_data[
            "default_account_revenue"
        ]
        mine = dossiers.with_user(self.officer)
        mine[0].read(NAMES)
        for chosen in (mine[:2], mine):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(15):
                chosen.read(NAMES)
