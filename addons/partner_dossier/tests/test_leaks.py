from odoo.addons.confidential_access.tests.leaks import LeakCase, Secret

from .common import NUMBER, DossierCase
from .papers import MARK, PapersCase


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


class TestPaperLeaks(LeakCase, PapersCase):
    """D-08: nor the scan of a paper, before and after it is filed."""

    def secrets(self):
        waiting = self.received()
        verified = self.received("bank")
        verified.action_check_and_verify()
        version = verified.document_id.sudo().version_ids
        for record, field in ((waiting.sudo(), "scan"), (version, "content")):
            yield Secret(record=record, field=field, value=MARK.decode())

    def people(self):
        return (
            self.employee,
            self.officer,
            self.letting,
            self.far,
            self.boss,
            self.custodian,
            self.registrar,
            self.administrator,
            self.portal,
            self.visitor,
        )

    def test_nothing_leaks(self):
        self._test_nothing_leaks()
