from odoo import api, fields, models

from ..policies import erasure

USER = "partner_dossier.partner_dossier_group_user"
# What a contact says of a person.
PERSONAL = (
    *("name", "phone", "email", "street", "street2", "city", "zip", "function"),
    *("vat", "ref", "website", "comment"),
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    dossier_count = fields.Integer(
        string="Dossiers", compute="_compute_dossiers", groups=USER
    )
    dossier_completeness = fields.Integer(
        string="Dossier Complete",
        compute="_compute_dossiers",
        groups=USER,
        help="D-05: in whole percent; of several dossiers the least complete.",
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_dossiers(self):
        """The dossiers that one may see, with one statement for all."""
        found = {
            partner: (count, int(least))
            for partner, count, least in self.env["partner.dossier"]._read_group(
                [("partner_id", "in", self.ids)],
                ["partner_id"],
                ["__count", "completeness:min"],
            )
        }
        for partner in self:
            partner.dossier_count, partner.dossier_completeness = found.get(
                partner._origin, (0, 0)
            )

    def action_open_identities(self):
        """The customer's identity papers."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "partner_dossier.partner_identity_action"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }

    def action_open_dossiers(self):
        """The customer's dossiers; where there is but one, or none yet, its form."""
        self.ensure_one()
        dossiers = self.env["partner.dossier"].search([("partner_id", "=", self.id)])
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "partner_dossier.partner_dossier_action"
        )
        action["context"] = {"default_partner_id": self.id}
        if len(dossiers) == 1 or (not dossiers and dossiers.has_access("create")):
            return {**action, "views": [(False, "form")], "res_id": dossiers.id}
        return {**action, "domain": [("partner_id", "=", self.id)]}

    # -- what is kept about a customer --

    def action_give_data(self):
        """Ask what for; then the customer's data is a file to hand over (D-08)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give a Customer's Data"),
            "res_model": "partner.data.copy",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": self.id},
        }

    @api.private
    def personal_data(self, purpose):
        """All that who asks sees of this customer: titles, each with rows of texts.

        Read through the doors of the records, each logged with the purpose.
        """
        self.ensure_one()
        rows = [(self._personal_label(it), self[it]) for it in PERSONAL if self[it]]
        sections = [(self.env._("Contact"), rows)]
        for records in self._personal_records():
            seen = records._filtered_access("read")
            sections += [
                (f"{it._description} {it.display_name}", it.personal_rows(purpose))
                for it in seen
            ]
        return sections + self._personal_index()

    def _personal_label(self, name):
        return self._fields[name]._description_string(self.env)

    def _personal_records(self):
        """Records of ``partner.personal.mixin`` about this customer, those of the past
        as well: to be extended."""
        mine = [("partner_id", "=", self.id)]
        everything = self.env["partner.dossier"].with_context(active_test=False)
        return [
            everything.search(mine),
            everything.env["partner.identity"].search(mine),
            everything.env["partner.notice"].search(mine),
            everything.env["partner.violation"].search(mine),
        ]

    def _personal_index(self):
        """What is kept elsewhere, by name: units, papers of the archive."""
        units = self.env["property.unit.party"].search([("partner_id", "=", self.id)])
        papers = self.get_archive_index()
        return [
            (
                self.env._("Units"),
                [
                    (it.display_name, f"{it.date_from} – {it.date_to or ''}")
                    for it in units
                ],
            ),
            (
                self.env._("Archived Documents"),
                [(it.reference, f"{it.title}, {it.retention_reason}") for it in papers],
            ),
        ]

    @api.private
    def erasure_basis(self):
        """D-08, A-09: why what is kept about this customer stays, as a sentence."""
        self.ensure_one()
        mine = [("partner_id", "=", self.id)]
        dossiers = self.env["partner.dossier"].sudo().search(mine)
        return self.basis_sentence(
            tenure_lasts=any(
                it.relation != "past" for it in dossiers if it.unit_party_id
            ),
            is_held=self._is_held(),
        )

    def _is_held(self):
        """A-09: whether an open hold names this customer, or covers a document, be it
        that this one is handed in only."""
        holds = self.env["archive.hold"].sudo()
        of_customer = [("partner_ids", "in", self.ids), ("state", "=", "open")]
        if holds.search_count(of_customer, limit=1):
            return True
        mine = [("partner_id", "=", self.id), ("state", "!=", "disposed")]
        documents = self.env["archive.document"].sudo().search(mine)
        return any(documents.open_holds().values())

    @api.model
    @api.private
    def basis_sentence(self, how="", **facts):
        """The basis on which a record stays; nothing where it may go."""
        found = erasure.basis(erasure.Facts(**facts))
        if not found:
            return None
        sentences = {
            "retention": self.env._("archived, kept by its schedule. %(how)s"),
            "register": self.env._("an entry of a register that nobody changes"),
            "history": self.env._("the history of a unit and of its dossier stays"),
            "hold": self.env._("a hold covers what is kept of this customer"),
            "tenure": self.env._("the customer is owner or tenant of a unit"),
        }
        sentence = sentences[found.reason[0]] % {"how": how or ""}
        return f"{sentence.strip()} ({found.rule})"

    @api.private
    def is_kept_emptied(self):
        """Whether other records that stay name this contact."""
        self.ensure_one()
        mine = [("partner_id", "=", self.id)]
        everything = self.sudo().with_context(active_test=False)
        return any(everything._personal_records()) or any(
            everything.env[name].search_count(mine, limit=1)
            for name in ("archive.document", "property.unit.party")
        )

    @api.private
    def erase_personal(self):
        """Empty this contact and all that is kept about the customer."""
        self.ensure_one()
        contact = self.sudo().with_context(active_test=False, tracking_disable=True)
        for records in contact._personal_records():
            for record in records:
                record.erase_personal()
        contact.write(
            {
                **dict.fromkeys(PERSONAL, False),
                "name": self.env._("Erased Customer %(id)s", id=self.id),
                "image_1920": False,
            }
        )
        contact.bank_ids.unlink()
        contact.message_ids.unlink()
