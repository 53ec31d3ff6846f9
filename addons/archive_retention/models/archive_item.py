from odoo import fields, models
from odoo.exceptions import UserError


class ArchiveItem(models.Model):
    """Equipment, a carrier, papers or a tool that leave by the register only (A-12)."""

    _name = "archive.item"
    _description = "Item Under the Register"
    _inherit = ["archive.custody.mixin", "archive.site.mixin", "charter.guard.mixin"]
    _order = "site_id, code, id"
    _rec_names_search = ["code", "name"]
    _check_company_auto = True
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

    _code_unique = models.Constraint(
        "UNIQUE(site_id, code)", "Another item of this site has this tag already."
    )

    def _compute_display_name(self):
        for item in self:
            item.display_name = " ".join(filter(None, (item.code, item.name)))

    def write(self, vals):
        if not vals.get("active", True):
            for item in self:
                if item.custody == "lent":
                    raise UserError(
                        self.env._(
                            "%(item)s is lent: it has to come back before it is given"
                            " up.",
                            item=item.display_name,
                        )
                    )
        return super().write(vals)

    def _is_kept(self):
        return self.active
