"""Record rules keep ``user.site_ids`` in a cache of the process; it must follow."""

from datetime import datetime, timedelta
from urllib.parse import urljoin

from freezegun import freeze_time

from odoo import SUPERUSER_ID, Command, api, fields, sql_db
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged

from .common import EVERYWHERE, SiteCase


class TestAccessCache(SiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.row = cls.join(cls.colleague, cls.garden)

    def setUp(self):
        super().setUp()
        # Asked once, and therefore cached.
        self.assertFalse(self.sees(self.officer, self.row))
        self.registry.cache_invalidated.clear()

    def assert_told_to_all_workers(self):
        """What Odoo signals to the other processes after the commit."""
        self.assertIn("default", self.registry.cache_invalidated)

    def test_whoever_joins_sees_at_once_and_whoever_leaves_no_longer(self):
        membership = self.join(self.officer, self.garden)
        self.assertTrue(self.sees(self.officer, self.row))
        self.assert_told_to_all_workers()

        self.registry.cache_invalidated.clear()
        membership.date_to = fields.Date.today() - timedelta(days=2)
        self.assertFalse(self.sees(self.officer, self.row))
        self.assert_told_to_all_workers()

        membership.date_to = False
        self.assertTrue(self.sees(self.officer, self.row))
        membership.unlink()
        self.assertFalse(self.sees(self.officer, self.row))

    def test_a_site_moved_below_a_branch_is_seen_by_the_branch(self):
        self.garden.parent_id = False
        self.join(self.officer, self.branch)
        self.assertFalse(self.sees(self.officer, self.row))
        self.garden.parent_id = self.branch
        self.assertTrue(self.sees(self.officer, self.row))
        self.assert_told_to_all_workers()

    def test_who_is_given_all_sites_sees_them_at_once(self):
        self.officer.group_ids += self.env.ref(EVERYWHERE)
        self.assertTrue(self.sees(self.officer, self.row))
        self.assert_told_to_all_workers()
        self.officer.group_ids -= self.env.ref(EVERYWHERE)
        self.assertFalse(self.sees(self.officer, self.row))

    def test_an_administrator_creates_a_site_with_its_members_in_one_save(self):
        """The rule was asked before the site existed; it lets its members in."""
        self.assertTrue(self.sees(self.administrator, self.row))
        self.assertTrue(self.administrator.site_ids)
        site = self.Site.with_user(self.administrator).create(
            {
                "name": "Hill",
                "code": "HL",
                "member_ids": [Command.create({"user_id": self.officer.id})],
            }
        )
        self.assertEqual(site.members(), self.officer)
        self.assertIn(site, self.administrator.site_ids)

    def test_the_clock_alone_changes_nothing_until_the_job_has_run(self):
        """At the site's midnight a membership begins: the job makes it take effect."""
        with freeze_time("2026-02-28 15:59:59"):
            self.join(self.officer, self.garden, since="2026-03-01")
            self.assertFalse(self.sees(self.officer, self.row))
        with freeze_time("2026-02-28 16:00:00"):
            self.assertFalse(self.sees(self.officer, self.row))
            self.registry.cache_invalidated.clear()
            self.run_job()
            self.assertTrue(self.sees(self.officer, self.row))
            self.assert_told_to_all_workers()

    def run_job(self):
        job = self.env.ref("service_site.ir_cron_refresh_access")
        job.ir_actions_server_id.run()


class TestMidnights(SiteCase):
    """The job wakes at every midnight, of the site, at which access changes."""

    def setUp(self):
        super().setUp()
        self.before = self.triggers()

    def triggers(self):
        job = self.env.ref("service_site.ir_cron_refresh_access")
        return self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)])

    def woken_at(self):
        return sorted(set((self.triggers() - self.before).mapped("call_at")))

    def test_a_membership_wakes_the_job_when_it_begins_and_after_its_last_day(self):
        with freeze_time("2026-02-27 10:00:00"):
            self.join(self.officer, self.garden, since="2026-02-28", until="2026-03-31")
        self.assertEqual(
            self.woken_at(),
            [datetime(2026, 2, 27, 16), datetime(2026, 3, 31, 16)],
        )

    def test_what_has_begun_already_wakes_nobody(self):
        with freeze_time("2026-02-28 16:00:00"):
            self.join(self.officer, self.garden, since="2026-03-01")
        self.assertFalse(self.woken_at())

    def test_a_changed_last_day_wakes_the_job_at_the_new_one(self):
        with freeze_time("2026-02-27 10:00:00"):
            membership = self.join(self.officer, self.garden)
            self.before = self.triggers()
            membership.date_to = "2026-02-28"
        self.assertEqual(self.woken_at(), [datetime(2026, 2, 28, 16)])

    def test_a_site_that_changes_its_zone_changes_its_midnights(self):
        """Access too: the membership of tomorrow is in force where it is tomorrow."""
        row = self.join(self.colleague, self.garden)
        with freeze_time("2026-02-27 12:00:00"):
            self.join(self.officer, self.garden, since="2026-02-28", until="2026-02-28")
            self.assertFalse(self.sees(self.officer, row))
            self.before = self.triggers()
            self.garden.tz = "Pacific/Kiritimati"
            self.assertTrue(self.sees(self.officer, row))
        self.assertEqual(self.woken_at(), [datetime(2026, 2, 28, 10)])

    def test_where_clocks_change_at_midnight_the_day_begins_with_the_change(self):
        """Cairo, 24 April 2026: there is no midnight; one o'clock follows 23:59."""
        self.garden.tz = "Africa/Cairo"
        with freeze_time("2026-04-01 00:00:00"):
            self.join(self.officer, self.garden, since="2026-04-24")
        moment = datetime(2026, 4, 23, 22)
        self.assertEqual(self.woken_at(), [moment])
        self.assertEqual(str(self.garden.local_date(moment)), "2026-04-24")
        before = moment - timedelta(seconds=1)
        self.assertEqual(str(self.garden.local_date(before)), "2026-04-23")


class TestTwoSessions(HttpCase, SiteCase):
    """Two people in two browsers, each with a session, asking the same server."""

    def log_in(self, user):
        self.session = None  # or the other one would be logged out
        self.authenticate(user.login, user.login)
        return self.opener

    def call(self, browser, model, method, *args, **kwargs):
        self.opener = browser
        answer = browser.post(
            urljoin(self.base_url(), f"/web/dataset/call_kw/{model}/{method}"),
            json={
                "params": {
                    "model": model,
                    "method": method,
                    "args": args,
                    "kwargs": kwargs,
                }
            },
        ).json()
        self.error = answer.get("error", {}).get("data", {}).get("message")
        return answer.get("result")

    def test_what_the_administrator_saves_the_officer_sees_with_the_next_click(self):
        row = self.join(self.colleague, self.garden)
        officer, administrator = map(self.log_in, (self.officer, self.administrator))
        model = "service.site.member"

        def seen():
            domain = [["site_id", "=", self.garden.id]]
            return self.call(officer, model, "search", domain)

        self.assertEqual(seen(), [])
        values = {"site_id": self.garden.id, "user_id": self.officer.id}
        since = {"date_from": "2026-01-01"}
        [own] = self.call(administrator, model, "create", [{**values, **since}])
        self.assertCountEqual(seen(), [own, row.id])

        yesterday = str(fields.Date.today() - timedelta(days=2))
        self.call(administrator, model, "write", [own], {"date_to": yesterday})
        self.assertEqual(seen(), [own], "what one held oneself stays in sight")

    def test_an_end_before_the_beginning_is_refused_with_one_sentence(self):
        membership = self.join(self.officer, self.garden)
        administrator = self.log_in(self.administrator)
        for method, args in (
            ("write", [membership.ids, {"date_to": "2025-12-31"}]),
            (
                "create",
                [
                    {
                        "site_id": self.tower.id,
                        "user_id": self.officer.id,
                        "date_from": "2026-01-02",
                        "date_to": "2026-01-01",
                    }
                ],
            ),
        ):
            self.call(administrator, "service.site.member", method, *args)
            self.assertIn("A membership cannot end before it begins.", self.error)

    def test_a_code_that_is_taken_is_refused_with_one_sentence(self):
        administrator = self.log_in(self.administrator)
        values = {"name": "Another", "code": "gh"}
        self.call(administrator, "service.site", "create", values)
        self.assertIn("has this code already; choose another one.", self.error)


@tagged("post_install", "-at_install")
class TestUncommitted(TransactionCase):
    """Real transactions, which commit; what they made is deleted afterwards."""

    def transaction(self):
        return sql_db.db_connect(self.env.cr.dbname).cursor()

    def environment(self, cursor, uid=SUPERUSER_ID):
        return api.Environment(cursor, uid, {})

    def setUp(self):
        super().setUp()
        with self.transaction() as cr:
            env = self.environment(cr)
            users = [new_test_user(env, f"site-race-{n}") for n in range(2)]
            self.officer, self.colleague = (user.id for user in users)
            site = env["service.site"].create(
                {
                    "name": "Race",
                    "code": "RACE",
                    "tz": "UTC",
                    "member_ids": [Command.create({"user_id": self.colleague})],
                }
            )
            self.site = site.id
        self.addCleanup(self.delete_everything)

    def delete_everything(self):
        with self.transaction() as cr:
            env = self.environment(cr)
            env["service.site"].browse(self.site).unlink()
            env["res.users"].browse([self.officer, self.colleague]).unlink()

    def seen_by_officer(self):
        with self.transaction() as cr:
            members = self.environment(cr, self.officer)["service.site.member"]
            return members.search_count([("site_id", "=", self.site)])

    def test_a_click_while_the_administrator_is_saving_does_not_keep_old_access(self):
        """The click refills the cache with what was true before the commit."""
        with self.transaction() as cr:
            self.environment(cr)["service.site.member"].create(
                {"site_id": self.site, "user_id": self.officer}
            )
            cr.flush()
            self.assertEqual(self.seen_by_officer(), 0)
        self.assertEqual(self.seen_by_officer(), 2)
