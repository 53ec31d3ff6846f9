from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policies import history

MANAGERS = ("project_manager", "sales_director")


class FloorIntroduction(models.Model):
    """The register of customers who came through the company (F-15).

    Who asked the company or its executives before they came to the floor. Of several
    entries on a customer the first says since when, the latest all else.
    """

    _name = "floor.introduction"
    _description = "Company Customer"
    _inherit = ["floor.site.mixin", "charter.guard.mixin", "register.seal.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _guarded_fields = frozenset({"entered_by_id", "entered_at"})
    _seal_fields = (
        *("site_id", "contacted_at", "executive", "how", "picked_id"),
        *("after_sales_id", "entered_at", "entered_by_id"),
    )
    _seal_scope = "site_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    contacted_at = fields.Datetime(
        string="Asked the Company",
        required=True,
        default=fields.Datetime.now,
        help="When the customer first asked the company or the executive.",
    )
    executive = fields.Char(
        string="Through", required=True, help="Which executive or department."
    )
    how = fields.Selection(
        [
            ("introduced", "Introduced Only: a Rep Does It All"),
            ("picked", "A Rep Was Designated"),
            ("arranged", "Arranged by the Company"),
        ],
        string="What the Company Did",
        required=True,
        default="introduced",
    )
    picked_id = fields.Many2one(
        "res.users", string="Designated Rep", ondelete="restrict"
    )
    after_sales_id = fields.Many2one(
        "res.users",
        string="After-Sales By",
        ondelete="restrict",
        help="The rep who does the after-sales; empty where other staff do.",
    )
    entered_at = fields.Datetime(
        string="Entered On", required=True, readonly=True, default=fields.Datetime.now
    )
    entered_by_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )

    @api.model
    def _default_site(self):
        floors = self.env.user.site_ids.filtered(lambda it: it.kind == "sales_floor")
        return floors if len(floors) == 1 else floors.browse()

    @api.depends("partner_id", "executive")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = f"{entry.partner_id.name} ({entry.executive})"

    @api.constrains("contacted_at")
    def _check_contacted_at(self):
        if any(it.contacted_at > fields.Datetime.now() for it in self):
            raise ValidationError(
                self.env._("F-15: when they asked the company can't be still to come.")
            )

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        entries = super().create(vals_list)
        for site, found in entries.grouped("site_id").items():
            if not self.env.su:
                site.require_floor_role(*MANAGERS)
            self.env["floor.attribution"].attribute(site, found.partner_id)
        return entries

    # -- business --

    @api.model
    def _evidence_of(self, site, partners):
        """F-15: what the company did for each customer, as the policies read it.

        :return: ``history.Company`` by id of the partner
        """
        entries = self.search(
            [("site_id", "=", site.id), ("partner_id", "in", partners.ids)], order="id"
        )
        return {
            partner.id: found._as_evidence()
            for partner, found in entries.grouped("partner_id").items()
        }

    def _as_evidence(self):
        first, latest = self[0], self[-1]
        return history.Company(
            at=first.contacted_at,
            on=first.site_id.local_date(first.contacted_at),
            arranged=latest.how == "arranged",
            picked=latest.how == "picked",
            after_sales=latest.after_sales_id.id or None,
        )
