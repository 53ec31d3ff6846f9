from odoo import fields, models


class PartnerDossierStep(models.Model):
    """Who moved a dossier to which step, and when (D-01): sealed as it is entered."""

    _name = "partner.dossier.step"
    _description = "Step of a Dossier"
    _inherit = ["partner.dossier.part.mixin", "register.seal.mixin"]
    _order = "id desc"
    _rec_name = "step"
    _log_access = False
    _seal_scope = "site_id"
    _seal_fields = ("dossier_id", "step", "user_id", "moment", "reason")

    step = fields.Selection(
        lambda self: self.env["partner.dossier"]._fields["step"].selection,
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )
    moment = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    reason = fields.Char(readonly=True)
