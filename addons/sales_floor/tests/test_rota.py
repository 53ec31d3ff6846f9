from datetime import timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import MORNING, FloorCase


@freeze_time(MORNING)
class TestRota(FloorCase):
    """F-01 … F-03: the order of the day and the ledger of turns."""

    def setUp(self):
        super().setUp()
        self.day = self.floor.today_rota()

    def entries(self, visit=None):
        turns = (visit or self.day).sudo().turn_ids.sorted("seq")
        return [(it.user_id, it.kind, it.effect) for it in turns]

    def test_new_visitors_are_received_in_cyclic_order(self):
        """F-01: in turn, and round again."""
        self.all_ready()
        received = [self.receive().user_id for _ in range(7) if self.finish_all()]
        self.assertEqual(received, [*self.reps, self.rep1, self.rep2])

    def test_the_ledger_is_numbered_without_gaps_and_sealed(self):
        """F-01, F-18: no entry is altered."""
        self.all_ready()
        for _ in range(3):
            self.receive()
        turns = self.day.sudo().turn_ids.sorted("seq")
        self.assertEqual(turns.mapped("seq"), [1, 2, 3])
        with (
            self.assertRaises(CheckViolation),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            turns[0].effect = "N"
            turns.flush_recordset()

    def test_who_is_with_a_customer_keeps_the_place(self):
        """F-02, F-33: one reception each; who was passed over comes first."""
        self.all_ready()
        for _ in self.reps:
            last = self.receive()
        with self.assertRaisesRegex(UserError, "Nobody is ready"):
            self.receive()
        last._finish(self.rep5)
        visit = self.receive()
        self.assertEqual(visit.user_id, self.rep5)
        self.assertEqual(
            self.entries(visit)[:-1],
            [(rep, "priority", "P") for rep in self.reps[:4]],
        )
        self.finish_all()
        self.assertEqual(self.receive().user_id, self.rep1)

    def test_absent_without_good_reason_forfeits_the_turn(self):
        """F-02 (001): the next receives, the turn of the round is void."""
        self.all_ready(but=self.rep1)
        visit = self.receive()
        self.assertEqual(visit.user_id, self.rep2)
        self.assertEqual(
            self.entries(visit),
            [(self.rep1, "regular", "V"), (self.rep2, "regular", "C")],
        )

    def test_an_approved_errand_keeps_the_turn(self):
        """F-02 (001): verified by the project manager, the next turn comes first."""
        self.all_ready()
        self.day._set_state(self.rep1, "errand", self.rep1, reason="For the director")
        errand = self.day.presence_ids.sorted("id")[-1]
        with self.assertRaises(AccessError):
            errand.with_user(self.rep1).action_approve()
        with self.assertRaises(AccessError):
            errand.with_user(self.floor_supervisor).action_approve()
        errand.with_user(self.project_manager).action_approve()
        self.assertEqual(self.receive().user_id, self.rep2)
        self.day._set_state(self.rep1, "ready", self.rep1, checked=True)
        visit = self.receive()
        self.assertEqual(self.entries(visit), [(self.rep1, "priority", "C")])

    def test_away_on_business_makes_up_for_the_turns_missed(self):
        """F-02 (004): as many new customers as turns were missed."""
        self.company.floor_absence = "make_up"
        self.all_ready()
        self.day._set_state(self.rep1, "business", self.rep1, reason="At the notary's")
        for _ in range(8):
            self.finish_all()
            self.assertNotEqual(self.receive().user_id, self.rep1)
        self.day._set_state(self.rep1, "ready", self.rep1, checked=True)
        received = []
        for _ in range(4):
            self.finish_all()
            received += self.entries(self.receive())
        expected = [(self.rep1, "make_up", "C")] * 2
        expected += [(rep, "regular", "C") for rep in (self.rep1, self.rep2)]
        self.assertEqual(received, expected)

    def test_ready_is_who_has_checked(self):
        """F-03: materials at hand, prices and stock checked."""
        with self.assertRaisesRegex(UserError, "F-03"):
            self.day._set_state(self.rep1, "ready", self.rep1)
        self.assertEqual(self.day._line_of(self.rep1).state, "not_ready")

    def test_the_supervisor_cancels_a_turn_of_the_round(self):
        """F-03: for dress and appearance; nobody else may, once, with a reason."""
        self.all_ready()
        with self.assertRaises(AccessError):
            self.day._bar(self.rep1, self.rep2, "No tie")
        with self.assertRaisesRegex(UserError, "appearance"):
            self.day._bar(self.rep1, self.floor_supervisor, " ")
        self.day._bar(self.rep1, self.floor_supervisor, "No tie")
        with self.assertRaisesRegex(UserError, "already"):
            self.day._bar(self.rep1, self.floor_supervisor, "No tie")
        self.assertEqual(self.receive().user_id, self.rep2)
        for _ in range(3):
            self.finish_all()
            self.receive()
        self.finish_all()
        self.assertEqual(self.receive().user_id, self.rep1)

    def test_who_needs_no_reception_uses_no_turn(self):
        """F-01: the rep is next again, by a new entry."""
        self.all_ready()
        visit = self.receive()
        visit._needs_no_reception(self.rep1, "Only asked for the way")
        self.assertEqual(self.entries(visit)[-1], (self.rep1, "regular", "R"))
        self.assertEqual(self.receive().user_id, self.rep1)

    def test_an_entry_is_taken_back_once_and_with_a_reason(self):
        """F-18: undone only as a new entry."""
        self.all_ready()
        turn = self.receive().sudo().turn_ids
        with self.assertRaisesRegex(UserError, "Say why"):
            turn._undo(self.rep1, "")
        turn._undo(self.rep1, "Pressed by mistake")
        with self.assertRaisesRegex(UserError, "already"):
            turn._undo(self.rep1, "Again")

    def test_only_the_supervisor_changes_the_order(self):
        """F-01: reps may not swap turns; the change and its reason are on record."""
        order = (self.rep2 | self.rep1 | self.reps[2:]).ids
        with self.assertRaises(AccessError):
            self.day.with_user(self.rep1).set_order(order, "We agreed")
        with self.assertRaisesRegex(UserError, "say why"):
            self.day.set_order(order, "", signer=self.floor_supervisor)
        with self.assertRaisesRegex(ValidationError, "each rep"):
            self.day.set_order(order[1:], "Late", signer=self.floor_supervisor)
        self.day.set_order(order, "Rep 1 is late", signer=self.floor_supervisor)
        self.all_ready()
        self.assertEqual(self.receive().user_id, self.rep2)
        self.assertIn("Rep 1 is late", self.day.message_ids[:1].body)

    def test_nobody_leaves_a_customer(self):
        """F-33: first the customer is seen out."""
        self.all_ready()
        self.receive()
        with self.assertRaisesRegex(UserError, "F-33"):
            self.day._set_state(self.rep1, "left", self.rep1)

    def test_reps_sign_for_themselves(self):
        """F-02: the supervisor signs for others, a colleague does not."""
        with self.assertRaises(AccessError):
            self.day._set_state(self.rep1, "ready", self.rep2, checked=True)
        self.day._set_state(self.rep1, "ready", self.floor_supervisor, checked=True)
        entry = self.day.presence_ids
        self.assertEqual(entry.signed_by_id, self.floor_supervisor)

    def test_an_absence_has_its_reason(self):
        """F-02: without one nothing is entered."""
        for state in ("absent", "errand", "business"):
            with self.subTest(state=state), self.assertRaisesRegex(UserError, "F-02"):
                self.day._set_state(self.rep1, state, self.rep1)
        self.assertFalse(self.day.presence_ids)

    def test_who_leaves_lunch_duty_loses_the_turn(self):
        """F-09: the first two are on duty over lunch, the third is not."""
        self.all_ready()
        for rep in (self.rep3, self.rep1):
            self.day._set_state(rep, "lunch", rep)
        lines = self.day.line_ids.filtered("is_on_duty")
        self.assertEqual(lines.user_id, self.rep1)
        self.receive()
        visit = self.receive()
        self.assertEqual(visit.user_id, self.rep4)
        self.assertIn((self.rep3, "priority", "P"), self.entries(visit))

    def test_the_circle_rolls_on_over_days_with_what_is_owed(self):
        """F-01, F-02: the next day begins where the last one ended."""
        self.all_ready()
        for _ in range(2):
            self.receive()
        with freeze_time(MORNING + timedelta(days=1)):
            tomorrow = self.floor.today_rota()
            order = tomorrow.line_ids.sorted("sequence").user_id
            self.assertEqual(order.ids, (self.reps[2:] + self.reps[:2]).ids)
            self.assertNotEqual(tomorrow, self.day)
            self.assertEqual(self.floor.today_rota(), tomorrow)

    def test_an_empty_rota_says_what_to_do(self):
        """F-01: bad input gets one sentence, and nothing is written."""
        empty = self.other_floor.sudo()
        empty.member_ids.date_to = MORNING - timedelta(days=1)
        with self.assertRaisesRegex(UserError, "nobody in the rota"):
            empty.today_rota()._receive({}, self.other_rep)

    def test_the_same_press_twice_is_one_turn(self):
        """F-01: a double click, or a network that came back."""
        self.all_ready()
        one = self.day._receive({}, self.rep1, "uuid-1")
        other = self.day._receive({}, self.rep1, "uuid-1")
        self.assertEqual(one, other)
        self.assertEqual(len(self.day.sudo().turn_ids), 1)

    def test_the_screens_are_told(self):
        """F-01: live for everybody on the floor."""
        self.env["bus.bus"].sudo().search([]).unlink()
        self.all_ready()
        self.receive()
        self.env.cr.precommit.run()
        messages = self.env["bus.bus"].sudo().search([])
        self.assertTrue(
            any("sales_floor/changed" in it.message for it in messages), messages
        )
        self.assertTrue(
            all(str(self.floor.id) in it.channel for it in messages), messages
        )
