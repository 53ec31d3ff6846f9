"""A customer complains from home: their unit goes along, over all the addons."""

from odoo.tests import TransactionCase, new_test_user, tagged

USER = "property_unit.property_unit_group_user"


@tagged("post_install", "-at_install")
class TestJourneyHome(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Jade Property"})
        cls.env = cls.env(context={"allowed_company_ids": cls.company.ids})
        cls.first, cls.home = cls.env["service.site"].create(
            [
                {"name": "Aspen Court", "code": "ac", "tz": "Asia/Shanghai"},
                {"name": "Riverside Garden", "code": "rg", "tz": "Asia/Shanghai"},
            ]
        )
        (cls.first | cls.home).action_open_complaint_desk()
        cls.owner = cls.env["res.partner"].create({"name": "Li Na"})
        building = cls.env["property.building"].create(
            {"name": "Building 3", "code": "3", "site_id": cls.home.id}
        )
        unit = cls.env["property.unit"].create(
            {"code": "3-1201", "building_id": building.id}
        )
        cls.party = cls.env["property.unit.party"].create(
            {
                "unit_id": unit.id,
                "partner_id": cls.owner.id,
                "date_from": "2020-02-02",
            }
        )

    def test_the_site_of_the_own_unit_is_offered_first(self):
        """C-01: while it is theirs; the others follow."""
        sites = self.owner.complaint_sites(self.company)
        self.assertEqual(sites.ids, [self.home.id, self.first.id])
        self.party.date_to = "2021-02-02"
        sites = self.owner.complaint_sites(self.company)
        self.assertEqual(sites.ids, [self.first.id, self.home.id])
        stranger = self.env["res.partner"].complaint_sites(self.company)
        self.assertEqual(stranger.ids, [self.first.id, self.home.id])

    def test_the_unit_stands_on_the_screens_and_the_papers(self):
        """C-09: whoever may read units reads it there, nobody else."""
        complaint = self.env["helpdesk.ticket"].create(
            {
                "request_kind": "complaint",
                "site_id": self.home.id,
                "partner_id": self.owner.id,
                "what_happened": "The lamp on the eighth floor is out.",
            }
        )
        officer, guest = (
            new_test_user(
                self.env,
                f"journey-{name}",
                groups,
                company_id=self.company.id,
                company_ids=[(6, 0, self.company.ids)],
            )
            for name, groups in (
                ("officer", f"helpdesk_mgmt.group_helpdesk_user,{USER}"),
                ("guest", "helpdesk_mgmt.group_helpdesk_user"),
            )
        )
        self.env["service.site.member"].create(
            [
                {"site_id": self.home.id, "user_id": user.id, "role": "officer"}
                for user in (officer, guest)
            ]
        )
        for user, sees in ((officer, True), (guest, False)):
            mine = self.env["helpdesk.ticket"].with_user(user)
            for kind in ("form", "list"):
                view = {"form": "helpdesk_mgmt.ticket_view_form"}.get(
                    kind, "helpdesk_complaint.helpdesk_ticket_view_list_complaint"
                )
                arch = mine.get_view(self.env.ref(view).id, kind)["arch"]
                self.assertEqual("complainant_unit" in arch, sees)
            for paper in ("record", "register"):
                report = self.env.ref(
                    f"helpdesk_complaint.helpdesk_ticket_report_{paper}"
                ).with_user(user)
                html, _kind = report._render_qweb_html(
                    report.report_name, complaint.ids
                )
                self.assertEqual("3-1201" in html.decode(), sees, paper)
