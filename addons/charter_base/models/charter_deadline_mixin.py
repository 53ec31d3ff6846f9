import logging
from collections import deque
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, format_datetime, split_every

_logger = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
# When to try again what could not be marked: its `_on_late` failed, or others had it.
TRY_AGAIN_AFTER = timedelta(minutes=5)
# A batch that fails is halved until what fails stands alone, and the others are marked.
# After so many failures alone, it isn't the records: batches then fail as a whole.
FAILURES_ALONE = 10


class CharterDeadlineMixin(models.AbstractModel):
    """A moment by which something must be done, and the one sweep that sees it pass.

    ``due_at`` is a moment in UTC. Nothing stored follows the clock but ``state``, and
    that only by :meth:`_cron_sweep`, which wakes at the minute of each deadline, and
    by the doors :meth:`mark_done` and :meth:`move_due`. Archived records are not swept.

    What shall happen when the moment passes, a model says in :meth:`_on_late`.
    """

    _name = "charter.deadline.mixin"
    _description = "Deadline"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset(
        {
            *("original_due_at", "moved_reason", "done_at", "done_by_id"),
            *("late_since", "state"),
        }
    )
    _guarded_after_create = frozenset({"due_at"})
    # How many records become late in one transaction.
    _sweep_batch = 200

    due_at = fields.Datetime(string="Due", index=True, copy=False)
    original_due_at = fields.Datetime(
        string="Originally Due",
        compute="_compute_original_due_at",
        store=True,
        precompute=True,
        copy=False,
        help="When it was due before it was moved.",
    )
    moved_reason = fields.Char(string="Reason of the Move", readonly=True, copy=False)
    late_since = fields.Datetime(
        readonly=True,
        copy=False,
        help="The first limit that passed; it stays when the deadline is moved or met.",
    )
    done_at = fields.Datetime(string="Done On", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    state = fields.Selection(
        lambda self: self.get_deadline_states(),
        string="Status",
        required=True,
        readonly=True,
        copy=False,
        default="pending",
    )

    _pending_due_idx = models.Index("(due_at, id) WHERE state = 'pending'")

    @api.depends("due_at")
    def _compute_original_due_at(self):
        for deadline in self:
            deadline.original_due_at = deadline.original_due_at or deadline.due_at

    @api.model
    @api.private
    def get_deadline_states(self):
        """Return the states by name; translated in every model, as a list is not."""
        names = {
            "pending": self.env._("Pending"),
            "late": self.env._("Late"),
            "done": self.env._("Done"),
        }
        return list(names.items())

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        deadlines = super().create(vals_list)
        deadlines._wake_when_due()
        return deadlines

    def write(self, vals):
        if "due_at" in vals:
            self._note_late(fields.Datetime.now())
        result = super().write(vals)
        if "due_at" in vals:
            self._wake_when_due()
        return result

    # -- business --

    @api.private
    def mark_done(self, moment=None):
        """Close the deadlines: done at ``moment`` (now), by the current user.

        Access is the caller's to check. Those done already stay as they are.

        :return: those that were open
        :raise ValidationError: if the moment is still to come
        """
        now = fields.Datetime.now()
        if moment and moment > now:
            raise ValidationError(
                self.env._(
                    "Nothing can be done at %(moment)s already: that is still to come.",
                    moment=format_datetime(self.env, moment),
                )
            )
        open_ones = self.sudo().filtered(lambda it: it.state != "done")
        open_ones._note_late(moment or now)
        open_ones.write(
            {
                "state": "done",
                "done_at": moment or now,
                "done_by_id": self.env.user.id,
            }
        )
        return self.browse(open_ones.ids)

    @api.private
    def move_due(self, moment, reason):
        """Move the deadlines; late ones are pending again, and keep ``late_since``.

        Access is the caller's to check.

        :raise ValidationError: if the moment has passed, there is no reason, or one of
            them is done
        """
        if moment <= fields.Datetime.now():
            raise ValidationError(
                self.env._(
                    "The deadline can't be moved to %(moment)s: that has passed. Choose"
                    " a moment to come.",
                    moment=format_datetime(self.env, moment),
                )
            )
        if not (reason or "").strip():
            raise ValidationError(self.env._("Say why the deadline is moved."))
        deadlines = self.sudo()
        done = deadlines.filtered(lambda it: it.state == "done")
        if done:
            raise ValidationError(
                self.env._(
                    "“%(name)s” is done: its deadline stays as it was.",
                    name=done[0].display_name,
                )
            )
        deadlines.write(
            {"due_at": moment, "state": "pending", "moved_reason": reason.strip()}
        )

    def _note_late(self, moment):
        """Keep that a limit had passed by then, be it that the sweep is yet to come."""
        for deadline in self.sudo():
            due_at = deadline.due_at
            if due_at and due_at < moment and not deadline.late_since:
                deadline.late_since = due_at

    def _on_late(self):
        """Do what it calls for that these deadlines pass: to be extended.

        Called as superuser with a batch that has just become late, in the transaction
        that makes it so: if it fails, they are pending as before and tried again later.
        It must not commit, nor do anything outside the database that can't be repeated.
        """

    # -- the sweep --

    def _wake_when_due(self):
        """Have the sweep wake at these deadlines: once per minute, in one insert.

        At the end of the minute, as the sweep must not come too early. A trigger that
        is there already doesn't count: it may be used up before this is committed.
        """
        now = fields.Datetime.now()
        moments = {
            _full_minute(max(deadline.due_at, now))
            for deadline in self.sudo()
            if deadline.due_at and deadline.state == "pending"
        }
        self._wake_at(moments)

    @api.model
    def _wake_at(self, moments):
        cron = self.env.ref("charter_base.ir_cron_sweep", raise_if_not_found=False)
        if cron and moments:
            cron.sudo()._trigger(at=sorted(moments))

    @api.model
    def _cron_sweep(self):
        """Make late what is due, of all models with deadlines, batch by batch.

        Each batch is a transaction of its own, with what :meth:`_on_late` does. What
        others are working on is passed over and tried again a little later, and so is
        what fails; it stops nobody else. When its time is up, Odoo calls it again.
        """
        now = fields.Datetime.now()
        due = {}
        for model in self._get_swept_models():
            pending = [("state", "=", "pending"), ("due_at", "<=", now)]
            due[model] = model.search(pending, order="due_at, id").ids
        progress = self.env["ir.cron"]
        progress._commit_progress(remaining=sum(map(len, due.values())))
        left = 0
        for model, ids in due.items():
            not_marked = model._sweep(ids, now)
            if not_marked is None:
                return
            left += not_marked
        if left:
            self._wake_at({_full_minute(now + TRY_AGAIN_AFTER)})
        progress._commit_progress(remaining=0)

    @api.model
    def _get_swept_models(self):
        names = self.pool.descendants(["charter.deadline.mixin"], "_inherit")
        found = (self.env[name].sudo() for name in sorted(names))
        return [model for model in found if model._auto and not model._abstract]

    @api.model
    def _sweep(self, ids, now):
        """Make these records late, as far as they are still due.

        :return: how many could not be marked, or None if the time was up before the end
        """
        batches = deque(split_every(self._sweep_batch, ids, tuple))
        failures = left = 0
        while batches:
            batch = batches.popleft()
            try:
                marked, seconds = self._sweep_one(batch, now)
            except Exception as error:
                self.env.cr.rollback()
                self.pool.reset_changes()
                if len(batch) > 1 and failures < FAILURES_ALONE:
                    half = len(batch) // 2
                    batches.extendleft((batch[half:], batch[:half]))
                    continue
                failures += 1
                left += len(batch)
                self._log_failure(batch, error)
                continue
            left += len(batch) - marked
            if not seconds and batches:
                return None
        return left

    @api.model
    def _sweep_one(self, ids, now):
        """One batch: mark, do what follows, commit."""
        late = self._mark_late(ids, now)
        if late:
            late._on_late()
        return len(late), self.env["ir.cron"]._commit_progress(len(late))

    @api.model
    def _mark_late(self, ids, now):
        """Mark those of the records that are still due and that nobody else works on.

        In one statement and not by ``write``, which takes several times as long; what
        follows from being late has its place in :meth:`_on_late`.
        """
        logged = SQL()
        if self._log_access:
            logged = SQL(
                ", write_uid = %s, write_date = %s", self.env.uid, self.env.cr.now()
            )
        # ANY of an array, as PostgreSQL would read the whole table for IN.
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE %(table)s
                   SET state = 'late',
                       late_since = COALESCE(late_since, due_at)%(logged)s
                 WHERE id = ANY(ARRAY(
                    SELECT id FROM %(table)s
                     WHERE id = ANY(%(ids)s) AND state = 'pending' AND due_at <= %(now)s
                       FOR NO KEY UPDATE SKIP LOCKED
                 ))
                RETURNING id
                """,
                table=SQL.identifier(self._table),
                logged=logged,
                ids=list(ids),
                now=now,
            )
        )
        late = self.browse(sorted(row[0] for row in rows))
        late.invalidate_recordset(flush=False)
        late.modified(["state", "late_since"])
        return late

    @api.model
    def _log_failure(self, ids, error):
        if isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
            _logger.info("%s %s: changed meanwhile, tried again later", self._name, ids)
        else:
            _logger.error(
                "%s %s: could not become late, tried again later",
                self._name,
                ids,
                exc_info=error,
            )


def _full_minute(moment):
    """The next full minute, or the moment itself if it is one."""
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + MINUTE
