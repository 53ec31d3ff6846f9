from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..policies.milestones import TOLD_WHEN_LATE


class ComplaintDayMixin(models.AbstractModel):
    """What a person finds on the desk in the morning, in the order of doing it."""

    _name = "complaint.day.mixin"
    _description = "Deadline in a Person's Day"

    # Groups are shown in the order of these names.
    section = fields.Selection(
        [
            ("decide", "To Decide"),
            ("late", "Late"),
            ("today", "Due Today"),
            ("upcoming", "Later"),
            ("waiting", "Waiting for the Customer"),
        ],
        string="My Day",
        compute="_compute_section",
        search="_search_section",
    )
    is_for_me = fields.Boolean(
        string="For Me", compute="_compute_is_for_me", search="_search_is_for_me"
    )

    @api.depends_context("uid", "tz")
    @api.depends("state", "due_at", "extension_ids.state", "ticket_id.stage_id")
    def _compute_section(self):
        query = self._as_query(ordered=False)
        section = self._field_to_sql(self._table, "section", query)
        found = dict(
            self.env.execute_query(
                query.select(SQL.identifier(self._table, "id"), section)
            )
        )
        for deadline in self:
            deadline.section = found.get(deadline.id)

    @api.model
    def _search_section(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s = ANY(%s)",
                model._field_to_sql(alias, "section", query),
                list(value),
            )
        )

    def _compute_is_for_me(self):
        mine = self.search([("id", "in", self.ids), ("is_for_me", "=", True)])
        for deadline in self:
            deadline.is_for_me = deadline in mine

    @api.model
    def _search_is_for_me(self, operator, value):
        """C-12, C-21: one's own, what waits for one's role, and what it is told of."""
        if operator != "in":
            return NotImplemented
        uid = self.env.uid
        mine = Domain("ticket_id.user_id", "=", uid) | (
            Domain("ticket_id.first_contact_user_id", "=", uid)
            & Domain("kind", "in", ("acknowledge", "forward"))
        )
        for site, role in self._roles_held():
            told_of = [kind for kind, told in TOLD_WHEN_LATE.items() if told == role]
            waiting = Domain("role", "=", role) | (
                Domain("state", "=", "late") & Domain("kind", "in", told_of)
            )
            mine |= Domain("site_id", "=", site.id) & waiting
        return mine | Domain("section", "=", "decide")

    @api.model
    def _roles_held(self):
        """Pairs of a site and a role that the user holds there today."""
        user = self.env.user
        return [
            (member.site_id, member.role)
            for member in user.sudo().site_member_ids
            if user in member.site_id.members(member.role)
        ]

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "section":
            return super()._field_to_sql(alias, field_expr, query)
        managed = [
            site.id for site, role in self._roles_held() if role == "site_manager"
        ]
        awaiting = self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_stage_awaiting", raise_if_not_found=False
        )
        self.env["complaint.extension"].flush_model(["milestone_id", "state"])
        self.env["helpdesk.ticket"].flush_model(["stage_id"])
        return SQL(
            """
            CASE WHEN %(site)s = ANY(%(managed)s) AND EXISTS (
                    SELECT FROM complaint_extension asked
                     WHERE asked.milestone_id = %(id)s AND asked.state = 'asked'
                       AND asked.asked_by_id != %(uid)s
                 ) THEN 'decide'
                 WHEN %(state)s = 'late' THEN 'late'
                 WHEN %(state)s != 'pending' THEN NULL
                 WHEN %(due_at)s < %(midnight)s THEN 'today'
                 WHEN EXISTS (
                    SELECT FROM helpdesk_ticket ticket
                     WHERE ticket.id = %(ticket)s AND ticket.stage_id = %(awaiting)s
                 ) THEN 'waiting'
                 ELSE 'upcoming' END
            """,
            id=SQL.identifier(alias, "id"),
            site=super()._field_to_sql(alias, "site_id", query),
            state=super()._field_to_sql(alias, "state", query),
            due_at=super()._field_to_sql(alias, "due_at", query),
            ticket=super()._field_to_sql(alias, "ticket_id", query),
            managed=managed,
            uid=self.env.uid,
            midnight=self._midnight(),
            awaiting=awaiting.id if awaiting else 0,
        )

    @api.model
    def _midnight(self):
        """The end of today where the user is, in UTC."""
        zone = ZoneInfo(self.env.context.get("tz") or self.env.user.tz or "UTC")
        tomorrow = fields.Date.context_today(self) + timedelta(days=1)
        moment = datetime.combine(tomorrow, time.min, zone)
        return moment.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
