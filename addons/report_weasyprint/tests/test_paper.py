import io
import re
from datetime import datetime

from pypdf import PdfReader

from odoo.tests import tagged
from odoo.tools import format_datetime

from .common import PaperCase


@tagged("post_install", "-at_install")
class TestPaper(PaperCase):
    def test_the_chinese_words_are_there_in_an_embedded_font(self):
        content = self.render(self.people[0])
        self.assertIn("王芳", self.pages(content)[0])
        self.assertIn("江湾物业", self.pages(content)[0])
        [page] = PdfReader(io.BytesIO(content)).pages
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        chinese = [font for font in fonts if "Noto-Sans-CJK-SC" in font["/BaseFont"]]
        self.assertTrue(chinese, fonts)
        for font in fonts:
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            self.assertTrue({"/FontFile2", "/FontFile3"} & descriptor.keys(), font)

    def test_every_page_has_its_heading_and_its_number(self):
        pages = self.print(self.people[1])
        self.assertGreater(len(pages), 2)
        for number, page in enumerate(pages, 1):
            self.assertIn("江湾物业", page)
            self.assertIn(f"Page {number} of {len(pages)}", page)

    def test_three_records_are_one_file_and_each_counts_its_own_pages(self):
        alone = [self.print(person) for person in self.people]
        counts = [len(pages) for pages in alone]
        self.assertEqual(counts[0], 1)
        self.assertGreater(min(counts[1:]), 1)
        content = self.render(self.people)
        self.assertLess(len(content), 2 * len(self.render(self.people[1])))
        together = self.pages(content)
        self.assertEqual(len(together), sum(counts))
        self.assertIn("Page 1 of 1", together[0])
        self.assertIn(f"Page {counts[1]} of {counts[1]}", together[counts[1]])
        self.assertIn(f"Page 1 of {counts[2]}", together[-counts[2]])
        self.assertIn("赵敏", together[-counts[2]])

    def test_it_says_who_printed_it_at_which_moment_of_their_day(self):
        def moment():
            shown = format_datetime(
                self.env, datetime.now(), tz="Asia/Shanghai", dt_format="short"
            )
            return " ".join(shown.split())

        before = moment()
        [page] = self.print(self.people[0])
        [printed] = re.findall("Printed (.*) · 陈静", page)
        self.assertIn(" ".join(printed.split()), (before, moment()))

    def test_the_paper_format_is_kept(self):
        def size(content):
            box = PdfReader(io.BytesIO(content)).pages[0].mediabox
            return [round(float(side) / 72 * 25.4) for side in (box.width, box.height)]

        self.assertEqual(size(self.render(self.people[0])), [210, 297])
        self.report.paperformat_id = self.env.ref(
            "report_weasyprint.report_paperformat_a4_landscape"
        )
        self.assertEqual(size(self.render(self.people[0])), [297, 210])
        self.report.paperformat_id = self.env["report.paperformat"].create(
            {"name": "Card", "format": "custom", "page_width": 85, "page_height": 54}
            | {"orientation": "Portrait", "margin_top": 20}
        )
        self.assertEqual(size(self.render(self.people[0])), [85, 54])
        turned = self.render(self.people[0], landscape=True)
        self.assertEqual(size(turned), [54, 85])

    def test_the_margins_are_kept(self):
        few = len(self.print(self.people[1]))
        self.report.paperformat_id.margin_bottom = 140
        self.assertGreater(len(self.print(self.people[1])), few)

    def test_what_the_document_asks_for_goes_before_the_paper_format(self):
        asking = self.env["ir.actions.report"]._page_style(
            self.report.paperformat_id,
            False,
            {"data-report-landscape": "1", "data-report-margin-top": "55"},
        )
        self.assertIn("size: 297.0mm 210.0mm", asking)
        self.assertIn("margin: 55.0mm 15.0mm", asking)
