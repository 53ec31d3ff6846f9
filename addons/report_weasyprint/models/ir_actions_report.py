from odoo import api, fields, models
from odoo.exceptions import UserError

from ..fonts import share_fonts

WEASYPRINT = "weasyprint"


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    pdf_engine = fields.Selection(
        [("wkhtmltopdf", "wkhtmltopdf"), (WEASYPRINT, "WeasyPrint")],
        string="PDF Engine",
        required=True,
        default="wkhtmltopdf",
        help="What makes the PDF file: wkhtmltopdf, as everywhere in Odoo, or "
        "WeasyPrint, which needs no such program, knows running headers and counts "
        "the pages.",
    )

    def _get_readable_fields(self):
        return super()._get_readable_fields() | {"pdf_engine"}

    @api.model
    def get_wkhtmltopdf_state(self):
        """A report that WeasyPrint makes must not fail for want of wkhtmltopdf."""
        if self.env.context.get("pdf_engine") == WEASYPRINT:
            return "ok"
        return super().get_wkhtmltopdf_state()

    def report_action(self, docids, data=None, config=True):
        action = super().report_action(docids, data=data, config=config)
        if action["type"] == self._name:
            action["pdf_engine"] = self.pdf_engine
        return action

    def _action_configure_external_report_layout(self, report_action, *args, **kwargs):
        report_action = {**report_action, "pdf_engine": self.pdf_engine}
        return super()._action_configure_external_report_layout(
            report_action, *args, **kwargs
        )

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        engine = self._get_report(report_ref).pdf_engine
        if engine != self.env.context.get("pdf_engine", "wkhtmltopdf"):
            self = self.with_context(pdf_engine=engine)
        return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)

    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        content, kind = super()._render_qweb_pdf(report_ref, res_ids, data)
        parts = 1 if isinstance(res_ids, int) else len(res_ids or ())
        if kind != "pdf" or parts < 2:
            return content, kind
        if self._get_report(report_ref).pdf_engine == WEASYPRINT:
            content = share_fonts(content)
        return content, kind

    @api.model
    def _run_wkhtmltopdf(
        self,
        bodies,
        report_ref=False,
        header=None,
        footer=None,
        landscape=False,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        report = self._get_report(report_ref) if report_ref else self.browse()
        if report.pdf_engine != WEASYPRINT:
            return super()._run_wkhtmltopdf(
                bodies,
                report_ref=report_ref,
                header=header,
                footer=footer,
                landscape=landscape,
                specific_paperformat_args=specific_paperformat_args,
                set_viewport_size=set_viewport_size,
            )
        # Here and not above: it loads libraries of the system, and Odoo has to start
        # without them.
        try:
            from ..fetcher import Fetcher
            from ..sheets import write_pdf
        except (ImportError, OSError) as error:
            raise UserError(
                self.env._(
                    "The PDF file can't be made: WeasyPrint or its library Pango is"
                    " missing on the server. An administrator has to install it."
                )
            ) from error
        return write_pdf(
            bodies,
            header,
            footer,
            page_style=self._page_style(
                report.get_paperformat(), landscape, specific_paperformat_args or {}
            ),
            lang=self.env.lang or "en_US",
            fetcher=Fetcher(self.env, self._get_report_url()),
        )

    @api.model
    def _page_style(self, paperformat, landscape, asked):
        """The paper format as CSS; what the document itself asks for goes first."""
        sides = [paperformat.print_page_width, paperformat.print_page_height]
        turned = landscape or asked.get("data-report-landscape")
        if turned and paperformat.orientation != "Landscape":
            sides.reverse()
        top = asked.get("data-report-margin-top", paperformat.margin_top)
        bottom = asked.get("data-report-margin-bottom", paperformat.margin_bottom)
        line = "border-bottom: 1px solid" if paperformat.header_line else ""
        return f"""
            @page {{
                size: {sides[0]}mm {sides[1]}mm;
                margin: {float(top)}mm {paperformat.margin_right}mm
                    {float(bottom)}mm {paperformat.margin_left}mm;
                @top-center {{ {line} }}
            }}
        """
