from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_datetime

from ..policies import milestones
from .complaint_milestone import KINDS

INTERNAL = "base.group_user"


class ComplaintClockMixin(models.AbstractModel):
    """The clocks of a complaint: what must be done by when (C-07, C-08, C-12)."""

    _name = "complaint.clock.mixin"
    _description = "Complaint With Clocks"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset({"accepted_at", "next_due_at", "next_kind", "is_late"})

    accepted_at = fields.Datetime(
        string="Accepted",
        compute="_compute_accepted_at",
        store=True,
        precompute=True,
        copy=False,
        help="C-12: the clocks start here: with the call or the visit; for what came in"
        " writing, when it got its code.",
    )
    requested_limit = fields.Datetime(
        string="Asked For By",
        copy=False,
        tracking=True,
        help="C-12: by when the complainant asks to have it done.",
    )
    reply_expected_at = fields.Datetime(
        string="Reply Expected",
        compute="_compute_reply_expected_at",
        store=True,
        readonly=False,
        copy=False,
        tracking=True,
        help="C-07: the reply time told to the complainant.",
    )
    reply_time_told = fields.Boolean(
        string="Told",
        help="C-07: the complainant was told when to expect the reply.",
        groups=INTERNAL,
    )
    reply_sentence = fields.Char(compute="_compute_reply_sentence", groups=INTERNAL)
    next_due_at = fields.Datetime(
        string="Next Deadline",
        compute="_compute_next_milestone",
        store=True,
        index=True,
        copy=False,
        groups=INTERNAL,
    )
    next_kind = fields.Selection(
        KINDS,
        string="Due Next",
        compute="_compute_next_milestone",
        store=True,
        copy=False,
        groups=INTERNAL,
    )
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_next_milestone",
        store=True,
        copy=False,
        groups=INTERNAL,
    )
    time_left = fields.Char(compute="_compute_time_left", groups=INTERNAL)

    # -- compute --

    @api.depends("request_kind", "intake", "received_at", "complaint_code")
    def _compute_accepted_at(self):
        now = fields.Datetime.now()
        for ticket in self:
            if ticket.request_kind != "complaint":
                ticket.accepted_at = False
            elif ticket._origin.accepted_at:
                ticket.accepted_at = ticket._origin.accepted_at
            elif ticket.intake in milestones.WRITTEN:
                ticket.accepted_at = ticket.complaint_code and now
            else:
                ticket.accepted_at = ticket.received_at

    @api.depends(
        "severity",
        "received_at",
        "accepted_at",
        "requested_limit",
        "raised_at",
    )
    def _compute_reply_expected_at(self):
        for ticket in self:
            if not ticket.severity or not ticket.received_at:
                ticket.reply_expected_at = False
                continue
            ticket.reply_expected_at = milestones.promise(
                ticket._milestone_facts(),
                ticket._milestone_settings(),
                ticket._milestone_rules(),
            )

    @api.depends("reply_expected_at", "site_id.tz")
    @api.depends_context("lang")
    def _compute_reply_sentence(self):
        for ticket in self:
            if not ticket.reply_expected_at:
                ticket.reply_sentence = False
                continue
            moment = format_datetime(
                self.env,
                ticket.reply_expected_at,
                tz=ticket.site_id.tz or self.env.user.tz,
                dt_format=self.env._("EEEE d MMMM, HH:mm"),
            )
            ticket.reply_sentence = self.env._(
                "Say: “You will have our answer by %(moment)s.”", moment=moment
            )

    @api.depends("milestone_ids.state", "milestone_ids.due_at")
    def _compute_next_milestone(self):
        for ticket in self:
            open_ones = ticket.milestone_ids.filtered(lambda it: it.is_open())
            first = open_ones.sorted("due_at")[:1]
            ticket.next_due_at = first.due_at
            ticket.next_kind = first.kind
            ticket.is_late = "late" in open_ones.mapped("state")

    @api.depends("next_due_at")
    @api.depends_context("lang")
    def _compute_time_left(self):
        for ticket in self:
            ticket.time_left = self._spell_time_left(ticket.next_due_at)

    @api.model
    def _spell_time_left(self, due_at):
        if not due_at:
            return False
        now = fields.Datetime.now()
        spell = self._spell_minutes(int(abs((due_at - now).total_seconds()) // 60))
        if due_at < now:
            return self.env._("late by %(time)s", time=spell)
        return self.env._("%(time)s left", time=spell)

    @api.model
    def _spell_minutes(self, minutes):
        days, rest = divmod(minutes, 24 * 60)
        hours, minutes = divmod(rest, 60)
        if days:
            return self.env._("%(days)s d %(hours)s h", days=days, hours=hours)
        if hours:
            return self.env._(
                "%(hours)s h %(minutes)s min", hours=hours, minutes=minutes
            )
        return self.env._("%(minutes)s min", minutes=minutes)

    @api.onchange("intake")
    def _onchange_intake(self):
        """C-07: who writes is told nothing while it is taken."""
        if self.intake in milestones.WRITTEN:
            self.reply_time_told = False

    # -- constraints --

    @api.constrains("requested_limit", "received_at")
    def _check_requested_limit(self):
        for ticket in self:
            asked = ticket.requested_limit
            if asked and ticket.received_at and asked <= ticket.received_at:
                raise ValidationError(
                    self.env._(
                        "The complainant can't ask for it by a moment before the"
                        " complaint was received."
                    )
                )

    @api.constrains("reply_expected_at", "received_at")
    def _check_reply_expected_at(self):
        for ticket in self:
            told = ticket.reply_expected_at
            if told and ticket.received_at and told < ticket.received_at:
                raise ValidationError(
                    self.env._(
                        "No reply can be promised by a moment before the complaint was"
                        " received."
                    )
                )

    # -- actions --

    def action_ask_more_time(self):
        """C-12: from the manager of the site."""
        self.ensure_one()
        solve = self._open_milestones("solve")
        if not solve:
            raise UserError(
                self.env._(
                    "%(name)s has no limit that is still open.",
                    name=self._complaint_name(),
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for More Time"),
            "res_model": "complaint.extension",
            "view_mode": "form",
            "target": "new",
            "context": {"default_milestone_id": solve.id},
        }

    # -- rules --

    def _milestone_facts(self):
        """C-08, C-12: what the clocks run by."""
        self.ensure_one()
        site = self.site_id
        return milestones.Facts(
            received_at=self.received_at,
            severity=self.severity or None,
            accepted_at=self.accepted_at or None,
            raised_at=self.raised_at or None,
            valid_at=self.valid_at or None,
            intake=self.intake or None,
            requested_limit=self.requested_limit or None,
            zone=ZoneInfo(site.tz or "UTC"),
            nth_working_day=(site.calendar_id and self._nth_working_day) or None,
        )

    def _milestone_settings(self):
        self.ensure_one()
        return self._charter_company()._complaint_milestone_settings()

    def _milestone_rules(self):
        return milestones.RULES

    def _milestone_decide(self, facts, settings):
        return milestones.decide(facts, settings, self._milestone_rules())

    def _nth_working_day(self, day, count):
        """The day by which so many working days after ``day`` have passed."""
        zone = ZoneInfo(self.site_id.tz)
        end_of_day = datetime.combine(day, time.max, zone).astimezone(UTC)
        calendar = self.site_id.calendar_id.sudo()
        reached = calendar.plan_days(count, end_of_day, compute_leaves=True)
        return reached.astimezone(zone).date() if reached else day

    def _plan_milestones(self):
        """C-08, C-12: let the milestones be what the rules say by now.

        Those done stay; open ones move with the facts, and say why.
        """
        complaints = self.sudo().filtered(
            lambda it: (
                it.request_kind == "complaint"
                and it.received_at
                and not it.closed
                and not it.duplicate_id
            )
        )
        self.env["complaint.milestone"]._plan(
            {
                ticket: ticket._milestone_decide(
                    ticket._milestone_facts(), ticket._milestone_settings()
                )
                for ticket in complaints
            }
        )

    def _open_milestones(self, *kinds):
        return self.sudo().milestone_ids.filtered(
            lambda it: it.is_open() and (not kinds or it.kind in kinds)
        )
