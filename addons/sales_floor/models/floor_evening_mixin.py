from datetime import timedelta

from odoo import api, fields, models

from ..policies import reporting


class FloorEveningMixin(models.AbstractModel):
    """The evening at a sales floor: reps sum up, and are told what tomorrow brings.

    Each rep with customers that day is asked to report them to the manager; who has a
    customer to invite, or signing or paying tomorrow, is reminded of it (F-29).
    """

    _name = "floor.evening.mixin"
    _description = "Evening at the Sales Floor"
    _inherit = ["charter.guard.mixin", "floor.period.mixin"]
    _guarded_fields = frozenset({"summed_up_at"})

    summed_up_at = fields.Datetime(
        string="Sum-Ups Asked For On", readonly=True, copy=False
    )

    @api.model
    def _cron_evening(self):
        """F-29: ask and remind at each sales floor, once an evening, be it late."""
        self._at_each_floor()

    @api.model
    def _run_floor(self, site):
        for day in self._evenings(site):
            self._sum_up_day(site, day)

    @api.model
    def _evenings(self, site):
        done = self.search(
            [("site_id", "=", site.id), ("summed_up_at", "!=", False)],
            order="date desc",
            limit=2,
        )
        settings = site.company_id._floor_reporting_settings()
        facts = self._reporting_facts(site, done.mapped("date"))
        return reporting.evenings(facts, settings)

    @api.model
    def _sum_up_day(self, site, day):
        """F-29: what one evening asks for; nothing where nothing was and will be."""
        moments = self._moments(site, day, day)
        _calls, visits, _deals = self.env["floor.funnel"].entries(site, *moments)
        tomorrow = day + timedelta(days=1)
        inviting = self._inviting(site, tomorrow)
        signing = self._signing(site, tomorrow)
        paying = self._paying(site, tomorrow)
        if not (visits or inviting or signing or paying):
            return self.browse()
        own = [
            ("site_id", "=", site.id),
            ("date", "=", day),
            ("correction_of_id", "=", False),
        ]
        minutes = self.search(own) or self.create({"site_id": site.id, "date": day})
        minutes.summed_up_at = fields.Datetime.now()
        minutes._ask_reps(visits)
        inviting._remind_rep("sales_floor.mail_activity_invite_again", tomorrow)
        signing._remind_rep("sales_floor.mail_activity_signing", tomorrow)
        for visit, amount in paying:
            visit._remind_rep("sales_floor.mail_activity_payment", tomorrow, amount)
        return minutes

    def _ask_reps(self, visits):
        """Ask every rep with customers; the manager is told that minutes are due."""
        self.ensure_one()
        lines = self.env["floor.minutes.line"]
        lines.create(
            [
                {
                    "minutes_id": self.id,
                    "user_id": rep.id,
                    **lines.counts_of(received),
                }
                for rep, received in visits.grouped("user_id").items()
            ]
        ).ask()
        if visits:
            self._ask_manager()

    def _ask_manager(self):
        self.ask(
            self.site_id.nearest_members("sales_manager")[:1],
            day=self.date,
            kind="sales_floor.mail_activity_minutes",
        )

    # -- tomorrow --

    @api.model
    def _inviting(self, site, day):
        """The latest visits of who is to be invited again on a day."""
        visits = self.env["floor.visit"]
        settings = site.company_id._floor_reporting_settings()
        last_here = reporting.last_here(day, settings)
        if last_here is None:
            return visits
        start, end = self._moments(site, last_here, last_here)
        return visits.search(
            [
                ("site_id", "=", site.id),
                ("arrived_at", ">=", start),
                ("arrived_at", "<", end),
                ("is_latest", "=", True),
                ("outcome", "in", (False, "none")),
                ("activity_ids", "=", False),
            ]
        )

    @api.model
    def _signing(self, site, day):
        """The visits whose customers sign on a day."""
        return self.env["floor.visit"].search(
            [
                ("site_id", "=", site.id),
                ("signing_on", "=", day),
                ("state", "not in", ("corrected", "refused")),
            ]
        )

    @api.model
    def _paying(self, site, day):
        """The latest visit of each customer of the site who has to pay on a day.

        :return: ``[(visit, what is due as text)]``
        """
        due = self.env["account.move.line"].search(
            [
                ("company_id", "=", site.company_id.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("amount_residual", ">", 0),
                ("date_maturity", "=", day),
            ]
        )
        visits = self.env["floor.visit"].search(
            [
                ("site_id", "=", site.id),
                ("partner_id", "in", due.partner_id.ids),
                ("state", "!=", "corrected"),
            ]
        )
        lines = due.grouped("partner_id")
        return [
            (theirs[0], self._amounts_due(lines[partner]))
            for partner, theirs in visits.grouped("partner_id").items()
        ]

    @api.model
    def _amounts_due(self, lines):
        """Which invoices, and how much of each."""
        return ", ".join(
            line.move_id.name
            + " "
            + line.currency_id.format(line.amount_residual_currency)
            for line in lines
        )
