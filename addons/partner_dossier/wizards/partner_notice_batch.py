from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..policies import notice


class PartnerNoticeBatch(models.TransientModel):
    """One notice to many dossiers: each has its own row, number and signatures (D-12).

    To those that are chosen, and to all who are at the chosen units and buildings
    today.
    """

    _name = "partner.notice.batch"
    _description = "Notice to Many"

    kind = fields.Selection(
        lambda self: (
            self.env["partner.notice"]._fields["kind"]._description_selection(self.env)
        ),
        required=True,
        default="circular",
    )
    subject = fields.Char(required=True)
    body = fields.Text(string="What It Says")
    file = fields.Binary(string="Enclosure")
    file_name = fields.Char()
    dossier_ids = fields.Many2many("partner.dossier", string="Dossiers")
    unit_ids = fields.Many2many("property.unit", string="Units")
    building_ids = fields.Many2many("property.building", string="Buildings")
    to_class = fields.Selection(
        [("owner", "Owners"), ("tenant", "Tenants")],
        string="Only To",
        help="Of the units and buildings; empty: to owners and tenants.",
    )
    addressee_ids = fields.Many2many(
        "partner.dossier",
        "partner_notice_batch_addressee_rel",
        string="Goes To",
        compute="_compute_addressees",
    )
    addressee_count = fields.Integer(compute="_compute_addressees")
    name = fields.Char(string="Handed Out By", default=lambda self: self.env.user.name)
    signature = fields.Binary(
        string="Signature Handing Out",
        help="Signed once for all of them; empty: each is signed later.",
    )

    @api.model
    def default_get(self, fields):
        """The dossiers that were chosen in a list."""
        values = super().default_get(fields)
        context = self.env.context
        if context.get("active_model") == "partner.dossier":
            values["dossier_ids"] = [(6, 0, context.get("active_ids", []))]
        return values

    @api.depends("dossier_ids", "unit_ids", "building_ids", "to_class")
    def _compute_addressees(self):
        dossiers = self.env["partner.dossier"]
        for batch in self:
            place = Domain("unit_id", "in", batch.unit_ids.ids) | Domain(
                "unit_id.building_id", "in", batch.building_ids.ids
            )
            today = Domain("relation", "=", "present")
            if batch.to_class:
                today &= Domain("party_class", "=", batch.to_class)
            found = batch.dossier_ids
            if batch.unit_ids or batch.building_ids:
                found |= dossiers.search(place & today)
            batch.addressee_ids = found
            batch.addressee_count = len(found)

    def action_issue(self):
        """Register one notice for each, all or none.

        :raise UserError: if it goes to nobody, or says nothing
        """
        self.ensure_one()
        if not self.addressee_ids:
            raise UserError(
                self.env._("It goes to nobody: choose dossiers, units or buildings.")
            )
        content = {
            "kind": self.kind,
            "subject": self.subject,
            "body": self.body,
            "file": self.file,
            "file_name": self.file_name,
        }
        notices = self.env["partner.notice"].create(
            [{**content, "dossier_id": it.id} for it in self.addressee_ids]
        )
        notices.action_issue()
        if self.signature:
            notices._sign(notice.HANDED, self.name, notice.SCREEN, self.signature)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "partner_dossier.partner_notice_action"
        )
        return {**action, "domain": [("id", "in", notices.ids)], "context": {}}
