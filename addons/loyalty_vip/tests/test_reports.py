import io
import unicodedata

from odoo.exceptions import AccessError
from odoo.tests import HttpCase
from odoo.tools.pdf import PdfFileReader

from .common import SALES, LoyaltyVipCase

READER = "confidential_access.confidential_access_group_reader"


class TestReports(HttpCase, LoyaltyVipCase):
    """L-02, L-12, L-13, L-17, L-19: the papers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = cls.member("Reader", cls.jw, "officer", f"{SALES},{READER}")
        cls.card = cls.give_card(phone_entry="13977778888")

    def text(self, report, records, user=None):
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        if user:
            reports = reports.with_user(user)
        pdf, kind = reports._render_qweb_pdf(f"loyalty_vip.{report}", records.ids)
        self.assertEqual(kind, "pdf")
        pages = PdfFileReader(io.BytesIO(pdf)).pages
        text = "".join(page.extract_text() for page in pages)
        return unicodedata.normalize("NFKC", text)

    def test_the_form_is_printed_through_the_door(self):
        """L-02, L-13: with what the member told, and logged; not for everybody."""
        form = self.card.vip_registration_id
        logs = self.env["confidential.access.log"]
        before = logs.search_count([])
        text = self.text("registration_form", form, self.reader)
        self.assertIn("13977778888", text)
        self.assertIn("05/20/1990", text)
        self.assertIn("JW000001", text)
        self.assertEqual(logs.search_count([]), before + 1)
        with self.assertRaises(AccessError):
            self.text("registration_form", form, self.cashier)

    def test_the_booklet_says_the_rules(self):
        """L-02: as the company sets them, with number and prizes."""
        text = self.text("booklet", self.card, self.cashier)
        self.assertIn("JW000001", text)
        self.assertIn("10 % off with the card", text)
        self.assertIn("15 % off instead", text)
        self.assertIn("40 % off on your birthday", text)
        self.assertIn("A mug", text)

    def test_the_receipt_has_a_line_to_sign(self):
        """L-14, L-17: and says who is a member."""
        order = self.show(self.order(1000), self.card)
        order.action_confirm()
        text = self.text("receipt", order, self.cashier)
        self.assertIn("Member's signature", text)
        self.assertIn("VIP to 2028-05", text)
        other = self.order(1000, partner=self.li)
        other.action_confirm()
        self.assertNotIn("signature", self.text("receipt", other, self.cashier))

    def test_the_monthly_return_lists_the_forms(self):
        """L-12."""
        month = (
            self.env["loyalty.vip.month"]
            .sudo()
            ._roll_up(self.jw, self.card.vip_valid_from.replace(day=1))
        )
        text = self.text("month_return", month)
        self.assertIn("2026-05", text)
        self.assertIn("JW000001", text)

    def test_the_magazine_list_names_who_gets_it(self):
        """L-19."""
        self.assertIn("JW000001", self.text("magazine", self.card, self.cashier))
        self.card.vip_magazine = False
        self.assertNotIn("JW000001", self.text("magazine", self.card, self.cashier))

    def test_order_and_invoice_say_who_is_a_member(self):
        """L-14."""
        order = self.show(self.order(1000), self.card)
        order.action_confirm()
        [html, _kind] = self.env["ir.actions.report"]._render_qweb_html(
            "sale.report_saleorder", order.ids
        )
        self.assertIn("JW000001", html.decode())
        move = self.invoice(100)
        [html, _kind] = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", move.ids
        )
        self.assertIn("JW000001", html.decode())
