from odoo import http
from odoo.http import request

from odoo.addons.charter_base.policies.sent_files import MEGABYTE

GONE = 410


class DossierForm(http.Controller):
    """The form of a link, for whoever holds it (D-11)."""

    @http.route(
        "/dossier/form/<string:token>",
        type="http",
        auth="public",
        website=True,
        multilang=False,
        sitemap=False,
        methods=["GET", "POST"],
    )
    def dossier_form(self, token, **_params):
        form = request.env["partner.dossier.form"].from_token(token)
        if form:
            request.update_context(lang=form.lang)
            form = form.with_context(lang=form.lang)
        sentences, is_sent = [], request.httprequest.method == "POST"
        if is_sent and form.is_open:
            sentences = form.take(
                request.params, self._files(form), bool(request.params.get("agreed"))
            )
        if form and form.is_open:
            return self._show(form, sentences)
        return self._close(form)

    def _files(self, form):
        """What was sent along; of a file too large, only so much as shows it."""
        most = form.company_id.dossier_form_megabytes * MEGABYTE + 1
        papers = form.wanted_papers()
        asked = {"papers": papers[:0], **{f"paper_{it.id}": it for it in papers}}
        return [
            (file.filename, file.stream.read(most), paper)
            for name, paper in asked.items()
            for file in request.httprequest.files.getlist(name)
            if file.filename
        ]

    def _show(self, form, sentences):
        return self._page(
            "partner_dossier_form.portal_form",
            {
                "form": form,
                "sections": form.questions(),
                "papers": form.wanted_papers(),
                "given": request.params,
                "sentences": sentences,
                "consent": form.company_id.dossier_form_consent_text(),
            },
        )

    def _close(self, form):
        """One page for every link that doesn't work, and thanks for what was told."""
        is_told = form.state in ("submitted", "decided") if form else False
        return self._page(
            "partner_dossier_form.portal_form_closed",
            {"form": form, "is_told": is_told},
            status=200 if is_told else GONE,
        )

    def _page(self, template, values, status=200):
        response = request.render(template, values, status=status)
        # The link is the key: it is told to nobody else, and nobody keeps the page.
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "no-store"
        return response
