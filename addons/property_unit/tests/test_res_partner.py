from freezegun import freeze_time

from odoo.tests import Form

from .common import UnitCase


@freeze_time("2026-03-02 04:00:00")
class TestResPartner(UnitCase):
    """D-17: a unit's code finds its people, a contact names its units."""

    def found(self, text, user=None):
        user = user or self.reader
        partners = self.env["res.partner"].with_user(user)
        partners = partners.with_context(allowed_company_ids=user.company_id.ids)
        return partners.browse(it[0] for it in partners.name_search(text))

    def test_a_unit_s_code_finds_the_people_of_today(self):
        """D-17: owners, tenants, residents and agents; nobody who left."""
        self.party(self.wang)
        self.party(self.li, "agent", since="2026-01-01")
        self.party(self.zhou, "tenant", until="2026-03-01")
        for text in ("3-1201", "３－１２０１", "3-12", "3/1201"):
            self.assertEqual(self.found(text), self.wang | self.li)
        self.assertFalse(self.found("1201x"))

    def test_only_those_of_the_own_sites_are_found(self):
        """D-17: and nobody's without the right to units."""
        self.party(self.wang)
        there = self.unit("3-1201", self.bj_3)
        self.party(self.li, unit_id=there.id)
        self.assertEqual(self.found("3-1201"), self.wang)
        self.assertEqual(self.found("3-1201", self.bj_officer), self.li)
        self.assertEqual(self.found("3-1201", self.manager), self.wang | self.li)
        for user in (self.employee, self.stranger):
            self.assertFalse(self.found("3-1201", user))

    def sql_of(self, text, user=None):
        partners = self.env["res.partner"].with_user(user or self.reader)
        return str(partners._search([("display_name", "ilike", text)]).select())

    def test_ordinary_searches_cost_nothing(self):
        """D-17: a name, an address or a telephone number asks no unit."""
        for text in ("Wang Fang", "王芳", "a1@home.test", "138 0160 1201", ""):
            self.assertNotIn("property_unit", self.sql_of(text))
        self.assertIn("property_unit_party", self.sql_of("3-1201"))
        self.assertNotIn("property_unit", self.sql_of("3-1201", self.employee))

    def test_what_is_excluded_stays_a_matter_of_names(self):
        """D-17: “is not 3-1201” is no question about units."""
        self.party(self.wang)
        partners = self.env["res.partner"].with_user(self.reader)
        found = partners.search([("display_name", "not ilike", "3-1201")])
        self.assertIn(self.wang, found)

    def test_a_contact_names_its_units_of_today(self):
        """D-17: by role; of the own sites."""
        self.party(self.wang)
        self.party(self.wang, unit_id=self.unit("P-015").id)
        self.party(self.wang, "tenant", unit_id=self.next_door.id)
        self.party(self.wang, unit_id=self.unit("A-01", self.bj_3).id)
        gone = self.unit("9-1")
        self.party(self.wang, unit_id=gone.id, until="2026-03-01")
        wang = self.wang.with_user(self.reader)
        self.assertEqual(wang.unit_summary, "Owner 3-1201, P-015 · Tenant 3-1202")
        self.assertFalse(self.li.with_user(self.reader).unit_summary)
        action = wang.action_open_units()
        parties = self.Party.with_user(self.reader).search(action["domain"])
        self.assertEqual(len(parties), 4)

    def test_the_contact_form_costs_two_statements_more_at_most(self):
        """D-17: and nothing for who may not see units."""
        self.party(self.wang)
        costs = {}
        for user in (self.reader, self.employee):
            wang = self.wang.with_user(user)
            arch = wang.get_view(view_type="form")["arch"]
            self.assertEqual("unit_summary" in arch, user == self.reader)
            spec = {"unit_summary": {}} if user == self.reader else {"name": {}}
            wang.web_read(spec)
            self.env.flush_all()
            self.env.invalidate_all()
            wang.web_read({"name": {}})
            before = self.cr.sql_log_count
            wang.web_read(spec)
            costs[user] = self.cr.sql_log_count - before
        self.assertLessEqual(costs[self.reader] - costs[self.employee], 2)

    def test_everybody_opens_the_contact_form(self):
        """D-17: without the right to units too."""
        for user in (self.employee, self.reader, self.manager):
            self.assertEqual(Form(self.wang.with_user(user)).name, "Wang Fang")
