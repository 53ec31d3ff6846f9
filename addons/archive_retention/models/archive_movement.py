import base64
import hashlib

from odoo import api, fields, models

LINKS = {"archive.document": "document_id", "archive.item": "item_id"}


class ArchiveMovement(models.Model):
    """The register: what came, moved, was lent, came back or left, and who signed.

    Sealed from the beginning. The customer stands outside of the seal, as contacts may
    be merged; of the signatures the seal keeps their hash.
    """

    _name = "archive.movement"
    _description = "Register of Movements"
    _inherit = ["register.seal.mixin"]
    _order = "id desc"
    _rec_name = "reference"
    _seal_scope = "site_id"
    _seal_fields = (
        "kind",
        "reference",
        "document_id",
        "item_id",
        "moment",
        "user_id",
        "due_at",
        "place_from",
        "place",
        "handed_sha256",
        "received_sha256",
    )

    kind = fields.Selection(
        [
            ("receipt", "Receipt"),
            ("transfer", "Transfer"),
            ("loan", "Loan"),
            ("return", "Return"),
            ("dispatch", "Dispatch"),
        ],
        required=True,
    )
    reference = fields.Char(required=True)
    document_id = fields.Many2one("archive.document", index=True, ondelete="restrict")
    item_id = fields.Many2one("archive.item", index=True, ondelete="restrict")
    site_id = fields.Many2one(
        "service.site", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True
    )
    moment = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", string="Entered By", required=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner", string="With", index=True, ondelete="restrict"
    )
    purpose = fields.Char()
    due_at = fields.Datetime(string="Back By")
    place_from = fields.Char(string="From")
    place = fields.Char(string="To")
    handed_by = fields.Char()
    handed_signature = fields.Binary(string="Signature Handing Over")
    handed_sha256 = fields.Char()
    received_by = fields.Char()
    received_signature = fields.Binary(string="Signature Receiving")
    received_sha256 = fields.Char()

    _one_thing = models.Constraint(
        "CHECK((document_id IS NULL) <> (item_id IS NULL))",
        "An entry is about one document or one item.",
    )
    _moment_idx = models.Index("(site_id, moment)")

    @api.model
    @api.private
    def link_to(self, records):
        """The field that points at such records."""
        return LINKS[records._name]

    @api.private
    def enter(self, items, kind, values):
        """One entry for each; that it may be is the caller's to check."""
        link = self.link_to(items)
        signed = {
            f"{side}_sha256": _sha256(values.get(f"{side}_signature"))
            for side in ("handed", "received")
        }
        names = (
            *("partner_id", "purpose", "place", "handed_by", "received_by"),
            *("handed_signature", "received_signature"),
        )
        return self.create(
            [
                {
                    **{name: values.get(name) for name in names},
                    **signed,
                    "kind": kind,
                    "reference": item.display_name,
                    link: item.id,
                    "site_id": item.site_id.id,
                    "user_id": self.env.uid,
                    "due_at": values.get("due_at") if kind == "loan" else False,
                    "place_from": item._usual_place(),
                }
                for item in items
            ]
        )


def _sha256(signature):
    return (
        hashlib.sha256(base64.b64decode(signature)).hexdigest() if signature else False
    )
