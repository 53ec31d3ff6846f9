from psycopg2 import IntegrityError

from odoo.tests import Form
from odoo.tools import mute_logger

from .common import DoorCase


class TestSettings(DoorCase):
    def test_the_numbers_of_the_rules_are_settings(self):
        """D-08, A-10."""
        company = self.env.company
        with Form(self.env["res.config.settings"]) as settings:
            self.assertEqual(settings.confidential_grant_hours, 24)
            settings.confidential_grant_hours = 8
            settings.confidential_purpose_length = 10
            settings.confidential_file_minutes = 3
        settings.record.execute()
        self.assertEqual(company.confidential_grant_settings().hours, 8)
        door = company.confidential_door_settings()
        self.assertEqual((door.purpose_length, door.file_minutes), (10, 3))

    def test_a_number_that_makes_no_sense_is_refused(self):
        for name in ("grant_hours", "purpose_length", "file_minutes"):
            with (
                self.subTest(name),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.env.company[f"confidential_{name}"] = 0
                self.env.company.flush_recordset()
