import io
import zipfile
from datetime import date, datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import FloorCase

# Shanghai: Monday 8 o'clock, and Wednesday noon of the week before.
MONDAY_8 = datetime(2026, 3, 9, 0, 0)
WEDNESDAY = datetime(2026, 3, 4, 4, 0)
WEEK = date(2026, 3, 2)


class TestReports(FloorCase):
    """F-26, F-35: daily, weekly and monthly reports, and Monday's file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "force_report_rendering": True})
        cls.env["floor.call"].create(
            {
                "site_id": cls.floor.id,
                "user_id": cls.rep2.id,
                "called_at": WEDNESDAY,
                "caller_name": "=1+1",
                "phone": "13800138000",
            }
        )
        cls.visits = cls.env["floor.visit"].create(
            [
                cls.visit_values(WEDNESDAY, cls.rep1, "none"),
                cls.visit_values(WEDNESDAY, cls.rep1, "deposit", came_before=True),
                cls.visit_values(WEDNESDAY + timedelta(days=1), cls.rep2, "contract"),
            ]
        )
        cls.company.floor_report_counts = "all"
        # Only this company's floors have entries.
        cls.env["service.site"].search(
            [("company_id", "not in", (cls.company | cls.other_company).ids)]
        ).active = False

    @classmethod
    def visit_values(cls, at, rep, outcome, **values):
        return {
            "site_id": cls.floor.id,
            "user_id": rep.id,
            "kind": "new",
            "arrived_at": at,
            "ended_at": at,
            "visitor_name": "王女士",
            "phone": "13900139000",
            "outcome": outcome,
            **values,
        }

    def report(self, kind="week", day=WEEK, user=None):
        reports = self.env["floor.report"].with_user(user or self.sales_manager)
        return reports.create(
            {"site_id": self.floor.id, "kind": kind, "date_from": day}
        )

    def run_cron(self):
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["floor.report"]._cron_report()
        self.env.invalidate_all()
        return self.env["floor.report"].search([("site_id", "=", self.floor.id)])

    # -- the figures --

    def test_a_report_counts_its_period_by_part_by_rep_and_by_source(self):
        """F-26."""
        with freeze_time(MONDAY_8):
            report = self.report(day=date(2026, 3, 5))
        self.assertEqual((report.date_from, report.date_to), (WEEK, date(2026, 3, 8)))
        figures = report.figures
        self.assertEqual(figures["total"]["calls"], 1)
        self.assertEqual(figures["total"]["visits"], 3)
        self.assertEqual(figures["total"]["return_visits"], 1)
        self.assertEqual(len(figures["parts"]), 7)
        self.assertEqual(
            [it["visits"] for it in figures["parts"]], [0, 0, 2, 1, 0, 0, 0]
        )
        by_rep = {row["id"]: row["visits"] for row in figures["reps"]}
        self.assertEqual(by_rep, {self.rep1.id: 2, self.rep2.id: 1})
        self.assertIn("Rep 1", report.figures_html)

    @freeze_time(MONDAY_8)
    def test_what_waits_for_approval_is_said_and_not_counted(self):
        """F-18, F-26: neither in the figures nor in the lists."""
        self.company.floor_report_counts = "approved"
        self.visits[0].approved_at = WEDNESDAY
        report = self.report()
        total = report.figures["total"]
        self.assertEqual((total["visits"], total["waiting"]), (1, 2))
        self.assertIn("Not Approved Yet", report.figures_html)
        [_calls, visits, deals] = report.paper_entries()
        self.assertEqual((len(visits["entries"]), len(deals["entries"])), (1, 0))
        self.visits.approved_at = WEDNESDAY
        report.action_count()
        self.assertNotIn("Not Approved Yet", report.figures_html)

    def test_a_period_ends_at_midnight_of_the_site(self):
        """F-26: Sunday's last second is in the week, Monday's first is not."""
        self.env["floor.visit"].create(
            [
                self.visit_values(datetime(2026, 3, 8, 15, 59, 59), self.rep1, "none"),
                self.visit_values(datetime(2026, 3, 8, 16, 0, 0), self.rep1, "none"),
                self.visit_values(datetime(2026, 3, 1, 16, 0, 0), self.rep1, "none"),
                self.visit_values(datetime(2026, 3, 1, 15, 59, 59), self.rep1, "none"),
            ]
        )
        with freeze_time(MONDAY_8):
            self.assertEqual(self.report().figures["total"]["visits"], 5)

    @freeze_time(MONDAY_8)
    def test_there_is_one_report_per_floor_and_period(self):
        """F-26."""
        report = self.report()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.report(day=date(2026, 3, 8))
        found = self.env["floor.report"].open_period(self.floor, "week", WEEK)
        self.assertEqual(found, report)

    @freeze_time(MONDAY_8)
    def test_what_has_not_begun_has_no_report(self):
        """F-26."""
        with self.assertRaisesRegex(ValidationError, "not begun"):
            self.report(day=date(2026, 3, 16))

    # -- sending --

    @freeze_time(MONDAY_8)
    def test_sending_freezes_figures_words_and_files(self):
        """F-26: with all rights too."""
        report = self.report()
        report.analysis = "Rain on Saturday"
        report.action_send()
        self.assertEqual(report.sent_by_id, self.sales_manager)
        self.assertEqual(report.recipient_ids, self.sales_assistant)
        self.assertFalse(report.is_exchanged)
        for values in ({"analysis": "Sun"}, {"figures": {}}, {"xlsx_digest": "x"}):
            with (
                self.subTest(values),
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
            ):
                report.sudo().write(values)
                report.sudo().flush_recordset()
            report.invalidate_recordset()
        with self.assertRaises(ValidationError):
            report.sudo().unlink()
        with self.assertRaises(AccessError):
            report.write({"analysis": "Sun"})

    @freeze_time(MONDAY_8)
    def test_the_files_go_by_mail_and_stay_as_they_were_sent(self):
        """F-26: one mail and one activity per assistant; nobody exchanges a file."""
        report = self.report()
        report.action_send()
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.sales_assistant.partner_id.ids)]
        )
        self.assertEqual(len(mail), 1)
        self.assertEqual(
            mail.attachment_ids, report.sudo().xlsx_id | report.sudo().pdf_id
        )
        self.assertEqual(report.activity_ids.user_id, self.sales_assistant)
        self.assertFalse(report.with_context(bin_size=True).is_exchanged)
        paper = report.pdf_id.with_user(self.sales_manager)
        self.assertTrue(paper.raw.startswith(b"%PDF"))
        for write in (lambda: paper.write({"raw": b"x"}), paper.unlink):
            with self.assertRaises(AccessError):
                write()
        paper.sudo().raw = b"x"
        report.invalidate_recordset(["is_exchanged"])
        self.assertTrue(report.is_exchanged)

    @freeze_time(MONDAY_8)
    def test_the_spreadsheet_holds_the_registers_and_no_formulas(self):
        """F-26: what a caller says is text, whatever it begins with."""
        report = self.report()
        report.action_send()
        book = zipfile.ZipFile(io.BytesIO(report.xlsx_id.raw))
        sheets = [name for name in book.namelist() if "worksheets/sheet" in name]
        self.assertEqual(len(sheets), 4)
        self.assertNotIn(b"<f>", b"".join(map(book.read, sheets)))
        words = book.read("xl/sharedStrings.xml").decode()
        for word in ("=1+1", "王女士", "13900139000", "Rep 1", "Holding Deposit"):
            self.assertIn(word, words)

    @freeze_time(MONDAY_8)
    def test_what_was_sent_is_printed_as_it_was_sent(self):
        """F-26."""
        report = self.report()
        report.action_send()
        sent = report.pdf_id.raw
        self.env["floor.visit"].create(self.visit_values(WEDNESDAY, self.rep3, "none"))
        printed, _format = self.env["ir.actions.report"]._render_qweb_pdf(
            "sales_floor.floor_report_report", report.ids
        )
        self.assertEqual(printed, sent)

    @freeze_time(MONDAY_8)
    def test_sending_again_is_a_new_entry_with_todays_registers(self):
        """F-26: the first one stays."""
        report = self.report()
        report.action_send()
        self.env["floor.visit"].create(self.visit_values(WEDNESDAY, self.rep3, "none"))
        action = report.action_send_again()
        again = self.env["floor.report"].browse(action["res_id"])
        self.assertEqual(again.correction_of_id, report)
        self.assertEqual(again.figures["total"]["visits"], 4)
        self.assertEqual(report.figures["total"]["visits"], 3)
        again.with_user(self.sales_manager).action_send()
        self.assertNotEqual(again.sudo().pdf_digest, report.sudo().pdf_digest)
        self.assertEqual(report.action_send_again()["res_id"], again.id)
        with self.assertRaisesRegex(UserError, "as a new entry"):
            report.sudo().with_user(self.sales_manager).sudo().action_send()

    @freeze_time(datetime(2026, 3, 8, 12))
    def test_a_week_is_sent_once_it_is_over_a_day_in_its_evening(self):
        """F-26."""
        with self.assertRaisesRegex(UserError, "not over"):
            self.report().action_send()
        self.report("day", date(2026, 3, 8)).action_send()

    @freeze_time(MONDAY_8)
    def test_who_has_no_such_role_at_the_floor_sends_nothing(self):
        """F-26: the group opens the menu, the role decides."""
        report = self.report()
        with self.assertRaisesRegex(AccessError, "Harbour View"):
            report.with_user(self.floor_supervisor).action_send()

    @freeze_time(MONDAY_8)
    def test_a_report_needs_somebody_who_receives_it(self):
        """F-26: said in one sentence; nothing is sent."""
        roles = ("sales_assistant", "sales_director", "project_manager")
        self.env["service.site.member"].search(
            [("site_id", "=", self.floor.id), ("role", "in", roles)]
        ).date_to = date(2026, 3, 1)
        report = self.report()
        with self.assertRaisesRegex(UserError, "nobody receives"):
            report.action_send()
        self.run_cron()
        self.assertFalse(report.sent_at)

    # -- by itself --

    def test_mondays_file_goes_out_by_itself_once(self):
        """F-26: at the hour, not before; twice or late is the same."""
        with freeze_time(MONDAY_8 - timedelta(seconds=1)):
            self.assertFalse(self.run_cron().filtered("sent_at"))
        with freeze_time(MONDAY_8):
            week = self.run_cron().filtered("sent_at")
            self.assertEqual((week.kind, week.date_from), ("week", WEEK))
            self.assertTrue(week.xlsx_id and week.pdf_id)
            self.assertEqual(week.recipient_ids, self.sales_assistant)
        mails = self.env["mail.mail"].search_count([])
        for later in (timedelta(0), timedelta(minutes=15), timedelta(days=2)):
            with freeze_time(MONDAY_8 + later):
                self.assertEqual(self.run_cron().filtered("sent_at"), week)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_a_draft_of_the_manager_is_what_goes_out(self):
        """F-26: the words are kept, the figures are those of Monday."""
        with freeze_time(MONDAY_8 - timedelta(days=1)):
            report = self.report()
            report.analysis = "Rain on Saturday"
        self.env["floor.visit"].create(self.visit_values(WEDNESDAY, self.rep3, "none"))
        with freeze_time(MONDAY_8):
            self.run_cron()
        self.assertTrue(report.sent_at)
        self.assertEqual(report.analysis, "Rain on Saturday")
        self.assertEqual(report.figures["total"]["visits"], 4)

    def test_missed_weeks_are_made_up(self):
        """F-26: the server stood still for two weeks."""
        with freeze_time(MONDAY_8 + timedelta(days=9)):
            sent = self.run_cron().filtered("sent_at")
        self.assertEqual(
            sorted(sent.mapped("date_from")), [WEEK, WEEK + timedelta(days=7)]
        )

    def test_days_and_months_wait_for_the_manager(self):
        """F-26: prepared on the next morning, with an activity, once."""
        with freeze_time(WEDNESDAY.replace(day=5, hour=0)):
            day = self.run_cron()
            self.assertEqual((day.kind, day.date_from), ("day", date(2026, 3, 4)))
            self.assertFalse(day.sent_at)
            self.assertEqual(day.activity_ids.user_id, self.sales_manager)
            self.run_cron()
            self.assertEqual(len(day.activity_ids), 1)

    def test_what_is_set_to_manual_stays_with_the_manager(self):
        """F-26."""
        self.company.write(
            {f"floor_report_{kind}": "manual" for kind in ("day", "week", "month")}
        )
        with freeze_time(MONDAY_8):
            self.assertFalse(self.run_cron())

    def test_a_floor_that_fails_stops_no_other(self):
        """F-26: it is tried again at the next run."""
        self.env["floor.call"].create(
            {
                "site_id": self.other_floor.id,
                "user_id": self.other_rep.id,
                "called_at": WEDNESDAY,
                "caller_name": "Mr Li",
            }
        )
        reports = self.registry["floor.report"]
        original = reports._run_kind

        def broken(model, site, kind):
            if site.id == self.other_floor.id:
                raise ZeroDivisionError
            return original(model, site, kind)

        log = "odoo.addons.sales_floor.models.floor_period_mixin"
        with freeze_time(MONDAY_8):
            with patch.object(reports, "_run_kind", broken), mute_logger(log):
                self.assertTrue(self.run_cron().filtered("sent_at"))
            self.run_cron()
        theirs = self.env["floor.report"].search(
            [("site_id", "=", self.other_floor.id), ("kind", "=", "week")]
        )
        self.assertTrue(theirs)

    def test_hours_are_hours(self):
        """F-26."""
        for values in (
            {"floor_report_hour": 24},
            {"floor_sum_up_hour": -1},
            {"floor_report_catch_up": 0},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.company.write(values)

    @freeze_time(MONDAY_8)
    def test_papers_of_all_kinds_can_be_printed(self):
        """F-26."""
        reports = self.report("day", date(2026, 3, 4))
        reports |= self.report("month", date(2026, 3, 1))
        pdf, _format = self.env["ir.actions.report"]._render_qweb_pdf(
            "sales_floor.floor_report_report", reports.ids
        )
        self.assertTrue(pdf.startswith(b"%PDF"))
