from freezegun import freeze_time
from psycopg2.errors import ForeignKeyViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import ArchiveCase


class TestFiling(ArchiveCase):
    def refuses(self, sentence, rule):
        return self.assertRaisesRegex(UserError, rf"{sentence}.*\({rule}\)")

    def test_what_is_filed_has_its_number_dates_and_who_checked_it(self):
        """A-02, A-05."""
        with freeze_time("2026-01-07 02:00:00"):
            document = self.filed()
        self.assertEqual(document.state, "filed")
        self.assertEqual(document.reference, f"{self.volume.code}-001")
        self.assertEqual(self.volume.code, "GH-V0001")
        self.assertEqual(str(document.filed_on), "2026-01-07")
        self.assertEqual(document.checked_by_id, self.custodian)
        self.assertTrue(document.checked_at)
        self.assertFalse(document.filed_late)

    def test_a_batch_is_numbered_in_the_order_of_signing(self):
        """A-05: without gaps, volume by volume."""
        other = self.volume.sudo().create(
            {"site_id": self.garden.id, "name": "Letters"}
        )
        days = ("2026-01-09", "2026-01-02", "2026-01-05")
        documents = self.env["archive.document"]
        for day in days:
            documents |= self.hand_in(signed_date=day)
        documents |= self.hand_in(volume_id=other.id)
        documents.action_check_and_file()
        mine = documents.filtered(lambda it: it.volume_id == self.volume)
        self.assertEqual(mine.mapped("number"), [3, 1, 2])
        self.assertEqual(documents[-1].number, 1)
        self.assertEqual(other.code, "GH-V0002")

    def test_the_numbers_may_run_at_each_site(self):
        """A-05: cfg."""
        self.company.archive_series = "site"
        other = self.volume.sudo().create({"site_id": self.garden.id})
        references = [
            self.filed(volume_id=volume.id).reference for volume in (self.volume, other)
        ]
        self.assertEqual(references, ["GH-D000001", "GH-D000002"])

    def test_a_paper_that_does_not_last_is_not_filed(self):
        """A-01."""
        for values, sentence in (
            ({"ink": "ballpoint"}, "Ballpoint"),
            ({"ink": "pencil"}, "Pencil"),
            ({"ink": "blue"}, "Pure-Blue"),
            ({"ink": False}, "what it is written with"),
            ({"paper_format": "B5"}, "A3, A4"),
        ):
            document = self.hand_in(**values)
            with self.refuses(sentence, "A-01"):
                document.action_check_and_file()
            self.assertEqual(document.state, "draft")
            self.assertFalse(document.number)

    def test_a_file_is_filed_with_its_file(self):
        """A-02."""
        document = self.hand_in(medium="electronic", ink=False)
        with self.refuses("file is missing", "A-02"):
            document.action_check_and_file()
        document.content_entry = b"aGVsbG8="
        document.action_check_and_file()
        self.assertEqual(document.state, "filed")

    def test_each_check_is_confirmed(self):
        """A-02."""
        document = self.hand_in(is_complete=True, is_accurate=True)
        with self.refuses("“In Order”, “True”", "A-02"):
            document.action_file()

    def test_one_refused_document_keeps_the_batch_out_and_is_named(self):
        """A-01: nothing is filed by half."""
        documents = self.hand_in() | self.hand_in(title="A note", ink="pencil")
        with self.refuses("A note: It is written with", "A-01"):
            documents.action_check_and_file()
        self.assertEqual(set(documents.mapped("state")), {"draft"})

    def test_the_custodian_files_and_nobody_else(self):
        """D-09: whatever else they may."""
        for user in (self.officer, self.reader, self.boss, self.registrar):
            document = self.hand_in(user)
            with self.refuses("custodian files it", "D-09"):
                document.action_check_and_file()
        with self.assertRaises(AccessError):
            self.hand_in(self.elsewhere)

    def test_where_a_site_has_no_custodian_the_one_above_keeps_its_archive(self):
        """D-09."""
        member = self.env["service.site.member"].search(
            [("user_id", "=", self.custodian.id)]
        )
        document = self.hand_in()
        member.site_id = self.branch
        self.assertEqual(self.garden.custodians(), self.custodian)
        self.assertEqual(self.tower.custodians(), self.elsewhere)
        document.action_check_and_file()
        self.assertEqual(document.state, "filed")

    def test_nothing_is_signed_in_the_future(self):
        """A-05: in the time of the site."""
        with freeze_time("2026-01-04 15:00:00"), self.assertRaises(ValidationError):
            self.hand_in()  # the 4th, 23:00 in Shanghai
        with freeze_time("2026-01-04 17:00:00"):
            self.assertTrue(self.hand_in())

    def test_late_ones_are_marked_and_those_still_to_file_are_found(self):
        """A-04: a week from the signing, cfg."""
        with freeze_time("2026-01-13 02:00:00"):
            late = self.filed()
            waiting = self.hand_in()
        with freeze_time("2026-01-12 02:00:00"):
            in_time = self.filed()
        self.assertTrue(late.filed_late)
        self.assertFalse(in_time.filed_late)
        self.assertEqual(str(waiting.filing_due_on), "2026-01-12")
        self.company.archive_filing_days = 1
        self.assertEqual(str(self.hand_in().filing_due_on), "2026-01-06")

    def test_what_is_filed_stays_as_it_is(self):
        """A-05, D-09: the custodian mends the index, and nothing that decides."""
        document = self.filed()
        document.title = "Lease of 3-1201, signed"
        for user in (self.reader, self.boss):
            with self.assertRaisesRegex(AccessError, "custodian"):
                document.with_user(user).title = "Another"
        for values in (
            {"signed_date": "2026-01-01"},
            {"volume_id": self.volume.id},
            {"class_id": self.leases.id},
            {"medium": "electronic"},
        ):
            with self.assertRaisesRegex(UserError, "stay"):
                document.write(values)
        for values in ({"number": 7}, {"reference": "x"}, {"state": "draft"}):
            with self.assertRaises(AccessError):
                document.write(values)
        with self.assertRaisesRegex(UserError, "by a disposal"):
            document.unlink()
        with self.assertRaises(UserError):
            document.copy()
        self.hand_in().unlink()

    def test_filing_twice_is_refused(self):
        """A-05: one number each."""
        document = self.filed()
        with self.refuses("filed already", "A-05"):
            document.action_file()

    def test_a_closed_volume_takes_nothing_more(self):
        document = self.hand_in()
        volume = self.volume.with_user(self.custodian)
        volume.action_close()
        with self.refuses("closed", "A-05"):
            document.action_check_and_file()
        volume.action_reopen()
        document.action_check_and_file()
        self.assertEqual(volume.document_count, 1)

    def test_a_dossier_holds_the_papers_of_its_customer(self):
        """A-03."""
        self.assertEqual(self.hand_in().partner_id, self.customer)
        stranger = self.env["res.partner"].create({"name": "Li Wei"})
        with self.assertRaisesRegex(ValidationError, "dossier of Song"):
            self.hand_in(partner_id=stranger.id)
        self.assertEqual(self.customer.with_user(self.custodian).archive_count, 1)

    def test_nothing_is_deleted_with_a_customer(self):
        """The dossier outlives the wish to be forgotten: contacts with papers stay."""
        self.filed()
        with self.assertRaises(ForeignKeyViolation), mute_logger("odoo.sql_db"):
            self.customer.unlink()
        self.assertTrue(self.customer.exists())

    def test_the_level_is_the_one_of_its_class_unless_told_otherwise(self):
        """A-10."""
        self.assertEqual(self.hand_in().level, "confidential")
        self.assertEqual(self.hand_in(level="internal").level, "internal")
        self.leases.default_level = "public"
        self.assertEqual(self.hand_in().level, "public")

    def test_it_is_found_by_its_reference(self):
        document = self.filed()
        found = self.env["archive.document"].name_search(
            document.reference, [("company_id", "=", self.company.id)]
        )
        self.assertEqual(found, [(document.id, document.reference)])
        draft = self.hand_in()
        self.assertRegex(draft.display_name, "DOC/0")

    def test_a_row_of_an_import_may_be_filed_at_once(self):
        document = self.hand_in(file_now=True)
        self.assertEqual(document.state, "filed")
        with self.refuses("Pencil", "A-01"):
            self.hand_in(file_now=True, ink="pencil")

    def test_a_volume_has_its_number_for_good(self):
        """A-05."""
        with self.assertRaises(UserError):
            self.volume.unlink()
        with self.assertRaises(AccessError):
            self.volume.with_user(self.custodian).write({"code": "X"})
        with self.assertRaisesRegex(AccessError, "custodian"):
            self.volume.with_user(self.custodian).create({"site_id": self.branch.id})

    def test_handing_in_takes_a_few_entries(self):
        """A-03: an officer without other rights hands in what a customer wrote."""
        self.leases.default_level = "confidential"
        with Form(self.env["archive.document"].with_user(self.officer)) as form:
            form.title = "Letter"
            form.class_id = self.leases
            form.volume_id = self.volume
            form.signed_date = "2026-01-05"
        document = form.record
        self.assertEqual(document.site_id, self.garden)
        self.assertEqual(document.level, "confidential")
        self.filed()
        self.assertEqual(
            self.env["archive.document"].with_user(self.officer).search([]), document
        )

    def test_an_unused_class_goes_and_a_used_one_stays(self):
        self.leases.copy({"code": "L2"}).unlink()
        self.filed()
        with self.assertRaisesRegex(UserError, "archive it"):
            self.leases.unlink()

    def test_filing_costs_the_same_number_of_statements_for_each_batch(self):
        """Filing a hundred takes no more round trips than filing ten."""
        counts = []
        for amount in (10, 40):
            documents = self.env["archive.document"].with_user(self.custodian)
            for _n in range(amount):
                documents |= self.hand_in()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            documents.action_check_and_file()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
