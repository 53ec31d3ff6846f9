from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import ArchiveCase


class TestSettings(ArchiveCase):
    def test_the_numbers_of_the_rules_are_settings(self):
        """A-01, A-04."""
        company = self.env.company
        with Form(self.env["res.config.settings"]) as settings:
            self.assertEqual(settings.archive_filing_days, 7)
            settings.archive_filing_days = 3
            settings.archive_paper_formats = "a4，B5"
        settings.record.execute()
        found = company.archive_filing_settings()
        self.assertEqual((found.days, found.formats), (3, {"A4", "B5"}))

    def test_a_setting_that_makes_no_sense_is_refused(self):
        with self.assertRaises(ValidationError):
            self.env.company.archive_paper_formats = " , "
        for name, value in (("filing_days", -1), ("scan_mb", 0)):
            with (
                self.subTest(name),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.env.company[f"archive_{name}"] = value
                self.env.company.flush_recordset()
