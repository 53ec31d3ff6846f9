from datetime import date, datetime

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .common import SiteCase


class TestServiceSite(SiteCase):
    def test_a_code_typed_in_small_letters_becomes_capital(self):
        """Numbers of records begin with the code: it has one spelling."""
        site = self.make_site(" th2 ")
        self.assertEqual(site.code, "TH2")
        site.code = "hz "
        self.assertEqual(site.code, "HZ")

    def test_a_code_is_unique_in_its_company_and_free_in_another(self):
        self.assertEqual(self.elsewhere.code, self.garden.code)
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.make_site("gh")

    def test_a_bad_code_is_refused_with_one_sentence(self):
        for code in ("G-H", "RIVERSIDE", "管理处", "", "G H"):
            with (
                self.subTest(code=code),
                self.assertRaisesRegex(
                    ValidationError, f"“{code}” must be one to eight capital letters"
                ),
            ):
                self.make_site(code)

    def test_a_code_taken_away_is_refused_with_the_same_sentence(self):
        """An empty cell of an import, not a traceback."""
        with self.assertRaisesRegex(ValidationError, "one to eight capital letters"):
            self.garden.code = False

    def test_a_site_cannot_belong_to_a_site_below_it(self):
        for site in (self.branch, self.garden):
            with self.assertRaisesRegex(UserError, "cannot belong to itself"):
                site.parent_id = self.garden

    def test_a_site_belongs_to_a_site_of_its_own_company(self):
        with self.assertRaisesRegex(UserError, "company"):
            self.elsewhere.parent_id = self.branch

    def test_a_site_stays_in_its_company(self):
        """Its records, its members and the sites below it are there."""
        with self.assertRaisesRegex(UserError, "stays in its company"):
            self.branch.company_id = self.other_company
        self.branch.write({"company_id": self.company.id, "name": "North"})
        self.assertEqual(self.branch.name, "North")

    def test_a_site_is_shown_and_found_by_code_and_name(self):
        self.assertEqual(self.garden.display_name, "GH Riverside Garden")
        ours = [("company_id", "=", self.company.id)]
        for words in ("gh", "riverside gar"):
            found = self.Site.name_search(words, ours)
            self.assertEqual(found, [(self.garden.id, "GH Riverside Garden")])

    def test_the_day_of_a_site_turns_at_its_own_midnight(self):
        """Sixteen o'clock UTC is midnight in Shanghai, whoever asks from wherever."""
        self.officer.tz = "America/New_York"
        garden = self.garden.with_user(self.officer)
        for moment, day in (
            (datetime(2026, 2, 28, 15, 59, 59), date(2026, 2, 28)),
            (datetime(2026, 2, 28, 16, 0, 0), date(2026, 3, 1)),
        ):
            self.assertEqual(garden.local_date(moment), day)
            with freeze_time(moment):
                self.assertEqual(garden.local_date(), day)
        midnight = datetime(2026, 2, 28, 16, 0, 0)
        self.assertEqual(garden.moment_at(date(2026, 3, 1)), midnight)
        self.assertEqual(garden.local_time(midnight), datetime(2026, 3, 1))
        with freeze_time(midnight):
            self.assertEqual(garden.local_time(), datetime(2026, 3, 1))

    def test_a_site_without_a_chosen_zone_has_its_creators(self):
        values = {"name": "Hill", "code": "HL"}
        site = self.Site.with_user(self.administrator).create(values)
        self.assertEqual(site.tz, "Asia/Shanghai")
        self.assertEqual(site.company_id, self.company)


class TestMembersOfASite(SiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.join(cls.colleague, cls.garden, "supervisor", "2026-02-01")
        cls.join(cls.officer, cls.garden, "officer", "2026-01-01", "2026-02-28")
        cls.join(cls.branch_officer, cls.branch, "branch_officer")

    def test_who_holds_a_role_on_a_day_first_and_last_day_included(self):
        for day, holder in (
            (date(2025, 12, 31), self.env["res.users"]),
            (date(2026, 1, 1), self.officer),
            (date(2026, 2, 28), self.officer),
            (date(2026, 3, 1), self.env["res.users"]),
        ):
            self.assertEqual(self.garden.members("officer", day=day), holder, day)

    def test_without_a_role_everybody_of_this_very_site_longest_first(self):
        """The branch officer sees the garden's records but holds no role there."""
        everybody = self.garden.members(day=date(2026, 2, 10))
        self.assertEqual(everybody.ids, [self.officer.id, self.colleague.id])

    def test_several_roles_are_any_of_them(self):
        both = self.garden.members("officer", "supervisor", day=date(2026, 2, 10))
        self.assertEqual(both, self.officer | self.colleague)
        self.assertFalse(self.garden.members("custodian", day=date(2026, 2, 10)))

    def test_without_a_day_it_is_today_at_the_site(self):
        with freeze_time("2026-02-28 15:59:59"):
            self.assertIn(self.officer, self.garden.members())
        with freeze_time("2026-02-28 16:00:00"):
            self.assertNotIn(self.officer, self.garden.members())

    def test_who_left_the_company_answers_no_complaints(self):
        self.colleague.active = False
        self.assertEqual(self.garden.members(day=date(2026, 2, 10)), self.officer)

    def test_a_user_without_access_learns_the_names_and_gains_no_rights(self):
        """Whoever takes a request may assign it; the users come without sudo."""
        members = self.garden.with_user(self.stranger).members(day=date(2026, 2, 10))
        self.assertEqual(members.ids, [self.officer.id, self.colleague.id])
        self.assertFalse(members.env.su)
        self.assertEqual(members.env.user, self.stranger)
