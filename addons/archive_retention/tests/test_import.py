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
