import base64

from odoo.tests import tagged

from odoo.addons.confidential_access.tests.common import PeopleCase

READER = "confidential_access.confidential_access_group_reader"
OWNERS = "partner_dossier.partner_dossier_group_owner"
TENANTS = "partner_dossier.partner_dossier_group_tenant"
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


class TenureCase(DossierCase):
    """A flat with its owner and its tenant, and who keeps the dossiers of which."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Dossier = cls.env["partner.dossier"]
        both = f"{OWNERS},{TENANTS}"
        cls.officer = cls.make_user("dossier-officer", both, cls.garden)
        cls.of_owners = cls.make_user("dossier-owners", OWNERS, cls.garden)
        cls.of_tenants = cls.make_user("dossier-tenants", TENANTS, cls.garden)
        cls.custodian = cls.make_user(
            "dossier-custodian",
            f"{both},archive_retention.archive_retention_group_custodian",
            cls.garden,
            role="custodian",
        )
        cls.far = cls.make_user("dossier-far", both, cls.tower)
        cls.registrar = cls.make_user(
            "dossier-registrar",
            "partner_dossier.partner_dossier_group_manager",
            cls.garden,
        )
        building = cls.env["property.building"].create(
            {"name": "Building 3", "code": "3", "site_id": cls.garden.id}
        )
        cls.flat, cls.space = cls.env["property.unit"].create(
            [
                {"building_id": building.id, "code": code, "kind": kind}
                for code, kind in (("3-1201", "flat"), ("P-015", "parking"))
            ]
        )
        cls.lessee = cls.env["res.partner"].create(
            {"name": "Hengtai Trading", "is_company": True}
        )
        cls.owning = cls.make_tenure(cls.customer, "owner", "2020-01-01")
        cls.renting = cls.make_tenure(cls.lessee, "tenant", "2024-01-01")
        cls.owners_dossier = cls.make_dossier(cls.owning)
        cls.tenants_dossier = cls.make_dossier(cls.renting)

    @classmethod
    def make_tenure(cls, partner, role, since, unit=None, **values):
        return cls.env["property.unit.party"].create(
            {
                "unit_id": (unit or cls.flat).id,
                "partner_id": partner.id,
                "role": role,
                "date_from": since,
                **values,
            }
        )

    @classmethod
    def make_dossier(cls, tenure, **values):
        return cls.Dossier.create(
            {
                "partner_id": tenure.partner_id.id,
                "site_id": tenure.site_id.id,
                "unit_party_id": tenure.id,
                **values,
            }
        )

    def sweep(self):
        """What the scheduled job does where a deadline has passed."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("charter_base.ir_cron_sweep").method_direct_trigger()
        self.env.invalidate_all()
