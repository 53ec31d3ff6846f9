from odoo import api, fields, models

from ..policies import change, history

# How the next visit follows, by the reason of the decision.
MIDWAY = {"yielded": history.NAMED, "instigated": history.INSTIGATED}


class FloorChange(models.Model):
    """The register of wishes for another rep midway, and what came of them.

    F-06, F-12, F-13: the sales manager decides; what follows for turns and rights the
    rules say.
    """

    _name = "floor.change"
    _description = "Change of Rep"
    _inherit = ["charter.decision.mixin", "floor.signed.mixin", "register.seal.mixin"]
    _order = "id desc"
    _seal_fields = (
        *("visit_id", "user_id", "to_user_id", "receiver", "is_new", "is_fault"),
        *("reason", "facts", "decided_at", "signed_by_id"),
    )
    _seal_scope = "site_id"

    visit_id = fields.Many2one(
        "floor.visit", required=True, readonly=True, index=True, ondelete="restrict"
    )
    next_visit_id = fields.Many2one(
        "floor.visit", string="Goes On As", readonly=True, ondelete="restrict"
    )
    site_id = fields.Many2one(
        related="visit_id.site_id", store=True, precompute=True, string="Sales Floor"
    )
    company_id = fields.Many2one(
        related="visit_id.company_id", store=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users", string="First Rep", readonly=True, ondelete="restrict"
    )
    to_user_id = fields.Many2one(
        "res.users", string="Received On By", readonly=True, ondelete="restrict"
    )
    receiver = fields.Selection(
        [
            (change.FIRST, "The Same Rep"),
            (change.NEXT, "Next in the Rota"),
            (change.DESIGNATED, "The Rep They Asked For"),
            (change.LAST, "The Last in the Rota"),
        ],
        string="Goes To",
        required=True,
        readonly=True,
    )
    is_new = fields.Boolean(
        string="Counts as New",
        readonly=True,
        help="F-06: the customer counts as new, the first rep has no rights any more.",
    )
    is_fault = fields.Boolean(string="Fault on Record", readonly=True)
    incident_ids = fields.One2many(
        "floor.incident", "change_id", string="Incidents", readonly=True
    )

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        """F-06: a fault that is noted is an incident, with its penalty to decide."""
        changes = super().create(vals_list)
        self.env["floor.incident"]._note_faults(changes)
        return changes

    # -- business --

    def _as_evidence(self):
        """F-06, F-12: what the next visit is to whose customer it is."""
        self.ensure_one()
        if self.is_new:
            return history.AS_NEW
        return MIDWAY.get(self.proposal["reason"][0])
