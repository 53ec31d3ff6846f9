from .common import JPEG, PHONE, FormCase


class TestPersonalData(FormCase):
    """D-08: what was told is given to whom it is about, and erased with the rest."""

    def setUp(self):
        super().setUp()
        self.form = self.told_form(
            {"phone": PHONE, "clubs": "Riverside Chess Club"},
            [("card.jpg", JPEG, self.no_paper)],
        )

    def test_the_answers_are_in_the_customers_file(self):
        customer = self.customer.with_user(self.officer)
        rows = dict(
            row
            for title, rows in customer.personal_data("She asks what we know")
            for row in rows
            if title.startswith("Form")
        )
        self.assertEqual(rows["Phone"], PHONE)
        self.assertEqual(rows["Clubs"], "Riverside Chess Club")
        self.assertEqual(rows["File"], "card.jpg")
        log = self.env["confidential.access.log"].search([("channel", "=", "copy")])
        self.assertIn(self.form._name, log.mapped("res_model"))

    def test_erased_nothing_of_it_is_readable(self):
        self.tenure.date_to = "2025-12-31"
        self.assertFalse(self.customer.erasure_basis())
        self.customer.erase_personal()
        form = self.form.sudo()
        self.assertFalse(form.answers)
        self.assertFalse(form.email)
        self.assertEqual(form.state, "withdrawn")
        self.assertFalse(form.file_ids.content)
        self.assertTrue(form.consent_at)
        self.assertFalse(form.activity_ids)
        self.env.flush_all()
        for table in ("partner_dossier_form", "partner_dossier_form_file", "mail_mail"):
            self.env.cr.execute(
                f"SELECT 1 FROM {table} it WHERE it::text ~ %s",
                ["Song Jianping|song@home|138 0215 7741|Chess|card.jpg"],
            )
            self.assertFalse(self.env.cr.fetchone(), table)

    def test_a_prospects_form_is_found_by_the_address(self):
        form = self.told_form(
            {"name": "Li Na", "phone": PHONE},
            dossier_id=False,
            recipient="Li Na",
            email="li.na@home.example",
        )
        wizard = self.env["privacy.lookup.wizard"].create(
            {"name": "Li Na", "email": "li.na@home.example"}
        )
        wizard.action_lookup()
        line = wizard.line_ids.filtered(
            lambda it: (it.res_model, it.res_id) == (form._name, form.id)
        )
        line.action_unlink()
        self.assertFalse(form.sudo().answers)
