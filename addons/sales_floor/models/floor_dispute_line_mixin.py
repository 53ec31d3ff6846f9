from odoo import api, fields, models


class FloorDisputeLineMixin(models.AbstractModel):
    """A line of a dispute: entered until the opinion is given, then sealed (F-23)."""

    _name = "floor.dispute.line.mixin"
    _description = "Line of a Dispute"
    _inherit = ["charter.guard.mixin", "register.seal.mixin"]
    _seal_when = "decided_at"
    _seal_scope = "site_id"
    _seal_fields = ("dispute_id",)
    _guarded_fields = frozenset({"decided_at"})
    _guarded_after_create = frozenset({"dispute_id"})
    # What who opened the dispute may enter.
    _of_the_opener = frozenset()

    dispute_id = fields.Many2one(
        "floor.dispute", required=True, index=True, ondelete="cascade"
    )
    site_id = fields.Many2one(related="dispute_id.site_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="dispute_id.company_id", store=True, precompute=True
    )
    decided_at = fields.Datetime(string="Decided On", readonly=True, copy=False)

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        for line, vals in zip(lines, vals_list, strict=True):
            line._check_editing(vals)
        return lines

    def write(self, vals):
        for line in self:
            line._check_editing(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_until_the_opinion(self):
        for line in self:
            line._check_editing(dict.fromkeys(self._of_the_opener))

    def _check_editing(self, vals):
        """F-23: see :meth:`floor.dispute._check_editing`.

        The dispute changes too: of an opinion and a line at once, one begins anew.
        """
        if self.env.su:
            return
        given = {name for name, value in vals.items() if value}
        self.dispute_id._check_editing(
            opener=not given - self._of_the_opener, manager=True
        )
        self.dispute_id.sudo().write({"state": "open"})
