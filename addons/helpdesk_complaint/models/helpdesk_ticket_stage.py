from odoo import api, models, tools


class HelpdeskTicketStage(models.Model):
    _inherit = "helpdesk.ticket.stage"

    @api.model_create_multi
    def create(self, vals_list):
        stages = super().create(vals_list)
        self.env.registry.clear_cache()
        return stages

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
            self.env.registry.clear_cache()
        closed_before = here._closed_complaints()
        result = super().write(vals)
        here._follow_stage(closed_before, vals={})
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    @tools.ormcache()
    def _get_closed_by_id(self):
        """Of all stages, whether what is in them is closed."""
        stages = (
            self.sudo().with_context(active_test=False).search_fetch([], ["closed"])
        )
        return {stage.id: stage.closed for stage in stages}
