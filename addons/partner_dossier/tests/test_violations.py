from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .register_common import RegisterCase


class TestViolations(RegisterCase):
    """D-14: found, noticed, cured or not, closed."""

    def cure(self, violation, **values):
        violation.write(
            {
                "cure": "Built up again",
                "cured_by": "The renovation company",
                "cured_on": violation.site_id.local_date(),
                **values,
            }
        )
        violation.action_cured()

    def test_a_violation_is_noticed_cured_and_closed(self):
        """D-14, D-12: its notice is registered as any other."""
        violation = self.make_violation()
        self.assertEqual(violation.reference, "GH-W00001")
        self.assertEqual(violation.step, "found")
        self.assertEqual(violation.found_by_id, self.officer)
        self.assertAlmostEqual(
            violation.cure_by,
            fields.Datetime.now() + timedelta(days=7),
            delta=timedelta(minutes=5),
        )
        violation.action_give_notice()
        self.assertEqual(violation.step, "notice")
        self.assertEqual(violation.due_at, violation.cure_by)
        notice = violation.notice_id
        self.assertEqual(notice.status, "unsigned")
        self.assertEqual(notice.dossier_id, violation.dossier_id)
        self.assertIn(violation.reference, notice.subject)
        self.assertIn("Build it up", notice.body)
        with self.assertRaisesRegex(UserError, "Say how it was cured"):
            violation.action_cured()
        with self.assertRaisesRegex(UserError, "has not passed"):
            violation.action_close()
        self.cure(violation)
        self.assertEqual((violation.step, violation.state), ("cured", "done"))
        self.assertEqual(violation.done_by_id, self.officer)
        violation.action_close()
        self.assertEqual(violation.step, "closed")
        self.assertEqual(violation.closed_by_id, self.officer)

    def test_each_step_has_what_it_needs_first(self):
        """D-14"""
        violation = self.make_violation(demand=False)
        with self.assertRaisesRegex(UserError, "Give the notice"):
            violation.action_cured()
        with self.assertRaisesRegex(UserError, "Say what is to be done"):
            violation.action_give_notice()
        violation.demand = "Build it up again"
        violation.cure_by = fields.Datetime.now() - timedelta(hours=1)
        with self.assertRaisesRegex(UserError, "a moment to come"):
            violation.action_give_notice()
        self.assertFalse(violation.notice_id)
        with self.assertRaisesRegex(UserError, "a day to come"):
            self.make_violation(found_on=fields.Date.today() + timedelta(days=2))

    def test_what_a_step_has_settled_stays(self):
        """D-14: one door per state."""
        violation = self.make_violation()
        with self.assertRaisesRegex(UserError, "can't be changed at this step"):
            violation.cure = "Too early"
        violation.action_give_notice()
        with self.assertRaisesRegex(UserError, "“What Was Found”"):
            violation.what = "Something else"
        self.cure(violation)
        violation.action_close()
        with self.assertRaises(UserError):
            violation.outcome = "Another"
        for name, value in (
            ("step", "closed"),
            ("number", 7),
            ("due_at", fields.Datetime.now()),
            ("notice_id", False),
        ):
            with self.assertRaises(AccessError):
                violation[name] = value
        with self.assertRaises(UserError):
            violation.sudo().unlink()

    def test_uncured_in_time_comes_up_and_is_closed_with_what_became_of_it(self):
        """D-14: a limit that passes raises an activity."""
        with freeze_time("2026-03-02 01:00:00"):
            violation = self.make_violation(
                found_on="2026-03-02", cure_by="2026-03-05 01:00:00"
            )
            violation.action_give_notice()
        with freeze_time("2026-03-05 01:00:00"):
            self.sweep()
            self.assertEqual(violation.state, "late")
            self.assertEqual(violation.activity_ids.user_id, self.officer)
            with self.assertRaisesRegex(UserError, "say what became of it"):
                violation.action_close()
            violation.outcome = "Handed to the housing authority"
            violation.action_close()
        self.assertEqual(violation.step, "closed")
        self.assertFalse(violation.cured_by)
        self.assertFalse(violation.activity_ids)

    def test_more_time_is_given_with_a_reason(self):
        """D-14"""
        violation = self.make_violation()
        wizard = self.env["partner.violation.limit"].with_user(self.officer)
        later = fields.Datetime.now() + timedelta(days=20)
        more = wizard.create(
            {"violation_id": violation.id, "due_at": later, "reason": "No bricks yet"}
        )
        with self.assertRaisesRegex(UserError, "Give the notice"):
            more.action_apply()
        violation.action_give_notice()
        more.action_apply()
        self.assertEqual(violation.due_at, more.due_at)
        self.assertEqual(violation.moved_reason, "No bricks yet")

    def test_reopening_is_a_new_entry(self):
        """D-14: what is closed stays; it is reopened once."""
        violation = self.make_violation()
        with self.assertRaisesRegex(UserError, "nothing to reopen"):
            violation.action_reopen()
        violation.action_give_notice()
        self.cure(violation)
        violation.action_close()
        again = self.env["partner.violation"].browse(
            violation.action_reopen()["res_id"]
        )
        self.assertEqual(again.previous_id, violation)
        self.assertEqual((again.step, again.number), ("found", 2))
        self.assertEqual(violation.step, "closed")
        with self.assertRaisesRegex(UserError, "reopened already"):
            violation.action_reopen()
        other = self.make_violation(dossier=self.owner)
        with self.assertRaisesRegex(ValidationError, "Only what is closed"):
            self.make_violation(previous_id=other.id)

    def test_the_days_to_cure_are_a_setting(self):
        """D-14"""
        self.company.dossier_violation_days = 2
        violation = self.make_violation()
        self.assertAlmostEqual(
            violation.cure_by,
            fields.Datetime.now() + timedelta(days=2),
            delta=timedelta(minutes=5),
        )

    def test_a_dossier_counts_its_open_violations(self):
        """D-02, D-14: several dossiers with one statement."""
        closed = self.make_violation()
        self.make_violation()
        closed.action_give_notice()
        self.cure(closed)
        closed.action_close()
        dossiers = (self.owner + self.tenant).with_user(self.custodian)
        self.env.invalidate_all()
        dossiers.mapped("site_id")
        counts = dossiers._section_counts()["violations_arrears"]
        self.assertEqual(counts, {self.owner.id: 1})
        self.assertEqual(dossiers[0].violation_count, 1)
        action = dossiers[0]._section_action("violations_arrears")
        found = self.env["partner.violation"].search(action["domain"])
        self.assertEqual(len(found), 2)

    def test_what_a_unit_was_bought_for_stands_beside_its_day_and_area(self):
        """D-04"""
        party = self.owner.unit_party_id
        party.unit_id.area = 118.5
        party.purchase_price = 2_380_000
        seen = party.with_user(self.officer)
        self.assertEqual((seen.purchase_price, seen.area), (2_380_000, 118.5))
        with self.assertRaises(AccessError):
            party.with_user(self.employee).read(["purchase_price"])
