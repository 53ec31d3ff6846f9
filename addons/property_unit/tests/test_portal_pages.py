import re

from freezegun import freeze_time

from odoo.tests import HttpCase, JsonRpcException

from .common import UnitCase

TODAY, TOMORROW = "2026-03-02 04:00:00", "2026-03-03 04:00:00"


class TestPortalPages(HttpCase, UnitCase):
    """M-13: what a customer's browser shows, and stops showing the day of a sale."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller, cls.buyer, cls.neighbour = map(
            cls.customer, (cls.wang, cls.li, cls.zhou)
        )
        cls.flat.area = 88.5

    def log_in(self, user):
        self.env.flush_all()
        self.authenticate(user.login, user.login)

    def page(self, path):
        """Where a browser ends up, and what it reads there."""
        self.env.flush_all()
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        main = re.search(r'<div id="wrap".*?</main>', answer.text, re.S)
        text = re.sub(r"<[^>]+>", " ", main[0] if main else answer.text)
        return re.sub(r"https?://[^/]+", "", answer.url), " ".join(text.split())

    def counted(self):
        counters = {"counters": ["property_unit_count"]}
        return self.make_jsonrpc_request("/my/counters", counters)[
            "property_unit_count"
        ]

    def assert_shown(self, user, *words):
        self.log_in(user)
        self.assertEqual(self.counted(), 1)
        for path in ("/my/units", f"/my/units/{self.flat.id}"):
            url, text = self.page(path)
            self.assertEqual(url, path)
            for word in ("3-1201", "Garden House 3", *words):
                self.assertIn(word, text)
        return text

    def assert_gone(self, user):
        """By every address a browser may have kept."""
        self.log_in(user)
        self.assertEqual(self.counted(), 0)
        for path in ("/my/units", f"/my/units/{self.flat.id}", "/my/units/page/2"):
            text = self.page(path)[1]
            self.assertIn("No unit is yours today", text)
            self.assertNotIn("3-1201", text)
        self.assertEqual(self.page(f"/my/units/{self.flat.id}")[0], "/my/units")
        text = self.page(f"/mail/view?model=property.unit&res_id={self.flat.id}")[1]
        self.assertNotIn("3-1201", text)
        for model, record in (
            ("property.unit", self.flat),
            ("property.building", self.gh_3),
            ("property.unit.party", self.flat.party_ids[-1:]),
        ):
            self.assertFalse(self.call(model, "search_read", [], ["id"]))
            with self.assertRaisesRegex(JsonRpcException, "AccessError"):
                self.call(model, "read", record.ids, ["display_name"])

    def call(self, model, method, *args):
        return self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {"model": model, "method": method, "args": args, "kwargs": {}},
        )

    def sell(self, day):
        self.env["property.unit.transfer"].with_user(self.officer).with_context(
            default_unit_id=self.flat.id
        ).create(
            {
                "day": day,
                "reason": "Sale 2026-118",
                "new_owner_ids": [(0, 0, {"partner_id": self.li.id})],
            }
        ).action_apply()

    def test_a_unit_is_sold_and_its_old_owner_s_pages_are_gone(self):
        """M-13: from the day it passes on; the officer still sees who it was."""
        with freeze_time(TODAY):
            self.party(self.wang)
            self.assert_gone(self.buyer)
            self.assert_shown(self.seller, "Owner", "01/01/2024")
            self.sell("2026-03-03")
            self.assert_shown(self.seller, "Owner")
            self.assert_gone(self.buyer)
        with freeze_time(TOMORROW):
            self.assert_gone(self.seller)
            text = self.assert_shown(self.buyer, "Owner", "03/03/2026")
            self.assertNotIn("Wang Fang", text)
            history = self.flat.with_user(self.officer).party_ids
            self.assertEqual(history.partner_id, self.wang | self.li)

    @freeze_time(TODAY)
    def test_each_sees_the_own_roles_and_no_other_person(self):
        self.party(self.wang, share=50)
        self.party(self.wang, "resident", since="2024-02-01")
        self.party(self.li, "co_owner", share=50, since="2025-05-05")
        self.party(self.zhou, "tenant", since="2026-01-01", until="2026-03-02")
        for user, roles, others in (
            (self.seller, ("Owner", "Resident", "02/01/2024"), ("Li Na", "Zhou Bin")),
            (self.buyer, ("Co-owner", "05/05/2025"), ("Wang Fang", "138 0160 1201")),
            (self.neighbour, ("Tenant", "88.5"), ("Wang Fang", "Li Na")),
        ):
            with self.subTest(user=user.name):
                text = self.assert_shown(user, *roles)
                for word in others:
                    self.assertNotIn(word, text)

    @freeze_time(TODAY)
    def test_a_stranger_is_told_nothing(self):
        """Not even whether there is such a unit."""
        self.party(self.wang)
        self.assert_gone(self.portal)
        self.assertEqual(
            self.page(f"/my/units/{self.flat.id}"), self.page("/my/units/999999999")
        )

    def test_who_is_not_logged_in_is_asked_to(self):
        self.authenticate(None, None)
        for path in ("/my/units", f"/my/units/{self.flat.id}"):
            self.assertIn("/web/login", self.page(path)[0])

    @freeze_time(TODAY)
    def test_an_employee_sees_the_own_flat_there_and_not_the_site_s(self):
        """With or without the right to units."""
        for user in (self.officer, self.employee):
            line = self.party(user.partner_id, "tenant")
            text = self.assert_shown(user, "Tenant")
            self.assertNotIn("3-1202", text)
            line.unlink()
            self.log_in(user)
            self.assertEqual(self.counted(), 0)

    @freeze_time(TODAY)
    def test_a_file_on_the_unit_is_not_downloaded(self):
        """M-13: by nobody who is a customer."""
        self.party(self.wang)
        deed = self.env["ir.attachment"].create(
            {
                "name": "deed.txt",
                "raw": b"Li Na",
                "res_model": "property.unit",
                "res_id": self.flat.id,
            }
        )
        for user in (self.seller, self.portal):
            self.log_in(user)
            self.assertEqual(self.url_open(f"/web/content/{deed.id}").status_code, 404)

    @freeze_time(TODAY)
    def test_the_list_costs_as_much_for_one_unit_as_for_twenty(self):
        units = self.Unit.create(
            [{"code": f"9-{n}", "building_id": self.gh_3.id} for n in range(20)]
        )
        self.party(self.wang, unit_id=units[0].id)
        self.log_in(self.seller)
        costs = []
        for count in (1, 20):
            self.page("/my/units")  # fills the caches
            before = self.cr.sql_log_count
            text = self.page("/my/units")[1]
            costs.append(self.cr.sql_log_count - before)
            self.assertEqual(text.count("Garden House 3"), count)
            for unit in units[1:] if count == 1 else ():
                self.party(self.wang, unit_id=unit.id)
        self.assertEqual(*costs)
