from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError


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
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Whose PIN signed it.",
    )
    request_uuid = fields.Char(readonly=True, copy=False)

    _request_unique = models.UniqueIndex("(request_uuid)")

    # -- business --

    @api.model
    @api.private
    def find_request(self, request_uuid, fresh):
        """What the same press has left already, empty if nothing.

        :param fresh: an environment of :meth:`service.site.deciding_floor`
        :raise ConcurrencyError: if others have just committed it; Odoo then begins the
            request anew, and sees it
        """
        same = [("request_uuid", "=", request_uuid)]
        known = self.search(same)
        if not known and fresh[self._name].search_count(same):
            raise ConcurrencyError(self.env._("This has just been done."))
        return known
