from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from .common import WHY, DoorCase


class TestAccessLog(DoorCase):
    """A-10: nobody changes the log, nobody loses it."""

    def setUp(self):
        super().setUp()
        self.cards["confidential"].with_user(self.reader).action_consult(WHY)
        self.entry = self.entries()[0]
        self.env.flush_all()

    @mute_logger("odoo.sql_db")
    def test_nobody_changes_an_entry(self):
        for user in (self.reader, self.manager, self.auditor, self.administrator):
            mine = self.entry.with_user(user)
            for attempt in (
                lambda mine=mine: mine.write({"purpose": "Another"}),
                lambda mine=mine: mine.unlink(),
                lambda mine=mine: mine.create({"purpose": "x"}),
            ):
                with self.assertRaises(AccessError):
                    attempt()
        with self.assertRaises(ValidationError):
            self.entry.unlink()
        for statement in (
            "UPDATE confidential_access_log SET purpose = 'x'",
            "UPDATE confidential_access_log SET user_id = 1",
            "DELETE FROM confidential_access_log",
        ):
            with self.assertRaises(CheckViolation), self.cr.savepoint():
                self.cr.execute(statement)

    def test_entries_are_seen_by_their_person_the_manager_and_the_auditor(self):
        def sees(user):
            self.env.invalidate_all()
            return self.entry in self.Log.with_user(user).search([])

        for user in (self.reader, self.manager, self.head, self.auditor):
            self.assertTrue(sees(user), user.login)
        for user in (self.clerk, self.elsewhere, self.employee):
            self.assertFalse(sees(user), user.login)
        for user in (self.customer, self.visitor):
            with self.assertRaises(AccessError):
                sees(user)

    def test_the_record_is_gone_and_its_readings_stay(self):
        self.cards["confidential"].unlink()
        self.assertEqual(self.entry.exists().purpose, WHY)
        with self.assertRaisesRegex(AccessError, "no such file"):
            self.entry.with_user(self.reader).open_file("scan")

    def test_the_list_of_eighty_takes_no_query_per_row(self):
        for _ in range(79):
            self.entry.copy()
        log = self.Log.with_user(self.reader)

        def queries(limit):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            log.web_search_read(
                [],
                {"moment": {}, "user_id": {"fields": {"display_name": {}}}}
                | {"purpose": {}, "site_id": {"fields": {"display_name": {}}}},
                limit=limit,
            )
            return self.cr.sql_log_count - before

        queries(2)
        self.assertEqual(queries(80), queries(2))
