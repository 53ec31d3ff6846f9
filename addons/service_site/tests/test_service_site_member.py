from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError, ValidationError

from .common import EVERYWHERE, SiteCase


class TestServiceSiteMember(SiteCase):
    def test_a_membership_says_who_what_and_where(self):
        membership = self.join(self.officer, self.garden, "quality")
        name = f"{self.officer.name} · Quality Supervisor · GH"
        self.assertEqual(membership.display_name, name)
        self.assertEqual(membership.company_id, self.company)

    def test_the_same_role_twice_at_once_is_refused_with_one_sentence(self):
        self.join(self.officer, self.garden, until="2026-06-30")
        for since, until in (
            ("2026-06-30", False),
            ("2025-01-01", False),
            ("2025-01-01", "2026-01-01"),
            ("2026-02-01", "2026-02-01"),
        ):
            with (
                self.subTest(since=since, until=until),
                self.assertRaisesRegex(
                    ValidationError, "holds this role at Riverside Garden already"
                ),
            ):
                self.join(self.officer, self.garden, since=since, until=until)

    def test_the_day_after_the_last_the_same_role_may_be_held_again(self):
        self.join(self.officer, self.garden, until="2026-06-30")
        again = self.join(self.officer, self.garden, since="2026-07-01")
        with self.assertRaises(ValidationError):
            again.date_from = "2026-06-30"

    def test_another_role_site_or_person_is_no_overlap(self):
        self.join(self.officer, self.garden)
        self.join(self.officer, self.garden, "custodian")
        self.join(self.officer, self.tower)
        self.join(self.colleague, self.garden)
        self.assertEqual(len(self.garden.member_ids), 3)

    def test_who_is_asked_is_who_is_nearest(self):
        self.join(self.officer, self.branch, "quality")
        self.join(self.colleague, self.branch, "custodian")
        self.join(self.stranger, self.garden, "custodian")
        self.assertEqual(self.garden.with_sites_above(), self.garden | self.branch)
        self.assertEqual(self.garden.nearest_members("custodian"), self.stranger)
        self.assertEqual(self.tower.nearest_members("custodian"), self.colleague)
        either = self.garden.nearest_members("quality", "custodian")
        self.assertEqual(either, self.stranger, "no further than the nearest")
        self.assertEqual(self.garden.nearest_members("quality"), self.officer)
        self.assertFalse(self.garden.nearest_members("site_manager"))
        self.assertFalse(self.elsewhere.nearest_members("custodian"))
        self.assertFalse(self.Site.nearest_members("custodian"), "of no site")

    def test_a_manager_manages_the_site_and_those_below_while_it_lasts(self):
        self.join(self.officer, self.branch, "site_manager", until="2026-06-30")
        self.join(self.colleague, self.garden, "site_manager")
        self.join(self.stranger, self.garden)
        with freeze_time("2026-06-30 15:59"):
            self.assertEqual(
                self.officer.managed_site_ids, self.branch | self.garden | self.tower
            )
            self.assertEqual(self.colleague.managed_site_ids, self.garden)
            self.assertFalse(self.stranger.managed_site_ids)
            self.assertFalse(self.administrator.managed_site_ids)
            managers = self.garden.managers()
            self.assertEqual(list(managers), [self.colleague, self.officer])
        self.env.invalidate_all()
        with freeze_time("2026-06-30 16:00"):  # midnight at the branch
            self.assertFalse(self.officer.managed_site_ids)
            self.assertEqual(self.garden.managers(), self.colleague)
            self.assertFalse(self.tower.managers())

    def test_two_overlapping_lines_of_one_save_are_refused(self):
        line = {"user_id": self.officer.id, "role": "officer"}
        with self.assertRaisesRegex(ValidationError, "already in that time"):
            self.tower.member_ids = [Command.create(line), Command.create(line)]

    def test_a_portal_user_is_no_member(self):
        with self.assertRaisesRegex(
            ValidationError, "site-customer.* is a portal user"
        ):
            self.join(self.customer, self.garden)

    def test_who_may_not_enter_the_company_is_no_member_of_its_sites(self):
        with self.assertRaisesRegex(UserError, "company"):
            self.join(self.foreigner, self.garden)
        with self.assertRaisesRegex(UserError, "company"):
            self.join(self.officer, self.elsewhere)


class TestSitesOfAUser(SiteCase):
    """``res.users.site_ids``: what every record rule of the suite asks."""

    def test_a_membership_counts_from_its_first_day_to_its_last_at_the_site(self):
        """The days are the site's: in Shanghai they begin at sixteen o'clock UTC."""
        self.join(self.officer, self.garden, since="2026-03-01", until="2026-03-31")
        for moment, sites in (
            ("2026-02-28 15:59:59", self.Site),
            ("2026-02-28 16:00:00", self.garden),
            ("2026-03-31 15:59:59", self.garden),
            ("2026-03-31 16:00:00", self.Site),
        ):
            self.env.invalidate_all()
            with freeze_time(moment):
                self.assertEqual(self.officer.site_ids, sites, moment)

    def test_two_sites_in_two_zones_each_follow_their_own_calendar(self):
        """Noon UTC on the 28th: the 1st in Kiritimati, still the 28th in Honolulu."""
        self.garden.tz, self.tower.tz = "Pacific/Kiritimati", "Pacific/Honolulu"
        self.join(self.officer, self.garden, since="2026-03-01")
        self.join(self.officer, self.tower, since="2026-03-01")
        with freeze_time("2026-02-28 12:00:00"):
            self.assertEqual(self.officer.site_ids, self.garden)
        self.env.invalidate_all()
        with freeze_time("2026-03-01 10:00:00"):
            self.assertEqual(self.officer.site_ids, self.garden | self.tower)

    def test_members_of_a_branch_see_the_sites_below_but_not_the_reverse(self):
        below = self.make_site("GH1", parent=self.garden)
        self.join(self.branch_officer, self.branch)
        self.join(self.officer, self.garden)
        everything = self.branch | self.garden | self.tower | below
        self.assertEqual(self.branch_officer.site_ids, everything)
        self.assertEqual(self.officer.site_ids, self.garden | below)
        self.assertFalse(self.stranger.site_ids)

    def test_the_records_of_an_archived_site_stay_in_sight(self):
        """A site is closed; its complaints, and who may read them, are not."""
        self.join(self.officer, self.garden)
        self.join(self.branch_officer, self.branch)
        self.garden.active = False
        self.env.invalidate_all()
        self.assertIn(self.garden, self.officer.site_ids)
        self.assertIn(self.garden, self.branch_officer.site_ids)
        self.assertIn(self.garden, self.head_office.site_ids)

    def test_within_one_transaction_every_change_counts_at_once(self):
        """Without a new request in between: an import goes on with what it made."""
        membership = self.join(self.officer, self.garden)
        self.assertEqual(self.officer.site_ids, self.garden)
        membership.site_id = self.tower
        self.assertEqual(self.officer.site_ids, self.tower)
        below = self.make_site("XT1", parent=self.tower)
        self.assertEqual(self.officer.site_ids, self.tower | below)
        below.parent_id = self.garden
        self.assertEqual(self.officer.site_ids, self.tower)
        membership.user_id = self.colleague
        self.assertFalse(self.officer.site_ids)
        self.assertEqual(self.colleague.site_ids, self.tower)
        membership.unlink()
        self.assertFalse(self.colleague.site_ids)

    def test_all_sites_of_the_companies_allowed_need_no_membership(self):
        for user in (self.head_office, self.administrator):
            self.assertLessEqual(self.branch | self.garden | self.tower, user.site_ids)
            before = user.site_ids
            new = self.make_site(f"N{user.id % 1000}")
            self.assertEqual(user.site_ids, before | new)
            self.assertNotIn(self.elsewhere, user.site_ids)
            user.company_ids += self.other_company
            self.assertIn(self.elsewhere, user.site_ids)
        self.assertFalse(self.stranger.site_ids)
        self.stranger.group_ids += self.env.ref(EVERYWHERE)
        self.assertIn(self.garden, self.stranger.site_ids)

    def test_fifty_users_are_read_in_as_many_statements_as_five(self):
        """Lists of users, deadlines of a whole city: no statement per user."""
        users = self.env["res.users"]
        for number in range(50):
            user = self.make_user(f"site-many-{number}")
            self.join(user, (self.garden, self.tower, self.branch)[number % 3])
            users |= user
        users[0].group_ids += self.env.ref(EVERYWHERE)
        for batch in (users[:5], users):
            self.env.flush_all()
            self.env.invalidate_all()
            self.registry.clear_cache()
            with self.assertQueryCount(STATEMENTS):
                sites = [user.site_ids.ids for user in batch]
            self.assertTrue(all(sites))


#: Measured; what matters is that it is the same for five users and for fifty.
STATEMENTS = 8
