import io

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.tools.misc import file_open

from .common import UnitCase

COLUMNS = [
    "building_id",
    "code",
    "kind",
    "area",
    "owner_name",
    "owner_phone",
    "owner_since",
]
OPTIONS = {
    "has_headers": True,
    "quoting": '"',
    "separator": ",",
    "encoding": "utf-8",
    "date_format": "%Y-%m-%d",
    "datetime_format": "",
    "float_thousand_separator": ",",
    "float_decimal_separator": ".",
}
HEAD = "Building,Code,Kind,Area (m²),Owner,Owner's Phone,Owner Since\n"


@freeze_time("2026-03-02 04:00:00")
class TestImport(UnitCase):
    """A building comes from a spreadsheet, with Odoo's own dry run."""

    def import_rows(self, *rows, user=None, dryrun=False):
        wizard = (
            self.env["base_import.import"]
            .with_user(user or self.officer)
            .create(
                {
                    "res_model": "property.unit",
                    "file": (HEAD + "\n".join(rows)).encode(),
                    "file_type": "text/csv",
                    "file_name": "units.csv",
                }
            )
        )
        return wizard.execute_import(
            COLUMNS, HEAD.strip().split(","), dict(OPTIONS), dryrun=dryrun
        )

    def units(self, building=None):
        building = building or self.gh_3
        units = self.Unit.search([("building_id", "=", building.id)])
        return units - self.flat - self.next_door

    def assert_one_error(self, result, sentence, row):
        errors = [it for it in result["messages"] if "rows" in it]
        self.assertEqual(len(errors), 1, result["messages"])
        self.assertRegex(errors[0]["message"], sentence)
        self.assertEqual(errors[0]["rows"]["from"], row)
        self.assertFalse(result["ids"])
        self.assertFalse(self.units())
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Chen Yi")]))

    def test_a_building_is_imported_with_its_owners(self):
        result = self.import_rows(
            "GH-3,3-0101,Flat,88.5,Wang Fang,13801601201,2019-06-18",
            "GH-3,3-0102,Shop,40,Chen Yi,13801601999,2020-01-01",
            "GH-3,3-0103,Parking Space,12.5,Chen Yi,138 0160 1999,",
            "GH-3,3-0104,Office,100,,,",
        )
        self.assertFalse(result["messages"])
        units = self.units()
        self.assertEqual(units.mapped("code"), ["3-0101", "3-0102", "3-0103", "3-0104"])
        self.assertEqual(units.mapped("kind"), ["flat", "shop", "parking", "office"])
        self.assertEqual(units[0].area, 88.5)
        self.assertEqual(units[0].owner_ids, self.wang)
        self.assertEqual(str(units[0].owner_since), "2019-06-18")
        self.assertEqual(units[1].owner_ids, units[2].owner_ids)
        self.assertEqual(units[1].owner_phone.replace(" ", ""), "13801601999")
        self.assertEqual(str(units[2].owner_since), "2026-03-02")
        self.assertFalse(units[3].owner_ids)

    def test_owners_without_a_phone_are_not_taken_for_one_another(self):
        self.import_rows(
            "GH-3,3-0101,Flat,1,Zhou Bin,,", "GH-3,3-0102,Flat,1,Zhou Bin,,"
        )
        owners = self.units().owner_ids
        self.assertEqual(len(owners - self.zhou), 2)

    def test_a_dry_run_tells_and_writes_nothing(self):
        before = self.env["res.partner"].search_count([])
        result = self.import_rows(
            "GH-3,3-0101,Flat,88.5,Chen Yi,13801601999,2019-06-18", dryrun=True
        )
        self.assertFalse(result["messages"])
        self.env.invalidate_all()
        self.assertFalse(self.units())
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_an_error_is_told_by_row_and_nothing_is_half_imported(self):
        for sentence, row in (
            ("Another unit of this site has the code 3-1201", "GH-3,3-1201,Flat,1,,,"),
            ("is no code of a unit", "GH-3,Tower,Flat,1,,,"),
            ("No matching record found for name 'GH-9'", "GH-9,3-0102,Flat,1,,,"),
            ("Value 'Castle' not found in selection", "GH-3,3-0102,Castle,1,,,"),
            ("and no owner's name", "GH-3,3-0102,Flat,1,,13801601999,"),
            ("3-0102 has an area of less than nothing", "GH-3,3-0102,Flat,-1,,,"),
        ):
            for dryrun in (True, False):
                with self.subTest(sentence=sentence, dryrun=dryrun):
                    result = self.import_rows(
                        "GH-3,3-0101,Flat,88.5,Chen Yi,13801601999,2019-06-18",
                        row,
                        dryrun=dryrun,
                    )
                    self.assert_one_error(result, sentence, 1)

    def test_a_code_twice_in_one_file_is_told_once(self):
        result = self.import_rows("GH-3,3-0101,Flat,1,,,", "GH-3,3/0101,Flat,1,,,")
        self.assert_one_error(result, "has the code 3-0101 already", 1)

    def test_the_same_code_at_another_site_is_fine(self):
        result = self.import_rows("BJ-3,3-1201,Flat,1,,,", user=self.bj_officer)
        self.assertFalse(result["messages"])
        self.assertEqual(self.units(self.bj_3).code, "3-1201")

    def test_a_building_of_several_sites_is_asked_about(self):
        """It is not taken for the first of them."""
        result = self.import_rows("3,3-0101,Flat,1,,,", user=self.manager)
        self.assert_one_error(result, "There are several buildings “3”", 0)

    def test_nobody_imports_into_another_site(self):
        result = self.import_rows("BJ-3,3-0101,Flat,1,,,")
        self.assert_one_error(result, "No matching record found for name 'BJ-3'", 0)

    def test_the_templates_have_columns_that_are_recognised(self):
        """In the reader's language; their example rows can be imported."""
        self.env["res.lang"]._activate_lang("zh_CN")
        for lang in ("en_US", "zh_CN"):
            units = self.Unit.with_user(self.officer).with_context(lang=lang)
            [template] = units.get_import_templates()
            with file_open(template["template"].lstrip("/"), "rb") as file:
                content = file.read()
            rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
            wizard = (
                self.env["base_import.import"]
                .with_user(self.officer)
                .create(
                    {
                        "res_model": "property.unit",
                        "file": content,
                        "file_type": "application/vnd.openxmlformats-officedocument"
                        ".spreadsheetml.sheet",
                        "file_name": "units.xlsx",
                    }
                )
            )
            preview = wizard.with_context(lang=lang).parse_preview(
                {**OPTIONS, "has_headers": True}
            )
            self.assertNotIn("error", preview)
            self.assertEqual(len(next(rows)), len(COLUMNS))
            matches = preview["matches"]
            self.assertEqual(
                [matches[index] for index in range(len(COLUMNS))],
                [[name] for name in COLUMNS],
            )
