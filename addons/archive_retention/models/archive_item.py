from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policies import disposal, retention


class ArchiveItem(models.Model):
    """Equipment, a carrier, papers or a tool that leave by the register only (A-12).

    Carriers and papers end by a disposal, as documents do (A-11).
    """

    _name = "archive.item"
    _description = "Item Under the Register"
    _inherit = ["archive.custody.mixin", "archive.site.mixin", "charter.guard.mixin"]
    _order = "site_id, code, id"
    _rec_names_search = ["code", "name"]
    _check_company_auto = True
    _guarded_fields = frozenset({"disposed_on", "authority"})
    _guarded_after_create = frozenset({"site_id"})

    name = fields.Char(required=True)
    code = fields.Char(string="Tag", required=True)
    kind = fields.Selection(
        [
            ("equipment", "Equipment"),
            ("carrier", "Data Carrier"),
            ("papers", "Papers"),
            ("tool", "Tool"),
        ],
        required=True,
        default="equipment",
    )
    active = fields.Boolean(default=True)
    disposed_on = fields.Date(string="Destroyed On", readonly=True, copy=False)
    authority = fields.Char(
        readonly=True, copy=False, help="By which approval it was destroyed."
    )

    _code_unique = models.Constraint(
        "UNIQUE(site_id, code)", "Another item of this site has this tag already."
    )

    def _compute_display_name(self):
        for item in self:
            item.display_name = " ".join(filter(None, (item.code, item.name)))

    def write(self, vals):
        if any(item.disposed_on for item in self):
            raise UserError(
                self.env._("It is destroyed: what is left of it is its entry.")
            )
        if not vals.get("active", True):
            for item in self:
                item._check_given_up()
        kind = vals.get("kind")
        if kind and any(disposal.given_up(it.kind) for it in self if it.kind != kind):
            raise UserError(
                self.env._("What carries data stays what it is until it is destroyed.")
            )
        return super().write(vals)

    def _check_given_up(self):
        if self.custody == "lent":
            raise UserError(
                self.env._(
                    "%(item)s is lent: it has to come back before it is given up.",
                    item=self.display_name,
                )
            )
        found = disposal.given_up(self.kind)
        if found and self.custody != "out":
            raise UserError(
                self.env._(
                    "%(item)s carries data: propose it to be destroyed. (%(rule)s)",
                    item=self.display_name,
                    rule=found.rule,
                )
            )

    def _is_kept(self):
        return self.active

    # -- its disposal --

    @api.private
    def disposal_method(self):
        """A-07, A-11: how it is destroyed."""
        return disposal.method(disposal.item_medium(self.kind), "confidential")

    @api.private
    def disposal_facts(self, today, holds, method=None):
        """A-11: it has no retention: it may go as soon as nobody needs it any more."""
        return disposal.Facts(
            is_kept=self._is_kept(),
            medium=disposal.item_medium(self.kind),
            level="confidential",
            custody=self.custody,
            retention_state=retention.RUNNING,
            due_on=today,
            today=today,
            holds=holds,
            approved_method=method,
        )

    @api.private
    def open_holds(self):
        """Holds are on documents."""
        return {}

    @api.private
    def dispose(self, batch):
        """A-11: what is left of these is their entry."""
        self.write_rows(
            {
                "active": False,
                "custody": "out",
                "disposed_on": batch.site_id.local_date(),
                "authority": batch.name,
            }
        )
