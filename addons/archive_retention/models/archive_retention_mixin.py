from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..policies import disposal, retention


class ArchiveRetentionMixin(models.AbstractModel):
    """How long a document is kept (A-09).

    Worked out when it is filed and when an event of its schedules happens, and stored:
    a schedule that changes later changes nothing by itself.
    """

    _name = "archive.retention.mixin"
    _description = "Retention"
    _guarded_fields = frozenset(
        {
            "retention_state",
            "cutoff_date",
            "due_date",
            "schedule_id",
            "kept_until",
            "is_held",
            "retention_note",
        }
    )

    retention_state = fields.Selection(
        [
            ("waiting", "Waits for an event"),
            ("running", "Until a day"),
            ("permanent", "For ever"),
        ],
        string="Kept",
        readonly=True,
        copy=False,
    )
    cutoff_date = fields.Date(string="Counted From", readonly=True, copy=False)
    due_date = fields.Date(
        string="Review On",
        readonly=True,
        copy=False,
        help="A-09: from this day on it comes up for review; nothing goes by itself.",
    )
    schedule_id = fields.Many2one(
        "archive.schedule",
        string="Deciding Schedule",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    kept_until = fields.Date(
        readonly=True, copy=False, help="A review put its disposal off until then."
    )
    is_held = fields.Boolean(string="On Hold", readonly=True, copy=False)
    retention_note = fields.Char(
        string="Why Changed",
        readonly=True,
        copy=False,
        help="The reason of the last change of how long it is kept.",
    )
    retention_reason = fields.Char(
        string="How Long", compute="_compute_retention_reason"
    )
    hold_names = fields.Char(string="Held By", compute="_compute_hold_names")
    event_ids = fields.One2many("archive.event", "document_id", string="Events")

    _due_idx = models.Index(
        "(site_id, due_date, id) WHERE state = 'filed' AND retention_state = 'running'"
    )

    _held_idx = models.Index("(site_id) WHERE is_held IS TRUE")

    @api.depends("retention_state", "due_date", "schedule_id", "kept_until")
    @api.depends_context("lang")
    def _compute_retention_reason(self):
        for document in self:
            document.retention_reason = document._retention_sentence()

    @api.depends("is_held")
    def _compute_hold_names(self):
        names = self.env["archive.hold"].names(self.filtered("is_held")._origin)
        for document in self:
            document.hold_names = ", ".join(names.get(document._origin.id, ()))

    def _retention_sentence(self):
        schedule = self.sudo().schedule_id
        match self.retention_state:
            case "permanent":
                return self.env._("For ever (%s)", schedule.display_name)
            case "running":
                day = format_date(self.env, self.due_date)
                if self.kept_until == self.due_date:
                    return self.env._("Until %s, as a review decided", day)
                return self.env._(
                    "Until %(day)s (%(schedule)s)",
                    day=day,
                    schedule=schedule.display_name,
                )
            case "waiting" if schedule:
                events = dict(
                    schedule._fields["event"]._description_selection(self.env)
                )
                return self.env._(
                    "Waits for: %(event)s (%(schedule)s)",
                    event=events[schedule.event],
                    schedule=schedule.display_name,
                )
            case "waiting":
                return self.env._("Until its class has a schedule")
        return False

    # -- actions --

    def action_work_out_again(self, reason=""):
        """Work out how long these are kept by the schedules as they are now (A-09).

        :raise UserError: naming what would be shortened in silence or under a hold;
            nothing changes then
        """
        self.check_access("write")
        self.site_id.check_custodian()
        self._work_out(reason=reason)

    # -- rules --

    @api.private
    def disposal_method(self):
        """A-07, A-11: how it is destroyed."""
        return disposal.method(self.medium, self.level)

    @api.private
    def disposal_facts(self, today, holds, method=None):
        """A-07, A-09: what decides whether it may be destroyed now."""
        self.ensure_one()
        return disposal.Facts(
            is_kept=self._is_kept(),
            medium=self.medium,
            level=self.level,
            custody=self.custody,
            retention_state=self.retention_state or "waiting",
            due_on=self.due_date or None,
            today=today,
            holds=holds,
            approved_method=method,
        )

    @api.private
    def open_holds(self):
        """By ID, the names of the open holds on it (A-09)."""
        return self.env["archive.hold"].names(self)

    @api.private
    def dispose(self, batch):
        """A-07: what is left of these is their entry in the index, the tombstone."""
        for schedule, mine in self.grouped("schedule_id").items():
            mine.write_rows(
                {
                    "state": "disposed",
                    "disposed_on": batch.site_id.local_date(),
                    "custody": "out",
                    "is_held": False,
                    "authority": f"{schedule.display_name} · {batch.name}",
                }
            )

    def _retention_facts(self, schedules, events):
        """A-09: the document's schedules, and the days of what has happened."""
        self.ensure_one()
        return retention.Facts(
            schedules=schedules[self.class_id.id].terms(),
            events={"signing": self.signed_date, **events.get(self.id, {})},
            kept_until=self.kept_until or None,
        )

    def _retention_decide(self, facts):
        return retention.decide(facts)

    def _retention_now(self):
        return retention.Retention(
            state=self.retention_state, due_on=self.due_date or None
        )

    def _retention_message(self, found):
        sentences = {
            "held": self.env._(
                "It is on hold: as long as it is, nothing shortens how long it is kept."
            ),
            "not_manager": self.env._(
                "The site's manager shortens how long it is kept, nobody else."
            ),
            "no_reason": self.env._("Say why it is kept for a shorter time."),
        }
        return f"{sentences[found.reason[0]]} ({found.rule})"

    # -- business --

    def _begin_retention(self):
        """Of what is filed now: there is nothing yet to be shortened."""
        self._store_retention(dict(self._worked_out()))
        names = self.env["archive.hold"].names(self)
        self.filtered(lambda it: names[it.id]).is_held = True

    def _work_out(self, *, reason="", is_event=False):
        documents = self.sudo().filtered(lambda it: it.state == "filed")
        documents.lock_rows()
        found, refusals = dict(documents._worked_out()), []
        manages = self.env.user.managed_site_ids
        for document, after in found.items():
            change = retention.Change(
                before=document._retention_now(),
                after=after,
                held=document.is_held,
                reason=reason or "",
                authority=self.env.uid == 1 or document.site_id in manages,
                is_event=is_event,
            )
            refused = retention.obstacle(change)
            if refused:
                refusals.append(
                    f"{document.display_name}: {self._retention_message(refused)}"
                )
        if refusals:
            raise UserError("\n".join(refusals))
        documents._store_retention(found)
        if reason:
            documents.retention_note = reason

    def _worked_out(self):
        """(document, Retention) of each, with three queries for all."""
        schedules = self.class_id.schedules()
        events = self.env["archive.event"].sudo().latest(self)
        for document in self:
            facts = document._retention_facts(schedules, events)
            yield document, document._retention_decide(facts)

    def _store_retention(self, found):
        for document, kept in found.items():
            document.write(
                {
                    "retention_state": kept.state,
                    "cutoff_date": kept.cutoff_on,
                    "due_date": kept.due_on,
                    "schedule_id": kept.schedule,
                }
            )
