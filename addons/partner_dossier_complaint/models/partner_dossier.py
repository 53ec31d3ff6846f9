from odoo import api, fields, models

# The kinds of tickets of which a section consists (D-02).
SECTIONS = {
    "repairs": ("request",),
    "complaints": ("complaint", "suggestion"),
}


class PartnerDossier(models.Model):
    """What the customer asked for and complained of at the site, counted and opened."""

    _inherit = "partner.dossier"

    repair_count = fields.Integer(string="Repairs", compute="_compute_ticket_counts")
    complaint_count = fields.Integer(
        string="Complaints", compute="_compute_ticket_counts"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_ticket_counts(self):
        counts = {kind: self._count_tickets(kind) for kind in SECTIONS}
        for dossier in self:
            dossier.repair_count = counts["repairs"].get(dossier._origin.id, 0)
            dossier.complaint_count = counts["complaints"].get(dossier._origin.id, 0)

    # -- sections --

    def _section_counts(self):
        """D-02: of those who see the tickets, how many there are."""
        return {
            **super()._section_counts(),
            **{kind: self._count_tickets(kind) for kind in SECTIONS},
        }

    def _section_action(self, kind):
        """D-02: the tickets of a section."""
        if kind in SECTIONS:
            return self._open_tickets(kind)
        return super()._section_action(kind)

    def action_open_repairs(self):
        """What the customer asked to be done at the site."""
        return self._open_tickets("repairs")

    def action_open_complaints(self):
        """The customer's complaints and suggestions at the site."""
        return self._open_tickets("complaints")

    # -- tickets --

    def _count_tickets(self, kind):
        """By dossier, the tickets of its customer at its site, with one statement.

        Those of a company's contacts are the company's.
        """
        customers = self.partner_id.commercial_partner_id
        groups = self.env["helpdesk.ticket"]._read_group(
            [
                ("request_kind", "in", SECTIONS[kind]),
                ("site_id", "in", self.site_id.ids),
                ("commercial_partner_id", "in", customers.ids),
            ],
            ["site_id", "commercial_partner_id"],
            ["__count"],
        )
        found = {(site.id, partner.id): count for site, partner, count in groups}
        counts = {
            dossier._origin.id: found.get(
                (dossier.site_id.id, dossier.partner_id.commercial_partner_id.id)
            )
            for dossier in self
        }
        return {key: count for key, count in counts.items() if count}

    def _open_tickets(self, kind):
        self.ensure_one()
        customer = self.partner_id.commercial_partner_id
        names = {
            "repairs": self.env._("Repairs"),
            "complaints": self.env._("Complaints and Suggestions"),
        }
        return {
            "type": "ir.actions.act_window",
            "name": names[kind],
            "res_model": "helpdesk.ticket",
            "views": [(False, "list"), (False, "form")],
            "domain": [
                ("request_kind", "in", SECTIONS[kind]),
                ("site_id", "=", self.site_id.id),
                ("commercial_partner_id", "=", customer.id),
            ],
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_site_id": self.site_id.id,
                "default_request_kind": SECTIONS[kind][0],
            },
        }
