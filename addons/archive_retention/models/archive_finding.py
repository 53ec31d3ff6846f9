from odoo import api, fields, models
from odoo.exceptions import UserError


class ArchiveFinding(models.Model):
    """What an inspection found, and the restoration that mends it by a day (A-08)."""

    _name = "archive.finding"
    _description = "Finding of an Inspection"
    _inherit = [
        "service.asking.mixin",
        "charter.deadline.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "due_at, id"
    _guarded_after_create = frozenset({"inspection_id", "kind"})

    inspection_id = fields.Many2one(
        "archive.inspection", required=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(
        related="inspection_id.site_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="inspection_id.company_id", store=True, precompute=True
    )
    kind = fields.Selection(
        [
            ("damp", "Damp"),
            ("insects", "Insects"),
            ("corrosion", "Corrosion"),
            ("missing", "Missing"),
            ("other", "Something Else"),
        ],
        required=True,
        default="damp",
    )
    volume_id = fields.Many2one("archive.volume", index=True, ondelete="restrict")
    name = fields.Char(string="What Was Found", required=True)
    remedy = fields.Char(required=True)
    responsible_id = fields.Many2one(
        "res.users", required=True, default=lambda self: self.env.user
    )
    due_at = fields.Datetime(string="Mended By", required=True)

    @api.model_create_multi
    def create(self, vals_list):
        findings = super().create(vals_list)
        findings.site_id.check_custodian()
        for finding in findings:
            finding.ask(
                finding.responsible_id,
                lambda it: it.remedy,
                fields.Date.to_date(finding.due_at),
            )
        return findings

    def action_done(self):
        """It is mended."""
        self.check_access("read")
        for finding in self:
            mine = finding.responsible_id == self.env.user
            if not mine and not finding.site_id.is_custodian:
                raise UserError(
                    self.env._("Who is responsible says that it is mended.")
                )
        self.mark_done().sudo().activity_ids.unlink()

    def _on_late(self):
        """A-08: the manager is told that it is not mended."""
        result = super()._on_late()
        for finding in self:
            finding.ask(
                finding.site_id.managers()[:1],
                lambda it: it.env._("Not mended in time: %s", it.remedy),
            )
        return result
