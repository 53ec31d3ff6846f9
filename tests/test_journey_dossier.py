"""A company moves in: its dossier from the customer's phone to complete and filed."""

import base64
from datetime import timedelta

from odoo.tests import freeze_time, tagged

from odoo.addons.partner_dossier.tests.papers import PICTURE
from odoo.addons.partner_dossier_account.tests.common import DossierAccountCase

KEEPS = (
    "partner_dossier.partner_dossier_group_tenant",
    "archive_retention.archive_retention_group_custodian",
    "base.group_partner_manager",
)
WHY = "The tenant moves in"


@tagged("post_install", "-at_install")
class TestJourneyDossier(DossierAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.custodian = cls.make_user("journey-custodian", ",".join(KEEPS))
        cls.custodian.site_member_ids.role = "custodian"
        building = cls.env["property.building"].create(
            {"name": "Building 5", "code": "5", "site_id": cls.garden.id}
        )
        office = cls.env["property.unit"].create(
            {"building_id": building.id, "code": "5-0301", "kind": "office"}
        )
        tenant = cls.env["res.partner"].create(
            {"name": "Hengtai Trading", "is_company": True, "email": "h@t.example"}
        )
        tenure = cls.env["property.unit.party"].create(
            {
                "unit_id": office.id,
                "partner_id": tenant.id,
                "role": "tenant",
                "date_from": "2026-03-01",
            }
        )
        cls.dossier = (
            cls.env["partner.dossier"]
            .with_user(cls.custodian)
            .create(
                {
                    "partner_id": tenant.id,
                    "site_id": cls.garden.id,
                    "unit_party_id": tenure.id,
                    "lease": "entrusted",
                }
            )
        )

    def sweep(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("charter_base.ir_cron_sweep").method_direct_trigger()
        self.env.invalidate_all()

    def from_the_phone(self):
        """The customer fills in the form, with a scan of the licence."""
        licence = self.dossier.paper_ids.filtered(lambda it: it.kind == "licence")
        form = self.env["partner.dossier.form"].browse(
            self.dossier.action_send_form()["res_id"]
        )
        given = {
            "phone": "13800138000",
            "proprietor": "Hengtai Group",
            "emergency_name": "Xu Min",
            "emergency_phone": "13800138001",
        }
        files = [("licence.png", PICTURE, licence)]
        self.assertEqual(form.take(given, files, True), [])
        self.assertEqual(form.take({"proprietor": "Somebody"}, [], True), [])
        shown = form.with_user(self.custodian).compare(WHY)
        self.assertIn("Hengtai Group", str(shown["rows"]))
        form.with_user(self.custodian).decide(
            list(given), [it["id"] for it in shown["files"]]
        )
        return licence

    def test_a_company_from_the_phone_to_filed_and_what_changes_then(self):
        """D-01, D-03, D-05, D-06, D-11, D-14, M-09: one story, through the doors."""
        dossier = self.dossier
        self.assertEqual(dossier.party_type, "tenant_company")
        self.assertTrue(dossier.lacks_emergency)
        licence = self.from_the_phone()
        self.assertEqual(dossier.proprietor, "Hengtai Group")
        self.assertFalse(dossier.lacks_emergency)
        self.assertEqual(licence.status, "received")

        scan = base64.b64encode(PICTURE)
        for paper in dossier.paper_ids:
            if paper.status == "missing":
                paper.action_receive(scan, "scan.png")
            paper.action_check_and_verify()
        self.assertEqual(dossier.completeness, 100)
        self.assertEqual(set(dossier.paper_ids.document_id.mapped("state")), {"filed"})
        for _step in ("organised", "filed", "in_use"):
            dossier.action_next_step()
        self.assertEqual(dossier.step, "in_use")

        contacts = self.env["partner.dossier.member"].with_user(self.custodian)
        values = {"dossier_id": dossier.id, "role": "contact", "name": "Hu Bin"}
        first = contacts.create({**values, "date_from": "2026-03-01"})
        self.env["partner.dossier.member.change"].with_user(self.custodian).create(
            {
                "member_id": first.id,
                "kind": "replace",
                "name": "Qin Lan",
                "day": "2026-06-01",
                "reason": "Hu Bin has left",
            }
        ).action_apply()
        both = dossier.member_ids.filtered(lambda it: it.role == "contact")
        self.assertEqual(
            sorted((it.name, str(it.date_to or "")) for it in both),
            [("Hu Bin", "2026-05-31"), ("Qin Lan", "")],
        )

        with freeze_time(licence.valid_until - timedelta(days=20)):
            self.sweep()
            self.assertEqual(licence.activity_ids.user_id, self.custodian)
            licence.action_renew()
            self.assertFalse(licence.activity_ids)

        self.assertEqual(dossier.arrears, 0)
        invoice = self.bill(dossier.sudo().partner_id, 1235.40)
        with freeze_time("2026-03-11 04:00:00"):
            dossier.invalidate_recordset(["arrears"])
            self.assertEqual(dossier.arrears, 1235.40)
            self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoice.ids
            ).create({}).action_create_payments()
            dossier.invalidate_recordset(["arrears"])
            self.assertEqual(dossier.arrears, 0)
