from odoo import fields, models


class PartnerDossierDeadline(models.Model):
    """When something is to be done about a paper: remind, expire, ask for it."""

    _name = "partner.dossier.deadline"
    _description = "Deadline of a Paper"
    _inherit = ["charter.deadline.mixin"]
    _order = "due_at, id"
    _guarded_after_create = frozenset({"paper_id", "kind"})

    paper_id = fields.Many2one(
        "partner.dossier.paper", required=True, index=True, ondelete="cascade"
    )
    site_id = fields.Many2one(related="paper_id.site_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="paper_id.company_id", store=True, precompute=True
    )
    party_class = fields.Selection(
        related="paper_id.party_class", store=True, precompute=True
    )
    kind = fields.Selection(
        [("due", "Not Brought"), ("remind", "Expires Soon"), ("expire", "Expires")],
        required=True,
    )

    def _on_late(self):
        """D-03, D-05: the paper expires, or the custodian is told."""
        result = super()._on_late()
        papers = {kind: its.paper_id for kind, its in self.grouped("kind").items()}
        expired = papers.get("expire")
        if expired:
            expired.expire()
        for its in papers.values():
            its.ask_custodian()
        return result
