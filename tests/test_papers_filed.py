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
        made = {
            "archive.disposal": [{"name": "PRG-X0001", "state": "purged"}] * 2,
            "archive.volume": [{"name": "Letters"}] * 2,
            "floor.minutes": [{"date": "2026-03-02"}, {"date": "2026-03-03"}],
            "floor.report": [{"date_from": "2026-03-02"}, {"date_from": "2026-03-03"}],
            "helpdesk.ticket": [complaint] * 2,
        }
        if model == "res.partner":
            return self.customer | self.customer.create({"name": "Song Jianping"})
        return self.env[model].create([at_site | values for values in made[model]])

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
