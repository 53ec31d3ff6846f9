from datetime import time

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.charter_base.policies.months import add_months

from ..policies import validity

FIGURES = (
    *("forms", "renewals", "replaced", "expired", "members", "introductions"),
    *("points_given", "points_taken", "prizes", "anomalies"),
)


class LoyaltyVipMonth(models.Model):
    """A store's month of VIP loyalty, rolled up once and sent to operations (L-12).

    Its figures are sealed; the originals of its forms go with it.
    """

    _name = "loyalty.vip.month"
    _description = "Monthly Return of VIP Forms"
    _inherit = ["register.seal.mixin", "charter.deadline.mixin"]
    _order = "month desc, site_id"
    _seal_fields = ("month", "site_id", *FIGURES)
    _seal_scope = "site_id"

    site_id = fields.Many2one(
        "service.site",
        string="Store",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True
    )
    month = fields.Date(required=True, readonly=True)
    registration_ids = fields.One2many(
        "loyalty.vip.registration", "month_id", string="Forms", readonly=True
    )
    forms = fields.Integer(string="Cards Given", readonly=True)
    renewals = fields.Integer(string="Of These Renewals", readonly=True)
    replaced = fields.Integer(string="Cards Replaced", readonly=True)
    expired = fields.Integer(string="Cards Expired", readonly=True)
    members = fields.Integer(string="Members at the End", readonly=True)
    introductions = fields.Integer(readonly=True)
    points_given = fields.Integer(readonly=True)
    points_taken = fields.Integer(readonly=True)
    prizes = fields.Integer(string="Redemptions", readonly=True)
    anomalies = fields.Integer(readonly=True)
    sent_note = fields.Char(
        string="How the Originals Went",
        help="Such as the courier's number.",
    )

    _month_unique = models.Constraint(
        "UNIQUE (site_id, month)", "This store's month is rolled up already."
    )

    @api.depends("site_id.name", "month")
    def _compute_display_name(self):
        for month in self:
            month.display_name = (
                f"{month.site_id.code} {month.month:%Y-%m}" if month.month else False
            )

    # -- business --

    def action_sent(self):
        """L-12: the originals have been sent to operations, with this return."""
        self.check_access("write")
        if self.filtered(lambda it: it.state == "done"):
            raise UserError(self.env._("This month has been sent already."))
        self._send_to_operations()
        self.mark_done()

    def _send_to_operations(self):
        for month in self.sudo():
            operations = month.company_id.vip_operations_id
            if not operations:
                continue
            operations.message_post(
                subject=self.env._("VIP forms: %(month)s", month=month.display_name),
                body=self.env._(
                    "%(store)s sends %(count)s original registration forms of"
                    " %(month)s. %(note)s",
                    store=month.site_id.name,
                    count=month.forms,
                    month=f"{month.month:%Y-%m}",
                    note=month.sent_note or "",
                ),
                partner_ids=operations.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )

    @api.model
    def _cron_roll_up(self):
        """L-12: roll up each store's last month, once, when it has ended there."""
        stores = self.env["service.site"].sudo().search([("kind", "=", "store")])
        wanted = {
            store: add_months(store.local_date().replace(day=1), -1) for store in stores
        }
        known = {
            (row.site_id, row.month)
            for row in self.sudo().search([("site_id", "in", stores.ids)])
        }
        for store, month in wanted.items():
            if (store, month) not in known:
                self.sudo()._roll_up(store, month)

    @api.model
    def _roll_up(self, store, month):
        last = add_months(month, 1)
        first_at, last_at = map(store.moment_at, (month, last))
        forms = self.env["loyalty.vip.registration"].search(
            [
                ("site_id", "=", store.id),
                ("state", "=", "issued"),
                ("issued_at", ">=", first_at),
                ("issued_at", "<", last_at),
            ]
        )
        settings = store.company_id._vip_validity_settings()
        due = validity.return_due(validity.Facts(today=month), settings)
        row = self.create(
            {
                "site_id": store.id,
                "month": month,
                "due_at": store.moment_at(due, time(23, 59)),
                "forms": len(forms),
                "renewals": len(forms.filtered(lambda it: it.kind == "renewal")),
                **self._figures(store, month, last, first_at, last_at),
            }
        )
        forms.month_id = row
        return row

    def _figures(self, store, first, last, first_at, last_at):
        [row] = self.env.execute_query_dict(
            SQL(
                """
                SELECT
                 (SELECT count(*) FROM loyalty_vip_number
                   WHERE site_id = %(site)s AND stopped_at >= %(first_at)s
                     AND stopped_at < %(last_at)s) AS replaced,
                 (SELECT count(*) FROM loyalty_card
                   WHERE vip_site_id = %(site)s AND vip_state = 'expired'
                     AND expiration_date >= %(first)s
                     AND expiration_date < %(last)s) AS expired,
                 (SELECT count(*) FROM loyalty_card
                   WHERE vip_site_id = %(site)s
                     AND vip_valid_from < %(last)s AND expiration_date >= %(last)s
                     AND vip_state <> 'closed') AS members,
                 (SELECT count(*) FROM loyalty_vip_introduction
                   WHERE site_id = %(site)s AND day >= %(first)s
                     AND day < %(last)s) AS introductions,
                 (SELECT count(*) FROM loyalty_vip_anomaly
                   WHERE site_id = %(site)s AND found_at >= %(first_at)s
                     AND found_at < %(last_at)s) AS anomalies,
                 (SELECT COALESCE(sum(issued), 0)::int FROM loyalty_history AS h
                    JOIN loyalty_card AS c ON c.id = h.card_id
                   WHERE c.vip_site_id = %(site)s AND h.vip_day >= %(first)s
                     AND h.vip_day < %(last)s) AS points_given,
                 (SELECT COALESCE(sum(used), 0)::int FROM loyalty_history AS h
                    JOIN loyalty_card AS c ON c.id = h.card_id
                   WHERE c.vip_site_id = %(site)s AND h.vip_day >= %(first)s
                     AND h.vip_day < %(last)s) AS points_taken,
                 (SELECT count(*) FROM loyalty_history AS h
                    JOIN loyalty_card AS c ON c.id = h.card_id
                   WHERE c.vip_site_id = %(site)s AND h.vip_kind = 'redeem'
                     AND h.vip_day >= %(first)s
                     AND h.vip_day < %(last)s) AS prizes
                """,
                site=store.id,
                first=first,
                last=last,
                first_at=first_at,
                last_at=last_at,
            )
        )
        return row
