from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase

from .common import SiteCase


class TestTours(HttpCase, SiteCase):
    def test_an_administrator_opens_a_site_and_names_its_first_member(self):
        """In one save, with the code typed in small letters."""
        self.start_tour(
            "/odoo/service-sites",
            "service_site_create",
            login=self.administrator.login,
        )
        site = self.Site.search([("name", "=", "Maple Court")])
        self.assertEqual(
            (site.code, site.kind, site.company_id, site.tz),
            ("MC", "property", self.company, "Asia/Shanghai"),
        )
        membership = site.member_ids
        self.assertEqual(membership.user_id, self.officer)
        self.assertEqual(membership.role, "site_manager")
        self.assertEqual(membership.create_uid, self.administrator)
        self.assertAlmostEqual(
            membership.date_from, fields.Date.today(), delta=timedelta(days=1)
        )
        self.assertEqual(self.officer.site_ids, site)
