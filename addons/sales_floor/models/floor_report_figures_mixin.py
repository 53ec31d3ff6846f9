from odoo import api, fields, models
from odoo.tools import format_date

from ..policies import reporting
from .floor_funnel import COUNTS, RATIOS


class FloorReportFiguresMixin(models.AbstractModel):
    """What a report counts, and how it is shown (F-26, F-35).

    The figures hold no personal data but whose they are: they are sealed for good.
    """

    _name = "floor.report.figures.mixin"
    _description = "Figures of a Report"
    _inherit = ["charter.guard.mixin", "floor.period.mixin"]
    _guarded_fields = frozenset({"figures", "figures_at"})

    figures = fields.Json(readonly=True, copy=False)
    figures_at = fields.Datetime(string="Counted On", readonly=True, copy=False)
    figures_html = fields.Html(
        string="Tables", compute="_compute_figures_html", sanitize=False
    )

    @api.depends("figures")
    @api.depends_context("lang")
    def _compute_figures_html(self):
        for report in self:
            report.figures_html = report.figures and self.env["ir.qweb"]._render(
                "sales_floor.floor_report_tables", report.paper_tables()
            )

    # -- counting --

    def _count(self):
        """Count the period's entries; what was sent stays as it was counted then."""
        for report in self.sudo().filtered(lambda it: not it.sent_at):
            report.write(
                {
                    "figures": report._get_figures(),
                    "figures_at": fields.Datetime.now(),
                }
            )

    def _get_figures(self):
        """All figures of the period, by part of it, by rep and by source."""
        self.ensure_one()
        covered = reporting.period(self.kind, self.date_from)
        parts = reporting.slices(self.kind, covered)
        [(total,)] = self._counted(covered)
        return {
            "total": total,
            "parts": [
                {
                    "first": part.first.isoformat(),
                    "last": part.last.isoformat(),
                    **self._counted(part)[0][0],
                }
                for part in parts
            ],
            "reps": self._by(covered, "user_id"),
            "sources": self._by(covered, "source_id"),
        }

    def _counted(self, covered, groupby=()):
        funnel = self.env["floor.funnel"].sudo()
        moments = self._moments(self.site_id, covered.first, covered.last)
        return funnel.figures(self.site_id, *moments, groupby)

    def _by(self, covered, name):
        """By whom or by what, the most visits first."""
        rows = [
            {"id": group.id, **counts}
            for group, counts in self._counted(covered, [name])
        ]
        return sorted(rows, key=lambda row: (-row["visits"], -row["calls"], row["id"]))

    # -- showing --

    @api.private
    def paper_tables(self):
        """What the tables show: titles, and rows with their names."""
        self.ensure_one()
        figures = self.figures
        sources = self._names("utm.source", figures["sources"], self.env._("Unknown"))
        people = self._names("res.users", figures["reps"], self.env._("Unknown"))
        tables = [
            (self.env._("In All"), [(self.env._("Total"), figures["total"])]),
            (self._parts_title(), [(self._part(row), row) for row in figures["parts"]]),
            (self.env._("By Sales Representative"), people),
            (self.env._("By Source"), sources),
        ]
        return {
            "tables": [(title, rows) for title, rows in tables if rows],
            "columns": self._columns(),
            "rates": self._rates(),
            "rate": reporting.rate,
        }

    def _columns(self):
        """Name and title of each count, as the funnel calls them."""
        labels = self.env["floor.funnel"].fields_get(COUNTS, ["string"])
        waits = self.figures["total"].get("waiting")
        names = COUNTS if waits else COUNTS[:-1]
        return [(name, labels[name]["string"]) for name in names]

    def _rates(self):
        """Part, whole and title of each rate, as the funnel calls them."""
        labels = self.env["floor.funnel"].fields_get(RATIOS, ["string"])
        return [(*counts, labels[name]["string"]) for name, counts in RATIOS.items()]

    def _parts_title(self):
        if self.kind == reporting.WEEK:
            return self.env._("By Day")
        return self.env._("By Week")

    def _part(self, row):
        """A day with its weekday, or a week from and until."""
        first, last = (
            format_date(
                self.env, fields.Date.to_date(row[name]), date_format="EEE MM-dd"
            )
            for name in ("first", "last")
        )
        return first if first == last else f"{first} – {last}"

    @api.model
    def _names(self, model, rows, unknown):
        records = self.env[model].sudo().browse(row["id"] for row in rows if row["id"])
        names = {it.id: it.name for it in records.exists()}
        return [(names.get(row["id"], unknown), row) for row in rows]
