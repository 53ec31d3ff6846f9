from odoo import fields, models

from ..policies import history

WAYS = [
    ("rep", "The Rep Recognised the Customer"),
    ("visitor", "The Customer Recognised the Rep"),
    ("register", "Found in the Register"),
]


class FloorRecognition(models.Model):
    """The register of customers who recalled nobody and were recognised (F-05).

    Entered on the visit; what it means for the deal depends on when it was.
    """

    _name = "floor.recognition"
    _description = "Recognition"
    _inherit = ["floor.signed.mixin", "register.seal.mixin"]
    _order = "id desc"
    _seal_fields = (
        *("visit_id", "earlier_visit_id", "user_id", "way", "recognised_at"),
        *("signed_by_id", "request_uuid"),
    )
    _seal_scope = "site_id"

    visit_id = fields.Many2one(
        "floor.visit", required=True, readonly=True, ondelete="restrict"
    )
    earlier_visit_id = fields.Many2one(
        "floor.visit",
        string="Came Before On",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    site_id = fields.Many2one(
        related="visit_id.site_id", store=True, precompute=True, string="Sales Floor"
    )
    company_id = fields.Many2one(
        related="visit_id.company_id", store=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Original Rep",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    way = fields.Selection(WAYS, string="How", required=True, readonly=True)
    recognised_at = fields.Datetime(
        string="Recognised On",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
    )

    _person_unique = models.UniqueIndex("(visit_id) WHERE way != 'register'")
    _register_unique = models.UniqueIndex("(visit_id) WHERE way = 'register'")

    # -- business --

    def _by_person(self):
        return self.filtered(lambda it: it.way != "register")

    def _as_evidence(self):
        """F-05: as the policies read it; None of none.

        Whoever was first, if a match in the register counts; else who recognised whom.
        """
        matches = self.company_id[:1].sudo().floor_match_counts
        first = (self if matches else self._by_person() or self).sorted("id")[:1]
        if not first:
            return None
        return history.Recognition(
            original=first.user_id.id,
            at=first.recognised_at,
            on=first.site_id.local_date(first.recognised_at),
            by=first.way,
        )
