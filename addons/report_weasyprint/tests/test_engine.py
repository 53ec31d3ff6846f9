import sys
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.base.models import ir_actions_report

from .common import PaperCase

HEADED = """
<t t-call="web.html_container">
    <t t-foreach="docs" t-as="o">
        <t t-call="web.external_layout">
            <div class="page"><h2 t-out="o.name"/></div>
        </t>
    </t>
</t>
"""


@tagged("post_install", "-at_install")
class TestEngine(PaperCase):
    def setUp(self):
        super().setUp()
        absent = ir_actions_report._wkhtml()._replace(state="install", bin="/nowhere")
        self.startPatcher(patch.object(ir_actions_report, "_wkhtml", lambda: absent))

    def test_a_paper_is_printed_where_there_is_no_wkhtmltopdf(self):
        self.assertEqual(self.report.get_wkhtmltopdf_state(), "install")
        self.assertIn("王芳", self.print(self.people[0])[0])

    def test_other_reports_go_the_old_way(self):
        """They need wkhtmltopdf as before, and get what they got before."""
        self.report.pdf_engine = "wkhtmltopdf"
        with self.assertRaisesRegex(UserError, "Wkhtmltopdf"):
            self.render(self.people[0])
        with self.assertRaisesRegex(UserError, "Wkhtmltopdf"):
            self.render(self.people[0], pdf_engine="weasyprint")

    def test_a_report_is_made_the_old_way_unless_told_otherwise(self):
        self.assertEqual(
            self.env.ref("base.report_ir_model_overview").pdf_engine, "wkhtmltopdf"
        )

    def test_an_old_report_may_choose_weasyprint(self):
        """Odoo's own layouts print, with their header and footer on each page."""
        self.env.company.street = "Riverside Road 8"
        old = self.make_report("report_weasyprint.test_headed", HEADED)
        pages = self.print(self.people, report=old)
        self.assertEqual(len(pages), 3)
        for page, person in zip(pages, self.people, strict=True):
            self.assertIn(person.name, page)
            self.assertIn("Page 1 / 1", " ".join(page.split()))

    def test_a_server_without_the_library_says_so(self):
        sheets = "odoo.addons.report_weasyprint.sheets"
        with (
            patch.dict(sys.modules, {sheets: None}),
            self.assertRaisesRegex(UserError, "library Pango is missing"),
        ):
            self.render(self.people[0])

    def test_each_record_keeps_its_own_file(self):
        self.report.attachment = "object.name + '.pdf'"
        administrator = self.env.ref("base.user_admin")
        self.render(self.people, user=administrator)
        files = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "in", self.people.ids),
                ("name", "=like", "%.pdf"),
            ]
        )
        kept = {file.name: self.pages(file.raw) for file in files}
        self.assertEqual(set(kept), {"王芳.pdf", "李强.pdf", "赵敏.pdf"})
        for name, pages in kept.items():
            self.assertIn(name.removesuffix(".pdf"), pages[0])
            self.assertIn(f"Page 1 of {len(pages)}", pages[0])

    def test_a_kept_file_is_printed_again_as_it_was(self):
        self.report.write(
            {"attachment": "object.name + '.pdf'", "attachment_use": True}
        )
        administrator = self.env.ref("base.user_admin")
        first = self.render(self.people[0], user=administrator)
        self.people[0].color = 30
        self.assertEqual(self.render(self.people[0], user=administrator), first)

    def test_the_action_tells_the_web_client_which_engine_it_is(self):
        action = self.report.with_user(self.printer).report_action(self.people)
        self.assertEqual(action["pdf_engine"], "weasyprint")
        loaded = self.report.with_user(self.printer)._get_action_dict()
        self.assertEqual(loaded["pdf_engine"], "weasyprint")

    def test_who_may_not_read_the_record_does_not_print_it(self):
        self.env["ir.rule"].create(
            {
                "name": "Not this one",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {self.people[2].id})]",
            }
        )
        self.env.registry.clear_cache()
        self.assertTrue(self.print(self.people[0]))
        with self.assertRaises(AccessError):
            self.print(self.people[2])
