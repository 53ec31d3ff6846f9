from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.fields import Datetime

from .common import CharterCase

NOW = "2026-03-02 01:00:00"


@freeze_time(NOW)
class TestDeadlines(CharterCase):
    """What is due when, who did it, and when the sweep is to wake."""

    def setUp(self):
        super().setUp()
        self.known = self.cron_triggers()

    def cron_triggers(self):
        return self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)])

    def woken(self):
        """The moments that the sweep has been asked for in this test."""
        new = self.cron_triggers() - self.known
        return sorted(map(str, new.mapped("call_at")))

    def deadline(self, due="2026-03-02 09:00:00", **values):
        return self.Deadline.create({"due_at": due, **values})

    def test_a_deadline_wakes_the_sweep_at_its_minute(self):
        deadline = self.deadline()
        self.assertEqual(
            (deadline.state, self.woken()), ("pending", [str(deadline.due_at)])
        )
        self.assertEqual(deadline.original_due_at, deadline.due_at)

    def test_the_sweep_never_wakes_too_early(self):
        self.deadline("2026-03-02 09:00:01")
        self.deadline("2026-03-02 09:01:59")
        self.assertEqual(self.woken(), ["2026-03-02 09:01:00", "2026-03-02 09:02:00"])

    def test_deadlines_made_together_wake_it_once_per_minute(self):
        dues = [f"2026-03-02 {9 + i // 50:02}:00:{1 + i % 50:02}" for i in range(100)]
        self.Deadline.create({"due_at": dues[0]})  # what must be looked up once
        self.known = self.cron_triggers()
        with self.assertQueryCount(4):
            # one insert of deadlines, one of triggers, the cron's existence and state
            self.Deadline.create([{"due_at": due} for due in dues])
        self.assertEqual(self.woken(), ["2026-03-02 09:01:00", "2026-03-02 10:01:00"])

    def test_what_has_passed_already_wakes_it_now(self):
        self.Deadline.create([{"due_at": f"2026-03-01 0{i}:00:00"} for i in range(9)])
        self.assertEqual(self.woken(), [NOW])

    def test_what_has_no_moment_or_is_done_wakes_nobody(self):
        nothing = self.deadline(False)
        self.deadline(state="done")
        self.assertEqual((self.woken(), nothing.original_due_at), ([], False))
        nothing.move_due(Datetime.to_datetime("2026-03-03 01:00:00"), "Agreed")
        self.assertEqual(nothing.original_due_at, nothing.due_at)

    def test_a_moved_deadline_wakes_it_anew_and_keeps_the_first_moment(self):
        deadline = self.deadline()
        first = deadline.due_at
        for day in (3, 4):
            moment = Datetime.to_datetime(f"2026-03-0{day} 09:00:00")
            deadline.with_user(self.employee).move_due(moment, " The tenant is away. ")
            self.assertEqual(
                (deadline.due_at, deadline.original_due_at), (moment, first)
            )
        self.assertEqual(deadline.moved_reason, "The tenant is away.")
        self.assertEqual(len(self.woken()), 3)

    def test_a_late_deadline_that_is_moved_is_pending_again(self):
        deadline = self.deadline(state="late")
        deadline.move_due(Datetime.to_datetime("2026-03-03 01:00:00"), "Agreed")
        self.assertEqual(deadline.state, "pending")

    def test_what_passed_before_the_sweep_came_is_on_record_too(self):
        """Done or moved within the minute, or while the sweep stood still."""
        limit = Datetime.to_datetime("2026-03-02 00:59:59")
        done, moved, on_time = (self.deadline(due) for due in (limit, limit, NOW))
        (done + on_time).mark_done()
        moved.move_due(Datetime.to_datetime("2026-03-03 01:00:00"), "Agreed")
        self.assertEqual((done.late_since, moved.late_since), (limit, limit))
        self.assertFalse(on_time.late_since)
        early = self.deadline(limit)
        early.mark_done(Datetime.to_datetime("2026-03-01 08:00:00"))
        self.assertFalse(early.late_since, "it was done before")

    def test_nothing_moves_into_the_past(self):
        deadline = self.deadline()
        for past in (NOW, "2026-03-01 23:00:00"):
            with self.assertRaisesRegex(ValidationError, "that has passed"):
                deadline.move_due(Datetime.to_datetime(past), "Agreed")
        deadline.move_due(Datetime.to_datetime("2026-03-02 01:00:01"), "Agreed")

    def test_who_moves_a_deadline_says_why(self):
        for nothing in (None, "", "  "):
            with self.assertRaisesRegex(ValidationError, "Say why"):
                self.deadline().move_due(
                    Datetime.to_datetime("2026-03-03 01:00:00"), nothing
                )

    def test_what_is_done_is_not_moved(self):
        deadlines = self.deadline(name="Reply") + self.deadline(state="done")
        with self.assertRaisesRegex(ValidationError, "is done"):
            deadlines.move_due(Datetime.to_datetime("2026-03-03 01:00:00"), "Agreed")
        self.assertEqual(deadlines[0].due_at, deadlines[0].original_due_at)

    def test_who_did_it_and_when(self):
        pending, late = self.deadline(), self.deadline(state="late")
        closed = (pending + late).with_user(self.employee).mark_done()
        self.assertEqual(closed, pending + late)
        for deadline in closed:
            self.assertEqual(deadline.state, "done")
            self.assertEqual(str(deadline.done_at), NOW)
            self.assertEqual(deadline.done_by_id, self.employee)

    def test_what_is_done_stays_as_it_was_done(self):
        deadline = self.deadline()
        earlier = Datetime.to_datetime("2026-03-01 08:00:00")
        deadline.with_user(self.employee).mark_done(earlier)
        self.assertFalse(deadline.with_user(self.administrator).mark_done())
        self.assertEqual(deadline.done_at, earlier)
        self.assertEqual(deadline.done_by_id, self.employee)

    def test_nothing_is_done_before_its_time(self):
        deadline = self.deadline()
        with self.assertRaisesRegex(ValidationError, "still to come"):
            deadline.mark_done(Datetime.to_datetime("2026-03-02 01:00:01"))
        deadline.mark_done(Datetime.to_datetime(NOW))
        self.assertEqual(deadline.state, "done")

    def test_a_copy_is_a_deadline_of_its_own(self):
        deadline = self.deadline()
        deadline.mark_done()
        copy = deadline.with_user(self.employee).copy({"due_at": "2026-03-05 01:00:00"})
        self.assertEqual(copy.state, "pending")
        self.assertEqual(copy.original_due_at, copy.due_at)
        self.assertFalse(copy.done_by_id)
