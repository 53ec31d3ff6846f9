from odoo import api, fields, models
from odoo.fields import Domain


class PropertyMineMixin(models.AbstractModel):
    """What a customer of the portal may see: what is theirs today.

    Record rules ask ``is_mine``. A rule is kept in a cache, and a midnight passes
    unnoticed there; what the field stands for is looked up by each query anew.
    """

    _name = "property.mine.mixin"
    _description = "One's Own Today"

    is_mine = fields.Boolean(
        compute="_compute_is_mine",
        search="_search_is_mine",
        groups=fields.NO_ACCESS,
    )

    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = set(self._mine().ids)
        for record in self:
            record.is_mine = record._origin.id in mine

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in", self._mine().ids)

    @api.model
    def _mine(self):
        """The records that are today of who asks, with all rights: one query."""
        raise NotImplementedError
