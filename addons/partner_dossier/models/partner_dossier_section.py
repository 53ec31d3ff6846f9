from odoo import api, fields, models


class PartnerDossierSection(models.Model):
    """A section of a dossier (D-02), and until when what it says is current (D-10).

    Each confirmation closes it and opens the next one, so that the record shows who
    confirmed what when.
    """

    _name = "partner.dossier.section"
    _description = "Section of a Dossier"
    _inherit = ["partner.dossier.part.mixin", "charter.deadline.mixin"]
    _order = "dossier_id, sequence, id desc"
    _rec_name = "kind"
    _guarded_fields = frozenset({"confirmed_at", "confirmed_by_id"})
    _guarded_after_create = frozenset({"dossier_id", "kind"})

    kind = fields.Selection(
        lambda self: self._get_kinds(), string="Section", required=True, readonly=True
    )
    sequence = fields.Integer(
        compute="_compute_sequence", store=True, precompute=True, aggregator=None
    )
    confirmed_at = fields.Datetime(string="Last Confirmed", readonly=True, copy=False)
    confirmed_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    entry_count = fields.Integer(
        string="Entries", compute="_compute_entry_count", aggregator=None
    )

    _one_open = models.UniqueIndex(
        "(dossier_id, kind) WHERE state != 'done'",
        "Somebody else has just confirmed this section: look at the dossier anew.",
    )

    @api.model
    def _get_kinds(self):
        """The sections, in the order in which a dossier shows them."""
        names = {
            "particulars": self.env._("Particulars"),
            "payments": self.env._("Payments and Deposits"),
            "renovation": self.env._("Renovation Files"),
            "move_in": self.env._("Move-in Forms"),
            "supplements": self.env._("Supplements"),
            "correspondence": self.env._("Correspondence"),
            "violations_arrears": self.env._("Violations and Arrears"),
            "repairs": self.env._("Repair Requests"),
            "complaints": self.env._("Complaints"),
            "visits": self.env._("Visits and Follow-ups"),
            "engineering": self.env._("Engineering Files and Contractor"),
        }
        return list(names.items())

    @api.depends("kind")
    def _compute_sequence(self):
        kinds = [kind for kind, _label in self._get_kinds()]
        for section in self:
            section.sequence = kinds.index(section.kind) if section.kind else 0

    @api.depends("kind")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_entry_count(self):
        counts = self.dossier_id._origin.section_counts()
        for section in self:
            of_kind = counts.get(section.kind, {})
            section.entry_count = of_kind.get(section.dossier_id._origin.id, 0)

    # -- actions --

    def action_open(self):
        """What the section holds."""
        self.ensure_one()
        return self.dossier_id.open_section(self.kind)

    def action_confirm(self):
        """What it says is current: by the current user, now; due again by D-10."""
        self.dossier_id.check_access("write")
        confirmed = self.mark_done()
        confirmed.sudo().flush_recordset(["state"])
        confirmed._open_next()
        self.dossier_id.sudo().end_asking()

    # -- business --

    @api.private
    def open_all(self, dossiers):
        """Give these dossiers their sections, due by D-10 counted from today."""
        kinds = [kind for kind, _label in self._get_kinds()]
        due = dossiers.confirmation_due()
        return self.sudo().create(
            [
                {"dossier_id": dossier.id, "kind": kind, "due_at": due[dossier]}
                for dossier in dossiers
                for kind in kinds
            ]
        )

    def _open_next(self):
        due = self.dossier_id.confirmation_due()
        return self.sudo().create(
            [
                {
                    "dossier_id": section.dossier_id.id,
                    "kind": section.kind,
                    "due_at": due[section.dossier_id],
                    "confirmed_at": section.done_at,
                    "confirmed_by_id": section.done_by_id.id,
                }
                for section in self.sudo()
            ]
        )

    def _on_late(self):
        """D-10: the custodian is asked, once for all that is due in a dossier."""
        result = super()._on_late()
        self.dossier_id.ask_confirmation()
        return result
