from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policies import filing

INKS = [
    ("print", "Printed"),
    ("black", "Black Ink"),
    ("blue_black", "Blue-Black Ink"),
    ("blue", "Pure-Blue Ink"),
    ("ballpoint", "Ballpoint"),
    ("pencil", "Pencil"),
]
MEDIA = [
    ("paper", "Paper"),
    ("both", "Paper and File"),
    ("electronic", "File"),
    ("carrier", "Data Carrier"),
]
# The checks of A-02, by field.
CHECKS = {
    "is_complete": "complete",
    "is_systematic": "systematic",
    "is_accurate": "accurate",
    "is_true": "true",
}


class ArchiveFilingMixin(models.AbstractModel):
    """How a document gets into its volume: form, checks, number (A-01 to A-05)."""

    _name = "archive.filing.mixin"
    _description = "Filing"
    _guarded_fields = frozenset(
        {"filing_due_on", "filed_on", "filed_late", "checked_by_id", "checked_at"}
    )

    medium = fields.Selection(MEDIA, required=True, default="paper")
    paper_format = fields.Char(default="A4", help="A-01: such as A4.")
    ink = fields.Selection(
        INKS, string="Written With", help="A-01: what the signature is written with."
    )
    is_complete = fields.Boolean(string="Complete", copy=False)
    is_systematic = fields.Boolean(string="In Order", copy=False)
    is_accurate = fields.Boolean(string="Accurate", copy=False)
    is_true = fields.Boolean(string="True", copy=False)
    checked_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    checked_at = fields.Datetime(string="Checked On", readonly=True, copy=False)
    filing_due_on = fields.Date(
        string="File By",
        compute="_compute_filing_due_on",
        store=True,
        precompute=True,
        copy=False,
        help="A-04: the last day on which it is filed in time.",
    )
    filed_on = fields.Date(readonly=True, copy=False)
    filed_late = fields.Boolean(readonly=True, copy=False)
    file_now = fields.Boolean(
        string="Filed Already",
        compute="_compute_file_now",
        inverse="_inverse_file_now",
        help="Of an archive that is imported: check and file the row at once.",
    )

    _to_file_idx = models.Index("(filing_due_on) WHERE state = 'draft'")
    _filed_late_idx = models.Index("(filed_on) WHERE filed_late IS TRUE")

    @api.depends("signed_date", "company_id")
    def _compute_filing_due_on(self):
        for document in self:
            settings = document._filing_settings()
            signed = document.signed_date
            document.filing_due_on = signed and filing.due_on(signed, settings)

    def _compute_file_now(self):
        for document in self:
            document.file_now = document.state not in (False, "draft")

    def _inverse_file_now(self):
        """Rows of an import are checked by who imports them, and late none of them."""
        rows = self.filtered(lambda it: it.file_now and it.state == "draft")
        rows.write(dict.fromkeys(CHECKS, True))
        rows.action_file()
        rows.sudo().filed_late = False

    @api.model
    def get_import_templates(self):
        """An archive that is there already comes from a spreadsheet."""
        chinese = (self.env.lang or "").startswith("zh")
        name = "archive_document_zh.xlsx" if chinese else "archive_document.xlsx"
        return [
            {
                "label": self.env._("Import Template for Documents"),
                "template": f"/archive_retention/static/xls/{name}",
            }
        ]

    # -- actions --

    def action_check_and_file(self):
        """Confirm the four checks of A-02, and file."""
        self.write(dict.fromkeys(CHECKS, True))
        return self.action_file()

    def action_file(self):
        """File the documents: each gets its number, in the order of signing (A-05).

        :raise UserError: naming each document that can't be filed; none is filed then
        """
        self.check_access("write")
        refusals = []
        for document in self:
            found = document._filing_obstacle()
            if found:
                refusals.append(f"{document.title}: {document._filing_message(found)}")
        if refusals:
            raise UserError("\n".join(refusals))
        self.sudo()._enter_in_index()
        return True

    # -- rules --

    def _filing_facts(self):
        """A-01, A-02, A-05, D-09: the document and who files it."""
        self.ensure_one()
        return filing.Facts(
            signed_on=self.signed_date,
            today=self.site_id.local_date(),
            medium=self.medium,
            checks={check: self[name] for name, check in CHECKS.items()},
            paper_format=self.paper_format or "",
            ink=self.ink or None,
            is_custodian=self.env.uid == 1 or self.site_id.is_custodian,
            is_draft=self.state == "draft",
            has_file=self.has_file,
            volume_open=self.volume_id.state == "open",
        )

    def _filing_settings(self):
        return self.sudo().company_id.archive_filing_settings()

    def _filing_rules(self):
        """A-01, A-02, A-05, D-09: the rules in the order they are asked."""
        return filing.RULES

    def _filing_decide(self, facts, settings):
        return filing.obstacle(facts, settings, self._filing_rules())

    def _filing_obstacle(self):
        return self._filing_decide(self._filing_facts(), self._filing_settings())

    def _filing_message(self, found):
        """The sentence of the rule that stands in the way, with its ID."""
        key, params = found.reason
        names = dict(self._fields["ink"]._description_selection(self.env))
        params = {**params, "ink": names.get(params.get("ink"))}
        labels = {check: name for name, check in CHECKS.items()}
        params["missing"] = "”, “".join(
            self._fields[labels[check]]._description_string(self.env)
            for check in params.get("missing", ())
        )
        sentences = {
            "not_custodian": self.env._("The site's custodian files it."),
            "not_draft": self.env._("It is filed already."),
            "closed": self.env._("Its volume is closed: choose an open one."),
            "future": self.env._("It can't be signed on a day to come."),
            "format": self.env._(
                "Its paper has another format than %(formats)s: file a copy on such"
                " paper."
            ),
            "no_ink": self.env._("Say what it is written with."),
            "ink": self.env._(
                "It is written with what does not last (%(ink)s): have it written anew,"
                " or file a printed copy."
            ),
            "no_file": self.env._("Its file is missing: add it first."),
            "not_checked": self.env._("Not confirmed yet: “%(missing)s”."),
        }
        return f"{sentences[key] % params} ({found.rule})"

    # -- business --

    def _enter_in_index(self):
        """Number, dates and retention of what is filed now, in one draw for all."""
        documents = self.sorted(lambda it: (it.signed_date, it.id))
        documents._begin_retention()
        now, user = fields.Datetime.now(), self.env.user
        series = [document._series() for document in documents]
        numbers = self.env["register.draw"].draw_each(series)
        for document, number in zip(documents, numbers, strict=True):
            today = document.site_id.local_date(now)
            settings = document._filing_settings()
            document.write(
                {
                    "state": "filed",
                    "number": number,
                    "reference": document._spell_reference(number),
                    "filed_on": today,
                    "filed_late": filing.is_late(document.signed_date, today, settings),
                    "checked_by_id": user.id,
                    "checked_at": now,
                }
            )

    def _series(self):
        if self.company_id.archive_series == "site":
            return f"archive.document:site:{self.site_id.id}"
        return f"archive.document:volume:{self.volume_id.id}"

    def _spell_reference(self, number):
        if self.company_id.archive_series == "site":
            return f"{self.site_id.code}-D{number:06d}"
        return f"{self.volume_id.code}-{number:03d}"
