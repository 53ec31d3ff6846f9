from odoo.addons.confidential_access.tests.leaks import LeakCase, Secret

from .common import NUMBER, DossierCase


class TestLeaks(LeakCase, DossierCase):
    """D-08: no channel gives away a number or a scan."""

    def secrets(self):
        for paper in (self.paper, self.card):
            yield Secret(record=paper, field="number", value=NUMBER)
            yield Secret(record=paper, field="scan", value="scan of the identity card")

    def people(self):
        return (
            self.employee,
            self.reader,
            self.elsewhere,
            self.manager,
            self.administrator,
            self.portal,
            self.visitor,
        )

    def test_nothing_leaks(self):
        self._test_nothing_leaks()
