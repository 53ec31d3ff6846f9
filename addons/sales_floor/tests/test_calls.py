from datetime import timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import MORNING, FloorCase

CALL = {"caller_name": "Ms Wang", "phone": "138 0013 8000", "asked": "Price of 3 rooms"}


@freeze_time(MORNING)
class TestCalls(FloorCase):
    """F-08, F-25: the register of calls."""

    def call(self, user=None, **values):
        calls = self.env["floor.call"].with_user(user or self.rep1)
        return calls.create({**CALL, **values})

    # -- entering --

    def test_who_answers_enters_four_things_and_the_rest_is_there(self):
        """F-08: floor, person and moment are those of who enters it."""
        with Form(self.env["floor.call"].with_user(self.rep1)) as form:
            form.caller_name = "Ms Wang"
            form.phone = "138 0013 8000"
            form.asked = "Is there a school nearby?"
        call = form.record
        self.assertEqual(call.site_id, self.floor)
        self.assertEqual(call.user_id, self.rep1)
        self.assertEqual(call.called_at, MORNING)
        self.assertEqual(call.entered_by_id, self.rep1)
        self.assertEqual(call.number, 1)
        self.assertEqual(call.phone_number, "+8613800138000")

    def test_numbers_follow_each_other_at_each_floor(self):
        """F-25."""
        self.call()
        self.assertEqual(self.call().number, 2)
        self.assertEqual(self.call(self.other_rep).number, 1)

    def test_as_far_as_possible_but_not_nothing(self):
        """F-08: a caller who gives no name is registered by what they asked."""
        self.assertTrue(self.call(caller_name=False, phone=False))
        with self.assertRaisesRegex(ValidationError, "F-08"):
            self.call(caller_name=" ", phone=False, asked=False)

    def test_a_call_is_entered_on_its_day(self):
        """F-18: midnight at the site ends the day, not midnight in UTC."""
        # Friday, 23:59:59 in Shanghai; then Saturday, 0:00.
        midnight = MORNING.replace(day=6, hour=16, minute=0)
        with self.assertRaisesRegex(ValidationError, "F-18"):
            self.call(called_at=midnight - timedelta(seconds=1))
        self.assertTrue(self.call(called_at=midnight))

    def test_no_call_comes_from_the_future(self):
        """F-18."""
        with self.assertRaisesRegex(ValidationError, "F-18"):
            self.call(called_at=MORNING + timedelta(minutes=1))

    def test_who_answered_belongs_to_the_floor(self):
        """F-08."""
        with self.assertRaisesRegex(ValidationError, "another site"):
            self.call(user_id=self.other_rep.id)

    def test_an_older_register_can_be_taken_over_by_the_system(self):
        """F-18 binds people; an import with all rights keeps its days."""
        old = self.env["floor.call"].create(
            {
                **CALL,
                "site_id": self.floor.id,
                "user_id": self.rep1.id,
                "called_at": MORNING - timedelta(days=90),
            }
        )
        self.assertEqual(old.number, 1)

    # -- sealed --

    def test_an_entry_is_sealed_from_the_beginning(self):
        """F-18: whoever writes it, all rights included."""
        call = self.call().sudo()
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            call.called_at = MORNING - timedelta(hours=1)
            call.flush_recordset()
        call.invalidate_recordset()
        with self.assertRaises(ValidationError):
            call.unlink()

    def test_name_and_phone_can_be_erased_and_the_digest_still_vouches(self):
        """F-18: personal data is no part of the seal."""
        call = self.call().sudo()
        digest = call.content_digest
        call.write({"caller_name": False, "phone": False})
        self.assertEqual(call.content_digest, digest)
        self.assertFalse(call.phone_number)
        with self.assertRaises(AccessError):
            call.with_user(self.rep1).write({"caller_name": "Ms Li"})

    def test_a_correction_is_a_new_entry_on_the_same_day(self):
        """F-18: also days later; the old one stays."""
        call = self.call()
        with freeze_time(MORNING + timedelta(days=3)):
            action = call.action_correct()
            form = Form(
                self.env["floor.call"]
                .with_user(self.rep1)
                .with_context(**action["context"])
            )
            form.phone = "138 0013 8001"
            form.correction_reason = "A slip"
            correction = form.save()
        self.assertEqual(correction.correction_of_id, call)
        self.assertEqual(correction.called_at, MORNING)
        self.assertEqual(correction.caller_name, "Ms Wang")
        self.assertTrue(call.is_corrected)
        self.assertEqual(call.phone, CALL["phone"])
        found = self.env["floor.call"].search([("is_corrected", "=", False)])
        self.assertEqual(found & (call | correction), correction)

    def test_a_correction_says_why_and_is_by_who_was_there(self):
        """F-18."""
        call = self.call()
        values = {"correction_of_id": call.id, "called_at": call.called_at}
        with self.assertRaisesRegex(ValidationError, "say why"), self.cr.savepoint():
            self.call(**values)
        values["correction_reason"] = "A slip"
        with self.assertRaisesRegex(AccessError, "F-18"):
            self.call(self.rep2, **values)
        self.assertTrue(self.call(self.sales_assistant, **values))

    def test_the_latest_entry_is_corrected(self):
        """F-18: two corrections of one entry would count twice."""
        call = self.call()
        values = {"correction_of_id": call.id, "correction_reason": "A slip"}
        self.call(**values)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.call(**values)

    # -- what it is good for --

    def test_who_calls_again_is_known(self):
        """F-08: for information."""
        self.call()
        form = Form(self.env["floor.call"].with_user(self.rep2))
        self.assertFalse(form.known_sentence)
        form.phone = "13800138000"
        self.assertIn("Rep 1", form.known_sentence)

    def test_at_the_visit_the_call_is_shown_and_decides_nothing(self):
        """F-08: the visitor goes by rota although rep 3 took the call."""
        self.call(self.rep3)
        self.day = self.floor.today_rota()
        self.all_ready()
        visit = self.receive(visitor_name="Ms Wang", phone="13800138000")
        self.assertEqual(visit.user_id, self.rep1)
        self.assertEqual(len(visit.call_ids), 0)
        with freeze_time(MORNING + timedelta(minutes=5)):
            visit = self.receive(phone="13800138000")
        self.assertEqual(visit.user_id, self.rep2)
        self.assertEqual(visit.call_ids.user_id, self.rep3)
        self.assertIn("F-08", visit.call_sentence)

    def test_who_answered_is_reminded_of_a_promised_visit(self):
        """F-29: invitations."""
        tomorrow = MORNING.date() + timedelta(days=1)
        call = self.call(promised_on=tomorrow)
        activity = call.activity_ids
        self.assertEqual(activity.user_id, self.rep1)
        self.assertEqual(activity.date_deadline, tomorrow)
        correction = self.call(
            correction_of_id=call.id,
            correction_reason="A day later",
            promised_on=tomorrow + timedelta(days=1),
        )
        self.assertFalse(call.activity_ids)
        self.assertTrue(correction.activity_ids)
