from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from .floor_reception import LEAD

RELATIONS = [
    ("spouse", "Spouse"),
    ("parent", "Parent"),
    ("child", "Child"),
    ("sibling", "Brother or Sister"),
    ("other", "Other Relative"),
    ("none", "Not Related: Corrects an Entry"),
]


class FloorKin(models.Model):
    """The register of relatives who came separately (F-20).

    When it was found decides, so that the moment is the entry's own. Of several entries
    on the same two the latest holds.
    """

    _name = "floor.kin"
    _description = "Relatives"
    _inherit = ["charter.guard.mixin", "register.seal.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _guarded_fields = frozenset({"found_at", "found_by_id"})
    # Contacts may be merged: they stay outside.
    _seal_fields = ("relation", "found_at", "found_by_id", "evidence")

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    relative_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    relation = fields.Selection(RELATIONS, required=True, default="spouse")
    evidence = fields.Char(
        string="How It Was Found", required=True, help="What shows that they are."
    )
    found_at = fields.Datetime(
        string="Found", required=True, readonly=True, default=fields.Datetime.now
    )
    found_by_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )

    @api.depends("partner_id", "relative_id")
    def _compute_display_name(self):
        for kin in self:
            kin.display_name = f"{kin.partner_id.name} – {kin.relative_id.name}"

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        if not (self.env.su or self.env.user.has_group(LEAD)):
            raise AccessError(
                self.env._("F-20: who leads the sales floor enters relatives.")
            )
        entries = super().create(vals_list)
        if any(it.partner_id == it.relative_id for it in entries):
            raise ValidationError(self.env._("F-20: nobody is their own relative."))
        people = entries.partner_id | entries.relative_id
        self.env["floor.attribution"].attribute_all(people)
        return entries

    # -- business --

    @api.model
    def _of(self, partners):
        """The latest entry on each two of whom one is of these."""
        entries = self.sudo().search(
            Domain("partner_id", "in", partners.ids)
            | Domain("relative_id", "in", partners.ids),
            order="id",
        )
        latest = {
            frozenset((it.partner_id.id, it.relative_id.id)): it.id for it in entries
        }
        return entries.filtered(
            lambda it: (
                it.relation != "none"
                and it.partner_id != it.relative_id
                and it.id in latest.values()
            )
        )
