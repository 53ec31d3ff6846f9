from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common import LoyaltyVipCase


class TestEvents(LoyaltyVipCase):
    """L-19: owners' clubs and give-back events, planned and recorded."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card = cls.give_card()
        cls.li.phone = "+8613900139000"
        cls.silent = cls.give_card(cls.li, wants_messages=False)
        cls.event = (
            cls.env["loyalty.vip.event"]
            .with_user(cls.cashier)
            .create(
                {
                    "name": "Spring Tea",
                    "kind": "club",
                    "day": date(2026, 5, 30),
                    "place": "Garden",
                    "plan": "Tea, and what owners wish for.",
                }
            )
        )

    def invite(self):
        before = self.env["sms.sms"].search([])
        self.event.action_invite()
        return self.env["sms.sms"].search([]) - before

    def test_members_are_invited_once(self):
        """L-16, L-19: in the members' own way; who wants no message, by mouth."""
        self.event.action_all_members()
        self.assertEqual(self.event.card_ids, self.card | self.silent)
        sent = self.invite()
        self.assertEqual(sent.partner_id, self.wang)
        self.assertEqual(
            sent.body, "River Bay invites Ms 王: Spring Tea, 05/30/2026, Garden."
        )
        self.assertEqual(self.event.invited, 2)
        with self.assertRaisesRegex(UserError, "not invited yet"):
            self.event.action_invite()

    def test_an_event_is_recorded_when_it_is_over(self):
        """L-19: who came and what came of it; from then on it stays."""
        self.event.card_ids = self.card
        self.invite()
        with self.assertRaisesRegex(UserError, "still to come"):
            self.event.action_held()
        with freeze_time("2026-05-30 10:00:00"):
            with self.assertRaisesRegex(UserError, "what came of it"):
                self.event.action_held()
            self.event.write(
                {
                    "came_ids": [Command.link(self.silent.id)],
                    "outcome": "Twenty owners; they want longer hours.",
                }
            )
            self.event.action_held()
        self.assertEqual((self.event.state, self.event.came), ("held", 1))
        self.assertEqual(self.event.closed_by_id, self.cashier)
        with self.assertRaisesRegex(AccessError, "as it was recorded"):
            self.event.outcome = "None came"
        with self.assertRaisesRegex(UserError, "over already"):
            self.event.action_cancel()
        with self.assertRaises(UserError):
            self.event.unlink()

    def test_a_cancelled_event_says_why(self):
        """L-19: and stays on record once members were invited."""
        self.event.card_ids = self.card
        self.invite()
        with self.assertRaisesRegex(UserError, "Say why"):
            self.event.action_cancel()
        with self.assertRaisesRegex(UserError, "not deleted"):
            self.event.unlink()
        self.event.outcome = "Typhoon"
        self.event.action_cancel()
        self.assertEqual(self.event.state, "cancelled")

    def test_a_plan_alone_may_go(self):
        """L-19: nobody was invited."""
        self.event.unlink()
        self.assertFalse(self.event.exists())

    def test_nobody_is_invited_to_what_is_over(self):
        """L-19: nor noted as invited by hand."""
        self.event.write({"day": "2026-05-19", "card_ids": self.card.ids})
        with self.assertRaisesRegex(UserError, "is over"):
            self.event.action_invite()
        with self.assertRaises(AccessError):
            self.event.invited_ids = self.card

    def test_members_of_another_store_are_not_reached(self):
        """L-13, L-19: whatever a request puts in."""
        theirs = self.give_card(
            self.env["res.partner"].create({"name": "Zhao", "phone": "+8613700137000"}),
            user=self.member("Garden Manager", self.gh, "site_manager"),
            site_id=self.gh.id,
        )
        self.event.sudo().card_ids = theirs
        with self.assertRaisesRegex(UserError, "not invited yet"):
            self.event.action_invite()
