from odoo import api, models


class PartnerFollowPlan(models.Model):
    _name = "partner.follow.plan"
    _inherit = ["partner.follow.plan", "partner.personal.mixin"]
    _personal_marks = (
        *("site_id", "user_id", "importance", "likelihood", "is_closed"),
        *("last_contact_on", "next_on"),
    )
    _personal_fields = ("note",)

    @api.private
    def personal_rows(self, purpose):
        """The class and the plan, then what was said and when."""
        rows = super().personal_rows(purpose)
        said = [
            (day, " · ".join(text for _label, text in texts))
            for (_label, day), *texts in (
                it.personal_rows(purpose) for it in self.contact_ids
            )
        ]
        return rows + said

    @api.private
    def erase_personal(self):
        """D-08, D-13: nobody follows up a customer who is erased."""
        result = super().erase_personal()
        plan = self.sudo()
        for contact in plan.contact_ids:
            contact.erase_personal()
        plan.activity_ids.unlink()
        plan.message_ids.unlink()
        plan.active = False
        return result
