"""Every paper that the suite prints is filed in the archive with one click."""

from pathlib import Path

from odoo.tests import TransactionCase, new_test_user, tagged

OURS = [
    file.parent.name
    for file in Path(__file__).resolve().parents[1].glob("addons/*/__manifest__.py")
]
GROUPS = (
    "archive_retention.archive_retention_group_custodian",
    "helpdesk_mgmt.group_helpdesk_manager",
    "sales_floor.sales_floor_group_lead",
    "base.group_partner_manager",
    "sales_team.group_sale_manager",
    "confidential_access.confidential_access_group_reader",
    "partner_dossier.partner_dossier_group_owner",
)
# Stuck onto what it names.
LABELS = {"archive.document"}


@tagged("post_install", "-at_install")
class TestPapersFiled(TransactionCase):
    """A-03, A-09."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env.ref("base.main_company")
        cls.env = cls.env(context={"allowed_company_ids": company.ids})
        cls.site = cls.env["service.site"].create(
            {"name": "Riverside Garden", "code": "prg", "tz": "Asia/Shanghai"}
        )
        cls.site.action_open_complaint_desk()
        cls.custodian = new_test_user(
            cls.env,
            "papers-custodian",
            ",".join(GROUPS),
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        cls.env["service.site.member"].create(
            [
                {"site_id": cls.site.id, "user_id": cls.custodian.id, "role": role}
                for role in ("custodian", "site_manager", "project_manager")
            ]
        )
        cls.rep = new_test_user(cls.env, "papers-rep", GROUPS[2])
        cls.customer = cls.env["res.partner"].create({"name": "Li Na"})

    def papers(self):
        entries = self.env["ir.model.data"].search(
            [("model", "=", "ir.actions.report"), ("module", "in", OURS)]
        )
        reports = self.env["ir.actions.report"].browse(entries.mapped("res_id"))
        return reports.filtered(lambda it: it.model not in LABELS)

    def records(self, model):
        """Two records of a model that has a paper: to be extended with the suite."""
        at_site = {"site_id": self.site.id}
        complaint = {
            "request_kind": "complaint",
            "partner_id": self.customer.id,
            "what_happened": "The lamp on the eighth floor is out.",
        }
        customer = {"partner_id": self.customer.id}
        today = {"visit_on": self.site.local_date()}
        people = [(0, 0, {"user_id": user.id}) for user in (self.custodian, self.rep)]
        form = {"salutation": "ms", "birth_date_entry": "1990-05-20"}
        made = {
            "archive.disposal": [{"name": "PRG-X0001", "state": "purged"}] * 2,
            "archive.volume": [{"name": "Letters"}] * 2,
            "floor.dispute": [
                {"attribution_id": it.id, "matter": "Whose?", "party_ids": people}
                for it in self.attributions(model)
            ],
            "floor.minutes": [{"date": "2026-03-02"}, {"date": "2026-03-03"}],
            "floor.report": [{"date_from": "2026-03-02"}, {"date_from": "2026-03-03"}],
            "floor.referral": [
                {"name": "Bai", "phone": "13800138000", **today},
                {"name": "Xu", "phone": "13800138001", **today},
            ],
            "helpdesk.ticket": [complaint] * 2,
            "loyalty.vip.month": [{"month": "2026-03-01"}, {"month": "2026-04-01"}],
            "loyalty.vip.registration": [customer | form] * 2,
        }
        if model == "res.partner":
            return self.customer | self.customer.create({"name": "Song Jianping"})
        if model == "sale.order":
            return self.env[model].create([customer] * 2)
        if model == "loyalty.card":
            return self.cards()
        if model in ("partner.notice", "partner.violation"):
            return self.registered(model)
        if model == "partner.dossier":
            return self.dossiers()
        return self.env[model].create([at_site | values for values in made[model]])

    def attributions(self, model):
        """What two disputes are about."""
        if model != "floor.dispute":
            return ()
        return self.env["floor.attribution"].create(
            [
                {"site_id": self.site.id, "partner_id": customer.id}
                for customer in self.records("res.partner")
            ]
        )

    def dossiers(self):
        """Two customers' dossiers, opened once."""
        dossiers = self.env["partner.dossier"]
        site = [("site_id", "=", self.site.id)]
        return dossiers.search(site, order="id") or dossiers.create(
            [
                {"partner_id": it.id, "site_id": self.site.id}
                for it in self.records("res.partner")
            ]
        )

    def registered(self, model):
        """Two entries of a register of a dossier."""
        words = {
            "partner.notice": {"subject": "Water", "body": "Off on Friday"},
            "partner.violation": {"what": "A wall", "demand": "Build it up"},
        }
        values = {"dossier_id": self.dossiers()[:1].id, **words[model]}
        return self.env[model].create([values] * 2)

    def cards(self):
        """Two members' cards."""
        program = self.env["loyalty.program"].vip_program("points", self.env.company)
        values = {
            "program_id": program.id,
            "points": 0,
            "vip_state": "active",
            "vip_site_id": self.site.id,
            "vip_valid_from": "2026-03-02",
            "expiration_date": "2028-03-01",
        }
        members = self.records("res.partner")
        return self.env["loyalty.card"].create(
            [
                {**values, "partner_id": member.id, "code": f"PRG{member.id}"}
                for member in members
            ]
        )

    def test_class_and_schedule_are_proposed_of_one_and_of_several(self):
        """Of the company that was there when the suite was installed."""
        bindings = self.env["ir.actions.actions"].with_user(self.custodian)
        for model, reports in self.papers().grouped("model").items():
            records = self.records(model)
            actions = bindings.get_bindings(model)["action"]
            self.assertIn("File in the Archive", [it["name"] for it in actions], model)
            for report in reports:
                for chosen in (records[0], records):
                    with self.subTest(paper=report.name, count=len(chosen)):
                        filing = (
                            self.env["archive.paper.filing"]
                            .with_user(self.custodian)
                            .with_context(active_model=model, active_ids=chosen.ids)
                            .create({"report_id": report.id, "site_id": self.site.id})
                        )
                        self.assertTrue(filing.class_id, "no class")
                        self.assertTrue(filing.schedule_ids, "no schedule")
                        document = self.env["archive.document"].browse(
                            filing.action_file()["res_id"]
                        )
                        self.assertEqual(document.state, "filed")
                        self.assertIn(document.schedule_id, filing.schedule_ids)

    def test_what_is_printed_of_one_is_proposed_for_one_and_a_register_for_many(self):
        complaints = self.records("helpdesk.ticket")
        for chosen, name in ((complaints[0], "record"), (complaints, "register")):
            filing = self.env["archive.paper.filing"].with_context(
                active_model=complaints._name, active_ids=chosen.ids
            )
            proposed = filing.default_get(["report_id", "partner_id"])
            report = self.env.ref(f"helpdesk_complaint.helpdesk_ticket_report_{name}")
            self.assertEqual(proposed["report_id"], report.id)
            self.assertEqual(proposed["partner_id"], self.customer.id)
