from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .case_common import EARLIER, PHONE, TODAY, CaseCase
from .common import MORNING

TOMORROW = TODAY + timedelta(1)


@freeze_time(MORNING)
class TestReferral(CaseCase):
    """F-16: customers whom other employees refer."""

    def settle_late(self, when):
        """The sweep of all deadlines comes by."""
        with freeze_time(when):
            self.env.flush_all()
            with self.enter_registry_test_mode():
                self.env.ref("charter_base.ir_cron_sweep").method_direct_trigger()
            self.env.invalidate_all()

    # -- registered --

    def test_an_employee_registers_a_customer_before_the_first_visit(self):
        """F-16: with the day of the visit; the project manager expects them."""
        referral = self.refer()
        self.assertEqual(referral.user_id, self.employee)
        self.assertEqual(referral.standing, "registered")
        self.assertEqual(referral.registered_at, EARLIER)
        self.assertEqual(referral.rule_ids.code, "F-16")
        self.assertIn("expected on", referral.reason)
        self.assertEqual(self.todo(referral), self.project_manager)

    def test_the_manager_is_asked_in_the_managers_language(self):
        """F-16: whatever language the employee speaks."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.project_manager.lang = "zh_CN"
        referral = self.refer()
        self.assertIn("推荐", referral.sudo().activity_ids.summary)
        self.assertIn("expected on", referral.reason)

    def test_a_referral_without_name_or_phone_is_refused(self):
        """Nothing is written."""
        for values in (
            {"name": False},
            {"name": "  "},
            {"phone": False},
            {"phone": "none"},
        ):
            with self.subTest(values=values):
                words = "give the customer's name and phone"
                self.refused(ValidationError, words, self.refer, **values)
        self.refused(ValidationError, "what day", self.refer, visit_on=False)
        self.assertFalse(self.here("floor.referral"))

    def test_a_day_that_has_passed_is_refused(self):
        self.refused(UserError, "has passed", self.refer, visit_on=TODAY - timedelta(1))

    def test_who_has_visited_already_is_referred_by_nobody(self):
        """F-16: before the first visit; whatever became of the visit."""
        self.receive(phone=PHONE)
        self.refused(UserError, "has visited", self.refer)

    def test_who_needed_no_reception_had_no_first_visit(self):
        visit = self.receive(phone=PHONE)
        visit._needs_no_reception(self.rep1, "Asked for the way")
        self.assertTrue(self.refer())

    def test_whom_the_floor_has_registered_nobody_refers_any_more(self):
        """F-16: floor registration first: no claim."""
        self.enter(self.receive())
        self.refused(UserError, "has registered", self.refer)

    def test_a_customer_of_another_floor_may_be_referred_to_this_one(self):
        self.enter(self.receive())
        self.assertTrue(self.refer(site_id=self.other_floor.id))

    def test_the_same_customer_is_not_referred_twice_at_once(self):
        """Whoever writes the number how, and whoever refers."""
        self.refer()
        again = {"user": self.sales_assistant, "phone": "+86 13800138000"}
        self.refused(UserError, "referred to Harbour View already", self.refer, **again)

    def test_not_even_where_both_register_in_the_same_moment(self):
        """What both of two at once overlook, the database sees."""
        referral = self.refer()
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "INSERT INTO floor_referral (site_id, user_id, name, phone,"
                " phone_number, visit_on, registered_at, standing, state)"
                " SELECT site_id, user_id, name, phone, phone_number, visit_on,"
                " registered_at, standing, state FROM floor_referral WHERE id = %s",
                [referral.id],
            )

    def test_who_receives_at_the_floor_refers_nobody_to_it(self):
        """F-16: other employees do."""
        self.refused(AccessError, "come by the rota", self.refer, user=self.rep1)
        self.assertTrue(self.refer(user=self.other_rep))

    def test_each_registers_their_own_and_the_project_manager_those_of_others(self):
        """F-16: at the project manager's."""
        self.refused(
            AccessError, "your own", self.refer, user_id=self.sales_assistant.id
        )
        referral = self.refer(user=self.project_manager, user_id=self.employee.id)
        self.assertEqual(referral.user_id, self.employee)

    def test_nobody_says_when_it_lapses(self):
        referral = self.refer(due_at="2030-01-01 00:00:00")
        self.assertEqual(str(referral.sudo().due_at), "2026-03-07 16:00:00")

    # -- kept or not --

    def test_not_kept_it_lapses_when_the_day_is_over_at_the_site(self):
        """F-16: and may be registered anew."""
        referral = self.refer()
        self.settle_late(MORNING.replace(hour=15, minute=59))
        self.assertEqual(referral.standing, "registered")
        self.settle_late(MORNING.replace(hour=16))
        self.assertEqual(referral.standing, "lapsed")
        self.assertIn("did not come", referral.reason)
        self.assertFalse(self.todo(referral))
        told = referral.message_ids.partner_ids
        self.assertIn(self.employee.partner_id, told)
        next_day = MORNING + timedelta(1)
        self.assertTrue(self.refer(at=next_day, visit_on=TOMORROW))

    def test_days_of_grace_are_a_setting(self):
        """F-16: also where they are given after it was registered."""
        early = self.refer()
        self.company.floor_referral_grace = 1
        late = self.refer(phone="139 1111 2222")
        self.settle_late(MORNING.replace(hour=16))
        self.assertEqual(early.standing, "registered")
        self.assertEqual(early.due_at, late.due_at)
        self.settle_late(MORNING.replace(day=8, hour=16))
        self.assertEqual((early | late).mapped("standing"), ["lapsed", "lapsed"])

    def test_kept_and_phoned_it_is_received_as_a_referral_and_signed(self):
        """F-16: by rota; the project manager checks and signs, then it is valid."""
        referral = self.refer()
        referral.with_user(self.project_manager).action_phoned()
        visit = self.receive(referral_id=referral.id)
        self.assertEqual((visit.kind, visit.user_id), ("referral", self.rep1))
        self.assertEqual(visit.sudo().turn_ids.effect, "C")
        self.assertEqual((visit.visitor_name, visit.phone), ("Ms Wang", PHONE))
        self.assertEqual((referral.standing, referral.visit_id), ("kept", visit))
        self.assertIn("check and sign", referral.sudo().activity_ids.summary)
        referral.with_user(self.project_manager).action_confirm()
        self.assertEqual(referral.standing, "confirmed")
        self.assertEqual(referral.confirmed_by_id, self.project_manager)
        self.assertEqual(referral.confirmed_at, MORNING)
        self.assertFalse(self.todo(referral))

    def test_the_project_manager_signs_at_the_desk(self):
        """F-16: the introducer came along; one act, one PIN."""
        referral = self.refer()
        self.day._receive(
            {"referral_id": referral.id, "introducer_came": True}, self.project_manager
        )
        self.assertTrue(referral.accompanied)
        self.assertEqual(referral.standing, "confirmed")
        self.assertEqual(referral.confirmed_by_id, self.project_manager)

    def test_without_a_word_of_the_introducer_it_is_received_as_new(self):
        """F-16: registered but not confirmed on the visit: invalid."""
        referral = self.refer()
        visit = self.receive(referral_id=referral.id)
        self.assertEqual((visit.kind, visit.rule_ids.code), ("new", "F-16"))
        self.assertEqual(referral.standing, "invalid")
        self.assertIn("neither came along nor phoned", referral.reason)

    def test_a_call_after_the_visit_confirms_nothing(self):
        referral = self.refer()
        self.receive(referral_id=referral.id)
        manager = referral.with_user(self.project_manager)
        self.refused(UserError, "before the customer comes", manager.action_phoned)

    def test_who_came_as_new_and_turns_out_to_be_referred_voids_it(self):
        """F-16: when the form of the visit is entered, by the phone number."""
        referral = self.refer()
        visit = self.receive()
        self.enter(visit)
        self.assertEqual((referral.standing, referral.visit_id), ("invalid", visit))
        self.assertEqual(referral.partner_id, visit.partner_id)

    def test_the_introducer_who_phoned_loses_nothing_by_what_the_desk_overlooked(self):
        """F-16: kept and confirmed: the project manager may still sign."""
        referral = self.refer()
        referral.with_user(self.project_manager).action_phoned()
        with freeze_time(MORNING + timedelta(hours=1)):
            self.enter(self.receive())
            self.assertEqual(referral.standing, "kept")
            referral.with_user(self.project_manager).action_confirm()
        self.assertEqual(referral.standing, "confirmed")

    def test_who_named_a_rep_is_confirmed_by_who_came_along(self):
        """F-11, F-16: not received as new: the project manager may still confirm."""
        referral = self.refer()
        self.receive(referral_id=referral.id, named_user_id=self.rep4.id)
        self.assertEqual(referral.standing, "kept")
        manager = referral.with_user(self.project_manager)
        self.refused(UserError, "comes along or phones", manager.action_confirm)
        manager.action_came_along()
        self.assertEqual(referral.standing, "confirmed")
        self.assertTrue(referral.accompanied)

    def test_coming_on_another_day_keeps_nothing(self):
        referral = self.refer(visit_on=TOMORROW)
        self.enter(self.receive())
        self.assertEqual(referral.standing, "lapsed")

    def test_a_visit_before_the_registration_comes_to_light(self):
        """F-16: on the way to the desk it is too late."""
        visit = self.receive()
        referral = self.refer(at=MORNING + timedelta(minutes=5))
        with freeze_time(MORNING + timedelta(minutes=6)):
            self.enter(visit)
        self.assertEqual(referral.standing, "invalid")
        self.assertIn("had come before", referral.reason)

    # -- confirmed --

    def test_only_the_project_manager_confirms_and_never_their_own(self):
        referral = self.refer()
        self.receive(referral_id=referral.id, introducer_came=True)
        for user in (self.sales_manager, self.sales_director, self.rep1):
            mine = referral.with_user(user)
            self.refused(AccessError, "project manager", mine.action_confirm)
            self.refused(AccessError, "project manager", mine.action_phoned)
        self.refused(
            AccessError, "their own", referral.with_user(self.employee).action_confirm
        )

    def test_nothing_is_signed_twice(self):
        referral = self.refer().with_user(self.project_manager)
        self.refused(UserError, "nothing to sign", referral.action_confirm)
        self.receive(referral_id=referral.id, introducer_came=True)
        referral.action_confirm()
        self.refused(UserError, "nothing to sign", referral.action_confirm)

    def test_what_is_signed_stays(self):
        referral = self.refer()
        self.receive(referral_id=referral.id, introducer_came=True)
        referral.with_user(self.project_manager).action_confirm()
        self.sealed(lambda: referral.sudo().write({"accompanied": False}))

    # -- what it is for --

    def test_the_attribution_knows_the_referral_of_a_customer(self):
        """F-16: the one that is valid goes before one that lapsed."""
        valid = self.refer()
        self.receive(referral_id=valid.id, introducer_came=True)
        valid.with_user(self.project_manager).action_confirm()
        visit = self.enter(self.here("floor.visit"))
        self.assertEqual(valid.partner_id, visit.partner_id)
        found = self.env["floor.attribution"]._floor_referrals(
            visit.partner_id, self.floor
        )
        known = found[visit.partner_id.id]
        self.assertEqual(known.referrer, self.employee.id)
        self.assertEqual(known.state, "confirmed")
        self.assertEqual(known.registered_at, valid.registered_at)

    def test_a_second_of_the_floor_is_not_asked_about_another_floor(self):
        referral = self.refer()
        self.assertFalse(self.env["floor.referral"]._expected(self.other_floor))
        self.assertEqual(self.env["floor.referral"]._expected(self.floor), referral)
        self.assertFalse(self.day._referral_of({"referral_id": 0}))

    def test_settling_twenty_costs_no_more_reading_than_settling_one(self):
        """The visits of all of them are read once."""
        referrals = self.env["floor.referral"]
        for number in range(20):
            referrals |= self.refer(phone=f"139 0000 {number:04d}")
        self.env.flush_all()

        def count(some):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._settle()
            return self.env.cr.sql_log_count - before

        count(referrals)
        self.assertLessEqual(count(referrals), count(referrals[0]) + 1)
