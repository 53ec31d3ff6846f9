import base64
import hashlib

from odoo import api, fields, models


class PartnerNoticeSignature(models.Model):
    """One side's signature of a notice: who, when, on the screen or on paper (D-12).

    Sealed from the beginning; of the name and of the mark the seal keeps a hash, as
    personal data may have to be erased.
    """

    _name = "partner.notice.signature"
    _description = "Signature of a Notice"
    _inherit = ["register.seal.mixin"]
    _order = "signed_at, id"
    _rec_name = "name"
    _seal_scope = "site_id"
    _seal_fields = ("notice_id", "side", "medium", "signed_at", "user_id", "sha256")

    notice_id = fields.Many2one(
        "partner.notice", required=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(
        related="notice_id.site_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="notice_id.company_id", store=True, precompute=True
    )
    party_class = fields.Selection(
        related="notice_id.party_class", store=True, precompute=True
    )
    side = fields.Selection(
        [("handed", "Handed Out"), ("received", "Received")], required=True
    )
    name = fields.Char(string="Signed By", required=True)
    medium = fields.Selection(
        [("screen", "On the Screen"), ("paper", "On Paper")],
        string="Way of Signing",
        required=True,
    )
    mark = fields.Binary(string="Signature")
    sha256 = fields.Char(required=True)
    signed_at = fields.Datetime(
        string="Signed On", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", string="Entered By", required=True, ondelete="restrict"
    )

    _side_unique = models.Constraint(
        "UNIQUE(notice_id, side)", "This side has signed already."
    )

    @api.private
    def erase_personal(self):
        """Who signed and how goes; which side did, when, and the hash stay (D-12)."""
        self.sudo().write({"name": self.env._("Erased"), "mark": False})

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {**vals, "sha256": _sha256(vals.get("name"), vals.get("mark"))}
                for vals in vals_list
            ]
        )


def _sha256(name, mark):
    content = (name or "").encode() + b"\0" + base64.b64decode(mark or b"")
    return hashlib.sha256(content).hexdigest()
