from odoo import models


class HelpdeskTicketStage(models.Model):
    _inherit = "helpdesk.ticket.stage"

    def write(self, vals):
        """C-02: a stage that becomes a closed one, or an open one, moves what is in it.

        Archived complaints too: they are duplicates, which close without a reply.
        """
        here = self.env["helpdesk.ticket"].sudo()
        if "closed" in vals:
            complaints = [
                ("stage_id", "in", self.ids),
                ("request_kind", "=", "complaint"),
            ]
            here = here.with_context(active_test=False).search(complaints)
        closed_before = here._closed_complaints()
        result = super().write(vals)
        here._follow_stage(closed_before, vals={})
        return result
