from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form

from .papers import PapersCase, day

WHY = "She left the company"


class TestMembers(PapersCase):
    """D-03, D-06: who belongs to a dossier as what, from when to when."""

    def contact(self, **values):
        return self.add(
            self.dossier,
            "contact",
            "Ms Wang",
            user=self.officer,
            date_from="2026-01-05",
            **values,
        )

    def replace(self, person, **values):
        action = person.action_replace()
        wizard = self.env["partner.dossier.member.change"].with_user(self.officer)
        values = {"name": "Mr Zhou", "day": "2026-02-01", "reason": WHY, **values}
        wizard.with_context(**action["context"]).create(values).action_apply()

    def test_a_contact_person_changes(self):
        """D-03: one action ends the old one and begins the new one, with the reason."""
        wang = self.contact(phone="138 0000 0001")
        self.replace(wang, phone="138 0000 0002")
        self.assertEqual(wang.date_to, day("2026-01-31"))
        self.assertEqual(wang.end_reason, WHY)
        zhou = wang.successor_id
        self.assertEqual((zhou.role, zhou.name), ("contact", "Mr Zhou"))
        self.assertEqual(zhou.date_from, day("2026-02-01"))
        self.assertFalse(zhou.date_to)
        self.assertEqual(wang.phone, "138 0000 0001", "nothing is overwritten")
        with self.refused("can't be replaced"):
            self.replace(wang, day="2026-03-01")

    def test_the_new_one_begins_after_the_old_one_began(self):
        """D-03: with a reason; nothing is written else."""
        wang = self.contact()
        with self.refused("after 2026-01-05"):
            self.replace(wang, day="2026-01-05")
        with self.refused("Say why"):
            wang.replace({"name": "X"}, day("2026-02-01"), " ")
        self.assertFalse(wang.date_to)

    def test_two_contact_persons_at_once_are_refused(self):
        """D-03: in one sentence; family members may be many."""
        self.contact()
        with self.refused("replace that person"):
            self.add(self.dossier, "contact", "Mr Li")
        self.add(self.dossier, "family")
        self.add(self.dossier, "family", "Song Lei")

    def test_who_has_ended_makes_room(self):
        """D-03: the days of both count."""
        wang = self.contact()
        wang.end(day("2026-01-31"), WHY)
        with self.refused("replace that person"):
            self.add(self.dossier, "contact", "Mr Li", date_from="2026-01-31")
        self.add(self.dossier, "contact", "Mr Li", date_from="2026-02-01")
        with self.refused("has ended already"):
            wang.end(day("2026-03-31"), WHY)

    def test_nobody_ends_before_the_first_day_nor_without_a_reason(self):
        """D-03: nothing is written then."""
        wang = self.contact()
        with self.refused("before the first day"):
            wang.end(day("2026-01-04"), WHY)
        with self.refused("Say why"):
            wang.end(self.today(), "")

    def test_an_agents_scope_is_stated(self):
        """M-09: 需载明授权范围."""
        with self.refused("M-09"):
            self.add(self.dossier, "agent", "Mr Ding")
        agent = self.add(self.dossier, "agent", "Mr Ding", scope="Takes the keys over")
        self.assertTrue(agent.scope)

    def test_nothing_is_overwritten_or_deleted(self):
        """D-03: a change is a new entry."""
        wang = self.contact()
        for values in (
            {"name": "Ms Qian"},
            {"role": "head"},
            {"date_from": "2020-01-01"},
            {"date_to": "2026-02-01"},
            {"scope": "all"},
        ):
            with self.assertRaises(AccessError):
                wang.write(values)
        wang.phone = "139"
        with self.refused("end it instead"):
            wang.sudo().unlink()

    def test_who_is_a_contact_already_brings_name_and_phone(self):
        """D-03: in the form, without typing them again."""
        person = self.env["res.partner"].create({"name": "Xu Gang", "phone": "110"})
        people = self.env["partner.dossier.member"].with_user(self.officer)
        with Form(people.with_context(default_dossier_id=self.dossier.id)) as form:
            form.role = "emergency"
            form.person_id = person
        self.assertEqual((form.record.name, form.record.phone), ("Xu Gang", "110"))
        self.assertFalse(self.dossier.lacks_emergency)

    def test_a_wizard_proposes_today(self):
        """D-03: at the site."""
        action = self.contact().action_end()
        wizard = self.env["partner.dossier.member.change"].with_user(self.officer)
        with Form(wizard.with_context(**action["context"])) as form:
            self.assertEqual(form.day, self.today())
            form.reason = WHY
        form.record.action_apply()
        self.assertEqual(self.dossier.member_ids.date_to, self.today())

    def test_nothing_stored_waits_for_a_day_to_come(self):
        """D-06: who ends is not counted on, be it that the last day is to come."""
        person = self.add(self.dossier, "emergency", user=self.officer)
        self.assertFalse(self.dossier.lacks_emergency)
        person.with_user(self.officer).end(self.today() + timedelta(days=9), WHY)
        self.assertTrue(self.dossier.lacks_emergency)
