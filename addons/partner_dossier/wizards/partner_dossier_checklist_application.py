from odoo import api, fields, models


class PartnerDossierChecklistApplication(models.TransientModel):
    """What applying a changed checklist to the dossiers there are does, in numbers.

    Of the dossiers themselves it shows nothing: who sets up checklists sees none.
    """

    _name = "partner.dossier.checklist.application"
    _description = "Application of a Checklist"

    checklist_id = fields.Many2one("partner.dossier.checklist", required=True)
    dossier_count = fields.Integer(string="Dossiers", compute="_compute_counts")
    new_count = fields.Integer(string="Papers Asked For", compute="_compute_counts")
    dropped_count = fields.Integer(
        string="Missing Papers Dropped", compute="_compute_counts"
    )
    kept_count = fields.Integer(
        string="Papers Kept, Not Needed Any More", compute="_compute_counts"
    )
    changed_count = fields.Integer(
        string="Missing Papers Changed", compute="_compute_counts"
    )

    @api.depends("checklist_id")
    def _compute_counts(self):
        for it in self:
            changes = it.checklist_id.affected_dossiers().checklist_changes()
            unwanted = changes["unwanted"]
            dropped = unwanted.filtered(lambda paper: paper.status == "missing")
            it.dossier_count = len(it.checklist_id.affected_dossiers())
            it.new_count = len(changes["new"])
            it.dropped_count = len(dropped)
            it.kept_count = len(unwanted - dropped)
            it.changed_count = len(changes["changed"])

    def action_apply(self):
        self.checklist_id.check_access("write")
        self.checklist_id.affected_dossiers().apply_checklists()
        return {"type": "ir.actions.act_window_close"}
