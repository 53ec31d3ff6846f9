import io
import unicodedata

from pypdf import PdfReader

from odoo.tests import TransactionCase, new_test_user, tagged

LOGO = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9aw"
    b"AAAABJRU5ErkJggg=="
)
PAPER = """
<t t-call="web.html_container">
    <t t-foreach="docs" t-as="o">
        <t t-call="report_weasyprint.paper">
            <t t-set="title">来访登记表</t>
            <p t-out="o.name"/>
            <div t-out="o.comment"/>
            <p t-foreach="range(o.color)" t-as="n" style="height: 30mm" t-out="n"/>
        </t>
    </t>
</t>
"""


@tagged("post_install", "-at_install")
class PaperCase(TransactionCase):
    """A paper about contacts; a contact's color is its number of paragraphs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env.company.name = "江湾物业"
        cls.report = cls.make_report("report_weasyprint.test_paper", PAPER)
        cls.printer = new_test_user(
            cls.env, "printer", "base.group_user", name="陈静", tz="Asia/Shanghai"
        )
        cls.people = cls.env["res.partner"].create(
            [
                {"name": "王芳", "color": 1},
                {"name": "李强", "color": 20},
                {"name": "赵敏", "color": 9},
            ]
        )

    @classmethod
    def make_report(cls, name, arch, **values):
        cls.env["ir.ui.view"].create(
            {"type": "qweb", "name": name, "key": name, "arch": arch}
        )
        paperformat = cls.env.ref("report_weasyprint.report_paperformat_a4")
        return cls.env["ir.actions.report"].create(
            {"name": name, "model": "res.partner", "report_name": name}
            | {"pdf_engine": "weasyprint", "paperformat_id": paperformat.id}
            | values
        )

    def render(self, records, report=None, user=None, **context):
        """The PDF file, as the person who prints gets it."""
        report = (report or self.report).with_user(user or self.printer)
        content, kind = report.with_context(
            force_report_rendering=True, **context
        )._render_qweb_pdf(report.report_name, records.ids)
        self.assertEqual(kind, "pdf")
        return content

    def pages(self, content):
        """The words of each page; a character is what it means, not how it is drawn."""
        return [
            unicodedata.normalize("NFKC", page.extract_text())
            for page in PdfReader(io.BytesIO(content)).pages
        ]

    def print(self, records, **options):
        return self.pages(self.render(records, **options))
