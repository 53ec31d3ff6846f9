from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .common import ArchiveCase

NOW = "2026-03-02 02:00:00"


class TestInspections(ArchiveCase):
    """A-08, A-13."""

    def plan(self, user=None, **values):
        return (
            self.env["archive.inspection"]
            .with_user(user or self.custodian)
            .create({"site_id": self.garden.id, "due_at": NOW, **values})
        )

    def planned(self):
        return self.env["archive.inspection"].search(
            [("state", "=", "pending"), ("site_id", "=", self.garden.id)]
        )

    @freeze_time(NOW)
    def test_when_one_is_done_the_next_is_planned(self):
        inspection = self.plan()
        inspection.write(
            {"is_dry": True, "is_clean": True, "is_sound": True, "result": "All well"}
        )
        inspection.action_done()
        self.assertEqual(inspection.state, "done")
        following = self.planned()
        self.assertEqual(str(following.due_at), "2026-06-02 02:00:00")
        self.assertFalse(following.is_dry)
        self.assertFalse(following.result)
        with self.assertRaisesRegex(UserError, "done already"):
            inspection.action_done()

    @freeze_time(NOW)
    def test_what_is_not_in_order_has_a_finding_with_its_remedy(self):
        inspection = self.plan(result="Wet wall", is_clean=True)
        with self.assertRaisesRegex(ValidationError, "Damp, Corrosion"):
            inspection.action_done()
        inspection.is_sound = True
        finding = self.env["archive.finding"].with_user(self.custodian)
        finding = finding.create(
            {
                "inspection_id": inspection.id,
                "kind": "damp",
                "name": "Wet wall behind cabinet 3",
                "remedy": "Dry the wall, copy the wet pages",
                "responsible_id": self.officer.id,
                "due_at": "2026-03-09 02:00:00",
            }
        )
        inspection.action_done()
        self.assertEqual(finding.activity_ids.user_id, self.officer)
        with self.assertRaises(UserError):
            finding.with_user(self.reader).action_done()
        finding.with_user(self.officer).action_done()
        self.assertEqual(finding.state, "done")
        self.assertFalse(finding.activity_ids)

    def test_late_ones_are_told_upward(self):
        with freeze_time(NOW):
            inspection = self.plan()
            order = self.plan(kind="order")
            finding = self.env["archive.finding"].with_user(self.custodian)
            finding = finding.create(
                {
                    "inspection_id": inspection.id,
                    "name": "Silverfish",
                    "remedy": "Traps",
                    "due_at": NOW,
                }
            )
            self.env.flush_all()
        moment = fields.Datetime.to_datetime(NOW) + timedelta(minutes=5)
        with freeze_time(moment):
            self.sweep()
        people = self.custodian | self.boss
        for it in (inspection, order, finding):
            self.assertEqual((it.state, it.activity_ids.user_id), ("late", people))

    @freeze_time(NOW)
    def test_putting_in_order_is_a_task_of_its_own(self):
        """A-13."""
        order = self.plan(kind="order")
        with self.assertRaisesRegex(ValidationError, "what was seen or done"):
            order.action_done()
        order.result = "Volumes 1 to 20 in order"
        order.action_done()
        following = self.planned()
        self.assertEqual(
            (following.kind, str(following.due_at)), ("order", "2026-09-02 02:00:00")
        )

    def test_the_custodian_does_it(self):
        """D-09."""
        inspection = self.plan(result="x", is_dry=True, is_clean=True, is_sound=True)
        for user in (self.boss, self.reader, self.elsewhere):
            with self.assertRaises(AccessError):
                inspection.with_user(user).action_done()
