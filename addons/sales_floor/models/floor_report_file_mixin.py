import hashlib
import io

import xlsxwriter

from odoo import api, fields, models

from ..policies import reporting

REPORT = "sales_floor.floor_report_report"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CALLS = (
    *("number", "called_at", "user_id", "caller_name", "phone", "source_id"),
    *("interest", "asked", "promised_on"),
)
VISITS = (
    *("number", "arrived_at", "user_id", "kind", "visitor_name", "phone"),
    *("party_size", "came_before", "source_id", "background", "needs", "outcome"),
    *("no_deal_reason", "withdrawal_reason", "suggestions"),
)
DEALS = (
    *("number", "arrived_at", "user_id", "visitor_name", "phone", "source_id"),
    *("outcome", "signing_on", "needs"),
)


class FloorReportFileMixin(models.AbstractModel):
    """The files of a report: a spreadsheet with the registers, and the paper (F-26).

    What was sent is kept as it was; its digests are sealed, so that a file that was
    exchanged shows.
    """

    _name = "floor.report.file.mixin"
    _description = "Files of a Report"
    _inherit = ["charter.guard.mixin", "floor.period.mixin"]
    _seal_fields = ("xlsx_digest", "pdf_digest")
    _guarded_fields = frozenset({"xlsx_id", "pdf_id", "xlsx_digest", "pdf_digest"})

    xlsx_id = fields.Many2one(
        "ir.attachment", string="Spreadsheet", readonly=True, copy=False
    )
    pdf_id = fields.Many2one("ir.attachment", string="Paper", readonly=True, copy=False)
    xlsx_digest = fields.Char(string="Spreadsheet SHA-256", readonly=True, copy=False)
    pdf_digest = fields.Char(string="Paper SHA-256", readonly=True, copy=False)
    is_exchanged = fields.Boolean(compute="_compute_is_exchanged")

    @api.depends("xlsx_id", "pdf_id", "xlsx_digest", "pdf_digest")
    def _compute_is_exchanged(self):
        for report in self:
            # A screen asks for sizes in place of contents.
            kept = report.sudo().with_context(bin_size=False)
            report.is_exchanged = bool(kept.xlsx_digest) and (
                kept.xlsx_digest != _sha256(kept.xlsx_id)
                or kept.pdf_digest != _sha256(kept.pdf_id)
            )

    # -- actions --

    def action_open_xlsx(self):
        """Hand out the spreadsheet as it was sent."""
        self.ensure_one()
        return self._download(self.xlsx_id)

    def action_open_pdf(self):
        """Hand out the paper as it was sent."""
        self.ensure_one()
        return self._download(self.pdf_id)

    @api.model
    def _download(self, attachment):
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}?download=true",
            "target": "self",
        }

    # -- business --

    @api.private
    def file_name(self, extension):
        """Such as AC-2026-03-02-week.xlsx; with its number where sent again."""
        self.ensure_one()
        name = f"{self.site_id.code}-{self.date_from}-{self.kind}"
        if self.correction_of_id:
            name += f"-{self.id}"
        return f"{name}.{extension}"

    def _keep_files(self):
        """Make both files and keep them with their digests; with ``sudo``."""
        self.ensure_one()
        pdf, _format = self.env["ir.actions.report"]._render_qweb_pdf(REPORT, self.ids)
        files = (
            (self.file_name("xlsx"), self._make_xlsx(), XLSX),
            (self.file_name("pdf"), pdf, "application/pdf"),
        )
        sheet, paper = self.env["ir.attachment"].create(
            [
                {
                    "name": name,
                    "raw": content,
                    "mimetype": mimetype,
                    "res_model": self._name,
                    "res_id": self.id,
                }
                for name, content, mimetype in files
            ]
        )
        self.write(
            {
                "xlsx_id": sheet.id,
                "pdf_id": paper.id,
                "xlsx_digest": _sha256(sheet),
                "pdf_digest": _sha256(paper),
            }
        )

    def _entries(self):
        """The entries that the figures count: calls, visits, deals."""
        covered = reporting.period(self.kind, self.date_from)
        moments = self._moments(self.site_id, covered.first, covered.last)
        funnel = self.env["floor.funnel"].sudo()
        return funnel.entries(self.site_id, *moments, only_counted=True)

    @api.private
    def paper_title(self):
        """来人来电统计表, or with the deals' analysis for a week and a month."""
        match self.kind:
            case reporting.WEEK:
                return self.env._("Weekly Visitors, Calls and Deals")
            case reporting.MONTH:
                return self.env._("Monthly Visitors, Calls and Deals")
        return self.env._("Daily Visitors and Calls")

    @api.private
    def paper_entries(self):
        """The registers as the paper lists them: a month is too long for it."""
        if self.kind == reporting.MONTH:
            return []
        calls, visits, deals = self._entries()
        outcome = dict(visits._fields["outcome"]._description_selection(self.env))
        return [
            {
                "title": self.env._("Calls"),
                "entries": [
                    self._row(it, it.called_at, it.caller_name, it.interest or it.asked)
                    for it in calls
                ],
            },
            *(
                {
                    "title": title,
                    "entries": [
                        self._row(
                            it,
                            it.arrived_at,
                            it.visitor_name,
                            " · ".join(
                                filter(None, (outcome.get(it.outcome), it.needs))
                            ),
                        )
                        for it in found
                    ],
                }
                for title, found in (
                    (self.env._("Visits"), visits),
                    (self.env._("Deals"), deals),
                )
            ),
        ]

    @api.model
    def _row(self, entry, moment, name, content):
        return {
            "number": entry.number or "",
            "at": moment,
            "name": name or "",
            "phone": entry.phone or "",
            "person": entry.user_id.name,
            "source": entry.source_id.name or "",
            "content": content or "",
        }

    def _make_xlsx(self):
        """The figures, and a sheet per register; all text, no formulas."""
        self.ensure_one()
        calls, visits, deals = self._entries()
        output = io.BytesIO()
        book = xlsxwriter.Workbook(
            output, {"in_memory": True, "strings_to_formulas": False}
        )
        self._write_figures(book)
        for title, entries, names in (
            (self.env._("Calls"), calls, CALLS),
            (self.env._("Visits"), visits, VISITS),
            (self.env._("Deals"), deals, DEALS),
        ):
            self._write_entries(book, title, entries, names)
        book.close()
        return output.getvalue()

    def _write_figures(self, book):
        sheet = book.add_worksheet(self.env._("Figures"))
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 12, 14)
        head = book.add_format({"bold": True, "bottom": 1})
        percent = book.add_format({"num_format": "0.0 %"})
        sheet.write_string(0, 0, self.display_name, head)
        shown, line = self.paper_tables(), 2
        for title, rows in shown["tables"]:
            sheet.write_string(line, 0, title, head)
            labels = [label for *_names, label in shown["columns"] + shown["rates"]]
            for place, label in enumerate(labels, start=1):
                sheet.write_string(line, place, label, head)
            for name, counts in rows:
                line += 1
                sheet.write_string(line, 0, str(name))
                for place, (column, _label) in enumerate(shown["columns"], start=1):
                    sheet.write_number(line, place, counts[column])
                first = len(shown["columns"]) + 1
                for place, (part, whole, _label) in enumerate(shown["rates"], first):
                    if counts[whole]:
                        share = counts[part] / counts[whole]
                        sheet.write_number(line, place, share, percent)
            line += 2
        for field in ("analysis", "review"):
            if self[field]:
                sheet.write_string(line, 0, self._fields[field].string, head)
                sheet.write_string(line + 1, 0, self[field])
                line += 3

    def _write_entries(self, book, title, entries, names):
        sheet = book.add_worksheet(title)
        head = book.add_format({"bold": True, "bottom": 1})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        labels = entries.fields_get(names, ["string", "selection"])
        for place, name in enumerate(names):
            sheet.write_string(0, place, labels[name]["string"], head)
            sheet.set_column(place, place, 16)
        sheet.freeze_panes(1, 0)
        for line, entry in enumerate(entries, start=1):
            for place, name in enumerate(names):
                value = entry[name]
                match entry._fields[name].type:
                    case "datetime" if value:
                        local = self.site_id.local_time(value)
                        sheet.write_datetime(line, place, local, moment)
                    case "date" if value:
                        sheet.write_datetime(line, place, value, day)
                    case "integer":
                        sheet.write_number(line, place, value)
                    case "boolean":
                        word = self.env._("Yes") if value else self.env._("No")
                        sheet.write_string(line, place, word)
                    case "selection":
                        words = dict(labels[name]["selection"])
                        sheet.write_string(line, place, words.get(value, ""))
                    case "many2one":
                        sheet.write_string(line, place, value.display_name or "")
                    case _:
                        sheet.write_string(line, place, value or "")


def _sha256(attachment):
    return hashlib.sha256(attachment.raw or b"").hexdigest()
