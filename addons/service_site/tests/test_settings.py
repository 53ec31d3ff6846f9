from lxml import etree

from odoo.tests import Form, HttpCase

from .common import MANAGER, SiteCase


class TestSettings(HttpCase, SiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.settings_user = cls.make_user("site-settings", "base.group_system")
        cls.settings_user.group_ids += cls.env.ref(MANAGER)

    def test_the_settings_have_a_page_of_the_charter_that_leads_to_sites(self):
        """The page on which every other addon of the suite puts its section."""
        settings = self.env["res.config.settings"].with_user(self.settings_user)
        Form(settings)  # renders
        arch = etree.fromstring(settings.get_view(view_type="form")["arch"])
        [page] = arch.xpath("//app[@name='customer_charter']")
        [section] = page.xpath(".//block[@name='service_site']")
        buttons = section.xpath(".//button[@type='action']")
        actions = self.env["ir.actions.act_window"].browse(
            int(button.get("name")) for button in buttons
        )
        self.assertEqual(actions.mapped("path"), ["service-sites", "site-memberships"])
        self.authenticate(self.settings_user.login, self.settings_user.login)
        logo = self.url_open(page.get("logo"))
        self.assertEqual(logo.status_code, 200)
        self.assertEqual(logo.headers["Content-Type"], "image/png")

    def test_every_view_behind_the_buttons_opens(self):
        for path in ("service-sites", "site-memberships"):
            action = self.env["ir.actions.act_window"].search([("path", "=", path)])
            model = self.env[action.res_model].with_user(self.settings_user)
            modes = [(False, mode) for mode in action.view_mode.split(",")]
            views = model.get_views([*modes, (False, "search")])["views"]
            self.assertEqual(set(views), {*action.view_mode.split(","), "search"})

    def test_the_form_of_a_user_lists_memberships_of_employees_only(self):
        arch = (
            self.env["res.users"]
            .with_user(self.settings_user)
            .get_view(self.env.ref("base.view_users_form").id)["arch"]
        )
        [page] = etree.fromstring(arch).xpath("//page[@name='service_sites']")
        self.assertEqual(page.get("invisible"), "share")
        self.assertTrue(page.xpath("./field[@name='site_member_ids']"))
