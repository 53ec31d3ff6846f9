import re

from odoo.tests import tagged

from odoo.addons.confidential_access.tests.common import PeopleCase

OWNER = "partner_dossier.partner_dossier_group_owner"
TENANT = "partner_dossier.partner_dossier_group_tenant"
PHONE = "138 0215 7741"
NUMBER = "11010519491231002X"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF scan of the card"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00"
WHY = "Comparison with the dossier"


@tagged("post_install", "-at_install")
class FormCase(PeopleCase):
    """A site with a flat, its owner with a dossier, a person per role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Form = cls.env["partner.dossier.form"]
        cls.no_paper = cls.env["partner.dossier.paper"]
        cls.company = cls.env["res.company"].create(
            {
                "name": "Riverside Property",
                "country_id": cls.env.ref("base.cn").id,
                "email": "post@riverside.example",
            }
        )
        cls.garden = cls.make_site("GH")
        cls.tower = cls.make_site("XT")
        cls.officer = cls.make_user("form-officer", OWNER, cls.garden)
        cls.custodian = cls.make_user(
            "form-custodian", f"{OWNER},{TENANT}", cls.garden, role="custodian"
        )
        cls.tenants = cls.make_user("form-tenants", TENANT, cls.garden)
        cls.elsewhere = cls.make_user("form-elsewhere", f"{OWNER},{TENANT}", cls.tower)
        cls.employee = cls.make_user("form-employee", site=cls.garden)
        cls.administrator = cls.make_user(
            "form-admin", "base.group_system,base.group_partner_manager"
        )
        cls.portal = cls.make_user("form-portal", "base.group_portal")
        cls.visitor = cls.make_user("form-visitor", "base.group_public")
        building = cls.env["property.building"].create(
            {"name": "Building 2", "code": "2", "site_id": cls.garden.id}
        )
        cls.flat = cls.env["property.unit"].create(
            {"code": "2-0801", "building_id": building.id}
        )
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "Song Jianping",
                "email": "song@home.example",
                "lang": "en_US",
                "company_id": cls.company.id,
            }
        )
        cls.tenure = cls.env["property.unit.party"].create(
            {
                "unit_id": cls.flat.id,
                "partner_id": cls.customer.id,
                "role": "owner",
                "date_from": "2020-01-01",
            }
        )
        cls.dossier = cls.env["partner.dossier"].create(
            {
                "partner_id": cls.customer.id,
                "site_id": cls.garden.id,
                "unit_party_id": cls.tenure.id,
            }
        )

    @classmethod
    def make_form(cls, user=None, **values):
        values = {"dossier_id": cls.dossier.id, "site_id": cls.garden.id, **values}
        return cls.Form.with_user(user or cls.officer).create(values)

    def sent_form(self, **values):
        form = self.make_form(**values)
        form.action_send()
        return form

    def told_form(self, given=None, files=(), **values):
        """A form that its customer has filled in."""
        form = self.sent_form(**values)
        given = given or {"phone": PHONE, "occupation": "Architect"}
        self.assertFalse(form.sudo().take(given, files, True))
        return form

    # -- over the link --

    def path(self, form):
        form.invalidate_recordset(["link"])
        return "/dossier/form/" + form.link.rpartition("/")[2]

    def post(self, path, files=(), **given):
        """Send the form as a browser does, with the token of its page."""
        page = self.url_open(path).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        data = {"csrf_token": token and token[1], "agreed": "1", **given}
        sent = [("papers", file) if len(file) == 3 else file for file in files]
        return self.url_open(path, data=data, files=sent or None)
