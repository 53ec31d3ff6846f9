from odoo import api, fields, models
from odoo.tools import SQL

# What is counted, each 0 or 1 per entry of a register.
COUNTS = (
    *("calls", "came", "visits", "new_visits", "return_visits"),
    *("deposits", "contracts", "waiting"),
)
# Ratio: the counts it divides.
RATIOS = {
    "came_rate": ("came", "calls"),
    "deposit_rate": ("deposits", "visits"),
    "contract_rate": ("contracts", "deposits"),
    "deal_rate": ("contracts", "visits"),
}


class FloorFunnel(models.Model):
    """From call to contract: the registers' entries as they are counted (F-26, F-35).

    The one place that says what counts as a call, a visit, a holding deposit or a
    contract: the pivot, the reports and Monday's file all read it. Entries that were
    corrected don't count, their corrections do; visitors who needed no reception don't.
    Visits count once they are approved, or at once, as the company sets it (F-18);
    calls decide nothing and need no approval (F-08). Deals are what the register of
    visitors says.
    """

    _name = "floor.funnel"
    _description = "Sales Floor Funnel"
    _auto = False
    _rec_name = "day"
    _order = "moment desc, id desc"
    _depends = {
        "floor.call": [
            *("site_id", "company_id", "user_id", "source_id", "called_at"),
            *("phone_number", "correction_of_id"),
        ],
        "floor.visit": [
            *("site_id", "company_id", "user_id", "instead_of_id", "source_id"),
            *("partner_id", "arrived_at", "phone_number", "came_before", "outcome"),
            *("state", "correction_of_id", "entered_at"),
        ],
        "res.company": ["floor_report_counts"],
        "service.site": ["tz"],
    }

    site_id = fields.Many2one("service.site", string="Sales Floor", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Sales Representative",
        readonly=True,
        help="Who answered, or whose visitor it is.",
    )
    source_id = fields.Many2one("utm.source", string="Heard of Us By", readonly=True)
    call_id = fields.Many2one("floor.call", readonly=True)
    visit_id = fields.Many2one("floor.visit", readonly=True)
    moment = fields.Datetime(readonly=True)
    day = fields.Date(readonly=True, help="At the site.")
    calls = fields.Integer(readonly=True)
    came = fields.Integer(
        string="Callers Who Came",
        readonly=True,
        help="A visitor with the phone number of this call came later.",
    )
    visits = fields.Integer(readonly=True)
    new_visits = fields.Integer(string="New Visitors", readonly=True)
    return_visits = fields.Integer(string="Returning Visitors", readonly=True)
    deposits = fields.Integer(string="Holding Deposits", readonly=True)
    contracts = fields.Integer(readonly=True)
    waiting = fields.Integer(
        string="Not Approved Yet",
        readonly=True,
        help="F-18: visits that don't count before the project manager approved them.",
    )
    came_rate = fields.Float(string="Came per Call", readonly=True, aggregator="avg")
    deposit_rate = fields.Float(
        string="Deposits per Visit", readonly=True, aggregator="avg"
    )
    contract_rate = fields.Float(
        string="Contracts per Deposit",
        readonly=True,
        aggregator="avg",
        help="Above 100 % where contracts are signed without a holding deposit.",
    )
    deal_rate = fields.Float(
        string="Contracts per Visit", readonly=True, aggregator="avg"
    )

    @property
    def _table_query(self):
        rates = SQL(", ").join(
            SQL(
                "CASE WHEN %(whole)s > 0 THEN %(part)s::float END AS %(rate)s",
                whole=SQL.identifier(whole),
                part=SQL.identifier(part),
                rate=SQL.identifier(rate),
            )
            for rate, (part, whole) in RATIOS.items()
        )
        return SQL(
            """
            SELECT entry.*,
                   (entry.moment AT TIME ZONE 'UTC' AT TIME ZONE site.tz)::date AS day,
                   %s
              FROM (%s) AS entry
              JOIN service_site site ON site.id = entry.site_id
            """,
            rates,
            SQL(" UNION ALL ").join(self._get_entries()),
        )

    @api.model
    def _get_entries(self):
        """A query per register, all with the same columns: to be extended."""
        return [self._get_calls(), self._get_visits()]

    @api.model
    def _get_calls(self):
        return SQL(
            """
            SELECT call.id * 2 AS id, call.site_id, call.company_id, call.user_id,
                   call.source_id, call.id AS call_id, NULL::int AS visit_id,
                   call.called_at AS moment,
                   1 AS calls,
                   EXISTS (
                       SELECT FROM floor_visit came
                        WHERE came.phone_number = call.phone_number
                          AND came.site_id = call.site_id
                          AND came.arrived_at >= call.called_at
                   )::int AS came,
                   0 AS visits, 0 AS new_visits, 0 AS return_visits,
                   0 AS deposits, 0 AS contracts, 0 AS waiting
              FROM floor_call call
             WHERE NOT EXISTS (
                       SELECT FROM floor_call later
                        WHERE later.correction_of_id = call.id
                   )
            """
        )

    @api.model
    def _get_visits(self):
        return SQL(
            """
            SELECT visit.id * 2 + 1, visit.site_id, visit.company_id,
                   COALESCE(visit.instead_of_id, visit.user_id),
                   visit.source_id, NULL::int, visit.id,
                   visit.arrived_at,
                   0, 0, count.yes,
                   count.yes * (visit.came_before IS NOT TRUE)::int,
                   count.yes * (visit.came_before IS TRUE)::int,
                   count.yes * COALESCE(visit.outcome = 'deposit', FALSE)::int,
                   count.yes * COALESCE(visit.outcome = 'contract', FALSE)::int,
                   1 - count.yes
              FROM floor_visit visit
              JOIN res_company company ON company.id = visit.company_id
             CROSS JOIN LATERAL (
                       SELECT (visit.state = 'approved'
                               OR company.floor_report_counts = 'all')::int AS yes
                   ) AS count
             WHERE visit.state NOT IN ('corrected', 'refused')
               AND visit.outcome IS DISTINCT FROM 'no_reception'
               AND (visit.correction_of_id IS NULL OR visit.entered_at IS NOT NULL)
            """
        )

    def _read_group_select(self, aggregate_spec, query):
        """The ratio of the sums, whatever is grouped: not the average of ratios."""
        name, _colon, function = aggregate_spec.partition(":")
        if name not in RATIOS or function not in ("avg", "sum"):
            return super()._read_group_select(aggregate_spec, query)
        part, whole = (
            self._field_to_sql(self._table, count, query) for count in RATIOS[name]
        )
        return SQL("SUM(%s)::float / NULLIF(SUM(%s), 0)", part, whole)

    @api.model
    @api.private
    def figures(self, site, start, end, groupby=()):
        """What a site's registers come to from one moment to another, both in UTC.

        :param groupby: as for ``_read_group``
        :return: ``[(*groups, {count: number})]``
        """
        rows = self._read_group(
            [
                ("site_id", "=", site.id),
                ("moment", ">=", start),
                ("moment", "<", end),
            ],
            groupby,
            [f"{name}:sum" for name in COUNTS],
        )
        size = len(groupby)
        return [
            (
                *row[:size],
                dict(zip(COUNTS, (it or 0 for it in row[size:]), strict=True)),
            )
            for row in rows
        ]

    @api.model
    @api.private
    def entries(self, site, start, end, only_counted=False):
        """Calls, visits and deals, each in order of time.

        :param only_counted: without the visits that wait for their approval
        :return: ``floor.call``, ``floor.visit``, ``floor.visit``
        """
        domain = [
            ("site_id", "=", site.id),
            ("moment", ">=", start),
            ("moment", "<", end),
        ]
        if only_counted:
            domain.append(("waiting", "=", 0))
        found = self.search(domain, order="moment, id")
        visits = found.visit_id
        deals = visits.filtered(lambda it: it.outcome in ("deposit", "contract"))
        return found.call_id, visits, deals
