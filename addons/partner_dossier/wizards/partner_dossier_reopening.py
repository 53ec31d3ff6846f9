from odoo import fields, models

from ..policies import steps


class PartnerDossierReopening(models.TransientModel):
    """Why a dossier is opened again, and to which step it goes back (D-01)."""

    _name = "partner.dossier.reopening"
    _description = "Open a Dossier Again"

    dossier_id = fields.Many2one(
        "partner.dossier",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    step = fields.Selection(
        [(steps.COLLECTED, "Collected"), (steps.ORGANISED, "Organised")],
        string="Back To",
        required=True,
        default=steps.ORGANISED,
    )
    reason = fields.Char(required=True)

    def action_apply(self):
        """Move the dossier back; who and why stays on record."""
        self.dossier_id.move_to(self.step, self.reason)
        return {"type": "ir.actions.act_window_close"}
