from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.confidential_access.tests.common import PeopleCase

OWNER = "partner_dossier.partner_dossier_group_owner"
TENANT = "partner_dossier.partner_dossier_group_tenant"
CUSTODIAN = "archive_retention.archive_retention_group_custodian"
SIGNATURE = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    b"AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class RegisterCase(PeopleCase):
    """Two sites with owners and a tenant in their dossiers, a person per role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Riverside Property"})
        cls.branch = cls.make_site("NB")
        cls.garden = cls.make_site("GH", parent_id=cls.branch.id)
        cls.tower = cls.make_site("XT", parent_id=cls.branch.id)
        cls.employee = cls.make_user("register-employee", site=cls.garden)
        cls.officer = cls.make_user("register-officer", OWNER, cls.garden)
        cls.tenants = cls.make_user("register-tenants", TENANT, cls.garden)
        cls.elsewhere = cls.make_user("register-elsewhere", OWNER, cls.tower)
        cls.custodian = cls.make_user(
            "register-custodian",
            f"{OWNER},{TENANT},{CUSTODIAN}",
            cls.garden,
            role="custodian",
        )
        cls.administrator = cls.make_user("register-admin", "base.group_system")
        cls.portal = cls.make_user("register-portal", "base.group_portal")
        cls.visitor = cls.make_user("register-visitor", "base.group_public")
        cls.building = cls.env["property.building"].create(
            {"name": "Building 3", "code": "3", "site_id": cls.garden.id}
        )
        cls.owner = cls.make_dossier("Li Na", "3-1201")
        cls.tenant = cls.make_dossier("Jiang Ting", "3-1202", role="tenant")

    @classmethod
    def make_dossier(cls, name, code, role="owner"):
        partner = cls.env["res.partner"].create(
            {"name": name, "company_id": cls.company.id}
        )
        unit = cls.env["property.unit"].create(
            {"code": code, "building_id": cls.building.id}
        )
        party = cls.env["property.unit.party"].create(
            {
                "unit_id": unit.id,
                "partner_id": partner.id,
                "role": role,
                "date_from": "2020-02-02",
            }
        )
        return cls.env["partner.dossier"].create(
            {
                "partner_id": partner.id,
                "site_id": cls.garden.id,
                "unit_party_id": party.id,
            }
        )

    @classmethod
    def make_notice(cls, user=None, dossier=None, **values):
        return (
            cls.env["partner.notice"]
            .with_user(user or cls.officer)
            .create(
                {
                    "dossier_id": (dossier or cls.owner).id,
                    "subject": "Water is cut off on Friday",
                    "body": "From 9 to 12, as the pump is changed.",
                    **values,
                }
            )
        )

    @classmethod
    def make_violation(cls, user=None, dossier=None, **values):
        return (
            cls.env["partner.violation"]
            .with_user(user or cls.officer)
            .create(
                {
                    "dossier_id": (dossier or cls.owner).id,
                    "what": "The wall to the kitchen is broken through",
                    "demand": "Build it up again",
                    **values,
                }
            )
        )

    def sign(self, notices, side, user=None, **values):
        wizard = (
            self.env["partner.notice.signing"]
            .with_user(user or self.officer)
            .create(
                {
                    "notice_ids": notices.ids,
                    "side": side,
                    "signature": SIGNATURE,
                    **values,
                }
            )
        )
        return wizard.action_apply()

    def sign_both(self, notices):
        self.sign(notices, "handed")
        self.sign(notices, "received", name="Li Na")

    def sealed(self, act):
        """Nobody changes it, code with all rights included."""
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            act()
            self.env.flush_all()
        self.env.invalidate_all()

    def sweep(self):
        """What the scheduled job does where a deadline has passed."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("charter_base.ir_cron_sweep").method_direct_trigger()
        self.env.invalidate_all()
