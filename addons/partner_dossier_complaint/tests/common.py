from odoo.tests import tagged

from odoo.addons.confidential_access.tests.common import PeopleCase

OWNER = "partner_dossier.partner_dossier_group_owner"
HELPDESK = "helpdesk_mgmt.group_helpdesk_user"


@tagged("post_install", "-at_install")
class HistoryCase(PeopleCase):
    """A site with a complaint desk, a unit with owners of today and before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        domain = cls.env["mail.alias.domain"].create({"name": "history.test"})
        cls.company = cls.env["res.company"].create(
            {"name": "Riverside Property", "alias_domain_id": domain.id}
        )
        cls.env["res.lang"]._activate_lang("en_US")
        context = {"allowed_company_ids": cls.company.ids, "lang": "en_US"}
        cls.env = cls.env(context=context)
        cls.garden, cls.tower = cls.make_site("GH"), cls.make_site("XT")
        (cls.garden + cls.tower).action_open_complaint_desk()
        cls.officer = cls.make_user(
            "history-officer", f"{OWNER},{HELPDESK}", cls.garden
        )
        cls.keeper = cls.make_user("history-keeper", OWNER, cls.garden)
        cls.agent = cls.make_user("history-agent", HELPDESK, cls.garden)
        building = cls.env["property.building"].create(
            {"name": "Building 3", "code": "3", "site_id": cls.garden.id}
        )
        cls.unit = cls.env["property.unit"].create(
            {"code": "3-1201", "building_id": building.id}
        )
        cls.before, cls.partner = cls.env["res.partner"].create(
            [{"name": "Zhou Bin"}, {"name": "Li Na"}]
        )
        _sold, party = cls.env["property.unit.party"].create(
            [
                {
                    "unit_id": cls.unit.id,
                    "partner_id": cls.before.id,
                    "date_from": "2016-01-01",
                    "date_to": "2020-02-01",
                },
                {
                    "unit_id": cls.unit.id,
                    "partner_id": cls.partner.id,
                    "date_from": "2020-02-02",
                },
            ]
        )
        cls.dossier = cls.env["partner.dossier"].create(
            {
                "partner_id": cls.partner.id,
                "site_id": cls.garden.id,
                "unit_party_id": party.id,
            }
        )

    @classmethod
    def make_ticket(cls, kind="request", partner=None, site=None, **values):
        return cls.env["helpdesk.ticket"].create(
            {
                "request_kind": kind,
                "partner_id": (partner or cls.partner).id,
                "site_id": (site or cls.garden).id,
                "name": "The lamp is out",
                "description": "<p>On the eighth floor</p>",
                **values,
            }
        )
