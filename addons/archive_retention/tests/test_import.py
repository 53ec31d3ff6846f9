import io

from openpyxl import load_workbook

from odoo.tools.misc import file_open

from .common import ArchiveCase

COLUMNS = [
    "title",
    "class_id",
    "volume_id",
    "signed_date",
    "medium",
    "paper_format",
    "ink",
    "pages",
    "file_now",
]


class TestImport(ArchiveCase):
    """An archive that is there comes from a spreadsheet, whole or not at all."""

    def row(self, title="Lease", **values):
        known = {
            "title": title,
            "class_id": "Leases",
            "volume_id": self.volume.code,
            "signed_date": "2019-05-06",
            "medium": "Paper",
            "paper_format": "A4",
            "ink": "Black Ink",
            "pages": "12",
            "file_now": "True",
        }
        return [{**known, **values}[name] for name in COLUMNS]

    def load(self, *rows, dryrun=False):
        text = "\n".join(",".join(row) for row in ([*COLUMNS], *rows))
        wizard = (
            self.env["base_import.import"]
            .with_user(self.custodian)
            .create(
                {
                    "res_model": "archive.document",
                    "file": text.encode(),
                    "file_type": "text/csv",
                    "file_name": "archive.csv",
                }
            )
        )
        options = {"quoting": '"', "separator": ",", "has_headers": True}
        return wizard.execute_import(COLUMNS, COLUMNS, options, dryrun=dryrun)

    def documents(self):
        return self.env["archive.document"].search([("volume_id", "=", self.volume.id)])

    def errors(self, result):
        """By row, what stands there."""
        found = {}
        for it in result["messages"]:
            row = it["rows"]["from"]
            found[row] = f"{found.get(row, '')} {it['message']}"
        return found

    def test_rows_are_filed_and_numbered_with_their_retention(self):
        result = self.load(self.row("First"), self.row("Second"))
        self.assertFalse(result["messages"])
        documents = self.documents()
        self.assertEqual(set(documents.mapped("state")), {"filed"})
        self.assertEqual(sorted(documents.mapped("number")), [1, 2])
        self.assertEqual(documents.checked_by_id, self.custodian)
        self.assertEqual(set(documents.mapped("retention_state")), {"waiting"})

    def test_a_dry_run_leaves_nothing(self):
        result = self.load(self.row("First"), dryrun=True)
        self.assertFalse(result["messages"])
        self.assertFalse(self.documents())
        self.load(self.row("First"))
        self.assertEqual(self.documents().number, 1, "no number was used up")

    def test_each_bad_row_is_named_and_nothing_is_imported(self):
        """A-01, A-05: with all that is wrong with it."""
        result = self.load(
            self.row("Good"),
            self.row("Note", ink="Pencil"),
            self.row("To come", signed_date="2999-01-01"),
            self.row("No class", class_id="Nonsense"),
        )
        errors = self.errors(result)
        self.assertFalse(self.documents())
        self.assertEqual(set(errors), {1, 2, 3})
        self.assertIn("(A-01)", errors[1])
        self.assertIn("to come", errors[2])
        self.assertIn("Nonsense", errors[3])

    def test_what_was_filed_long_ago_is_not_late(self):
        """A-04."""
        self.load(self.row("First"), self.row("Handed in", file_now=""))
        documents = self.documents().sorted("state")
        self.assertEqual(documents.mapped("state"), ["draft", "filed"])
        self.assertFalse(documents[1].filed_late)
        documents[0].with_user(self.custodian).action_check_and_file()
        self.assertTrue(documents[0].filed_late)


class TestImportTemplate(ArchiveCase):
    """What the import screen offers to be filled in, in the reader's language."""

    def template(self, lang, *rows):
        """The template with more rows, and what the screen makes of it."""
        documents = self.env["archive.document"].with_user(self.custodian)
        documents = documents.with_context(lang=lang)
        [template] = documents.get_import_templates()
        with file_open(template["template"].lstrip("/"), "rb") as file:
            workbook = load_workbook(file)
        for row in rows:
            workbook.active.append(row)
        content = io.BytesIO()
        workbook.save(content)
        wizard = documents.env["base_import.import"].create(
            {
                "res_model": "archive.document",
                "file": content.getvalue(),
                "file_type": "application/vnd.openxmlformats-officedocument"
                ".spreadsheetml.sheet",
                "file_name": "archive.xlsx",
            }
        )
        preview = wizard.parse_preview({"has_headers": True})
        self.assertNotIn("error", preview)
        return wizard, preview

    def load(self, lang, *rows, dryrun=False):
        self.env.flush_all()  # an import that fails rolls back to where it began
        wizard, preview = self.template(lang, *rows)
        columns = preview["headers"]
        fields = [preview["matches"][index][0] for index in range(len(columns))]
        options = preview["options"]
        return wizard.execute_import(fields, columns, options, dryrun=dryrun)

    def documents(self):
        return self.env["archive.document"].search([("volume_id", "=", self.volume.id)])

    def test_its_columns_are_recognised_and_its_rows_come_in(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        for lang, name in (("en_US", "Leases"), ("zh_CN", "租赁合同")):
            self.leases.with_context(lang=lang).name = name
            before = self.documents()
            result = self.load(lang, dryrun=True)
            self.assertFalse(result["messages"])
            self.assertEqual(self.documents(), before)
            result = self.load(lang)
            self.assertFalse(result["messages"])
            made = self.documents() - before
            self.assertEqual(set(made.mapped("state")), {"filed"})
            self.assertEqual(made.partner_id, self.customer)
            self.assertEqual(len(made), 2)

    def test_each_bad_row_is_named_and_nothing_comes_in(self):
        """A-01, A-05."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.leases.with_context(lang="zh_CN").name = "租赁合同"
        rows = [
            (title, name, self.volume.code, None, day, "纸质", "A4", ink, 1, None, "是")
            for title, name, day, ink in (
                ("便条", "租赁合同", "2019-05-06", "铅笔"),
                ("将来", "租赁合同", "2999-05-06", "打印"),
                ("错类", "无此类别", "2019-05-06", "打印"),
            )
        ]
        for dryrun in (True, False):
            result = self.load("zh_CN", *rows, dryrun=dryrun)
            self.assertEqual(
                {it["rows"]["from"] for it in result["messages"]}, {2, 3, 4}
            )
            self.assertFalse(self.documents())
