from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from .common import WHY, DoorCase


class TestGrants(DoorCase):
    """D-08: approved by the site's manager, once, for a limited time, never oneself."""

    def ask(self, user=None):
        return self.card.with_user(user or self.reader).action_request_grant(WHY)

    def read_card(self, user=None):
        return self.card.with_user(user or self.reader).action_consult(WHY)

    def test_asked_for_given_used_and_refused_the_second_time(self):
        grant = self.ask()
        self.assertEqual(grant.state, "requested")
        with self.refused("still waits"):
            self.read_card()
        grant.with_user(self.manager).action_grant()
        self.assertEqual(grant.state, "granted")
        self.assertTrue(self.read_card()["values"])
        self.assertEqual(self.entries()[0].grant_id, grant)
        self.assertEqual(self.entries()[0].reason, "granted")
        self.assertEqual(grant.state, "used")
        self.assertTrue(grant.used_at)
        with self.refused("for one reading"):
            self.read_card()
        self.assertEqual(self.entries()[0].reason, "grant_used")

    def test_an_approval_explains_itself(self):
        grant = self.granted()
        self.assertEqual(grant.rule_ids.code, "D-08")
        self.assertEqual(grant.decided_by_id, self.head)
        self.assertEqual(grant.settings["hours"], 24)
        self.assertTrue(grant.facts["manages_site"])
        self.assertIn("24 hours", grant.reason)

    def test_it_is_for_this_person_and_this_record(self):
        self.granted()
        with self.refused("ask for it"):
            self.read_card(self.manager)
        other = self.make_card("access_card").with_user(self.reader)
        with self.refused("ask for it"):
            other.action_consult(WHY)

    def test_it_expires(self):
        self.company.confidential_grant_hours = 2
        with freeze_time("2026-11-02 08:00:00"):
            grant = self.granted()
        with freeze_time("2026-11-02 10:00:00"), self.refused("expired"):
            self.read_card()
        self.assertEqual(self.entries()[0].reason, "grant_expired")
        self.assertTrue(grant.is_expired)
        with freeze_time("2026-11-02 09:59:59"):
            self.assertTrue(self.read_card()["values"])

    def test_nobody_approves_an_own_request(self):
        """D-08: the manager asks like everybody else, and another manager decides."""
        grant = self.ask(self.manager)
        with self.assertRaisesRegex(AccessError, "own request"):
            grant.with_user(self.manager).action_grant()
        with self.assertRaisesRegex(AccessError, "own request"):
            grant.with_user(self.manager).sudo().action_grant()
        grant.with_user(self.head).action_grant()
        self.assertTrue(self.read_card(self.manager)["values"])

    def test_only_a_manager_of_the_site_or_above_decides(self):
        grant = self.ask()
        for user in (self.reader, self.clerk, self.elsewhere, self.administrator):
            for decide in (
                grant.with_user(user).action_grant,
                grant.with_user(user).sudo().action_grant,
                lambda user=user: grant.with_user(user).action_refuse("No"),
            ):
                with self.assertRaises(AccessError):
                    decide()
        self.assertEqual(grant.state, "requested")

    def test_a_manager_of_another_site_does_not_decide(self):
        stranger = self.make_user("door-tower", site=self.tower, role="site_manager")
        with self.assertRaisesRegex(AccessError, "Only the manager"):
            self.ask().with_user(stranger).sudo().action_grant()

    def test_refused_with_a_reason_and_asked_again(self):
        grant = self.ask()
        for reason in ("", "  ", False):
            with self.assertRaises(UserError):
                grant.with_user(self.manager).action_refuse(reason)
        wizard = self.env["confidential.grant.refusal"].with_user(self.manager)
        wizard.create({"grant_id": grant.id, "reason": "Ask him"}).action_apply()
        self.assertEqual((grant.state, grant.reason), ("refused", "Ask him"))
        with self.refused("refused your request"):
            self.read_card()
        again = self.ask()
        self.assertNotEqual(again, grant)
        with self.assertRaisesRegex(AccessError, "decided already"):
            grant.with_user(self.manager).action_grant()

    def test_taken_back_before_it_is_used(self):
        grant = self.granted()
        wizard = self.env["confidential.grant.refusal"].with_user(self.manager)
        wizard.create({"grant_id": grant.id, "reason": "He left"}).action_apply()
        self.assertEqual(grant.state, "revoked")
        with self.refused("took the approval back"):
            self.read_card()

    def test_asking_twice_is_one_request(self):
        self.assertEqual(self.ask(), self.ask())

    def test_asking_takes_a_purpose_the_site_and_the_clearance(self):
        with self.refused("4 characters"):
            self.card.with_user(self.reader).action_request_grant("")
        for user in (self.clerk, self.elsewhere, self.administrator):
            with self.refused("another site"):
                self.ask(user)
        self.assertFalse(self.Grant.search([]))
        with self.assertRaisesRegex(UserError, "consult it"):
            self.cards["confidential"].with_user(self.reader).action_request_grant(WHY)

    def test_without_a_manager_it_says_what_to_do(self):
        self.env["service.site.member"].search([("role", "=", "site_manager")]).unlink()
        with self.assertRaisesRegex(UserError, "enter the manager first"):
            self.ask()

    def test_whose_turn_it_is_has_an_activity(self):
        grant = self.ask().sudo()
        self.assertEqual(grant.activity_ids.user_id, self.manager | self.head)
        grant.with_user(self.manager).action_grant()
        self.assertEqual(grant.activity_ids.user_id, self.reader)
        self.read_card()
        self.assertFalse(grant.activity_ids)

    def test_nobody_writes_a_grant(self):
        grant = self.granted()
        for user in (self.reader, self.manager, self.head, self.administrator):
            mine = grant.with_user(user).sudo(False)
            for attempt in (
                lambda mine=mine: mine.write({"state": "granted"}),
                lambda mine=mine: mine.write({"expires_at": "2099-01-01"}),
                lambda mine=mine: mine.unlink(),
                lambda mine=mine: mine.create({"purpose": "x"}),
            ):
                with self.assertRaises(AccessError):
                    attempt()
