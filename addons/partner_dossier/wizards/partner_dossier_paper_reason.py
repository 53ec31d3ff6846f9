from odoo import fields, models

from ..policies import paper


class PartnerDossierPaperReason(models.TransientModel):
    """Why papers are waived, or given back."""

    _name = "partner.dossier.paper.reason"
    _description = "Reason About Papers"

    paper_ids = fields.Many2many("partner.dossier.paper", required=True)
    kind = fields.Selection(
        [(paper.WAIVE, "Waive"), (paper.RETURN, "Give Back")], required=True
    )
    reason = fields.Char(required=True)

    def action_apply(self):
        if self.kind == paper.WAIVE:
            self.paper_ids.action_waive(self.reason)
        else:
            self.paper_ids.action_return(self.reason)
        return {"type": "ir.actions.act_window_close"}
