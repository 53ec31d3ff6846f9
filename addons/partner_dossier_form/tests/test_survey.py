import io

from openpyxl import load_workbook

from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import file_open

from .common import NUMBER, PHONE, WHY, FormCase

COLUMNS = [
    "site_id",
    "agency",
    "party_type",
    "name_entry",
    "phone_entry",
    "unit_entry",
    "birth_date_entry",
    "income_band_entry",
    "identity_number_entry",
]


class TestSurvey(FormCase):
    """D-11: what an agency's file brings, and what is told on a visit."""

    def row(self, name="Li Na", **values):
        known = {
            "site_id": "GH",
            "agency": "Bund Survey 2026",
            "party_type": "Household",
            "name_entry": name,
            "phone_entry": "139 1111 2222",
            "unit_entry": "2-0801",
            "birth_date_entry": "1980-01-31",
            "income_band_entry": "100,000 to 200,000",
            "identity_number_entry": "",
        }
        return [{**known, **values}[name] for name in COLUMNS]

    def load(self, *rows, dryrun=False):
        text = "\n".join(
            ",".join(f'"{value}"' for value in row) for row in ([*COLUMNS], *rows)
        )
        wizard = (
            self.env["base_import.import"]
            .with_user(self.officer)
            .with_context(default_origin="survey")
            .create(
                {
                    "res_model": "partner.dossier.form",
                    "file": text.encode(),
                    "file_type": "text/csv",
                    "file_name": "survey.csv",
                }
            )
        )
        options = {"quoting": '"', "separator": ",", "has_headers": True}
        return wizard.execute_import(COLUMNS, COLUMNS, options, dryrun=dryrun)

    def forms(self):
        return self.Form.search([("site_id", "=", self.garden.id)])

    def test_each_row_waits_to_be_compared(self):
        result = self.load(self.row(), self.row("Song Jianping", phone_entry=PHONE))
        self.assertFalse(result["messages"])
        song, li = self.forms()
        self.assertEqual(set((song | li).mapped("state")), {"submitted"})
        self.assertEqual(song.origin, "survey")
        self.assertEqual(song.recipient, "Song Jianping")
        self.assertEqual(
            li.sudo().answers,
            {
                "name": "Li Na",
                "phone": "139 1111 2222",
                "unit": "2-0801",
                "birth_date": "1980-01-31",
                "income_band": "b",
            },
        )
        [match] = song.with_user(self.officer).compare(WHY)["matches"]
        self.assertEqual(match["why"], "the same name at the same unit")

    def test_a_dry_run_leaves_nothing(self):
        self.assertFalse(self.load(self.row(), dryrun=True)["messages"])
        self.assertFalse(self.forms())

    def test_each_bad_row_is_named_and_nothing_is_imported(self):
        result = self.load(
            self.row(),
            self.row("Young", birth_date_entry="2999-01-01"),
            self.row("Odd", phone_entry="12"),
            self.row("Wrong", identity_number_entry="110105194912310021"),
        )
        said = {it["rows"]["from"]: it["message"] for it in result["messages"]}
        self.assertIn("still to come", said[1])
        self.assertIn("no phone number", said[2])
        self.assertIn("last sign", said[3])
        self.assertNotIn("110105194912310021", str(result["messages"]))
        self.assertFalse(self.forms())

    def test_the_template_names_columns_that_are_imported(self):
        for lang in ("en_US", "zh_CN"):
            self.env["res.lang"]._activate_lang(lang)
            self.env["ir.module.module"].search(
                [("name", "=", "partner_dossier_form")]
            )._update_translations([lang])
            model = self.Form.with_context(lang=lang)
            [template] = model.get_import_templates()
            with file_open(template["template"].strip("/"), "rb") as file:
                sheet = load_workbook(io.BytesIO(file.read())).active
            labels = {it["string"] for it in model.fields_get().values()}
            self.assertLessEqual({cell.value for cell in sheet[1]}, labels)

    # -- a visit --

    def test_what_is_told_on_a_visit_is_entered_and_compared(self):
        form = self.make_form(origin="visit", phone_entry=PHONE)
        self.assertEqual(form.state, "submitted")
        form.write({"occupation_entry": "Architect", "industry_id_entry": False})
        self.assertFalse(form.occupation_entry)
        form.decide(["phone", "occupation"])
        self.assertEqual(self.dossier.occupation, "Architect")
        with self.assertRaises(UserError):
            form.phone_entry = "139 1111 2222"

    def test_nobody_enters_what_the_customer_tells(self):
        with self.assertRaisesRegex(UserError, "comes over the link"):
            self.make_form(phone_entry=PHONE)

    def test_bad_entries_are_refused_with_a_sentence(self):
        with self.assertRaisesRegex(ValidationError, "no e-mail address"):
            self.make_form(origin="visit", email_entry="song")
        with self.assertRaisesRegex(ValidationError, "last sign"):
            self.make_form(origin="visit", identity_number_entry=f"{NUMBER[:-1]}1")
