from odoo import fields, models


class FloorSignedMixin(models.AbstractModel):
    """What somebody did on the floor's shared tablet: who signed it, once.

    The tablet sends a ``request_uuid`` with each press. The same press sent twice, by a
    double click or by a network that came back, is one entry.
    """

    _name = "floor.signed.mixin"
    _description = "Signed on the Floor"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset({"signed_by_id", "request_uuid"})

    signed_by_id = fields.Many2one(
        "res.users",
        string="Signed By",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Whose PIN signed it.",
    )
    request_uuid = fields.Char(readonly=True, copy=False)

    _request_unique = models.UniqueIndex("(request_uuid)")
