from functools import reduce

from odoo import api, fields, models


class PartnerDossierLineMixin(models.AbstractModel):
    """What is asked of a paper: said by a line of a checklist, kept by the paper."""

    _name = "partner.dossier.line.mixin"
    _description = "What Is Asked of a Paper"

    name = fields.Char(string="Paper", required=True, translate=True)
    sequence = fields.Integer(default=10, aggregator=None)
    kind = fields.Selection(
        [
            ("notice", "Notice"),
            ("contract", "Contract or Deed"),
            ("identity", "Identity"),
            ("form", "Form"),
            ("photo", "Photo"),
            ("bank", "Bank Account"),
            ("licence", "Licence"),
            ("authorisation", "Authorisation"),
            ("safety", "Fire Safety"),
            ("nameplate", "Nameplate"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    original = fields.Selection(
        [("none", "Not Needed"), ("sight", "Seen"), ("keep", "Kept")],
        required=True,
        default="none",
        help="Whether the original is looked at and given back, or kept.",
    )
    copies = fields.Integer(
        default=1, aggregator=None, help="How many copies, or photos, are brought."
    )
    asked = fields.Char(string="Original and Copies", compute="_compute_asked")
    purpose = fields.Char(translate=True, help="What the copies are for.")
    is_blocking = fields.Boolean(
        string="Blocks",
        default=True,
        help="The dossier is not filed without it, unless the manager waives it.",
    )
    validity_kind = fields.Selection(
        [
            ("none", "Without End"),
            ("until", "Until a Day"),
            ("yearly", "Inspected Every Year"),
        ],
        string="Validity",
        required=True,
        default="none",
    )

    _copies_not_negative = models.Constraint(
        "CHECK(copies >= 0)", "The number of copies is 0 or more."
    )

    @api.depends("original", "copies")
    @api.depends_context("lang")
    def _compute_asked(self):
        originals = {
            "sight": self.env._("original seen"),
            "keep": self.env._("original kept"),
        }
        for line in self:
            copies = (
                self.env._("copies: %(count)s", count=line.copies)
                if line.copies
                else None
            )
            said = filter(None, (originals.get(line.original), copies))
            line.asked = self.enumerate(said)

    @api.model
    @api.private
    def enumerate(self, words):
        """List words with the language's comma between them; none of no words."""
        words = list(words)
        return reduce(self._with_comma, words) if words else False

    @api.model
    def _with_comma(self, first, then):
        return self.env._("%(first)s, %(then)s", first=first, then=then)
