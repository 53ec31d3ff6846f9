from odoo import models


class HelpdeskTicketStage(models.Model):
    _inherit = "helpdesk.ticket.stage"

    def write(self, vals):
        """C-02: a stage that becomes a closed one closes what stands in it."""
        closing = self.env["helpdesk.ticket"]
        if vals.get("closed"):
            here = [("stage_id", "in", self.ids), ("request_kind", "=", "complaint")]
            closing = closing.sudo().search(here)._open_complaints()
        result = super().write(vals)
        closing._check_closing()
        closing._closed()
        return result
