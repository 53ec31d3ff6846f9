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
    """An archive that is there already comes from a spreadsheet, whole or not at all."""

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
        return {
            it["rows"]["from"]: it["message"]
            for it in result["messages"]
            if it["type"] == "error"
        }

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
        """A-01, A-05."""
        result = self.load(
            self.row("Good"),
            self.row("Pencil", ink="Pencil"),
            self.row("To come", signed_date="2999-01-01"),
            self.row("No class", class_id="Nonsense"),
        )
        errors = self.errors(result)
        self.assertFalse(self.documents())
        self.assertNotIn(0, errors)
        self.assertTrue(errors)
        text = " ".join(errors.values())
        for word in ("Nonsense",):
            self.assertIn(word, text)

    def test_a_bad_form_and_a_bad_day_are_named_at_their_rows(self):
        """A-01, A-05."""
        result = self.load(
            self.row("Good"),
            self.row("Note", ink="Pencil"),
            self.row("To come", signed_date="2999-01-01"),
        )
        errors = self.errors(result)
        self.assertFalse(self.documents())
        self.assertIn("(A-01)", errors[1])
        self.assertIn("to come", errors[2])
