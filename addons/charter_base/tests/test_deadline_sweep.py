from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Datetime
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import sample
from .common import CharterCase

MIXIN = "odoo.addons.charter_base.models.charter_deadline_mixin"
NOW = "2026-03-02 01:00:00"


@tagged("charter_sweep")
@freeze_time(NOW)
class TestDeadlineSweep(CharterCase):
    """One sweep makes late what is due, in batches, and nothing else."""

    def deadlines(self, *dues, **values):
        return self.Deadline.create([{"due_at": due, **values} for due in dues])

    def due(self, count, **values):
        return self.deadlines(*["2026-03-02 00:30:00"] * count, **values)

    def sweep(self, now=NOW, batch=None):
        """Sweep as the scheduled job does, in transactions of its own."""
        batch = batch or self.Deadline._sweep_batch
        with (
            freeze_time(now),
            patch.object(self.registry[sample.DEADLINE], "_sweep_batch", batch),
            self.enter_registry_test_mode(),
            self.registry.cursor() as cr,
        ):
            self.env(cr=cr)["charter.deadline.mixin"]._cron_sweep()

    def marked(self):
        return sorted(self.Mark.search([]).mapped("deadline_id"))

    def triggers(self):
        found = self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)])
        return set(map(str, found.mapped("call_at")))

    def test_what_is_due_becomes_late_and_nothing_else(self):
        due = self.deadlines("2026-02-01 00:00:00", NOW)
        to_come = self.deadlines("2026-03-02 01:00:01", "2026-03-03 00:00:00", False)
        done = self.due(1)
        done.mark_done()
        self.sweep()
        self.assertEqual(due.mapped("state"), ["late"] * 2)
        self.assertEqual(to_come.mapped("state"), ["pending"] * 3)
        self.assertEqual(done.state, "done")
        self.assertEqual(self.marked(), due.ids)

    def test_the_minute_counts(self):
        deadline = self.deadlines("2026-03-02 01:00:30")
        self.sweep("2026-03-02 01:00:00")
        self.assertEqual(deadline.state, "pending")
        self.sweep("2026-03-02 01:01:00")
        self.assertEqual(deadline.state, "late")

    def test_nobody_becomes_late_twice(self):
        due = self.due(3)
        self.sweep()
        self.sweep()
        self.assertEqual(self.marked(), due.ids)

    def test_a_moved_deadline_becomes_late_anew(self):
        due = self.due(1)
        self.sweep()
        due.move_due(Datetime.to_datetime("2026-03-02 02:00:00"), "Agreed")
        self.sweep("2026-03-02 01:59:00")
        self.assertEqual((due.state, self.marked()), ("pending", due.ids))
        self.sweep("2026-03-02 02:00:00")
        self.assertEqual((due.state, self.marked()), ("late", due.ids * 2))

    def test_a_moved_deadline_keeps_the_first_limit_that_passed(self):
        due = self.due(1)
        first = due.due_at
        self.sweep()
        self.assertEqual(due.late_since, first)
        due.move_due(Datetime.to_datetime("2026-03-02 02:00:00"), "Agreed")
        self.assertEqual((due.state, due.late_since), ("pending", first))
        self.sweep("2026-03-02 02:00:00")
        self.assertEqual((due.state, due.late_since), ("late", first))
        due.mark_done()
        self.assertEqual(due.late_since, first)

    def test_what_is_done_late_stays_done(self):
        due = self.due(1)
        self.sweep()
        due.mark_done()
        self.sweep("2026-03-05 00:00:00")
        self.assertEqual(due.state, "done")

    def test_batches_have_their_size(self):
        due = self.due(7)
        sizes = []
        original = type(due)._on_late

        def on_late(batch):
            sizes.append(len(batch))
            return original(batch)

        with patch.object(self.registry[sample.DEADLINE], "_on_late", on_late):
            self.sweep(batch=3)
        self.assertEqual(sizes, [3, 3, 1])
        self.assertEqual(self.marked(), due.ids)

    def test_a_thousand_rows_take_few_statements(self):
        """At most 0.05 per row, beside what the model itself does about them."""
        self.due(1000)
        self.env.flush_all()
        silent = patch.object(
            self.registry[sample.DEADLINE], "_on_late", lambda batch: None
        )
        with silent:
            self.sweep("2026-03-01 00:00:00")  # what must be looked up once
            before = self.cr.sql_log_count
            self.sweep()
            statements = self.cr.sql_log_count - before
        self.assertEqual(self.Deadline.search_count([("state", "=", "late")]), 1000)
        self.assertLessEqual(statements, 50)

    def test_the_scheduled_job_sweeps_and_says_how_far_it_is(self):
        due = self.due(5)
        with (
            patch.object(self.registry[sample.DEADLINE], "_sweep_batch", 2),
            self.enter_registry_test_mode(),
        ):
            self.cron.method_direct_trigger()
        self.assertEqual(due.mapped("state"), ["late"] * 5)
        progress = self.env["ir.cron.progress"].search(
            [("cron_id", "=", self.cron.id)], order="id desc", limit=1
        )
        self.assertEqual((progress.done, progress.remaining), (5, 0))

    def test_when_the_time_is_up_the_rest_waits_for_the_next_call(self):
        due = self.due(5)
        cron = self.registry["ir.cron"]
        original = cron._commit_progress

        def no_time(self, *args, **kwargs):
            original(self, *args, **kwargs)
            return 0

        with patch.object(cron, "_commit_progress", no_time):
            self.sweep(batch=2)
            self.assertEqual(len(self.marked()), 2)
            self.sweep(batch=2)
            self.sweep(batch=2)
        self.assertEqual(self.marked(), due.ids)

    def test_what_fails_stops_nobody_and_is_tried_again(self):
        """All or none: of what fails, not even the mark of its first step stays."""
        good, poison, others = self.due(3), self.due(1, name="poison"), self.due(4)
        with self.assertLogs(MIXIN, "ERROR") as logs:
            self.sweep(batch=2)
        self.assertEqual(len(logs.records), 1)
        self.assertIn(str(poison.ids[0]), logs.output[0])
        self.assertEqual((good + others).mapped("state"), ["late"] * 7)
        self.assertEqual(poison.state, "pending")
        self.assertEqual(self.marked(), (good + others).ids)
        self.assertIn("2026-03-02 01:05:00", self.triggers())
        poison.name = "cured"
        self.sweep("2026-03-02 01:05:00")
        self.assertEqual(poison.state, "late")
        self.assertEqual(self.marked(), sorted((good + poison + others).ids))

    def test_where_everything_fails_it_does_not_try_one_by_one_for_ever(self):
        due = self.due(200, name="poison")
        attempts = []
        original = type(due)._on_late

        def on_late(batch):
            attempts.append(len(batch))
            return original(batch)

        with (
            patch.object(self.registry[sample.DEADLINE], "_on_late", on_late),
            mute_logger(MIXIN),
        ):
            self.sweep(batch=100)
        self.assertLess(len(attempts), 50)
        self.assertEqual(set(due.mapped("state")), {"pending"})
        self.assertFalse(self.marked())

    def test_what_depends_on_the_state_follows(self):
        due = self.due(1)
        self.assertFalse(due.is_late)
        self.sweep()
        self.assertTrue(due.is_late)

    def test_a_model_without_a_table_is_not_swept(self):
        swept = [model._name for model in self.Deadline._get_swept_models()]
        self.assertIn(sample.DEADLINE, swept)
        self.assertNotIn("charter.deadline.mixin", swept)

    def test_open_rows_have_an_index_of_their_own(self):
        self.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = %s",
            [self.Deadline._table],
        )
        found = [row[0] for row in self.cr.fetchall()]
        self.assertTrue(
            any("(due_at, id) WHERE" in it and "'pending'" in it for it in found), found
        )
