from odoo import api, fields, models

from ..policies import checklist


class PartnerDossierChecklistLine(models.Model):
    """A paper of a checklist: original, copies, of whom, when, and what for (M-09)."""

    _name = "partner.dossier.checklist.line"
    _description = "Line of a Checklist"
    _inherit = ["partner.dossier.line.mixin"]
    _order = "checklist_id, sequence, id"

    checklist_id = fields.Many2one(
        "partner.dossier.checklist", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="checklist_id.company_id", store=True, precompute=True
    )
    letter = fields.Char(string="Item", help="As the regulations list it.")
    per = fields.Selection(
        [
            ("dossier", "the Dossier"),
            ("household", "the Customer and Each Family Member"),
            ("family", "Each Family Member"),
            ("staff", "Each Member of Staff"),
        ],
        string="Of",
        required=True,
        default="dossier",
    )
    condition = fields.Selection(
        [
            ("dwelling", "Only of a Dwelling"),
            ("own", "Only of the Company's Own Commercial Property"),
            ("home", "Only of an Owner's Home"),
            ("entrusted", "Only of an Entrusted Office or Shop"),
        ]
    )
    deadline_days = fields.Integer(
        string="Within Days",
        aggregator=None,
        help="So many days after the tenure begins. No days and no months: at once.",
    )
    deadline_months = fields.Integer(
        string="Within Months", aggregator=None, help="M-12: such as three months."
    )
    archive_class_id = fields.Many2one(
        "archive.class",
        company_dependent=True,
        ondelete="restrict",
        domain="[('company_id', '=', allowed_company_ids[0])]",
        help="Where the verified paper is filed. Empty: in the class of the owners' or"
        " of the tenants' dossiers, which the settings name.",
    )
    active = fields.Boolean(default=True)

    _term_not_negative = models.Constraint(
        "CHECK(deadline_days >= 0 AND deadline_months >= 0)",
        "A paper is brought after 0 days and months or more.",
    )

    def unlink(self):
        """What dossiers were opened with stays, archived; the rest goes."""
        papers = self.env["partner.dossier.paper"].sudo()
        used = papers.search([("line_id", "in", self.ids)]).line_id.sudo(False)
        used.active = False
        return super(PartnerDossierChecklistLine, self - used).unlink()

    @api.private
    def to_policy(self):
        """These as the rules take them."""
        return tuple(
            checklist.Line(key=it.id, per=it.per, condition=it.condition or None)
            for it in self
        )

    @api.private
    def due_on(self, start):
        """M-12: the last day in time for the paper of this line, if it has one."""
        term = checklist.Term(days=self.deadline_days, months=self.deadline_months)
        return checklist.due_on(term, start)
