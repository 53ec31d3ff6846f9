from odoo.addons.confidential_access.tests.leaks import LeakCase, Secret

from .common import JPEG, PHONE, FormCase


class TestLeaks(LeakCase, FormCase):
    """D-08, D-11: no channel gives away an answer or a file."""

    def setUp(self):
        super().setUp()
        self.form = self.told_form(
            {"phone": PHONE, "clubs": "Chess"}, [("card.jpg", JPEG, self.no_paper)]
        ).sudo()

    def secrets(self):
        dossier = self.dossier.sudo()
        links = ((dossier, "form_ids"),)
        yield Secret(record=self.form, field="answers", value=PHONE, links=links)
        file = self.form.file_ids
        yield Secret(record=file, field="content", value="scan of the card")
        yield Secret(record=file, field="filename", value="card.jpg")

    def people(self):
        return (
            self.officer,
            self.custodian,
            self.tenants,
            self.elsewhere,
            self.employee,
            self.administrator,
            self.portal,
            self.visitor,
        )

    def test_nothing_leaks(self):
        self._test_nothing_leaks()
