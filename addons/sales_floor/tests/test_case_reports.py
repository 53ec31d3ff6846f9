import io
import unicodedata

from freezegun import freeze_time
from pypdf import PdfReader

from .case_common import PHONE, CaseCase
from .common import MORNING


@freeze_time(MORNING)
class TestCaseReports(CaseCase):
    """The papers of referrals and disputes."""

    def print(self, name, record, user):
        report = self.env.ref(f"sales_floor.{name}").with_user(user)
        content, _kind = report.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(report.report_name, record.ids)
        return [
            " ".join(unicodedata.normalize("NFKC", page.extract_text()).split())
            for page in PdfReader(io.BytesIO(content)).pages
        ]

    def test_the_referral_form_comes_in_two_copies_named_as_such(self):
        """F-16: one for the sales assistant, one for the floor."""
        referral = self.refer(note="Three rooms")
        self.receive(referral_id=referral.id, introducer_came=True)
        referral.with_user(self.project_manager).action_confirm()
        pages = self.print("floor_referral_report_form", referral, self.employee)
        self.assertEqual(len(pages), 2)
        self.assertIn("for the sales assistant", pages[0])
        self.assertIn("for the sales floor", pages[1])
        for page in pages:
            for words in (
                *("Referral Form", "Harbour View", "Employee", "Ms Wang", PHONE),
                *("Three rooms", "03/07/2026", "Project Manager", "Valid"),
            ):
                self.assertIn(words, page)

    def test_the_opinion_shows_what_was_weighed_and_who_signed(self):
        """F-23: in writing, by fault and contribution."""
        self.visit = self.enter(self.receive())
        self.attributed(self.visit)
        dispute = self.dispute()
        dispute.with_user(self.rep2).say("She asked for me.")
        self.give_opinion(dispute)
        dispute.with_user(self.sales_director).action_approve()
        user = self.sales_director
        text = " ".join(self.print("floor_dispute_report_opinion", dispute, user))
        for words in (
            *("Opinion on a Dispute", "AC/1", "Ms Wang", dispute.matter),
            *("She asked for me.", "The first visit", dispute.opinion),
            *("60 %", "40 %", "Project Manager", "Sales Director", "Approved"),
        ):
            self.assertIn(words, text)
