from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from .common import CharterCase


class TestCharterRule(CharterCase):
    """Rules by the name that they have everywhere."""

    def test_a_rule_shows_its_code_and_its_title(self):
        rule = self.make_rule("K-98", "Complaint code")
        self.assertEqual(rule.display_name, "K-98 Complaint code")
        self.assertEqual(rule.area, "K")

    def test_the_title_is_read_in_the_reader_s_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        rule = self.make_rule("K-98", "Complaint code")
        rule.with_context(lang="zh_CN").title = "投诉编码"
        self.assertEqual(
            [
                rule.with_context(lang=lang).display_name
                for lang in ("en_US", "zh_CN", "en_US")
            ],
            ["K-98 Complaint code", "K-98 投诉编码", "K-98 Complaint code"],
        )

    def test_a_rule_is_found_by_its_code_and_by_its_title(self):
        rule = self.make_rule("K-98", "Zebra crossing")
        for text in ("K-98", "k-98", "zebra"):
            self.assertEqual(
                self.Rule.name_search(text), [(rule.id, "K-98 Zebra crossing")], text
            )

    def test_a_code_is_the_letter_of_an_area_a_hyphen_and_two_digits(self):
        for code in ("C3", "C-3", "C-003", "c-03", "X-01", "CC-01", "C-03 ", "C-٠٣"):
            with self.assertRaisesRegex(ValidationError, "is no code of a rule"):
                self.Rule.create({"code": code, "title": "A rule"})

    def test_each_rule_has_its_own_code(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.Rule.create({"code": "C-04", "title": "Another"})

    def test_rules_stand_in_the_order_of_their_codes(self):
        last, first = self.make_rule("K-98"), self.make_rule("K-97")
        self.assertEqual(self.Rule.search([("area", "=", "K")])[-2:], first + last)

    def test_rules_are_looked_up_by_their_codes_in_the_order_asked(self):
        first, archived = self.make_rule("K-97"), self.make_rule("K-98")
        archived.active = False
        found = self.Rule.by_codes(["K-98", "C-04", "K-97"])
        self.assertEqual(found, archived + self.joint + first)
        with self.assertQueryCount(0):
            self.Rule.by_codes(["C-04"])

    def test_a_rule_that_no_addon_brought_is_one_clear_error(self):
        self.make_rule("K-98").unlink()
        with self.assertRaisesRegex(ValidationError, "There is no rule K-98, K-99"):
            self.Rule.by_codes(["K-98", "C-04", "K-99"])
        rule = self.make_rule("K-98")
        self.assertEqual(self.Rule.by_codes(["K-98"]), rule)
        rule.code = "K-97"
        self.assertEqual(self.Rule.by_codes(["K-97"]), rule)
