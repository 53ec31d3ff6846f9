from odoo import api, fields, models
from odoo.fields import NO_ACCESS

# What stays readable of a number, to tell two papers apart.
SHOWN = 4


class PartnerIdentity(models.Model):
    """A paper that says who a customer is, or what opens the doors of the house.

    Its number and scan are behind the door (D-08), and so never on the contact.
    """

    _name = "partner.identity"
    _description = "Identity Paper"
    _inherit = ["confidential.mixin"]
    _order = "partner_id, id"
    _check_company_auto = True
    _confidential_prefix = "ID"
    _confidential_fields = ("number", "scan")

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        [
            ("id_card", "Identity Card"),
            ("passport", "Passport"),
            ("residence_permit", "Residence Permit"),
            ("business_licence", "Business Licence"),
            ("access_card", "Access Card Record"),
        ],
        required=True,
        default="id_card",
    )
    level = fields.Selection(
        default=None,
        compute="_compute_level",
        store=True,
        readonly=False,
        precompute=True,
    )
    valid_until = fields.Date(help="The last day on which the paper is good.")
    masked_number = fields.Char(
        string="Number Ends With",
        readonly=True,
        copy=False,
        help="The last four characters; the whole number is read by consulting it.",
    )
    has_scan = fields.Boolean(string="Scanned", readonly=True, copy=False)
    active = fields.Boolean(default=True)
    number = fields.Char(groups=NO_ACCESS, copy=False)
    scan = fields.Binary(groups=NO_ACCESS, copy=False)
    number_entry = fields.Char(
        string="New Number",
        compute="_compute_entries",
        inverse="_inverse_number_entry",
        help="Entered, it is behind the door: only consulting the record shows it.",
    )
    scan_entry = fields.Binary(
        string="New Scan", compute="_compute_entries", inverse="_inverse_scan_entry"
    )

    @api.depends("kind")
    def _compute_level(self):
        for paper in self:
            is_card = paper.kind == "access_card"
            paper.level = "access_card" if is_card else paper.level or "confidential"

    def _compute_entries(self):
        self.number_entry = self.scan_entry = False

    def _inverse_number_entry(self):
        for paper in self.filtered("number_entry"):
            number = paper.number_entry.strip()
            paper.enter({"number": number})
            paper.sudo().masked_number = number[-SHOWN:].rjust(len(number), "*")

    def _inverse_scan_entry(self):
        for paper in self.filtered("scan_entry"):
            paper.enter({"scan": paper.scan_entry})
            paper.sudo().has_scan = True
