from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.helpdesk_mgmt.controllers.myaccount import CustomerPortalHelpdesk

from .complaint_form import sent_files, sent_site, sent_words


class ComplaintPortal(CustomerPortalHelpdesk):
    """Complaints of customers with an account, among their tickets (C-01)."""

    @http.route(
        "/my/complaint",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_new_complaint(self, **_params):
        partner = request.env.user.partner_id
        sites = partner.complaint_sites(request.env.company)
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "complaint",
            "sites": sites,
            "site": sent_site(sites) or (sites if len(sites) == 1 else sites[:0]),
            "words": sent_words("what_happened", "demand"),
            "sentences": [],
        }
        if request.httprequest.method == "POST":
            if not values["site"]:
                values["sentences"] = [request.env._("Choose the site it is about.")]
            else:
                ticket, values["sentences"] = request.env[
                    "helpdesk.ticket"
                ].take_from_portal(
                    partner,
                    {**values["words"], "site_id": values["site"].id},
                    sent_files(values["site"].company_id),
                )
                if ticket:
                    return request.redirect(f"/my/ticket/{ticket.id}")
        return request.render("helpdesk_complaint.portal_complaint_new", values)

    @http.route()
    def portal_my_ticket(self, ticket_id, access_token=None, **kw):
        """A complaint has a page of its own; other tickets keep theirs."""
        response = super().portal_my_ticket(ticket_id, access_token, **kw)
        ticket = getattr(response, "qcontext", {}).get("ticket")
        if ticket:
            response.qcontext["notice"] = request.session.pop("complaint_notice", None)
            response.qcontext["own"] = ticket.partner_id == request.env.user.partner_id
        if ticket and ticket.request_kind == "complaint":
            messages = ticket.customer_messages()
            messages.attachment_ids.generate_access_token()
            promise = ticket.reply_expected_at
            response.qcontext.update(
                messages=messages,
                access_token=access_token,
                late=promise and promise < fields.Datetime.now(),
            )
            response.template = "helpdesk_complaint.portal_complaint"
        return response

    @http.route(
        "/my/ticket/<int:ticket_id>/reply",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def portal_complaint_reply(self, ticket_id, access_token=None, **_params):
        """What the complainant adds: words, photos, or both."""
        try:
            ticket = self._document_check_access(
                "helpdesk.ticket", ticket_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        if ticket.request_kind != "complaint":
            raise NotFound
        user = request.env.user
        # Who holds the link of the complaint's mails is its contact.
        author = ticket.partner_id if user._is_public() else user.partner_id
        sentences = ticket.customer_writes(
            author, sent_words("text")["text"], sent_files(ticket.company_id)
        )
        request.session["complaint_notice"] = " ".join(sentences)
        token = f"/{access_token}" if access_token else ""
        return request.redirect(f"/my/ticket/{ticket.id}{token}")
