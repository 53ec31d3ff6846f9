import base64
from urllib.parse import quote_plus

from odoo.exceptions import ValidationError
from odoo.tests import HttpCase

from .common import MARK, ArchiveCase


class TestPapers(HttpCase, ArchiveCase):
    """A-03, A-05, A-07: what is printed, and what printed papers become."""

    def render(self, name, records, user):
        report = self.env["ir.actions.report"].with_user(user)
        report = report.with_context(force_report_rendering=True)
        name = f"archive_retention.{name}"
        pdf, kind = report._render_qweb_pdf(name, records.ids)
        html, _kind = report._render_qweb_html(name, records.ids)
        self.assertEqual(kind, "pdf")
        self.assertTrue(pdf.startswith(b"%PDF"))
        return html.decode()

    def test_the_index_is_in_the_order_of_signing_and_shows_what_its_reader_sees(self):
        """A-05, A-10."""
        self.filed(title="Later lease", signed_date="2026-02-01")
        self.filed(title="Early letter", signed_date="2025-02-01", level="internal")
        for name, record in (
            ("archive_volume_index", self.volume),
            ("archive_partner_index", self.customer),
        ):
            text = self.render(name, record, self.custodian)
            self.assertLess(text.index("Early letter"), text.index("Later lease"))
            self.assertNotIn("Later lease", self.render(name, record, self.officer))

    def test_the_code_on_a_label_leads_to_the_document(self):
        document = self.filed()
        url = document.get_label_url()
        self.assertIn(f"/odoo/archive-documents/{document.id}", url)
        text = self.render("archive_document_label", document, self.custodian)
        self.assertIn(document.reference, text)
        self.assertIn(quote_plus(url), text)
        text = self.render("archive_volume_label", self.volume, self.custodian)
        self.assertIn(self.volume.code, text)
        self.assertIn(quote_plus(self.volume.get_label_url()), text)

    def test_a_certificate_names_what_is_gone_what_stayed_and_the_backups(self):
        """A-07."""
        gone, kept = self.due(MARK, medium="both"), self.due()
        batch = self.approved(gone | kept)
        with self.assertRaisesRegex(ValidationError, "after its files"):
            self.env["ir.actions.report"]._render_qweb_html(
                "archive_retention.archive_disposal_certificate", batch.ids
            )
        self.lend(kept)
        batch.action_execute()
        self.purge(batch)
        text = self.render("archive_disposal_certificate", batch, self.custodian)
        for word in (
            gone.reference,
            gone.version_ids.sha256,
            kept.reference,
            "It is lent",
            "Backups made before",
            f"{self.garden.code}-C0001",
            self.boss.name,
            self.officer.name,
        ):
            self.assertIn(word, text)

    def test_a_paper_of_another_addon_is_filed_with_one_click(self):
        """A-03: class, schedule, customer and volume are proposed."""
        report = self.env.ref("archive_retention.res_partner_report_index")
        self.leases.report_ids = report
        bindings = self.env["ir.actions.actions"].with_user(self.custodian)
        names = [it["name"] for it in bindings.get_bindings("res.partner")["action"]]
        self.assertIn("File in the Archive", names)
        others = bindings.with_user(self.reader).get_bindings("res.partner")
        self.assertNotIn(
            "File in the Archive", [it["name"] for it in others.get("action", ())]
        )
        wizard = self.filing(report)
        self.assertEqual(wizard.class_id, self.leases)
        self.assertEqual(wizard.schedule_ids, self.schedule)
        self.assertEqual(wizard.volume_id, self.volume)
        document = self.env["archive.document"].browse(wizard.action_file()["res_id"])
        self.assertEqual((document.state, document.medium), ("filed", "electronic"))
        self.assertEqual(document.source_id, self.customer.id)
        self.assertTrue(base64.b64decode(document.sudo().content).startswith(b"%PDF"))
        self.leases.report_ids = False
        self.assertEqual(self.filing(report).class_id, self.leases, "as last time")

    def test_a_paper_of_no_customer_goes_into_the_volume_of_its_class(self):
        """A-05: not into a new one each time."""
        certificate = self.env.ref(
            "archive_retention.archive_disposal_report_certificate"
        )
        batches = self.env["archive.disposal"]
        for _n in range(2):
            batch = self.approved(self.due())
            batch.action_execute()
            self.purge(batch)
            batches |= batch
        self.leases.report_ids = certificate
        filed = self.env["archive.document"]
        for chosen in (batches[0], batches[1], batches):
            wizard = self.filing(certificate, chosen)
            filed |= filed.browse(wizard.action_file()["res_id"])
        self.assertEqual(len(filed.volume_id), 1)
        self.assertEqual(filed.volume_id.class_id, self.leases)
        self.assertEqual(filed.mapped("source_id"), [*batches.ids, 0])
        self.assertIn("of 2 records", filed[2].title)
        handed_in = filed.create(
            {
                "title": "Another",
                "volume_id": filed.volume_id.id,
                "signed_date": "2026-01-05",
            }
        )
        self.assertEqual(handed_in.class_id, self.leases, "proposed by the volume")

    def filing(self, report, records=None):
        records = self.customer if records is None else records
        return (
            self.env["archive.paper.filing"]
            .with_user(self.custodian)
            .with_context(active_model=records._name, active_ids=records.ids)
            .create({"report_id": report.id})
        )
