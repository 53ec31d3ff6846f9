from odoo import api, fields, models

from ..policies import notice


class PartnerNoticeSigning(models.TransientModel):
    """One side signs a notice, or several at once: on the screen or on paper (D-12)."""

    _name = "partner.notice.signing"
    _description = "Sign a Notice"

    notice_ids = fields.Many2many("partner.notice", string="Notices", required=True)
    side = fields.Selection(
        lambda self: (
            self.env["partner.notice.signature"]
            ._fields["side"]
            ._description_selection(self.env)
        ),
        required=True,
        readonly=True,
    )
    name = fields.Char(
        string="Who Signs",
        compute="_compute_name",
        store=True,
        readonly=False,
    )
    signature = fields.Binary(string="Signature on the Screen")
    paper = fields.Binary(
        string="Or the Signed Paper", help="A picture or a scan of the receipt slip."
    )

    @api.depends("notice_ids", "side")
    def _compute_name(self):
        """We sign on our side; on the other one, the customer or whom they sent."""
        for signing in self:
            notices = signing.notice_ids
            directions = set(notices.mapped("direction"))
            if {notice.OURS[it] for it in directions} == {signing.side}:
                signing.name = self.env.user.name
            elif len(notices.partner_id) == 1:
                signing.name = notices.partner_id.name
            else:
                signing.name = False

    def action_apply(self):
        """Sign, all or nothing."""
        self.ensure_one()
        medium = notice.SCREEN if self.signature else notice.PAPER
        mark = self.signature or self.paper
        self.notice_ids._sign(self.side, self.name, medium, mark)
        return {"type": "ir.actions.act_window_close"}
