from odoo import api, fields, models


class PartnerDossierRegisterMixin(models.AbstractModel):
    """What the registers say of a dossier: notices (D-12), violations (D-14)."""

    _name = "partner.dossier.register.mixin"
    _description = "Registers of a Dossier"
    _inherit = ["partner.dossier.life.mixin"]

    notice_count = fields.Integer(string="Notices", compute="_compute_register_counts")
    unsigned_count = fields.Integer(
        string="Unsigned Notices", compute="_compute_register_counts"
    )
    violation_count = fields.Integer(
        string="Open Violations", compute="_compute_register_counts"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_register_counts(self):
        notices, unsigned = self._count_notices()
        violations = self._count_violations()
        for dossier in self:
            key = dossier._origin.id
            dossier.notice_count = notices.get(key, 0)
            dossier.unsigned_count = unsigned.get(key, 0)
            dossier.violation_count = violations.get(key, 0)

    def _count_notices(self):
        """By dossier: how many notices, and how many of them unsigned."""
        notices, unsigned = {}, {}
        for dossier, status, count in self.env["partner.notice"]._read_group(
            [("dossier_id", "in", self.ids), ("status", "!=", "draft")],
            ["dossier_id", "status"],
            ["__count"],
        ):
            notices[dossier.id] = notices.get(dossier.id, 0) + count
            if status == "unsigned":
                unsigned[dossier.id] = count
        return notices, unsigned

    def _count_violations(self):
        """By dossier: how many violations are open."""
        groups = self.env["partner.violation"]._read_group(
            [("dossier_id", "in", self.ids), ("step", "!=", "closed")],
            ["dossier_id"],
            ["__count"],
        )
        return {dossier.id: count for dossier, count in groups}

    def _section_counts(self):
        notices, _unsigned = self._count_notices()
        return {
            **super()._section_counts(),
            "correspondence": notices,
            "violations_arrears": self._count_violations(),
        }

    def _section_action(self, kind):
        actions = {
            "correspondence": self.action_open_notices,
            "violations_arrears": self.action_open_violations,
        }
        return actions[kind]() if kind in actions else super()._section_action(kind)

    def action_open_notices(self):
        """The dossier's notices."""
        return self._open_register("partner_dossier.partner_notice_action")

    def action_open_violations(self):
        """The dossier's violations."""
        return self._open_register("partner_dossier.partner_violation_action")

    def _open_register(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return {
            **action,
            "domain": [("dossier_id", "=", self.id)],
            "context": {"default_dossier_id": self.id},
        }
