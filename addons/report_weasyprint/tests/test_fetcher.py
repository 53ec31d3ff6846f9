import http.server
import threading

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..fetcher import Fetcher
from .common import LOGO, PaperCase


@tagged("post_install", "-at_install")
class TestFetcher(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.base_url = cls.report.get_base_url()
        cls.picture = cls.env["ir.attachment"].create(
            {"name": "face.png", "datas": LOGO, "res_model": "res.partner"}
            | {"res_id": cls.people[0].id}
        )

    def fetch(self, url, user=None):
        env = self.env(user=user or self.printer)
        return Fetcher(env, self.base_url)(url)

    def test_files_of_the_machine_are_refused(self):
        for url in (
            "file:///etc/hostname",
            "FILE:///etc/hostname",
            "ftp://127.0.0.1/",
            f"{self.base_url}/web/static/../../../../../../../../etc/hostname",
            f"{self.base_url}/web/static/%2e%2e/%2e%2e/__manifest__.py",
            f"{self.base_url}/web/__manifest__.py",
        ):
            with self.subTest(url), self.assertRaisesRegex(ValueError, "may not load"):
                self.fetch(url)

    def test_other_machines_are_refused(self):
        for url in (
            "http://elsewhere.test/face.png",
            "http://169.254.169.254/latest/meta-data",
            "//elsewhere.test/face.png",
            f"{self.base_url}.elsewhere.test/web/static/img/logo.png",
            f"{self.base_url}@elsewhere.test/web/static/img/logo.png",
        ):
            with self.subTest(url), self.assertRaisesRegex(ValueError, "may not load"):
                self.fetch(url)

    def test_nothing_of_a_document_reaches_the_network_or_the_disk(self):
        """Whatever the tag: pictures, styles, fonts, attachments; the rest prints."""
        asked = []

        class Listener(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)

        server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        there = f"http://127.0.0.1:{server.server_port}"
        arch = f"""
            <t t-call="web.html_container"><div class="article">
                <style>
                    @import url({there}/import.css);
                    @font-face {{ font-family: x; src: url({there}/font.woff) }}
                    p {{ background: url({there}/back.png); font-family: x }}
                </style>
                <link rel="stylesheet" href="{there}/style.css"/>
                <link rel="attachment" href="file:///etc/hostname"/>
                <a rel="attachment" href="{there}/file.txt">paper</a>
                <img src="{there}/img.png"/>
                <object data="file:///etc/hostname"/>
                <img src="data:image/svg+xml,&lt;svg xmlns='http://www.w3.org/2000/svg'
                    &gt;&lt;image href='{there}/svg.png'/&gt;&lt;/svg&gt;"/>
                <p>Still here</p>
            </div></t>
        """
        report = self.make_report("report_weasyprint.test_greedy", arch)
        with self.assertLogs("weasyprint", "ERROR"):
            content = self.render(self.people[0], report=report)
        self.assertIn("Still here", self.pages(content)[0])
        self.assertNotIn(b"EmbeddedFile", content)
        self.assertFalse(asked)

    def test_static_files_are_read(self):
        answer = self.fetch(f"{self.base_url}/web/static/img/logo.png")
        self.assertEqual(answer.content_type, "image/png")
        self.assertTrue(answer.read().startswith(b"\x89PNG"))

    def test_the_styles_of_the_report_are_read(self):
        asset = self.env["ir.qweb"]._get_asset_bundle("web.report_assets_common").css()
        answer = self.fetch(f"{self.base_url}{asset.url}")
        self.assertEqual(answer.content_type, "text/css")
        self.assertIn(b".o_paper", answer.read())

    def test_data_is_read(self):
        answer = self.fetch(f"data:image/png;base64,{LOGO.decode()}")
        self.assertTrue(answer.read().startswith(b"\x89PNG"))

    def test_bar_codes_are_drawn(self):
        for url in (
            "/report/barcode/QR/3-1201?width=80&height=80",
            "/report/barcode?barcode_type=Code128&value=3-1201",
        ):
            answer = self.fetch(self.base_url + url)
            self.assertTrue(answer.read().startswith(b"\x89PNG"))

    def test_pictures_are_read_with_the_rights_of_who_prints(self):
        self.people[0].image_128 = LOGO
        urls = [
            f"{self.base_url}/web/image/{self.picture.id}",
            f"{self.base_url}/web/image/{self.picture.id}-abc/20x20/face.png",
            f"{self.base_url}/web/content/{self.picture.id}",
            f"{self.base_url}/web/image?model=res.partner&field=image_128"
            f"&id={self.people[0].id}",
            f"{self.base_url}/web/image/res.partner/{self.people[0].id}/image_128",
        ]
        for url in urls:
            with self.subTest(url):
                self.assertTrue(self.fetch(url).read().startswith(b"\x89PNG"))
        self.env["ir.rule"].create(
            {
                "name": "Not this one",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {self.people[0].id})]",
            }
        )
        self.env.invalidate_all()
        for url in urls:
            with self.subTest(url), self.assertRaises(AccessError):
                self.fetch(url)
