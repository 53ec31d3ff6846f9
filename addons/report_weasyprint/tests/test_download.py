import json

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common import PaperCase

PRINT = """
    const {download} = odoo.loader.modules.get("@web/core/network/download");
    download._download = async (asked) => {
        const [url, type] = JSON.parse(asked.data.data);
        const ok = url.endsWith("/report_weasyprint.test_paper/%(docs)s");
        console.log(ok && type === "qweb-pdf" ? "test successful" : `failed: ${url}`);
    };
    const {action} = odoo.__WOWL_DEBUG__.root.env.services;
    action.doAction(%(action)s, {additionalContext: {active_ids: [%(docs)s]}});
"""


@tagged("post_install", "-at_install")
class TestDownload(PaperCase, HttpCase):
    def test_the_print_menu_does_not_ask_for_wkhtmltopdf(self):
        docs = ",".join(map(str, self.people.ids))
        self.browser_js(
            "/odoo",
            PRINT % {"action": self.report.id, "docs": docs},
            "Boolean(odoo.isReady && odoo.__WOWL_DEBUG__)",
            login="printer",
        )

    def test_the_download_is_a_pdf(self):
        self.authenticate("printer", "printer")
        url = f"/report/pdf/{self.report.report_name}/{self.people[0].id}"
        answer = self.url_open(
            "/report/download",
            {
                "data": json.dumps([url, "qweb-pdf"]),
                "context": json.dumps({"force_report_rendering": True}),
                "csrf_token": Request.csrf_token(self),
            },
        )
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("王芳", self.pages(answer.content)[0])
