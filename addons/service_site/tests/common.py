from odoo.tests import TransactionCase, new_test_user, tagged

MANAGER = "service_site.service_site_group_manager"
EVERYWHERE = "service_site.service_site_group_all"


@tagged("post_install", "-at_install")
class SiteCase(TransactionCase):
    """Two companies; in the first a branch with two sites; a user per role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.Site = cls.env["service.site"]
        cls.Member = cls.env["service.site.member"]
        cls.company, cls.other_company = cls.env["res.company"].create(
            [{"name": "Riverside Property"}, {"name": "Hillside Property"}]
        )
        cls.branch = cls.make_site("NB", name="North Branch", kind="branch")
        cls.garden = cls.make_site("GH", name="Riverside Garden", parent=cls.branch)
        cls.tower = cls.make_site("XT", name="Riverside Tower", parent=cls.branch)
        cls.elsewhere = cls.make_site(
            "GH", name="Hillside Garden", company_id=cls.other_company.id
        )

        cls.officer = cls.make_user("site-officer")
        cls.colleague = cls.make_user("site-colleague")
        cls.branch_officer = cls.make_user("site-branch")
        cls.stranger = cls.make_user("site-stranger")
        cls.head_office = cls.make_user("site-head-office", EVERYWHERE)
        cls.administrator = cls.make_user("site-administrator", MANAGER)
        cls.customer = cls.make_user("site-customer", "base.group_portal", tz=False)
        cls.visitor = cls.make_user("site-visitor", "base.group_public", tz=False)
        cls.foreigner = cls.make_user(
            "site-foreigner",
            company_id=cls.other_company.id,
            company_ids=[cls.other_company.id],
        )

    @classmethod
    def make_user(cls, login, groups="base.group_user", **values):
        if "." in groups and not groups.startswith("base."):
            groups = f"base.group_user,{groups}"
        defaults = {
            "company_id": cls.company.id,
            "company_ids": [cls.company.id],
            "tz": "Asia/Shanghai",
            "lang": "en_US",
        }
        return new_test_user(cls.env, login, groups, **{**defaults, **values})

    @classmethod
    def make_site(cls, code, *, name="Site", parent=None, **values):
        defaults = {"company_id": cls.company.id, "tz": "Asia/Shanghai"}
        return cls.Site.create(
            {
                "code": code,
                "name": name,
                "parent_id": parent and parent.id,
                **defaults,
                **values,
            }
        )

    @classmethod
    def join(cls, user, site, role="officer", since="2026-01-01", until=False):
        """Make the user a member of the site from one day to another."""
        return cls.Member.create(
            {
                "user_id": user.id,
                "site_id": site.id,
                "role": role,
                "date_from": since,
                "date_to": until,
            }
        )

    def sees(self, user, membership):
        """Whether the user finds the membership, asking as a new request does."""
        self.env.invalidate_all()
        found = self.Member.with_user(user).search_count([("id", "=", membership.id)])
        return bool(found)
