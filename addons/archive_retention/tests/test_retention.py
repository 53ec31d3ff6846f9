from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import ArchiveCase


class TestRetention(ArchiveCase):
    """A-09."""

    def setUp(self):
        super().setUp()
        self.Event = self.env["archive.event"].with_user(self.custodian)

    def kept(self, document):
        return document.retention_state, str(document.due_date or "")

    def test_a_lease_waits_for_its_end_and_then_ten_years(self):
        document = self.filed()
        self.assertEqual(self.kept(document), ("waiting", ""))
        self.assertIn("End of the lease", document.retention_reason)
        self.Event.stamp(document, "lease_end", "2026-02-28")
        self.assertEqual(self.kept(document), ("running", "2036-02-28"))
        self.assertEqual(str(document.cutoff_date), "2026-02-28")
        self.assertEqual(document.schedule_id, self.schedule)

    def test_the_longest_wins_of_the_class_and_those_above(self):
        above = self.leases.copy({"code": "ABOVE"})
        above.schedule_ids = self.make_schedule("S30", years=30)
        self.leases.parent_id = above
        document = self.filed()
        self.Event.stamp(document, "lease_end", "2026-02-28")
        self.assertEqual(self.kept(document), ("running", "2056-01-05"))

    def test_visit_records_are_permanent_whatever_else_holds(self):
        self.leases.schedule_ids |= self.make_schedule("EVER", kind="permanent")
        document = self.filed()
        self.assertEqual(self.kept(document), ("permanent", ""))
        self.assertIn("For ever", document.retention_reason)

    def test_without_a_schedule_it_is_kept(self):
        self.leases.schedule_ids = False
        document = self.filed()
        self.assertEqual(self.kept(document), ("waiting", ""))
        self.assertIn("until its class", document.retention_reason.lower())

    def test_a_schedule_that_changes_changes_nothing_by_itself(self):
        """No silent shortening, and no silent lengthening either."""
        document = self.filed()
        self.Event.stamp(document, "lease_end", "2026-02-28")
        self.schedule.years = 5
        self.env.flush_all()
        self.assertEqual(self.kept(document), ("running", "2036-02-28"))

    def test_lengthening_takes_the_custodian_and_shortening_the_manager_and_a_reason(
        self,
    ):
        document = self.filed()
        self.Event.stamp(document, "lease_end", "2026-02-28")
        self.schedule.years = 12
        document.action_work_out_again()
        self.assertEqual(self.kept(document), ("running", "2038-02-28"))
        self.schedule.years = 5
        with self.assertRaisesRegex(UserError, "manager"):
            document.action_work_out_again("The law changed")
        self.env["service.site.member"].create(
            {
                "user_id": self.boss.id,
                "site_id": self.garden.id,
                "role": "custodian",
                "date_from": "2020-01-01",
            }
        )
        mine = document.with_user(self.boss)
        with self.assertRaisesRegex(UserError, "Say why"):
            mine.action_work_out_again()
        mine.action_work_out_again("The law changed")
        self.assertEqual(self.kept(document), ("running", "2031-02-28"))
        self.assertEqual(document.retention_note, "The law changed")

    def test_nothing_is_shortened_under_a_hold(self):
        document = self.filed()
        self.Event.stamp(document, "lease_end", "2026-02-28")
        document.sudo().is_held = True
        self.schedule.years = 5
        with self.assertRaisesRegex(UserError, "on hold"):
            document.with_user(self.custodian).action_work_out_again("The law changed")
        self.assertEqual(self.kept(document), ("running", "2036-02-28"))

    def test_an_event_is_stamped_once_and_corrected_by_a_new_entry(self):
        document = self.filed()
        self.Event.stamp(document, "lease_end", "2026-02-28")
        self.Event.stamp(document, "lease_end", "2026-03-31")
        self.assertEqual(self.kept(document), ("running", "2036-03-31"))
        self.assertEqual(len(document.event_ids), 2)
        self.assertTrue(document.event_ids[0].correction_of_id)
        with self.assertRaisesRegex(UserError, "manager"), self.cr.savepoint():
            self.Event.stamp(document, "lease_end", "2026-01-31")
        with (
            self.assertRaises(CheckViolation),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.cr.execute("UPDATE archive_event SET day = '2020-01-01'")

    def test_an_event_to_come_is_not_entered(self):
        document = self.filed()
        with self.assertRaises(ValidationError):
            self.Event.stamp(document, "lease_end", "2999-01-01")

    def test_an_event_is_the_custodian_s_to_enter(self):
        """D-09."""
        document = self.filed()
        with self.assertRaisesRegex(AccessError, "custodian"):
            self.env["archive.event"].with_user(self.reader).stamp(
                document.with_user(self.reader), "lease_end", "2026-02-28"
            )

    def test_a_schedule_is_a_period_or_for_ever(self):
        for values in ({"years": 0}, {"years": -1, "months": 24}):
            with self.assertRaises(ValidationError):
                self.make_schedule("BAD", **values)
        self.assertTrue(self.make_schedule("OK", kind="permanent"))
