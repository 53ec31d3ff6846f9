from odoo.exceptions import AccessError

from .common import FollowCase

VERBS = ("read", "write", "create", "unlink")
ALL = set(VERBS)


class TestSecurity(FollowCase):
    """D-13: a rep the own plan, who leads the team's; every role, every verb."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.make_plan()
        wizard = cls.env["partner.follow.contacted"].with_user(cls.rep)
        wizard.create({"plan_id": cls.plan.id, "said": "Hello"}).action_apply()

    def rights(self, user, records):
        records = records.with_user(user).sudo(False)
        return {verb for verb in VERBS if records.has_access(verb)}

    def test_every_role_and_every_verb(self):
        expected = {
            "partner.follow.plan": (ALL, ALL, set()),
            "partner.follow.contact": ({"read"}, {"read"}, set()),
            "partner.follow.interval": ({"read"}, {"read"}, ALL),
            "partner.follow.contacted": (ALL, ALL, set()),
            "partner.follow.hand.over": (set(), ALL, set()),
        }
        people = (self.rep, self.lead, self.administrator)
        for name, rights in expected.items():
            for user, verbs in zip(people, rights, strict=True):
                self.assertEqual(self.rights(user, self.env[name]), verbs, name)
            self.assertFalse(self.rights(self.employee, self.env[name]), name)

    def test_a_rep_sees_the_own_and_who_leads_the_team_s(self):
        for record in (self.plan, self.plan.contact_ids):
            for user in (self.rep, self.lead):
                self.assertIn("read", self.rights(user, record))
            for user in (self.colleague, self.elsewhere, self.employee):
                self.assertFalse(self.rights(user, record))
        other = self.env["res.company"].create({"name": "Hillside"})
        self.lead.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.rights(self.lead, self.plan))

    def test_nobody_plans_for_another(self):
        partner = self.env["res.partner"].create({"name": "Song"})
        with self.assertRaises(AccessError):
            self.make_plan(self.colleague, user_id=self.rep.id, partner_id=partner.id)
        led = self.make_plan(self.lead, user_id=self.rep.id, partner_id=partner.id)
        self.assertEqual(led.user_id, self.rep)

    def test_no_door_opens_to_a_colleague(self):
        for user in (self.colleague, self.elsewhere, self.employee):
            with self.assertRaises(AccessError):
                self.plan.with_user(user)._keep_contact(
                    self.floor.local_date(), "call", "Hello"
                )
        for user in (self.rep, self.colleague, self.elsewhere):
            with self.assertRaises(AccessError):
                self.plan.with_user(user)._hand_over(self.colleague, "Mine")
        for name, value in (
            ("user_id", self.colleague.id),
            ("partner_id", self.customer.id),
            ("last_contact_on", "2020-01-01"),
            ("state", "done"),
        ):
            with self.assertRaises(AccessError):
                self.plan.write({name: value})
