from odoo import api, fields, models


class ArchiveReviewMixin(models.AbstractModel):
    """What is due comes up for review by itself, in batches (A-09)."""

    _name = "archive.review.mixin"
    _description = "Review of What Is Due"

    @api.model
    def _cron_review(self):
        """A batch for each site where something is due; its custodian is told."""
        progress = self.env["ir.cron"]
        sites = self.env["service.site"].search([("company_id", "!=", False)])
        progress._commit_progress(remaining=len(sites))
        for site in sites:
            batch = self._propose_due(site)
            if batch:
                batch._ask_for_review()
            if not progress._commit_progress(1):
                return

    @api.model
    def _propose_due(self, site):
        """Propose what is due at a site and free."""
        due = self.due_documents(site)
        return self.propose(due) if due else self

    @api.model
    @api.private
    def due_documents(self, site):
        """What is due at a site and free, the longest due first: a batch at most."""
        waiting = self.env["archive.disposal.line"]._search(
            [("state", "=", "proposed")]
        )
        documents = self.env["archive.document"].sudo()
        return documents.search(
            [
                ("site_id", "=", site.id),
                ("state", "=", "filed"),
                ("retention_state", "=", "running"),
                ("due_date", "<=", site.local_date()),
                ("custody", "=", "in"),
                ("is_held", "=", False),
                ("id", "not in", waiting.subselect("document_id")),
            ],
            order="due_date, id",
            limit=site.sudo().company_id.archive_review_batch,
        )

    def _ask_for_review(self):
        self.ask(
            self.site_id.custodians()[:1],
            lambda batch: batch.env._(
                "%(batch)s: %(count)s documents are due for review",
                batch=batch.name,
                count=len(batch.line_ids),
            ),
            fields.Date.today(),
        )
