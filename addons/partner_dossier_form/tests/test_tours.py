from odoo.tests import HttpCase

from .common import PHONE, FormCase


class TestTours(HttpCase, FormCase):
    """D-11: from the customer's phone to the officer's screen."""

    browser_size = "390x844"
    touch_enabled = True

    def test_a_customer_fills_the_form_in_on_the_phone(self):
        form = self.sent_form()
        self.start_tour(self.path(form), "dossier_form_filled_in")
        form.invalidate_recordset()
        self.assertEqual(form.state, "submitted")
        self.assertEqual(
            form.sudo().answers, {"phone": PHONE, "occupation": "Architect"}
        )
        self.assertEqual(form.tries, 1)


class TestOfficerTours(HttpCase, FormCase):
    """D-11"""

    def test_an_officer_compares_and_takes_over(self):
        self.customer.phone = "139 1111 2222"
        form = self.told_form()
        self.start_tour(
            f"/odoo/customers-forms/{form.id}",
            "dossier_form_compared",
            login=self.officer.login,
        )
        form.invalidate_recordset()
        self.assertEqual(form.state, "decided")
        self.assertEqual(self.customer.phone, PHONE)
        self.assertEqual(self.dossier.occupation, "Architect")
