from odoo.addons.confidential_access.tests.leaks import LeakCase, Secret

from .common import MARK, ArchiveCase


class TestLeaks(LeakCase, ArchiveCase):
    """D-08, A-10: no channel gives away what a document says."""

    def secrets(self):
        for level in ("internal", "confidential", "access_card"):
            document = self.filed(MARK + level.encode(), level=level)
            value = f"{MARK.decode()}{level}"
            version = document.version_ids.sudo()
            links = ((version, "document_id"),)
            yield Secret(
                record=document.sudo(), field="content", value=value, links=links
            )
            yield Secret(record=version, field="content", value=value)

    def people(self):
        return (
            self.employee,
            self.officer,
            self.reader,
            self.custodian,
            self.elsewhere,
            self.boss,
            self.registrar,
            self.administrator,
            self.portal,
            self.visitor,
        )

    def test_nothing_leaks(self):
        self._test_nothing_leaks()
