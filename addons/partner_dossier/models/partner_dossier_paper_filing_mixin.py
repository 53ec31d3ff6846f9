from odoo import SUPERUSER_ID, fields, models
from odoo.fields import Domain


class PartnerDossierPaperFilingMixin(models.AbstractModel):
    """How a verified paper gets into the archive, in the same click (A-03, D-07)."""

    _name = "partner.dossier.paper.filing.mixin"
    _description = "Filing of a Paper"

    signed_on = fields.Date(
        copy=False, help="The day of its signing. Empty: the day it was received."
    )
    ink = fields.Selection(
        lambda self: (
            self.env["archive.document"]._fields["ink"]._description_selection(self.env)
        ),
        string="Written With",
        default="print",
        help="A-01: what does not last is not filed.",
    )
    document_id = fields.Many2one(
        "archive.document",
        string="In the Archive",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    # -- actions --

    def action_door(self):
        """The scan, where it lies: here, or in the archive from the filing on."""
        self.ensure_one()
        return (
            self.document_id.action_door()
            if self.document_id
            else super().action_door()
        )

    # -- business --

    def _file(self):
        """Hand these in to the archive; what the custodian verifies is filed at once.

        Where a scan goes, it leaves this place: one file, one retention.
        """
        with_file = self.filtered("has_scan")
        volumes = self._volumes()
        documents = self.env["archive.document"].create(
            [paper._document_values(volumes[paper]) for paper in self]
        )
        for paper, document in zip(self.sudo(), documents, strict=True):
            if paper.has_scan:
                document.add_version(paper.scan, paper.scan_name)
            paper.document_id = document
        with_file.sudo().write({"scan": False, "scan_name": False})
        documents.filtered("site_id.is_custodian").action_check_and_file()

    def _document_values(self, volume):
        paper = self.sudo()
        on_paper = paper.copies or paper.original == "keep" or not paper.has_scan
        medium = "electronic"
        if on_paper:
            medium = "both" if paper.has_scan else "paper"
        unit = paper.dossier_id.unit_id
        name = self.with_context(lang=self.env.user.lang or self.env.lang).name
        return {
            "title": " ".join(filter(None, (name, unit.code))),
            "class_id": self._archive_class().id,
            "volume_id": volume.id,
            "partner_id": paper.partner_id.id,
            "signed_date": paper.signed_on or paper.received_on,
            "medium": medium,
            "ink": paper.ink if on_paper else False,
            "is_original": paper.original == "keep",
            "level": paper.level,
            "dossier_id": paper.dossier_id.id,
            "source_model": self._name,
            "source_id": paper.id,
        }

    def _archive_class(self):
        """Its line's, or that of the owners' or of the tenants' papers (D-07)."""
        paper = self.sudo()
        line = paper.line_id.with_company(paper.company_id)
        return line.archive_class_id or paper.company_id.dossier_class(
            paper.party_class
        )

    def _volumes(self):
        """The customers' open volumes at these sites; opened where there is none.

        A customer's papers as owner and as tenant lie in different ones (D-07).
        """
        papers = self.sudo()
        # Two who verify papers of a dossier at once shall open one volume.
        papers.dossier_id.lock_rows()
        volumes = papers.env["archive.volume"]
        open_ones = volumes.search(
            Domain("site_id", "in", papers.site_id.ids)
            & Domain("partner_id", "in", papers.partner_id.ids)
            & Domain("state", "=", "open")
        )
        found = {}
        for paper in papers:
            company = paper.company_id
            other = "tenant" if paper.party_class == "owner" else "owner"
            key = (paper.site_id, paper.partner_id, paper.party_class)
            if key not in found:
                of_others = company[f"dossier_{other}_class_id"]
                found[key] = open_ones.filtered(
                    lambda it, key=key, of_others=of_others: (
                        (it.site_id, it.partner_id) == key[:2]
                        and (not it.class_id or it.class_id != of_others)
                    )
                )[:1] or self._open_volume(paper)
        return {
            paper: found[its.site_id, its.partner_id, its.party_class]
            for paper, its in zip(self, papers, strict=True)
        }

    def _open_volume(self, paper):
        """The product's doing, as a volume is the custodian's."""
        paper.dossier_id.write_rows({})  # who waited for the lock looks again
        volumes = self.env["archive.volume"].with_user(SUPERUSER_ID)
        return volumes.create(
            {
                "site_id": paper.site_id.id,
                "partner_id": paper.partner_id.id,
                "class_id": paper.company_id.dossier_class(paper.party_class).id,
            }
        ).sudo()
