from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from odoo.addons.helpdesk_mgmt.controllers.main import HelpdeskTicketController


class TicketClose(HelpdeskTicketController):
    @http.route(methods=["POST"])
    def support_ticket_close(self, **kw):
        """Let a customer close the own ticket, a complaint once it is answered (C-02).

        The helpdesk's own would close anybody's, by a link alone.
        """
        try:
            ticket = request.env["helpdesk.ticket"].browse(int(kw["ticket_id"]))
            stage = request.env["helpdesk.ticket.stage"].browse(int(kw["stage_id"]))
            ticket = ticket.exists()
            ticket.check_access("read")
        except (KeyError, ValueError, AccessError):
            return request.redirect("/my")
        if not ticket or ticket.partner_id != request.env.user.partner_id:
            return request.redirect("/my")
        request.session["complaint_notice"] = self._close(ticket.sudo(), stage.sudo())
        # as the helpdesk answers
        return request.redirect(f"/my/ticket/{ticket.id}", code=302)

    def _close(self, ticket, stage):
        """Close it, or say why not."""
        if stage not in ticket.customer_stages():
            return request.env._("Your ticket cannot be closed that way.")
        if ticket.request_kind == "complaint" and not ticket.customer_may_close():
            return request.env._(
                "Your complaint has not been answered yet: it stays open until it is."
            )
        try:
            with request.env.cr.savepoint():
                ticket.stage_id = stage
        except UserError as refused:
            return str(refused)
        return False
