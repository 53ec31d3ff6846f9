import base64

from odoo.tests import tagged

from odoo.addons.confidential_access.tests.common import PeopleCase

READER = "confidential_access.confidential_access_group_reader"
NUMBER = "310104197805123450"
SCAN = b"\x89scan of the identity card"


@tagged("post_install", "-at_install")
class DossierCase(PeopleCase):
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
