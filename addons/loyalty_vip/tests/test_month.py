from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import UserError, ValidationError

from odoo.addons.sms.tools.sms_api import SmsApiBase

from .common import LoyaltyVipCase


class TestMonth(LoyaltyVipCase):
    """L-12, L-16, L-19, L-20: what the store sends and whom it writes to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card = cls.give_card(birth_date_entry="1990-06-04")
        cls.spend(2500)
        cls.redeem(cls.card)

    def roll_up(self):
        with freeze_time("2026-06-01 02:00:00"):
            self.env["loyalty.vip.month"]._cron_roll_up()
        return self.env["loyalty.vip.month"].search([("site_id", "=", self.jw.id)])

    def test_a_month_is_rolled_up_once(self):
        """L-12: when it has ended, with its forms, due on the second."""
        month = self.roll_up()
        self.assertEqual(month.display_name, "JW 2026-05")
        self.assertEqual(month.forms, 1)
        self.assertEqual(month.members, 1)
        self.assertEqual((month.points_given, month.points_taken), (25, 20))
        self.assertEqual(month.prizes, 1)
        self.assertEqual(month.registration_ids, self.card.vip_registration_id)
        self.assertEqual(str(month.due_at), "2026-06-02 15:59:00")
        self.assertEqual(self.roll_up(), month)

    def test_what_was_rolled_up_does_not_change(self):
        """L-12: frozen."""
        month = self.roll_up()
        with self.assertRaises(CheckViolation), self.env.cr.savepoint():
            month.sudo().forms = 7
            month.flush_recordset()
        month.invalidate_recordset()
        with self.assertRaises(ValidationError):
            month.unlink()

    def test_it_is_sent_to_operations(self):
        """L-12: with the originals; once."""
        self.company.vip_operations_id = self.env["res.partner"].create(
            {"name": "Operations", "email": "ops@store.test"}
        )
        month = self.roll_up().with_user(self.manager)
        with freeze_time("2026-06-02 02:00:00"):
            month.sent_note = "SF 1234"
            month.action_sent()
            self.assertEqual(month.state, "done")
            with self.assertRaises(UserError):
                month.action_sent()
        message = self.company.vip_operations_id.message_ids[:1]
        self.assertIn("SF 1234", message.body)

    def wishes(self, day="2026-06-01 02:00:00"):
        before = self.env["sms.sms"].search([])
        with freeze_time(day):
            self.env["loyalty.card"]._cron_vip_night()
        return self.env["sms.sms"].search([]) - before

    def test_birthdays_are_wished_ahead_by_sms(self):
        """L-16: three days ahead, once."""
        sent = self.wishes()
        self.assertEqual(len(sent), 1)
        self.assertIn("Ms 王", sent.body)
        self.assertFalse(self.wishes())
        self.assertFalse(self.wishes("2026-06-02 02:00:00"))

    def test_who_wants_no_messages_gets_none(self):
        """L-16: said on the form, or later by the phone's owner."""
        self.env["phone.blacklist"].add("+8613800138000")
        self.assertFalse(self.wishes())
        self.card.vip_messages = False
        self.assertFalse(self.wishes())

    def test_members_are_told_of_new_goods(self):
        """L-16: each in the way they can be reached; the screen says how many."""
        self.li.email = "li@home.test"
        zhao = self.env["res.partner"].create({"name": "Zhao"})
        cards = self.card | self.give_card(self.li) | self.give_card(zhao)
        wizard = (
            self.env["loyalty.vip.message"]
            .with_user(self.cashier)
            .with_context(active_model="loyalty.card", active_ids=cards.ids)
            .create({"text": "New tea on Saturday"})
        )
        self.assertIn("1 by SMS, 1 by e-mail, 1 not", wizard.reach)
        before = self.env["sms.sms"].search([])
        wizard.action_send()
        sent = self.env["sms.sms"].search([]) - before
        self.assertEqual(sent.body, "New tea on Saturday")
        for card, told in zip(cards, (True, True, False), strict=True):
            self.assertEqual("New tea" in (card.message_ids[:1].body or ""), told)
        wizard.text = " "
        with self.assertRaisesRegex(UserError, "Write what"):
            wizard.action_send()

    def test_a_gateway_of_ones_own_sends_the_texts(self):
        """L-16: plugged in as Odoo provides, where its queue picks the gateway."""
        sent = []

        class Gateway(SmsApiBase):
            def _send_sms_batch(self, messages, delivery_reports_url=False):
                sent.extend(message["content"] for message in messages)
                return [
                    {"uuid": number["uuid"], "state": "sent", "credit": 0}
                    for message in messages
                    for number in message["numbers"]
                ]

        def by_gateway(messages):
            yield Gateway(messages.env), messages

        message = self.wishes()
        self.patch(type(message), "_split_by_api", by_gateway)
        message.send()
        self.assertIn("happy birthday", sent[0])

    def test_without_a_phone_by_e_mail(self):
        """L-16: else by e-mail."""
        self.wang.write({"phone": False, "email": "wang@home.test"})
        self.assertFalse(self.wishes())
        message = self.card.message_ids[:1]
        self.assertIn("happy birthday", message.body)
        mail = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        self.assertEqual(mail.recipient_ids, self.wang)
        self.assertEqual((mail.state, mail.subject), ("outgoing", "River Bay"))

    def test_members_are_written_to_in_their_language(self):
        """L-16: not in that of the night's user; a name is no HTML."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["loyalty_vip"], ["zh_CN"])
        self.wang.lang = "zh_CN"
        self.jw.name = "<河湾>"
        self.assertIn("<河湾>祝王女士生日快乐", self.wishes().body)
        self.assertIn("&lt;河湾&gt;", self.card.message_ids[:1].body)

    def test_many_wishes_take_few_statements(self):
        """L-16: none per member."""
        people = self.env["res.partner"].create(
            [{"name": f"Member {n}", "phone": f"+86138001380{n:02}"} for n in range(40)]
        )
        for person in people:
            self.give_card(person, birth_date_entry="1990-06-04")
        self.env.flush_all()
        self.env.invalidate_all()
        with freeze_time("2026-06-01 02:00:00"), self.assertQueryCount(60):
            self.env["loyalty.card"]._vip_remind_all()
            self.env.flush_all()

    def test_a_birthday_of_29_february_is_wished_every_year(self):
        """L-06, L-16: in the years that have none, too."""
        self.card.vip_registration_id.with_user(
            self.manager
        ).birth_date_entry = "2000-02-29"
        self.assertEqual(len(self.wishes("2027-02-25 02:00:00")), 1)
        self.assertEqual(len(self.wishes("2028-02-26 02:00:00")), 1)

    def test_an_anomaly_is_dealt_with_by_the_manager(self):
        """L-20: who says how."""
        anomaly = (
            self.env["loyalty.vip.anomaly"]
            .with_user(self.manager)
            .create(
                {
                    "site_id": self.jw.id,
                    "kind": "staff",
                    "description": "Shared a member's phone number",
                }
            )
        )
        with self.assertRaisesRegex(UserError, "what was done"):
            anomaly.action_deal()
        anomaly.measure = "Warned in writing"
        anomaly.action_deal()
        self.assertEqual(anomaly.state, "dealt")
        with self.assertRaises(UserError):
            anomaly.unlink()

    def test_messages_of_promotions_go_to_members_in_force(self):
        """L-16: new goods and promotions; not to who left."""
        self.assertEqual(self.card.vip_channel(), "sms")
        self.card.with_user(self.manager).action_vip_close()
        self.assertFalse(self.card.vip_channel())

    def test_programs_keep_their_part(self):
        """L-03: one program per part; none is made by hand."""
        program = self.env["loyalty.program"].create(
            {
                "name": "Mine",
                "program_type": "promotion",
                "reward_ids": [Command.clear(), Command.create({})],
            }
        )
        self.assertFalse(program.vip_role)
