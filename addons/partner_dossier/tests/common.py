import base64

from odoo.tests import TransactionCase, new_test_user, tagged

READER = "confidential_access.confidential_access_group_reader"
NUMBER = "310104197805123456"
SCAN = b"\x89scan of the identity card"


@tagged("post_install", "-at_install")
class DossierCase(TransactionCase):
    """A branch and a site, a customer with two papers, a person per role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Identity = cls.env["partner.identity"]
        cls.company = cls.env["res.company"].create({"name": "Riverside Property"})
        cls.branch = cls.make_site("NB")
        cls.garden = cls.make_site("GH", parent_id=cls.branch.id)
        cls.tower = cls.make_site("XT", parent_id=cls.branch.id)
        cls.employee = cls.make_user("dossier-employee", "base.group_user", cls.garden)
        cls.reader = cls.make_user("dossier-reader", READER, cls.garden)
        cls.elsewhere = cls.make_user("dossier-elsewhere", READER, cls.tower)
        cls.manager = cls.make_user(
            "dossier-manager", READER, cls.garden, role="site_manager"
        )
        cls.administrator = cls.make_user(
            "dossier-admin",
            "base.group_system,base.group_partner_manager",
        )
        cls.portal = cls.make_user("dossier-portal", "base.group_portal")
        cls.visitor = cls.make_user("dossier-visitor", "base.group_public")
        cls.customer = cls.env["res.partner"].create({"name": "Song Jianping"})
        cls.paper = cls.make_paper("id_card")
        cls.card = cls.make_paper("access_card")

    @classmethod
    def make_site(cls, code, **values):
        return cls.env["service.site"].create(
            {
                "name": f"Site {code}",
                "code": code,
                "company_id": cls.company.id,
                "tz": "Asia/Shanghai",
                **values,
            }
        )

    @classmethod
    def make_user(cls, login, groups, site=None, role="officer"):
        if groups == READER:
            groups = f"base.group_user,{groups}"
        user = new_test_user(
            cls.env,
            login,
            groups,
            company_id=cls.company.id,
            company_ids=[cls.company.id],
        )
        if site:
            cls.env["service.site.member"].create(
                {
                    "user_id": user.id,
                    "site_id": site.id,
                    "role": role,
                    "date_from": "2026-01-01",
                }
            )
        return user

    @classmethod
    def make_paper(cls, kind):
        return cls.Identity.create(
            {
                "partner_id": cls.customer.id,
                "kind": kind,
                "site_id": cls.garden.id,
                "number_entry": NUMBER,
                "scan_entry": base64.b64encode(SCAN),
            }
        )
