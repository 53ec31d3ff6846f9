from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from odoo.addons.charter_base.policies.sent_files import MEGABYTE

WORDS = ("name", "phone", "email", "unit_text", "what_happened", "demand")


def sent_files(company):
    """What was sent along, as pairs; of a file too large, only so much as shows it."""
    most = company.sudo().complaint_web_megabytes * MEGABYTE + 1
    return [
        (file.filename, file.stream.read(most))
        for file in request.httprequest.files.getlist("photos")
        if file.filename
    ]


def sent_words(*names):
    return {name: (request.params.get(name) or "").strip() for name in names}


def sent_site(sites):
    """The site that was chosen, of those that may be."""
    return sites.filtered(lambda site: str(site.id) == request.params.get("site"))


class ComplaintForm(http.Controller):
    """The form for whoever has no account (C-01)."""

    @http.route(
        ["/complaint", "/complaint/<string:code>"],
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
    )
    def complaint_form(self, code="", **_params):
        if not request.env.user._is_public():
            return request.redirect("/my/complaint")
        sites = request.env["res.partner"].complaint_sites(request.env.company)
        if code:
            sites = sites.filtered(lambda site: site.code == code.upper())
        if not sites:
            raise NotFound
        values = {"sites": sites, "words": sent_words(*WORDS), "sentences": []}
        values["site"] = sent_site(sites) or (sites if len(sites) == 1 else sites[:0])
        if request.httprequest.method == "POST":
            if not values["site"]:
                values["sentences"] = [request.env._("Choose the site it is about.")]
            else:
                taken, values["sentences"] = self._take(values)
                if taken:
                    token = taken.status_token()
                    return request.redirect(f"/complaint/status/{token}?thanks=1")
        return request.render("helpdesk_complaint.portal_hand_in", values)

    def _take(self, values):
        return request.env["complaint.hand_in"].take_from_website(
            {**values["words"], "site_id": values["site"].id},
            sent_files(values["site"].company_id),
            request.httprequest.remote_addr,
            trap=bool(request.params.get("subject")),
        )

    @http.route(
        "/complaint/status/<string:token>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def complaint_status(self, token, thanks=None, **_params):
        """How far it is, for who holds the link: the four steps and nothing else."""
        taken = request.env["complaint.hand_in"].from_token(token)
        response = request.render(
            "helpdesk_complaint.portal_hand_in_status",
            {
                "reference": taken.reference,
                "step": taken.customer_step() if taken else None,
                "thanks": thanks,
            },
        )
        # The link is the key: it is told to nobody else.
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
