from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .register_common import SIGNATURE, RegisterCase


class TestNotices(RegisterCase):
    """D-12: registered, signed by both, filed."""

    def test_a_notice_gets_the_next_number_of_its_site_when_it_is_issued(self):
        """D-12: without gaps; a draft has none."""
        first, second = self.make_notice(), self.make_notice()
        self.assertEqual((first.status, first.number), ("draft", 0))
        second.action_issue()
        first.action_issue()
        self.assertEqual(second.reference, "GH-N00001")
        self.assertEqual(first.reference, "GH-N00002")
        self.assertEqual(first.issued_by_id, self.officer)
        self.assertEqual(first.status, "unsigned")
        limit = first.issued_at + timedelta(days=3)
        self.assertEqual(first.due_at, limit)

    def test_a_notice_that_says_nothing_is_not_issued(self):
        """D-12"""
        notice = self.make_notice(body=" ")
        with self.assertRaisesRegex(UserError, "Say what it is about"):
            notice.action_issue()
        self.assertFalse(notice.number)
        notice.file = SIGNATURE
        notice.action_issue()
        self.assertTrue(notice.number)

    def test_who_hands_it_out_signs_then_who_receives_it(self):
        """D-12"""
        notice = self.make_notice()
        with self.assertRaisesRegex(UserError, "Register it first"):
            notice.action_sign_handed()
        notice.action_issue()
        with self.assertRaisesRegex(UserError, "signs first"):
            notice.action_sign_received()
        action = notice.action_sign_handed()
        with Form(
            self.env[action["res_model"]]
            .with_user(self.officer)
            .with_context(**action["context"])
        ) as form:
            self.assertEqual(form.name, self.officer.name)
            form.signature = SIGNATURE
        form.record.action_apply()
        self.assertEqual(notice.status, "unsigned")
        self.assertTrue(notice.is_handed)
        action = notice.action_sign_received()
        with Form(
            self.env[action["res_model"]]
            .with_user(self.officer)
            .with_context(**action["context"])
        ) as form:
            self.assertEqual(form.name, "Li Na")
            form.paper = SIGNATURE
        form.record.action_apply()
        self.assertEqual(notice.status, "signed")
        self.assertEqual(notice.state, "done")
        self.assertEqual(
            [(it.side, it.name, it.medium) for it in notice.signature_ids],
            [
                ("handed", self.officer.name, "screen"),
                ("received", "Li Na", "paper"),
            ],
        )
        with self.assertRaisesRegex(UserError, "signed already"):
            self.sign(notice, "received", name="Li Na")

    def test_what_a_customer_hands_in_is_signed_by_the_customer_first(self):
        """D-12: both ways."""
        letter = self.make_notice(direction="in", kind="letter")
        letter.action_issue()
        wizard = self.env["partner.notice.signing"].with_user(self.officer)
        handed = wizard.create({"notice_ids": letter.ids, "side": "handed"})
        received = wizard.create({"notice_ids": letter.ids, "side": "received"})
        self.assertEqual(handed.name, "Li Na")
        self.assertEqual(received.name, self.officer.name)

    def test_a_name_alone_signs_nothing(self):
        """D-12"""
        notice = self.make_notice()
        notice.action_issue()
        with self.assertRaisesRegex(UserError, "Sign on the screen"):
            self.sign(notice, "handed", signature=False)
        with self.assertRaisesRegex(UserError, "Say who signs"):
            self.sign(notice, "handed", name=" ")
        self.assertFalse(notice.signature_ids)

    def test_an_issued_notice_does_not_change_and_is_corrected_by_another(self):
        """D-12: a register; corrections are entries."""
        notice = self.make_notice()
        notice.subject = "Water is cut off on Thursday"
        notice.action_issue()
        for values in ({"subject": "Another"}, {"body": "Other"}, {"file": SIGNATURE}):
            with self.assertRaisesRegex(UserError, "enter a correction"):
                notice.write(values)
        with self.assertRaises(AccessError):
            notice.issued_at = fields.Datetime.now()
        with self.assertRaises(UserError):
            notice.unlink()
        self.sealed(lambda: notice.sudo().write({"kind": "letter"}))
        action = notice.action_correct()
        correction = self.env["partner.notice"].browse(action["res_id"])
        correction = correction.with_user(self.officer)
        self.assertEqual(correction.correction_of_id, notice)
        self.assertEqual(correction.status, "draft")
        correction.body = "From 13 to 15."
        correction.action_issue()
        self.assertEqual(correction.number, notice.number + 1)
        self.assertIn("9 to 12", notice.body)

    def test_a_signature_does_not_change(self):
        """D-12: sealed from the beginning."""
        notice = self.make_notice()
        notice.action_issue()
        self.sign(notice, "handed")
        signature = notice.signature_ids.sudo()
        self.sealed(lambda: signature.write({"sha256": "0"}))
        with self.assertRaises(UserError):
            signature.unlink()

    def test_what_it_said_shows_in_its_hash(self):
        """D-12: the words may be erased, the seal keeps their hash."""
        same = [self.make_notice() for _ in range(2)]
        other = self.make_notice(body="Something else")
        filed = self.make_notice(file=SIGNATURE)
        for notice in (*same, other, filed):
            notice.action_issue()
        self.assertEqual(same[0].content_sha256, same[1].content_sha256)
        self.assertEqual(len({it.content_sha256 for it in (*same, other, filed)}), 3)

    def test_an_unsigned_notice_comes_up_with_who_handed_it_out(self):
        """D-12: after three days, which is a setting."""
        with freeze_time("2026-03-02 01:00:00"):
            unsigned, signed = self.make_notice(), self.make_notice()
            draft = self.make_notice()
            (unsigned + signed).action_issue()
            self.sign_both(signed)
        with freeze_time("2026-03-05 00:59:00"):
            self.sweep()
            self.assertEqual(unsigned.state, "pending")
        with freeze_time("2026-03-05 01:00:00"):
            self.sweep()
        self.assertEqual(unsigned.state, "late")
        self.assertFalse((signed + draft).activity_ids)
        self.assertEqual(unsigned.activity_ids.user_id, self.officer)
        self.assertIn(unsigned.reference, unsigned.activity_ids.summary)
        self.sign_both(unsigned)
        self.assertFalse(unsigned.activity_ids)
        self.assertTrue(unsigned.late_since)

    def test_the_days_to_sign_are_a_setting(self):
        """D-12"""
        self.company.dossier_notice_days = 1
        notice = self.make_notice()
        notice.action_issue()
        self.assertEqual(notice.due_at, notice.issued_at + timedelta(days=1))

    def test_one_notice_goes_to_a_whole_building_at_once(self):
        """D-12: a row, a number and a signature for each."""
        gone = self.make_dossier("Song Jianping", "3-1203")
        gone.unit_party_id.date_to = "2021-01-01"
        far = self.env["property.building"].create(
            {"name": "Building 5", "code": "5", "site_id": self.garden.id}
        )
        far_unit = self.env["property.unit"].create(
            {"code": "5-0101", "building_id": far.id}
        )
        party = self.env["property.unit.party"].create(
            {
                "unit_id": far_unit.id,
                "partner_id": gone.partner_id.id,
                "date_from": "2020-01-01",
            }
        )
        chosen = self.env["partner.dossier"].create(
            {
                "partner_id": gone.partner_id.id,
                "site_id": self.garden.id,
                "unit_party_id": party.id,
            }
        )
        wizard = self.env["partner.notice.batch"].with_user(self.custodian)
        form = Form(wizard)
        form.subject = "The lift is inspected"
        form.body = "On Monday"
        form.building_ids.add(self.building)
        self.assertEqual(form.addressee_count, 2)
        form.to_class = "owner"
        self.assertEqual(form.addressee_count, 1)
        form.to_class = False
        form.dossier_ids.add(chosen)
        self.assertEqual(form.addressee_count, 3)
        form.signature = SIGNATURE
        action = form.save().action_issue()
        notices = self.env["partner.notice"].search(action["domain"])
        self.assertEqual(notices.dossier_id, self.owner + self.tenant + chosen)
        self.assertEqual(sorted(notices.mapped("number")), [1, 2, 3])
        self.assertEqual(set(notices.mapped("is_handed")), {True})
        self.assertEqual(set(notices.mapped("status")), {"unsigned"})

    def test_a_circular_goes_only_to_whom_its_author_may_see(self):
        """D-12, D-07"""
        wizard = self.env["partner.notice.batch"].with_user(self.officer)
        batch = wizard.create(
            {
                "subject": "Lift",
                "body": "Monday",
                "building_ids": self.building.ids,
            }
        )
        self.assertEqual(batch.addressee_ids, self.owner)
        nobody = wizard.create({"subject": "Lift", "body": "Monday"})
        with self.assertRaisesRegex(UserError, "goes to nobody"):
            nobody.action_issue()

    def test_a_circular_to_many_costs_little(self):
        """D-12: 40 dossiers more cost no statement more than a row or two each."""
        for number in range(40):
            self.make_dossier(f"Owner {number}", f"3-2{number:03d}")
        wizard = self.env["partner.notice.batch"].with_user(self.officer)
        content = {"subject": "Lift", "body": "Monday"}
        batch = wizard.create({**content, "building_ids": self.building.ids})
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(80):
            batch.action_issue()
            self.env.flush_all()
        count = self.env["partner.notice"].search_count(
            [("site_id", "=", self.garden.id), ("status", "=", "unsigned")]
        )
        self.assertEqual(count, 41)

    def test_the_receipt_slip_is_filed_in_the_customers_volume(self):
        """D-12, A-03: signed by both, by the custodian, once."""
        report = self.env.ref("partner_dossier.partner_notice_report_receipt")
        self.env["archive.class"].create(
            {
                "name": "Correspondence",
                "code": "WL",
                "company_id": self.company.id,
                "report_ids": report.ids,
            }
        )
        notice = self.make_notice()
        notice.action_issue()
        keeping = notice.with_user(self.custodian)
        with self.assertRaisesRegex(UserError, "Not signed yet: “Handed Out”"):
            keeping.action_file()
        self.sign_both(notice)
        with self.assertRaisesRegex(UserError, "custodian files it"):
            notice.action_file()
        keeping.action_file()
        document = notice.sudo().document_id
        self.assertEqual(document.volume_id.partner_id, self.owner.partner_id)
        self.assertEqual(document.state, "filed")
        self.assertEqual(notice.status, "filed")
        with self.assertRaisesRegex(UserError, "filed already"):
            keeping.action_file()

    def test_a_dossier_counts_its_notices_and_those_unsigned(self):
        """D-02, D-12"""
        signed, unsigned = self.make_notice(), self.make_notice()
        (signed + unsigned).action_issue()
        self.make_notice()
        self.sign_both(signed)
        dossier = self.owner.with_user(self.officer)
        self.assertEqual(dossier.notice_count, 2)
        self.assertEqual(dossier.unsigned_count, 1)
        counts = dossier._section_counts()
        self.assertEqual(counts["correspondence"], {dossier.id: 2})
        action = dossier._section_action("correspondence")
        found = self.env["partner.notice"].search(action["domain"])
        self.assertEqual(len(found), 3)
