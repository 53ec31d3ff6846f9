import io

from pypdf import PdfReader

from .register_common import RegisterCase


class TestRegisterPapers(RegisterCase):
    """D-12, D-14: what is printed, to be signed and filed."""

    def text(self, name, record):
        reports = self.env["ir.actions.report"].with_user(self.officer)
        reports = reports.with_context(force_report_rendering=True)
        content, _kind = reports._render_qweb_pdf(f"partner_dossier.{name}", record.ids)
        reader = PdfReader(io.BytesIO(content))
        return " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    def test_the_receipt_slip_shows_what_was_handed_out_and_who_signed(self):
        """D-12"""
        notice = self.make_notice(file_name="plan.pdf")
        notice.action_issue()
        self.sign(notice, "handed")
        text = self.text("partner_notice_report_receipt", notice)
        for words in (
            "Receipt Slip",
            "GH-N00001",
            "Li Na",
            "3-1201",
            "as the pump is changed",
            "plan.pdf",
            self.officer.name,
        ):
            self.assertIn(words, text)
        self.sign(
            notice, "received", name="Her son", signature=False, paper=b"c2Nhbg=="
        )
        text = self.text("partner_notice_report_receipt", notice)
        self.assertIn("Her son", text)
        self.assertIn("Signed on paper", text)

    def test_the_notice_to_cure_says_what_and_by_when(self):
        """D-14: and once it is cured, how and by whom."""
        violation = self.make_violation(place="Kitchen")
        violation.action_give_notice()
        text = self.text("partner_violation_report_notice", violation)
        for words in (
            "Notice to Cure a Violation",
            "GH-W00001",
            "Kitchen",
            "The wall to the kitchen",
            "Build it up again",
            violation.notice_id.reference,
        ):
            self.assertIn(words, text)
        self.assertNotIn("Her cousin", text)
        self.sign(violation.notice_id, "handed")
        self.sign(violation.notice_id, "received", name="Her aunt")
        text = self.text("partner_violation_report_notice", violation)
        self.assertIn("Her aunt", text)
        violation.write(
            {"cure": "Built", "cured_by": "Her cousin"}
            | {"cured_on": self.garden.local_date()}
        )
        violation.action_cured()
        text = self.text("partner_violation_report_notice", violation)
        self.assertIn("Her cousin", text)
